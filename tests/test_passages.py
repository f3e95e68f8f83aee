"""Lines become passages: one bullet or sentence each, under their section and bound to their entry, on layouts never seen before."""

from __future__ import annotations

import pytest

from coverletter.reading.lines import Line
from coverletter.reading.passages import MOST_WORDS, notes_passages, passages_of
from coverletter.reading.plaintext import text_lines
from coverletter.types import Passage


def passages(text: str) -> tuple[Passage, ...]:
    return passages_of(text_lines(text))


def entry_of(text: str, words: str) -> list[str]:
    """The pieces of the entry that the passage with these words stands under."""
    [found] = [passage for passage in passages(text) if words in passage.text and passage.kind != "entry"]
    return found.entry.split("\n") if found.entry else []


HEADERS = {
    "title and dates on one line": "Harbour Lane, Nurse, 2019 - 2023\n- Led the night team\n",
    "dates under the title": "Harbour Lane, Nurse\nCardiff  May 2019 - Present\n- Led the night team\n",
    "dates above the title": "May 2019 - Present\nHarbour Lane, Nurse\n- Led the night team\n",
    "dates in a cell at the left": "2019.05 ~ 현재   Harbour Lane, Nurse\n- Led the night team\n",
    "dates in a cell at the right": "Harbour Lane, Nurse     2019 - Present\n- Led the night team\n",
    "employer, role and dates on three lines": "Harbour Lane\nNurse\nMay 2019 - Present\n- Led the night team\n",
    "month names and a bar": "Nurse | Harbour Lane | Aug. 2019 to Sept. 2022\n- Led the night team\n",
    "Korean dates": "Harbour Lane 간호사\n2019년 5월 ~ 현재\n- Led the night team\n",
}


@pytest.mark.parametrize("layout", HEADERS)
def test_a_deed_is_bound_to_employer_and_dates_wherever_they_stand(layout: str) -> None:
    text = (
        "Alva Thornquist\n\nEXPERIENCE\nOther Firm, Porter, 2011 - 2013\n- Carried things\n"
        + HEADERS[layout]
        + "\nEDUCATION\nA School, 2008 - 2011\n"
    )
    entry = " ".join(entry_of(text, "night team"))
    assert "Harbour Lane" in entry
    assert "2019" in entry
    assert "Other Firm" not in entry
    assert "Harbour" not in " ".join(entry_of(text, "Carried things"))


def test_roles_at_one_employer_know_it() -> None:
    def line(text: str, bold: bool = False, bullet: bool = False) -> Line:
        return Line((text,), size=10, bold=bold, style="bold" if bold else "text", bullet=bullet)

    lines = [
        Line(("Experience",), size=14, bold=True, style="head", apart=True),
        line("Clausewell GmbH, Berlin", bold=True),
        line("Contract software, 85 people"),
        line("Product Manager, July 2022 to present", bold=True),
        line("Shipped renewals that need no call", bullet=True),
        line("Associate Product Manager, February 2021 to June 2022", bold=True),
        line("Wrote the release notes", bullet=True),
        line("Ottermill AB, Malmö", bold=True),
        line("Business Analyst, 2018 to 2020", bold=True),
        line("Moderated 25 workshops", bullet=True),
        Line(("Education",), size=14, bold=True, style="head", apart=True),
        line("Lakeside University, 2014 to 2018"),
    ]
    entries = {passage.text: passage.entry for passage in passages_of(lines)}
    for deed, employer, dates in (
        ("Shipped renewals that need no call", "Clausewell", "July 2022 to present"),
        ("Wrote the release notes", "Clausewell", "February 2021 to June 2022"),
        ("Moderated 25 workshops", "Ottermill", "2018 to 2020"),
    ):
        assert employer in entries[deed]
        assert dates in entries[deed]
    assert "Clausewell" not in entries["Moderated 25 workshops"]
    assert "July 2022" not in entries["Wrote the release notes"]


def test_headings_nobody_has_heard_of_are_told_by_their_looks() -> None:
    lines = [Line(("Alva Thornquist",), size=22, style="name"), Line(("alva@mailbox.example",), size=10, style="text")]
    for heading in ("What keeps me busy", "Before that", "Things on paper"):
        lines.append(Line((heading,), size=13, bold=True, style="head", apart=True))
        lines += [Line((f"{heading} is told here in some words",), size=10, style="text", bullet=True)] * 2
    found = passages_of(lines)
    assert [passage.text for passage in found if passage.kind == "heading"] == ["What keeps me busy", "Before that", "Things on paper"]
    assert found[-1].heading == "Things on paper"


def test_an_entry_ends_with_its_section() -> None:
    text = "EXPERIENCE\nHarbour Lane, Nurse, 2019 - 2023\n- Led the night team\n\nLANGUAGES\n- English, native\n"
    assert entry_of(text, "English, native") == []


def test_rows_of_a_table_are_passages_of_their_own_and_its_head_no_entry() -> None:
    schools = "학력\n기간   학교   전공\n2009.03 ~ 2014.08   가온대학교   경영학과\n2006.03 ~ 2009.02   은솔고등학교   인문계\n"
    text = schools + "\n자격\n2015.09   재경관리사   국가공인\n"
    found = {passage.text: passage.kind for passage in passages(text)}
    assert found["기간 학교 전공"] == "line"
    assert found["2009.03 ~ 2014.08 가온대학교 경영학과"] == "entry"
    assert found["2015.09 재경관리사 국가공인"] == "line"


def test_no_passage_is_longer_than_sixty_words_and_no_word_is_lost() -> None:
    words = " ".join(f"word{n}," if n % 7 == 0 else f"word{n}" for n in range(200))
    found = passages(f"SUMMARY\n{words}\n\nEXPERIENCE\n- {words}\n")
    assert all(len(passage.text.split()) <= MOST_WORDS for passage in found)
    assert " ".join(passage.text for passage in found if passage.kind not in ("heading",)).split() == (words + " " + words).split()


def test_sentences_are_parted_in_both_languages_and_abbreviations_are_no_sentences() -> None:
    found = [
        passage.text
        for passage in passages(
            "SUMMARY\nI keep books at Harbour Inc. and like it. Numbers must agree.\n\n소개\n숫자를 맞춥니다. 원인을 찾습니다.\n"
        )
    ]
    assert "Numbers must agree." in found
    assert not any(text in ("Inc.", "and like it.") for text in found)
    assert len([text for text in found if text.endswith("니다.")]) in (1, 2)


def test_notes_are_passages_of_their_own_source() -> None:
    notes = notes_passages(
        "I can start in March. My notice period is four weeks.\n- I moved to Busan for family\n저는 부산에서 자랐습니다."
    )
    assert [note.text for note in notes][:3] == ["I can start in March.", "My notice period is four weeks.", "I moved to Busan for family"]
    assert [note.id for note in notes] == ["n1", "n2", "n3", "n4"]
    assert {(note.page, note.source) for note in notes} == {(0, "notes")}
    assert notes_passages(" \n ") == ()
