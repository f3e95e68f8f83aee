"""Make `resume.pdf` and `resume_ko.pdf`, the sample resumes of two invented people: `python samples/make_resume.py`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fpdf import FPDF

HERE = Path(__file__).parent
KOREAN_FONT = HERE.parent / "coverletter" / "keeping" / "fonts" / "Pretendard-Regular.ttf"


class Person(NamedTuple):
    """An invented person and all that stands in their resume: under each heading the entries, each with its dates and deeds."""

    name: str
    role: str
    contact: str
    title: str
    entries: dict[str, list[tuple[str, str, list[str]]]]


ANNELIE = Person(
    "Annelie de Wit",
    "Backend engineer - Rotterdam, Netherlands",
    "annelie.dewit@example.com  |  +31 6 0000 0000",
    "Resume of Annelie de Wit",
    {
        "Experience": [
            (
                "Fenwick & Vale Logistics, Rotterdam",
                "Backend Engineer, March 2021 - present",
                [
                    "Rebuilt the shipment tracking service in Go and PostgreSQL; it now serves 1.8 million position updates a day.",
                    "Cut the median response time of the public API from 420 ms to 95 ms by caching and query rewrites.",
                    "Moved 14 services from virtual machines to Kubernetes together with two colleagues, without downtime for customers.",
                    "Introduced contract tests between teams, which reduced failed releases from 9 to 2 per quarter.",
                    "Mentor two junior engineers and run the fortnightly design review.",
                ],
            ),
            (
                "Oakhurst Ticketing, Utrecht",
                "Software Developer, August 2018 - February 2021",
                [
                    "Built the refund workflow in Python and Django, used by 60 support agents.",
                    "Wrote the nightly reconciliation that matched 98.5% of payments without a person looking at them.",
                    "Took part in the on-call rotation and wrote the runbooks for the payment services.",
                ],
            ),
        ],
        "Education": [
            (
                "Delft University of Technology",
                "MSc Computer Science, 2016 - 2018",
                ["Thesis on route planning under uncertain travel times."],
            ),
            ("University of Groningen", "BSc Mathematics, 2013 - 2016", []),
        ],
        "Certificates": [("Certified Kubernetes Application Developer (CKAD), 2022", "", [])],
        "Skills": [("Go, Python, SQL, PostgreSQL, Kafka, Docker, Kubernetes, Terraform, Grafana", "", [])],
        "Languages": [("Dutch (native), English (C1), Korean (TOPIK level 4, 2023)", "", [])],
    },
)
JIAN = Person(
    "서지안",
    "백엔드 개발자 · 부산",
    "jian.seo@example.com  |  010-0000-0000",
    "서지안 이력서",
    {
        "경력": [
            (
                "㈜누리상점 | 백엔드 개발자 | 2021.03 - 현재",
                "온라인 식료품 쇼핑몰",
                [
                    "주문 추적 서비스를 Go와 PostgreSQL로 다시 만들어 하루 180만 건의 상태 변경을 처리했습니다.",
                    "캐시를 도입하고 쿼리를 고쳐 공개 API의 평균 응답 시간을 420ms에서 95ms로 줄였습니다.",
                    "동료 두 명과 함께 서비스 14개를 가상 서버에서 쿠버네티스로 옮기고 운영했습니다.",
                    "주니어 개발자 두 명을 멘토링하고 격주로 설계 리뷰를 진행했습니다.",
                ],
            ),
            (
                "㈜온빛티켓 | 백엔드 개발자 | 2018.08 - 2021.02",
                "공연 예매 서비스",
                [
                    "Python과 Django로 환불 업무 시스템을 만들어 상담원 60명이 사용했습니다.",
                    "결제 대사 작업을 자동화해 98.5%를 사람의 확인 없이 처리했습니다.",
                    "카프카로 결제 이벤트를 주고받는 구조를 설계했습니다.",
                ],
            ),
        ],
        "학력": [("가온대학교 컴퓨터공학과 학사, 2014.03 - 2018.02", "", [])],
        "자격증": [("정보처리기사, 2018년 5월", "", [])],
        "기술": [("Go, Python, SQL, PostgreSQL, Kafka, Docker, Kubernetes, Grafana", "", [])],
    },
)


def make_resume(path: Path, person: Person) -> None:
    """Write the resume: one page, A4, the same bytes every time."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    pdf.set_title(person.title)
    pdf.set_margins(20, 16, 20)
    pdf.add_page()
    font = "Helvetica" if person.name.isascii() else "Pretendard"
    if font == "Pretendard":
        pdf.add_font(font, fname=KOREAN_FONT)

    def line(text: str, size: float, style: str = "", height: float = 5.2, indent: float = 0) -> None:
        pdf.set_font(font, style if font == "Helvetica" else "", size)
        pdf.set_x(20 + indent)
        pdf.multi_cell(170 - indent, height, text, align="L", new_x="LMARGIN", new_y="NEXT")

    line(person.name, 19, "B", 9)
    line(person.role, 10.5)
    line(person.contact, 10.5)
    for heading, entries in person.entries.items():
        pdf.ln(3)
        line(heading, 12.5, "B", 7)
        for title, dates, bullets in entries:
            line(title, 10.5, "B" if dates else "")
            if dates:
                line(dates, 10.5, "I")
            for bullet in bullets:
                line(f"- {bullet}", 10.5, indent=3)
            pdf.ln(1)
    pdf.output(str(path))


if __name__ == "__main__":
    make_resume(HERE / "resume.pdf", ANNELIE)
    make_resume(HERE / "resume_ko.pdf", JIAN)
