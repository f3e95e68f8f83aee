"""Resumes of invented people as the files that programs write: PDF by fpdf2, Word by python-docx, and files nobody can read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import fpdf
import pypdf
from PIL import Image

FONTS = Path("/usr/share/fonts/truetype/nanum")

JOBS = (
    (
        "Harbour Lane Software, Backend Engineer",
        "Cardiff",
        "Apr 2021 - Present",
        ("Cut the nightly settlement run from 5 h to 52 min", "Own the ledger service that posts two million lines a day"),
    ),
    ("Pebble & Finch, Developer", "Bristol", "Jul 2017 - Mar 2021", ("Wrote the export to accounting packages for 45 hotels",)),
)


def new_pdf(korean: bool = False) -> fpdf.FPDF:
    """An empty A4 page."""
    pdf = fpdf.FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(auto=True, margin=50)
    pdf.set_margin(50)
    if korean:
        pdf.add_font("Nanum", "", FONTS / "NanumGothic.ttf")
        pdf.add_font("Nanum", "B", FONTS / "NanumGothicBold.ttf")
    pdf.add_page()
    return pdf


def finish(pdf: fpdf.FPDF) -> bytes:
    """The file's bytes."""
    return bytes(pdf.output())


def put(pdf: fpdf.FPDF, x: float, y: float, text: str, size: float = 10, style: str = "", family: str = "Helvetica") -> None:
    """A text with its baseline at a place."""
    pdf.set_font(family, style, size)
    pdf.text(x, y, text)


def english_resume(decorate: Callable[[fpdf.FPDF], None] | None = None) -> bytes:
    """One page: name, contacts, summary, two jobs with the dates at the right, a school, skills; `decorate` adds to the page."""
    pdf = new_pdf()
    put(pdf, 50, 70, "Alva Thornquist", 22, "B")
    put(pdf, 50, 88, "Backend Engineer")
    put(pdf, 50, 102, "Cardiff, Wales | alva@mailbox.example | 07700 900 321")
    y = _heading(pdf, 130, "Profile")
    put(pdf, 50, y, "Engineer who keeps money and its records in agreement. Enjoys quiet nights on call.")
    y = _heading(pdf, y + 30, "Experience")
    for title, place, dates, deeds in JOBS:
        put(pdf, 50, y, title, 10, "B")
        put(pdf, 420, y, place)
        put(pdf, 470, y, dates, 9)
        for deed in deeds:
            y += 14
            put(pdf, 56, y, chr(149))
            put(pdf, 68, y, deed)
        y += 20
    y = _heading(pdf, y + 10, "Education")
    put(pdf, 50, y, "Severn Vale University, BSc Mathematics", 10, "B")
    put(pdf, 470, y, "2013 - 2017", 9)
    y = _heading(pdf, y + 30, "Skills")
    put(pdf, 50, y, "Languages: Go, Kotlin, SQL")
    put(pdf, 50, y + 14, "Tools: PostgreSQL, Kafka, Docker")
    if decorate is not None:
        decorate(pdf)
    return finish(pdf)


def _heading(pdf: fpdf.FPDF, y: float, text: str) -> float:
    put(pdf, 50, y, text, 14, "B")
    return y + 18


def two_columns(side_left: bool) -> bytes:
    """A side column with contacts and skills beside a main column with the jobs."""
    pdf = new_pdf()
    side, main = (40, 220) if side_left else (400, 40)
    put(pdf, side, 60, "Oriel Vantongeren", 18, "B")
    y = 90.0
    for head, items in (
        ("Contact", ("oriel@mailbox.example", "Ghent, Belgium")),
        ("Tools", ("Figma, Sketch", "Hand lettering", "Print production", "HTML and CSS")),
        ("Languages", ("Dutch, native", "English, C1", "French, B2")),
    ):
        put(pdf, side, y, head, 12, "B")
        for item in items:
            y += 13
            put(pdf, side, y, item)
        y += 25
    y = 64.0
    for head, paragraphs in (
        ("Profile", ("Designer of things people hold in their hands, and of the", "screens that come with them.")),
        (
            "Experience",
            (
                "Studio Wrenfield, Designer",
                "March 2020 - Present",
                "- Drew the wayfinding of two hospitals and one library",
                "- Led the redesign of a ticket machine used by many",
                "Papermill Press, Junior Designer",
                "May 2016 - February 2020",
                "- Set forty books and their covers",
            ),
        ),
        ("Education", ("Lakeside Art School, BA Design", "2012 - 2016")),
    ):
        put(pdf, main, y, head, 12, "B")
        for line in paragraphs:
            y += 14.6
            put(pdf, main, y, line, 10, "B" if "Studio" in line or "Press" in line else "")
        y += 28
    return finish(pdf)


def korean_form() -> bytes:
    """A ruled Korean form: personal fields, jobs in a table of period, firm and duties, and certificates."""
    pdf = new_pdf(korean=True)
    pdf.set_font("Nanum", "B", 18)
    pdf.cell(0, 30, "이 력 서", align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Nanum", "", 10)
    with pdf.table(line_height=16) as table:
        table.row(("성명", "도서린", "생년월일", "1991.02.03"))
        table.row(("연락처", "010-0000-1234", "이메일", "seorin@mailbox.example"))
    _korean_heading(pdf, "경력사항")
    with pdf.table(line_height=16, col_widths=(22, 30, 70)) as table:
        table.row(("기간", "회사", "담당 업무"))
        table.row(
            (
                "2020.03 ~ 현재",
                "가람물산 물류팀 대리",
                "수도권 배송기사 45명의 하루 평균 3,800건 배차를 관리하고 권역을 다시 나누어 지연율을 절반으로 낮춤",
            )
        )
        table.row(
            ("2016.07 ~ 2020.02", "새터유통 사원", "거래처 120곳의 재고를 맞추고 반품 기준표를 만들어 처리 기간을 5일에서 2일로 단축함")
        )
    _korean_heading(pdf, "자격증")
    with pdf.table(line_height=16, col_widths=(22, 60, 40)) as table:
        table.row(("취득일", "내용", "기관"))
        table.row(("2017.11", "물류관리사", "국가공인"))
        table.row(("2018.05", "지게차운전기능사", "국가기술자격"))
    return finish(pdf)


def _korean_heading(pdf: fpdf.FPDF, text: str) -> None:
    pdf.ln(14)
    pdf.set_font("Nanum", "B", 13)
    pdf.cell(0, 22, text, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Nanum", "", 10)


def korean_paragraph(text: str, width: float) -> bytes:
    """A Korean paragraph that breaks wherever the line is full, inside words too."""
    pdf = new_pdf(korean=True)
    put(pdf, 50, 70, "소개", 14, "B", "Nanum")
    pdf.set_xy(50, 84)
    pdf.set_font("Nanum", "", 10)
    pdf.multi_cell(width, 16, text, wrapmode="CHAR", align="L")
    return finish(pdf)


def many_pages(count: int) -> bytes:
    """A file of so many pages, each with its number in words that matter and a running header."""
    pdf = new_pdf()
    for number in range(1, count + 1):
        put(pdf, 50, 30, "Curriculum vitae of Alva Thornquist", 8)
        put(pdf, 50, 90, "Experience" if number == 1 else f"Report number {number * 7}", 14, "B")
        put(pdf, 50, 110, f"Wrote the annual report on bridge number {number * 7} for the county council of the valley.")
        put(pdf, 280, 815, f"Page {number} of {count}", 8)
        if number < count:
            pdf.add_page()
    return finish(pdf)


def scan(ocr: str = "") -> bytes:
    """A page that is one picture; with `ocr` the invisible text that a scanner lays over it."""
    picture = io.BytesIO()
    Image.new("L", (600, 800), 230).save(picture, "PNG")
    pdf = new_pdf()
    pdf.image(picture, 0, 0, pdf.w, pdf.h)
    if ocr:
        with pdf.local_context(text_mode=fpdf.enums.TextMode.INVISIBLE):
            for row, line in enumerate(ocr.splitlines()):
                put(pdf, 60, 80 + 16 * row, line)
    return finish(pdf)


def encrypted(user_password: str) -> bytes:
    """A protected file; with an empty user password only its rights are restricted."""
    pdf = new_pdf()
    pdf.set_encryption(owner_password="owner", user_password=user_password)
    put(pdf, 50, 70, "Alva Thornquist", 22, "B")
    put(pdf, 50, 100, "Backend engineer who keeps money and its records in agreement.")
    return finish(pdf)


def no_pages() -> bytes:
    """A PDF without a page."""
    out = io.BytesIO()
    pypdf.PdfWriter().write(out)
    return out.getvalue()


def in_script(text: str) -> bytes:
    """A text file of this text."""
    return text.encode("utf-8")


def word_file(fill: Callable[[docx.document.Document], None]) -> bytes:
    """A Word file that `fill` writes."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_bomb() -> bytes:
    """A small archive that unpacks to two gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b" " * 10_000_000)
    return out.getvalue()


def word_entities() -> bytes:
    """A Word file whose text is an entity of entities of entities."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "aaaaaaaaaa">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'
    )
    original = io.BytesIO(word_file(lambda document: document.add_paragraph("x")))
    out = io.BytesIO()
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, xml if part.filename == "word/document.xml" else old.read(part.filename))
    return out.getvalue()
