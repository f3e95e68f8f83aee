"""From a sentence to the lines of the resume it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from coverletter.facts.numbers import agrees, value_fits
from coverletter.review.arithmetic import of_changes
from coverletter.review.dossier import Dossier, Line, Vectors
from coverletter.review.statements import Statement

SIMILARITY_SHARE = 0.6
"""How much of a link's strength is the embedder's; the rest is what sentence and line name alike. Chosen on dev by recall of evidence."""
LEANING = 0.06
"""What a line gains when the sentence goes on about the one before: "its", "three of them", "그중"."""
FOLLOWS = 0.5
"""A number that follows from a line ("from 61 to 39" as a cut by a third) counts half of one that stands there."""
MOST_LINKS = 4
WEAKEST = 0.18
_GOES_ON = regex.compile(
    r"\b(?:it|its|they|them|their|those|these|this|that (?:\p{L}+)|there|both|the same|since then|after that|also)\b"
    r"|(?:^|\s)(?:그|이|그중|이때|그때|여기|거기|그곳|이곳|그것|이것|해당|같은|또한|또|이후|그 뒤|덕분|나머지)(?=\s|[가-힣]{0,2}\s)",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Link:
    """A line a sentence may rest on: `strength` 0 to 1, `similarity` the cosine of the best pair of whole or clause."""

    line: Line
    strength: float
    similarity: float
    shared: frozenset[str]


@dataclass(frozen=True)
class Claim:
    """A sentence of the letter with its place and the lines it was linked to, strongest first."""

    statement: Statement
    clauses: tuple[Statement, ...]
    before: Statement | None
    units: frozenset[str]
    links: tuple[Link, ...]
    clause_similarity: tuple[float, ...]
    posting_similarity: float
    covered: float
    covered_anywhere: float
    only_asked: float

    @property
    def best(self) -> Link | None:
        """The strongest link."""
        return self.links[0] if self.links else None


def link(
    statement: Statement, before: Statement | None, vectors: Vectors, dossier: Dossier, leans_on: frozenset[int] = frozenset()
) -> Claim:
    """Link one sentence. `vectors` holds the sentence's own vector, then one for each of its clauses; `leans_on` are the numbers of the lines
    that the sentence before spoke of, when this one goes on about them."""
    clauses = tuple(Statement(clause) for clause in statement.clauses)
    units = statement.units
    total = sum(dossier.weight(unit) for unit in units) or 1.0
    if not dossier.lines:
        return Claim(statement, clauses, before, units, (), (0.0,) * len(clauses), 0.0, 0.0, 0.0, 0.0)
    whole = dossier.vectors @ vectors[0]
    by_clause = dossier.clause_vectors @ vectors.T
    best_clause = np.full((len(dossier.lines), vectors.shape[0]), -1.0, dtype=np.float32)
    np.maximum.at(best_clause, dossier.clause_lines, by_clause)
    similarity = np.maximum(whole, best_clause.max(axis=1))
    links = []
    for line in dossier.lines:
        shared = units & line.statement.units
        named = sum(dossier.weight(unit) for unit in shared) / total
        numbers = _shared_numbers(statement, line.statement)
        strength = SIMILARITY_SHARE * float(similarity[line.number]) + (1 - SIMILARITY_SHARE) * min(1.0, 1.6 * named + 0.35 * numbers)
        if line.number in leans_on:
            strength += LEANING
        if line.passage.kind in ("heading", "contact"):
            strength *= 0.7
        links.append(Link(line, strength, float(similarity[line.number]), shared))
    links.sort(key=lambda candidate: -candidate.strength)
    chosen = _choose(links, dossier)
    covered = frozenset().union(*(one.shared for one in chosen), *_header_units(chosen, dossier)) & units
    known = units & dossier.known
    asked = (units & dossier.asked) - known
    return Claim(
        statement,
        clauses,
        before,
        units,
        chosen,
        tuple(float(column) for column in np.maximum(best_clause[:, 1:].max(axis=0), (dossier.vectors @ vectors[1:].T).max(axis=0))),
        float((dossier.posting_vectors @ vectors[0]).max()) if len(dossier.posting) else 0.0,
        sum(dossier.weight(unit) for unit in covered) / total,
        sum(dossier.weight(unit) for unit in known) / total,
        sum(dossier.weight(unit) for unit in asked) / total,
    )


def _choose(links: Sequence[Link], dossier: Dossier) -> tuple[Link, ...]:
    """The strongest line, then those that are nearly as strong or name what the others do not."""
    chosen: list[Link] = []
    covered: frozenset[str] = frozenset()
    for candidate in links[:12]:
        if len(chosen) >= MOST_LINKS or candidate.strength < WEAKEST:
            break
        adds = sum(dossier.weight(unit) for unit in candidate.shared - covered)
        if not chosen or candidate.strength > 0.8 * chosen[0].strength or adds > 2.5:
            chosen.append(candidate)
            covered |= candidate.shared
    return tuple(chosen)


def _header_units(links: Sequence[Link], dossier: Dossier) -> list[frozenset[str]]:
    return [dossier.entries[one.line.entry].header.units for one in links if one.line.entry >= 0]


def goes_on(statement: Statement) -> bool:
    """Whether a sentence goes on about what the one before spoke of."""
    return _GOES_ON.search(statement.text) is not None


def _shared_numbers(claimed: Statement, stated: Statement) -> float:
    total = 0.0
    for mine in claimed.quantities:
        if mine.value in (0, 1, 2):
            continue
        if any(agrees(mine, theirs) for theirs in stated.quantities):
            total += 1
        elif mine.dimension in ("share", "points", "multiple", "time") and any(
            value_fits(mine, value) for value in of_changes(stated, mine)
        ):
            total += FOLLOWS
    return total
