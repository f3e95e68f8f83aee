"""From a sentence to the lines of the resume it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coverletter.facts.numbers import agrees
from coverletter.review.dossier import Dossier, Line, Vectors, units_of
from coverletter.review.statements import Statement

SIMILARITY_SHARE = 0.6
"""How much of a link's strength is the embedder's; the rest is what sentence and line name alike. Chosen on dev by recall of evidence."""
MOST_LINKS = 4
WEAKEST = 0.18


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


def link(statement: Statement, before: Statement | None, vectors: Vectors, dossier: Dossier) -> Claim:
    """Link one sentence. `vectors` holds the sentence's own vector, then one for each of its clauses."""
    clauses = tuple(Statement(clause) for clause in statement.clauses)
    units = units_of(statement)
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
        shared = units & units_of(line.statement)
        named = sum(dossier.weight(unit) for unit in shared) / total
        numbers = _shared_numbers(statement, line.statement)
        strength = SIMILARITY_SHARE * float(similarity[line.number]) + (1 - SIMILARITY_SHARE) * min(1.0, 1.6 * named + 0.35 * numbers)
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
    return [units_of(dossier.entries[one.line.entry].header) for one in links if one.line.entry >= 0]


def _shared_numbers(claimed: Statement, stated: Statement) -> int:
    return sum(
        1 for mine in claimed.quantities if mine.value not in (0, 1, 2) and any(agrees(mine, theirs) for theirs in stated.quantities)
    )
