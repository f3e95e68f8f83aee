"""What a model or a hurried applicant plainly makes up, and the true words beside it, on four made-up resumes of different trades.

The single misses that are allowed are those that `docs/review.md` tells of; a new rule that costs more fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coverletter.reading.posting import read_posting
from coverletter.reading.resume import ResumeReader
from coverletter.review.reviewer import Reviewer
from coverletter.types import Posting, Resume
from tests.house import TODAY, embedder

CASES = Path(__file__).parent / "inventions"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))
MOST_MISSED, MOST_ALARMS = 0.15, 0.10


@pytest.fixture(scope="module")
def reader() -> Iterator[ResumeReader]:
    reader = ResumeReader()
    yield reader
    reader.close()


def read_case(name: str, reader: ResumeReader) -> tuple[Resume, Posting, list[str], list[str]]:
    """A file holds a resume, a posting, false and true sentences, parted by lines of three dashes."""
    resume, posting, false, true = (CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n---\n")
    return reader.read(resume.encode(), f"{name}.txt"), read_posting(posting), false.strip().splitlines(), true.strip().splitlines()


def is_doubted(sentence: str, resume: Resume, posting: Posting) -> bool:
    return Reviewer(embedder()).review(sentence, resume, posting, (), TODAY).unsupported > 0


@pytest.mark.parametrize("name", NAMES)
def test_plain_inventions_are_doubted_and_true_words_are_not(name: str, reader: ResumeReader) -> None:
    resume, posting, false, true = read_case(name, reader)
    missed = [sentence for sentence in false if not is_doubted(sentence, resume, posting)]
    alarms = [sentence for sentence in true if is_doubted(sentence, resume, posting)]
    assert len(missed) <= MOST_MISSED * len(false), missed
    assert len(alarms) <= MOST_ALARMS * len(true), alarms


def test_there_are_cases_in_both_languages() -> None:
    assert len(NAMES) >= 4
