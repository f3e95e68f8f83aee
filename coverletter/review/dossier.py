"""All that is known about the applicant and the job, line by line, ready for sentences to be held against."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coverletter.facts.dates import FoundRange, find_date_ranges
from coverletter.review.places import proper_words
from coverletter.review.statements import Statement
from coverletter.text.injection import find_planted
from coverletter.text.sentences import split_sentences
from coverletter.types import Passage, Posting, Resume

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """`matching.embedding.SentenceEmbedder`: unit vectors, float32, of shape (len(texts), dimension)."""

    def embed(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Line:
    """One passage: its facts, its clauses' facts, and the number of its entry (-1 where it stands under none)."""

    number: int
    passage: Passage
    statement: Statement
    clauses: tuple[Statement, ...]
    entry: int


@dataclass(frozen=True)
class Entry:
    """One job, school or project: its header, and the numbers of its lines."""

    header: Statement
    heading: str
    lines: tuple[int, ...]
    places: frozenset[str]


@dataclass(frozen=True)
class Dossier:
    """The lines of resume and notes, the entries, the lines of the posting, and their vectors.

    `clause_vectors` has one row per clause, `clause_lines` says to which line each belongs.
    """

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    vectors: Vectors
    clause_vectors: Vectors
    clause_lines: npt.NDArray[np.int64]
    places: dict[str, frozenset[int]]
    posting: tuple[Statement, ...]
    posting_vectors: Vectors
    company: str
    title: str
    name: str
    today: date
    weights: dict[str, float]
    known: frozenset[str]
    sounds: frozenset[str]
    asked: frozenset[str]

    def weight(self, unit: str) -> float:
        """How telling a word or concept is: rare in the resume is more."""
        return self.weights.get(unit, self.weights[""])


def _homes(passages: Sequence[Passage]) -> list[int]:
    """The number of the entry that each passage stands under, -1 for none.

    A line below a header that says more of the same job ("family business, 40 employees", a leave, a promotion) may have been read as a header
    of its own; it goes with the header above when it has no stretch of time of its own, or one within.
    """
    homes: list[int] = []
    numbers: dict[str, int] = {}
    spans: list[tuple[FoundRange, ...]] = []
    fresh = -1
    for passage in passages:
        if not passage.entry:
            homes.append(-1)
            fresh = -1
            continue
        known = passage.entry in numbers
        if not known:
            mine = find_date_ranges(passage.entry)
            if passage.kind == "entry" and fresh >= 0 and spans[fresh] and (not mine or _within(mine, spans[fresh])):
                numbers[passage.entry] = fresh
            else:
                numbers[passage.entry] = len(spans)
                spans.append(mine)
        homes.append(numbers[passage.entry])
        fresh = homes[-1] if passage.kind == "entry" else -1
    return homes


def _within(inner: Sequence[FoundRange], outer: Sequence[FoundRange]) -> bool:
    return all(
        any(
            whole.range.start <= part.range.start
            and (whole.range.end is None or (part.range.end is not None and part.range.end <= whole.range.end))
            for whole in outer
        )
        for part in inner
    )


def _entry(index: int, lines: Sequence[Line]) -> Entry:
    own = [line for line in lines if line.entry == index]
    header = " ".join(dict.fromkeys(line.passage.entry.replace("\n", " ") for line in own))
    return Entry(Statement(header), own[0].passage.heading, tuple(line.number for line in own), proper_words(header))


def _honest(resume: Resume) -> list[Passage]:
    """The passages without what the resume asks of whoever writes from it: an order to claim something is no evidence for it."""
    planted = [
        " ".join(phrase.split()) for phrase in find_planted("\n".join((resume.text, *(passage.text for passage in resume.passages))))
    ]
    if not planted:
        return list(resume.passages)

    def is_asked(text: str) -> bool:
        text = " ".join(text.split())
        return any(phrase in text or (len(text) > 3 and text in phrase) for phrase in planted) or bool(find_planted(text))

    return [passage for passage in resume.passages if not is_asked(passage.text)]


@lru_cache(maxsize=32)
def _sentences_of(posting: str) -> tuple[str, ...]:
    """Of a posting, which stays the same while the letter is reviewed again and again."""
    return tuple(split_sentences(posting))


def open_dossier(resume: Resume, posting: Posting | None, notes: Sequence[Passage], embedder: Embedder, today: date) -> Dossier:
    """Read every line once. Costs one embedding batch."""
    passages = [passage for passage in [*_honest(resume), *notes] if passage.text.strip()]
    homes = _homes(passages)
    lines = tuple(
        Line(number, passage, statement := Statement(passage.text), tuple(Statement(clause) for clause in statement.clauses), homes[number])
        for number, passage in enumerate(passages)
    )
    entries = tuple(_entry(index, lines) for index in range(max(homes, default=-1) + 1))
    asked = [Statement(sentence) for sentence in _sentences_of(posting.text)] if posting else []
    clauses = [clause for line in lines for clause in line.clauses]
    texts = [line.statement.text for line in lines], [clause.text for clause in clauses], [statement.text for statement in asked]
    vectors = embedder.embed([text for group in texts for text in group] or [" "])
    first, second = len(texts[0]), len(texts[0]) + len(texts[1])
    frequency = Counter(unit for line in lines for unit in line.statement.units)
    total = len(lines) + 1
    weights = {unit: math.log(total / count) + 0.3 for unit, count in frequency.items()} | {"": math.log(total) + 0.3}
    return Dossier(
        lines=lines,
        entries=entries,
        vectors=vectors[:first],
        clause_vectors=vectors[first:second],
        clause_lines=np.array([line.number for line in lines for _ in line.clauses], dtype=np.int64),
        places={
            word: frozenset(number for number, entry in enumerate(entries) if word in entry.places)
            for word in frozenset().union(*(entry.places for entry in entries))
        },
        posting=tuple(asked),
        posting_vectors=vectors[second : second + len(asked)],
        company=posting.company if posting else "",
        title=posting.title if posting else "",
        name=resume.name,
        today=today,
        weights=weights,
        known=frozenset(frequency),
        sounds=frozenset().union(*(line.statement.sounds for line in lines)) if resume.language == "ko" else frozenset(),
        asked=frozenset(unit for statement in asked for unit in statement.units),
    )
