"""All that is known about the applicant and the job, line by line, ready for sentences to be held against."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coverletter.review.statements import Statement
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
    posting: tuple[Statement, ...]
    posting_vectors: Vectors
    company: str
    title: str
    name: str
    today: date
    weights: dict[str, float]
    known: frozenset[str]
    asked: frozenset[str]

    def weight(self, unit: str) -> float:
        """How telling a word or concept is: rare in the resume is more."""
        return self.weights.get(unit, self.weights[""])


def units_of(statement: Statement) -> frozenset[str]:
    """What a statement names: its words, concepts and tools, each with a mark of its kind."""
    return frozenset(
        {f"w:{word}" for word in statement.words}
        | {f"c:{concept}" for concept in statement.concepts}
        | {f"t:{tool.name}" for tool in statement.tools}
        | {f"l:{language.name}" for language in statement.languages}
    )


def open_dossier(
    resume: Resume, posting: Posting | None, notes: Sequence[Passage], embedder: Embedder, today: date
) -> Dossier:
    """Read every line once. Costs one embedding batch."""
    passages = [passage for passage in [*resume.passages, *notes] if passage.text.strip()]
    headers: dict[str, int] = {}
    lines: list[Line] = []
    for number, passage in enumerate(passages):
        entry = headers.setdefault(passage.entry, len(headers)) if passage.entry else -1
        statement = Statement(passage.text)
        lines.append(Line(number, passage, statement, tuple(Statement(clause) for clause in statement.clauses), entry))
    entries = tuple(
        Entry(
            Statement(header.replace("\n", " ")),
            next(line.passage.heading for line in lines if line.entry == index),
            tuple(line.number for line in lines if line.entry == index),
        )
        for header, index in headers.items()
    )
    asked = [Statement(sentence) for sentence in split_sentences(posting.text)] if posting else []
    clauses = [clause for line in lines for clause in line.clauses]
    texts = [line.statement.text for line in lines], [clause.text for clause in clauses], [statement.text for statement in asked]
    vectors = embedder.embed([text for group in texts for text in group] or [" "])
    first, second = len(texts[0]), len(texts[0]) + len(texts[1])
    frequency = Counter(unit for line in lines for unit in units_of(line.statement))
    total = len(lines) + 1
    weights = {unit: math.log(total / count) + 0.3 for unit, count in frequency.items()} | {"": math.log(total) + 0.3}
    return Dossier(
        lines=tuple(lines),
        entries=entries,
        vectors=vectors[:first],
        clause_vectors=vectors[first:second],
        clause_lines=np.array([line.number for line in lines for _ in line.clauses], dtype=np.int64),
        posting=tuple(asked),
        posting_vectors=vectors[second : second + len(asked)],
        company=posting.company if posting else "",
        title=posting.title if posting else "",
        name=resume.name,
        today=today,
        weights=weights,
        known=frozenset(frequency),
        asked=frozenset(unit for statement in asked for unit in units_of(statement)),
    )
