"""What nobody can see in a resume is named and not used; what can be seen is used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coverletter.reading.resume import ResumeReader
from tests.faults.hidden_text import HIDDEN, IN_NOTES, SECRET, SEEN


@pytest.fixture(scope="module")
def reader() -> Iterator[ResumeReader]:
    reader = ResumeReader(workers=1)
    yield reader
    reader.close()


@pytest.mark.parametrize("way", HIDDEN)
def test_hidden_text_is_named_and_not_used(reader: ResumeReader, way: str) -> None:
    read = reader.read(HIDDEN[way], "resume.pdf")
    assert "Stanford" not in read.text
    assert not any("Stanford" in passage.text for passage in read.passages)
    assert "in charge of the ledger" in read.text
    (warning,) = read.warnings
    assert "hidden" in warning or "invisible" in warning
    assert f"({len(SECRET.split())} words)" in warning
    assert "Stanford" not in warning


@pytest.mark.parametrize("way", IN_NOTES)
def test_notes_of_a_file_are_no_part_of_the_resume(reader: ResumeReader, way: str) -> None:
    assert "Stanford" not in reader.read(IN_NOTES[way], "resume.pdf").text


@pytest.mark.parametrize("way", SEEN)
def test_what_can_be_seen_is_used(reader: ResumeReader, way: str) -> None:
    read = reader.read(SEEN[way], "resume.pdf")
    assert SECRET in read.text.replace("\n", " ")
    assert read.warnings == ()
