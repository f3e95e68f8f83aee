"""Two made-up resumes with everything a letter may distort, and a way to ask what the judges say of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coverletter.matching.embedding import SentenceEmbedder
from coverletter.review.analysis import Analysis, analyse
from coverletter.review.dossier import open_dossier
from coverletter.types import Passage, Posting, Resume
from tests.applicants import passages, resume_of

TODAY = date(2026, 6, 1)
EMBEDDER = SentenceEmbedder()

BAKER = resume_of(
    "Ines Okonjo",
    "en",
    passages(
        (
            "Experience",
            "Millbrook Foods, Production Planner\nMarch 2021 – present",
            (
                "Plan 14 lines with Asprova; scrap fell from 8% to 5% between 2022 and 2024",
                "Helped the vendor set up the SAP interface; testing was done by an outside consultancy",
                "Train new planners in Excel, 22 people so far",
                "Moved 30 of 48 recipes to the new format",
            ),
        ),
        (
            "Experience",
            "Quarry Lane Bakery, Shift Supervisor\nJune 2015 – February 2021",
            (
                "Supervised a shift of 12 bakers and wrote the rota every week",
                "Cut flour waste from 900 kg to 300 kg a month with a new sieve",
                "Stood in for the production manager for two weeks in 2019",
                "Wrote the proposal for a second oven (£85,000); not approved",
            ),
        ),
        ("Experience", "Hillside Food Bank, volunteer driver\n2013 – 2015", ("Delivered 40 parcels every Saturday",)),
        ("Education", "Eastmoor University, MSc Food Science, part-time: 60 of 180 credits, paused\n2022 –", ()),
        ("Education", "Eastmoor University, BSc Nutrition\n2009 – 2012", ()),
        (
            "Certificates",
            "",
            (
                "Lean Six Sigma Yellow Belt, 2020",
                "PRINCE2 Foundation, expired 2023",
                "Runner-up, Young Planner of the Year award, 2022",
                "German B1",
                "Python: introductory online course, 2023",
            ),
        ),
    ),
)

PLANNER = resume_of(
    "도라온",
    "ko",
    passages(
        (
            "경력",
            "㈜한빛누리식품, 생산계획팀 대리\n2021.03 ~ 현재",
            (
                "생산 라인 14개의 주간 계획 수립, 폐기율 8%에서 5%로 감소",
                "SAP 인터페이스 구축 지원(개발은 외주업체)",
                "신입 계획 담당자 22명 엑셀 교육",
                "예산 1억 2천만 원 집행 관리",
            ),
        ),
        (
            "경력",
            "㈜샘물제과, 생산팀 사원 (계약직)\n2018.01 ~ 2021.02",
            ("밀가루 폐기량을 월 900kg에서 300kg으로 줄임", "사내 개선 제안 공모 장려상(2019)"),
        ),
        ("자격", "", ("유통관리사 2급 (2017.06)", "정보처리기사 필기 합격 (2024.05)", "TOEIC 780점 (2023)")),
    ),
)

POSTING = Posting(
    title="Supply Planner",
    company="Orchard Vale",
    language="en",
    text="Orchard Vale plans fresh food for 90 shops.\nYou know Kinaxis and Power BI.\nYou hold APICS CPIM.\nOur site has 320 employees.",
    requirements=(),
)


def judged(*sentences: str, resume: Resume = BAKER, posting: Posting | None = POSTING, notes: Sequence[Passage] = ()) -> Analysis:
    """The analysis of the last of `sentences`, read as one letter."""
    dossier = open_dossier(resume, posting, notes, EMBEDDER, TODAY)
    return analyse(sentences, dossier, EMBEDDER)[-1]


def signals(*sentences: str, resume: Resume = BAKER) -> set[str]:
    """The names of the signals that the last sentence raised."""
    return {name for name, value in judged(*sentences, resume=resume).values.items() if value}
