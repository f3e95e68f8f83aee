"""Two made-up applicants and the postings they answer, as records: one English, one Korean."""

from __future__ import annotations

from collections.abc import Sequence

from coverletter.types import Brief, Evidence, Language, Match, Passage, Posting, Requirement, Resume


def passages(*groups: tuple[str, str, Sequence[str]]) -> tuple[Passage, ...]:
    """(heading, entry, lines) to passages with ids in reading order."""
    made: list[Passage] = []
    for heading, entry, lines in groups:
        if entry:
            header = " ".join(entry.split("\n"))
            made.append(Passage(id=f"p{len(made) + 1}", page=1, text=header, kind="entry", heading=heading, entry=entry))
        kind = "bullet" if entry else "contact" if heading == "contact" else "sentence" if heading in ("Summary", "소개") else "line"
        for line in lines:
            made.append(
                Passage(id=f"p{len(made) + 1}", page=1, text=line, kind=kind, heading="" if heading == "contact" else heading, entry=entry)
            )
    return tuple(made)


def resume_of(name: str, language: Language, lines: tuple[Passage, ...]) -> Resume:
    """A resume whose text is its passages under their headers."""
    text, above = [name], ""
    for line in lines:
        if line.heading != above:
            text.append(line.heading)
            above = line.heading
        text += line.entry.split("\n") if line.kind == "entry" else [line.text]
    return Resume(id="a" * 64, name=name, pages=1, language=language, text="\n".join(text), passages=lines, quality=1.0)


ENGLISH = resume_of(
    "Morag Ellison",
    "en",
    passages(
        ("contact", "", ("morag.ellison@mail.example · 07700 900345 · 14 Larch Road, Dundee DD2 1AB",)),
        ("Summary", "", ("I like machines that tell you early what is wrong with them.",)),
        (
            "Experience",
            "Tayside Conveyors Ltd, Maintenance Engineer\nDundee\nMay 2020 – Present",
            (
                "Own preventive maintenance of 42 belt lines; unplanned stops fell from 31 to 12 a month",
                "Led a team of 6 fitters through the replacement of 180 drive units in eleven weeks",
                "Wrote the fault catalogue in SAP PM that three sites now use",
                "Trained 24 operators in lock-out procedures",
            ),
        ),
        (
            "Experience",
            "Harrow Pumps, Mechanical Fitter\nPerth\nAug 2015 – Apr 2020",
            (
                "Rebuilt 65 centrifugal pumps a year and tested each at 16 bar",
                "Cut the time of a seal change from 5 hours to 3 by making two jigs",
                "Helped commission a test bench of £120,000",
            ),
        ),
        ("Education", "Angus College\nHNC Mechanical Engineering\n2013 – 2015", ("Completed a dissertation on bearing noise",)),
        ("Skills", "", ("SAP PM, AutoCAD, vibration meters, Excel",)),
    ),
)

ENGLISH_POSTING = Posting(
    title="Reliability Engineer",
    company="Brackenfield Foods",
    language="en",
    text=(
        "Reliability Engineer\nBrackenfield Foods, Arbroath\nBrackenfield Foods freezes peas and berries on nine lines.\n"
        "You need\n- Experience with preventive maintenance of conveyors\n- Leadership of a small team\n- SAP PM\n- A forklift licence"
    ),
    requirements=(
        Requirement(text="Experience with preventive maintenance of conveyors", kind="required"),
        Requirement(text="Leadership of a small team", kind="required"),
        Requirement(text="SAP PM", kind="preferred"),
        Requirement(text="A forklift licence", kind="preferred"),
    ),
)

KOREAN = resume_of(
    "반채운",
    "ko",
    passages(
        ("contact", "", ("chaeun.ban@mail.example · 010-2345-6789 · 대전광역시 서구 둔산로 100, 1203호",)),
        ("소개", "", ("고객이 두 번 묻지 않게 하는 일을 좋아합니다.",)),
        (
            "경력",
            "㈜가온유통, 고객지원팀 대리\n대전\n2020.03 – 현재",
            (
                "하루 평균 180건의 문의 응대, 첫 응답 시간을 14분에서 6분으로 단축",
                "상담원 8명의 근무표 작성과 교육 담당",
                "반품 절차 개편: 반품 처리 기간 5일에서 2일로 단축",
                "Zendesk 도입 실무를 맡아 상담 유형 46종을 정리함",
            ),
        ),
        (
            "경력",
            "새롬문고, 매장 사원\n대전\n2017.02 – 2020.02",
            (
                "매장 재고 1만 2천 권의 실사 진행, 오차율 3.1%에서 0.8%로 감소",
                "단골 고객 320명의 주문 목록 관리",
                "독서 모임 24회 운영",
            ),
        ),
        ("기술", "", ("Zendesk, Excel, 카카오 상담톡",)),
    ),
)

KOREAN_POSTING = Posting(
    title="고객경험 매니저",
    company="㈜물푸레상점",
    language="ko",
    text=(
        "고객경험 매니저\n㈜물푸레상점\n물푸레상점은 손으로 만든 생활용품을 파는 온라인 상점입니다.\n"
        "자격 요건\n- 고객 응대 경력 3년 이상\n- 상담 조직 운영 경험\n- Zendesk 활용\n우대\n- 영어 회화"
    ),
    requirements=(
        Requirement(text="고객 응대 경력 3년 이상", kind="required"),
        Requirement(text="상담 조직 운영 경험", kind="required"),
        Requirement(text="Zendesk 활용", kind="preferred"),
        Requirement(text="영어 회화", kind="preferred"),
    ),
)


def matches_of(resume: Resume, posting: Posting, met: dict[str, str]) -> tuple[Match, ...]:
    """A match for each requirement: met by the passage that holds `met[requirement]`, else missing."""
    made = []
    for requirement in posting.requirements:
        words = met.get(requirement.text, "")
        line = next((passage.text for passage in resume.passages if words and words in passage.text), "")
        evidence = (Evidence(text=line, page=1, score=0.9),) if line else ()
        made.append(
            Match(requirement=requirement.text, kind=requirement.kind, status="met" if line else "missing", score=0.9, evidence=evidence)
        )
    return tuple(made)


ENGLISH_MATCHES = matches_of(
    ENGLISH,
    ENGLISH_POSTING,
    {
        "Experience with preventive maintenance of conveyors": "42 belt lines",
        "Leadership of a small team": "6 fitters",
        "SAP PM": "fault catalogue",
    },
)
KOREAN_MATCHES = matches_of(
    KOREAN, KOREAN_POSTING, {"고객 응대 경력 3년 이상": "180건", "상담 조직 운영 경험": "8명", "Zendesk 활용": "Zendesk 도입"}
)


def brief_of(language: Language = "en", crossed: bool = False, **changes: object) -> Brief:
    """A letter's brief in `language`; `crossed` takes the resume and posting of the other one."""
    english = (language == "en") != crossed
    resume, posting, matches = (ENGLISH, ENGLISH_POSTING, ENGLISH_MATCHES) if english else (KOREAN, KOREAN_POSTING, KOREAN_MATCHES)
    usual = {"length": 220, "unit": "words"} if language == "en" else {"length": 600, "unit": "characters"}
    brief = Brief(task="letter", language=language, posting=posting, matches=matches, passages=resume.passages, name=resume.name, **usual)
    return brief.model_copy(update=changes)
