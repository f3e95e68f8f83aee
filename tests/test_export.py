"""What a reader gets back out of an exported letter is the letter."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pypdf
import pypdfium2
import pytest
from docx import Document
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from coverletter.errors import BadInput
from coverletter.keeping.export import export_letter
from coverletter.keeping.fonts import printable, printable_characters
from coverletter.keeping.letter_text import paragraphs_of
from coverletter.keeping.make_fallback_font import ks_x_1001
from coverletter.types import ExportFormat, Language

ENGLISH = """Jordan Park
jordan@example.com · +82 10-0000-0000

Dear Hiring Manager,

I cut nightly batch time by nearly 40% — from five hours to three — and helped a team of four.

I moved a self-hosted “Airflow” to Kubernetes. Naïve façade, Łukasz, Nguyễn: 5 < 6 & 7 > 2, C++, C#, *not bold*, snake_case, _private_.

https://example.com/a/very/long/address/that/does/not/fit/on/one/line/because/it/goes/on/and/on/and/on/until/it/ends

Sincerely,
Jordan Park"""
KOREAN = """1. 지원 동기와 입사 후 포부를 기술해 주세요. (500자 이내)
[데이터로 증명한 비용 절감]
가온에서 데이터 엔지니어로 일하며 월 240만 건의 이벤트를 처리하는 파이프라인을 구축했습니다.
클라우드 비용은 1억 2천만 원에서 7천2백만 원으로 40% 절감했습니다.

2. 본인의 강점을 보여 주는 경험을 서술하시오.
뷁똠햏 같은 드문 음절, 大韓民國, ①②③, ㉠, 「낫표」, 30℃, ★도 그대로 보여야 합니다.

감사합니다.
김하늘 드림"""
LETTERS: list[tuple[str, Language]] = [(ENGLISH, "en"), (KOREAN, "ko")]
FORMATS: list[ExportFormat] = ["pdf", "docx", "md", "txt"]


def squeezed(text: str) -> str:
    """Without white space, which a line's end adds or takes."""
    return "".join(text.split())


def read_by_pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


def read_by_pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def read_by_python_docx(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


@pytest.mark.parametrize("read", [read_by_pypdf, read_by_pdfium])
@pytest.mark.parametrize(("letter", "language"), LETTERS)
def test_a_pdf_reads_back_as_the_letter(letter: str, language: Language, read) -> None:  # type: ignore[no-untyped-def]
    exported = export_letter(letter, "pdf", language)
    assert exported.notice == ""
    assert squeezed(read(exported.data)) == squeezed(letter)


@pytest.mark.parametrize(("letter", "language"), LETTERS)
def test_a_word_document_reads_back_as_the_letter(letter: str, language: Language) -> None:
    text = read_by_python_docx(export_letter(letter, "docx", language).data)
    assert [line for line in text.splitlines() if line] == [line for line in letter.splitlines() if line]


@pytest.mark.parametrize(("letter", "language"), LETTERS)
def test_text_is_the_letter(letter: str, language: Language) -> None:
    assert export_letter(letter.replace("\n", "\r\n"), "txt", language).data.decode() == letter + "\n"


def test_markdown_escapes_what_it_would_take_for_its_own() -> None:
    text = export_letter(ENGLISH + "\n\n# not a heading\n===\n[소제목] *별* `코드`", "md", "en").data.decode()
    assert r"5 \< 6 & 7 > 2, C++, C#, \*not bold\*, snake_case, \_private\_" in text
    assert "Sincerely,\\\nJordan Park" in text
    assert "\n\\# not a heading\\\n\\===\\\n" in text
    assert r"\[소제목\] \*별\* \`코드\`" in text
    assert "**1. 지원 동기와" in export_letter(KOREAN, "md", "ko").data.decode()


def test_the_same_letter_is_the_same_bytes_in_another_process_at_another_time() -> None:
    program = (
        "import hashlib, sys\n"
        "from coverletter.keeping.export import export_letter\n"
        "letter = sys.stdin.read()\n"
        f"for format in {FORMATS!r}: print(format, hashlib.sha256(export_letter(letter, format, 'ko', 'x').data).hexdigest())"
    )
    printed = []
    for seed, zone in (("1", "Asia/Seoul"), ("2", "UTC")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONIOENCODING": "utf-8"}
        run = subprocess.run([sys.executable, "-c", program], input=KOREAN.encode(), capture_output=True, check=True, env=environment)
        printed.append(run.stdout.decode().splitlines())
        time.sleep(1.1 - time.time() % 1)
    assert len(printed[0]) == len(FORMATS)
    assert printed[0] == printed[1]


def test_every_syllable_and_every_character_of_the_korean_standard_is_drawn() -> None:
    syllables = {chr(code) for code in range(0xAC00, 0xD7A4)}
    assert printable("".join(sorted(syllables)))[1] == ()
    standard = {chr(code) for code in ks_x_1001()}
    assert printable("".join(sorted(standard)))[1] == ()
    sample = "".join(sorted(syllables))[::37] + "".join(chr(code) for code in sorted(ks_x_1001() & printable_characters()))[::41]
    lines = "\n".join(sample[start : start + 40] for start in range(0, len(sample), 40))
    assert squeezed(read_by_pdfium(export_letter(lines, "pdf", "ko").data)) == squeezed(printable(lines)[0])


def test_what_the_fonts_lack_is_named_and_never_a_box() -> None:
    exported = export_letter("Dear 박지민 😀👩‍💻,\n\nשלום and 你们 — done ✅️", "pdf", "en")
    text = read_by_pypdf(exported.data)
    assert "😀" in exported.notice
    assert "ש" in exported.notice
    assert "left out or became ?" in exported.notice
    assert "박지민" in text
    assert "\ufffd" not in text
    assert not any(ord(character) > 0xFFFF for character in text)
    assert "빼거나" in export_letter("반갑습니다 😀", "pdf", "ko").notice
    assert "😀" in read_by_python_docx(export_letter("반갑습니다 😀", "docx", "ko").data)


def test_decomposed_hangul_is_composed() -> None:
    decomposed = "\u1100\u1161\u11a8 \u1112\u1161\u11ab"
    for format in FORMATS:
        data = export_letter(decomposed, format, "ko").data
        text = {"pdf": read_by_pypdf, "docx": read_by_python_docx}.get(format, bytes.decode)(data)
        assert squeezed(text) == "각한"


def test_the_pdf_is_whole_pages_of_a4_with_its_fonts_inside_and_a_language() -> None:
    reader = pypdf.PdfReader(BytesIO(export_letter(KOREAN * 12, "pdf", "ko", "가온 지원서").data))
    assert len(reader.pages) > 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert reader.trailer["/Root"]["/Lang"] == "ko"
    assert reader.metadata is not None
    assert reader.metadata.title == "가온 지원서"
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        described = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert "/FontFile2" in described or "/FontFile3" in described


def test_nothing_is_set_outside_the_margins() -> None:
    page = pypdfium2.PdfDocument(export_letter(ENGLISH + "\n\n" + "가나다라마바사" * 60, "pdf", "en").data)[0]
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    assert min(box[0] for box in boxes) > 65
    assert max(box[2] for box in boxes) < 595 - 65


def test_the_word_document_carries_its_font_and_its_language() -> None:
    data = export_letter(KOREAN, "docx", "ko", "가온 & <지원서>").data
    package = zipfile.ZipFile(BytesIO(data))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(package.read(name))
    table = ElementTree.fromstring(package.read("word/fontTable.xml"))
    key = bytes.fromhex(table.find(f".//{word}embedRegular").get(f"{word}fontKey").strip("{}").replace("-", ""))  # type: ignore[union-attr]
    hidden = package.read("word/fonts/font1.odttf")
    opened = bytes(byte ^ pad for byte, pad in zip(hidden[:32], key[::-1] * 2, strict=True)) + hidden[32:]
    embedded = set(TTFont(BytesIO(opened)).getBestCmap())
    assert {ord(character) for character in "뷁똠햏가각ABCé—“"} <= embedded
    styles = ElementTree.fromstring(package.read("word/styles.xml"))
    assert styles.find(f".//{word}rFonts").get(f"{word}eastAsia") == "Pretendard"  # type: ignore[union-attr]
    assert styles.find(f".//{word}lang").get(f"{word}val") == "ko-KR"  # type: ignore[union-attr]
    assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    assert len(data) < 400_000


def test_questions_and_bracketed_titles_are_headings_and_signatures_are_not() -> None:
    headings = [
        line.text for letter in (ENGLISH, KOREAN) for paragraph in paragraphs_of(letter) for line in paragraph.lines if line.heading
    ]
    assert headings == [
        "1. 지원 동기와 입사 후 포부를 기술해 주세요. (500자 이내)",
        "[데이터로 증명한 비용 절감]",
        "2. 본인의 강점을 보여 주는 경험을 서술하시오.",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Data Engineer, Gaon", "Data Engineer, Gaon"),
        ("../../etc/passwd", "etc passwd"),
        ("가온/데이터 엔지니어\n", "가온 데이터 엔지니어"),
        ("", "Cover letter"),
        ("...", "Cover letter"),
        ('a"b\r\nX: y', "a b X y"),
        ("가" * 300, "가" * 60),
    ],
)
def test_the_title_names_the_file_and_cannot_leave_its_folder(title: str, name: str) -> None:
    assert export_letter("Dear you,", "txt", "en", title).filename == f"{name}.txt"


@pytest.mark.parametrize("text", ["", "  \n\n\t", "\x00"])
def test_an_empty_letter_is_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match="nothing to export"):
        export_letter(text, "pdf", "en")


def test_a_book_and_another_format_are_sentences() -> None:
    with pytest.raises(BadInput, match="too long"):
        export_letter("가" * 100_001, "docx", "ko")
    with pytest.raises(BadInput, match="pdf, docx, md or txt"):
        export_letter("x", "exe", "en")  # type: ignore[arg-type]


@settings(max_examples=25)
@given(text=st.text(min_size=1, max_size=200), language=st.sampled_from(["en", "ko"]), format=st.sampled_from(FORMATS))
def test_any_text_becomes_a_file_or_a_sentence(text: str, language: Language, format: ExportFormat) -> None:
    try:
        exported = export_letter(text, format, language)
    except BadInput:
        return
    if format == "pdf":
        assert squeezed(read_by_pdfium(exported.data)) == squeezed(printable(text)[0]) or exported.notice or not text.isprintable()
    elif format == "docx":
        Document(BytesIO(exported.data))
