"""A folder of labelled resumes, postings and letters, and the tables that measurements come out as.

The folder holds `resumes/NAME.pdf` and `.txt`, `postings/NAME.txt`, `pairs.jsonl`, `requirements.jsonl`,
`matches.jsonl` and `letters.jsonl`, one JSON object a line. Labels quote their source word for word once white space is
collapsed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from coverletter.types import Language, MatchStatus, RequirementKind, Verdict

Cell = str | int | float


@dataclass(frozen=True)
class ResumeFile:
    """A resume as uploaded, and its text in reading order."""

    name: str
    pdf: Path
    text: str


@dataclass(frozen=True)
class RequirementLabel:
    """One thing the posting asks for, quoted."""

    span: str
    kind: RequirementKind


@dataclass(frozen=True)
class PostingFile:
    """A posting as pasted, and what a reader found in it."""

    name: str
    text: str
    title: str
    company: str
    language: Language
    requirements: tuple[RequirementLabel, ...]


@dataclass(frozen=True)
class MatchLabel:
    """One requirement held against one resume."""

    resume: str
    posting: str
    requirement: str
    kind: RequirementKind
    status: MatchStatus
    evidence: tuple[str, ...]
    tags: frozenset[str]


@dataclass(frozen=True)
class SentenceLabel:
    """One sentence of a letter; `type` is empty unless it is unsupported."""

    text: str
    label: Verdict
    type: str
    evidence: tuple[str, ...]
    near: tuple[str, ...]
    para: int
    tags: frozenset[str]


@dataclass(frozen=True)
class LetterLabel:
    """A letter, sentence by sentence."""

    id: str
    resume: str
    posting: str
    language: Language
    sentences: tuple[SentenceLabel, ...]

    @property
    def text(self) -> str:
        """The letter as it was written: sentences joined by blanks, paragraphs by empty lines."""
        paragraphs: dict[int, list[str]] = {}
        for sentence in self.sentences:
            paragraphs.setdefault(sentence.para, []).append(sentence.text)
        return "\n\n".join(" ".join(sentences) for _, sentences in sorted(paragraphs.items()))


@dataclass(frozen=True)
class Corpus:
    """One labelled folder."""

    name: str
    resumes: dict[str, ResumeFile]
    postings: dict[str, PostingFile]
    matches: tuple[MatchLabel, ...]
    letters: tuple[LetterLabel, ...]


@dataclass(frozen=True)
class Table:
    """One result: figures between 0 and 1 are shares unless the column says otherwise."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def load_corpus(folder: Path) -> Corpus:
    """Read a labelled folder.

    Raises:
        FileNotFoundError: a file of the format is missing.
        KeyError: a line lacks a field.
    """
    resumes = {
        path.stem: ResumeFile(path.stem, path.with_suffix(".pdf"), path.read_text(encoding="utf-8"))
        for path in sorted((folder / "resumes").glob("*.txt"))
    }
    headers: dict[str, dict[str, object]] = {}
    requirements: dict[str, list[RequirementLabel]] = {}
    for line in _lines(folder / "requirements.jsonl"):
        name = str(line["posting"])
        if "title" in line:
            headers[name] = line
        else:
            requirements.setdefault(name, []).append(RequirementLabel(str(line["span"]), cast(RequirementKind, line["kind"])))
    postings = {
        path.stem: PostingFile(
            path.stem,
            path.read_text(encoding="utf-8"),
            str(headers[path.stem]["title"]),
            str(headers[path.stem]["company"]),
            cast(Language, headers[path.stem]["language"]),
            tuple(requirements.get(path.stem, ())),
        )
        for path in sorted((folder / "postings").glob("*.txt"))
    }
    return Corpus(folder.name, resumes, postings, tuple(_matches(folder)), tuple(_letters(folder)))


def _matches(folder: Path) -> Iterator[MatchLabel]:
    for line in _lines(folder / "matches.jsonl"):
        yield MatchLabel(
            str(line["resume"]),
            str(line["posting"]),
            str(line["requirement"]),
            cast(RequirementKind, line["kind"]),
            cast(MatchStatus, line["status"]),
            _strings(line["evidence"]),
            frozenset(_strings(line["tags"])),
        )


def _letters(folder: Path) -> Iterator[LetterLabel]:
    for line in _lines(folder / "letters.jsonl"):
        sentences = tuple(
            SentenceLabel(
                str(sentence["text"]),
                cast(Verdict, sentence["label"]),
                str(sentence["type"] or ""),
                _strings(sentence["evidence"]),
                _strings(sentence.get("near", [])),
                cast(int, sentence["para"]),
                frozenset(_strings(sentence["tags"])),
            )
            for sentence in cast("list[dict[str, object]]", line["sentences"])
        )
        yield LetterLabel(str(line["id"]), str(line["resume"]), str(line["posting"]), cast(Language, line["language"]), sentences)


def words_of(text: str) -> list[str]:
    """The words by which two texts are compared: NFKC, casefolded, invisible characters taken out."""
    text = re.sub("[\u00ad\u200b\u200c\u200d\ufeff]", "", unicodedata.normalize("NFKC", text))
    return re.findall(r"\w+", text.casefold())


def overlap(a: str, b: str) -> float:
    """Token overlap of two spans, 0 to 1: the shared words over those of the longer one (multisets)."""
    left, right = Counter(words_of(a)), Counter(words_of(b))
    longest = max(left.total(), right.total())
    return (left & right).total() / longest if longest else 0.0


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in cast("list[object]", value))
