"""A requirement held against every passage: the signals for ranking, and how near pieces of the requirement are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coverletter.matching.asked import Facts, facts_of, probes_of
from coverletter.matching.clauses import clauses_of
from coverletter.matching.features import Signals
from coverletter.matching.held import Held

Matrix = npt.NDArray[np.float64]
Cosines = Callable[[Sequence[str]], Matrix]
"""The cosine of every query with every passage, shape (queries, passages)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One requirement and one resume."""

    wanted: Facts
    held: Held
    rows: Matrix
    """Features, shape (passages, features)."""
    clauses: tuple[str, ...]
    cosines: dict[str, Matrix]
    """For every clause and probe its cosine with each passage."""

    def near(self, probe: str, place: int) -> float:
        """The cosine of a clause or probe with one passage."""
        return float(self.cosines[probe][place])


def compare(requirements: Sequence[str], held: Held, cosines: Cosines) -> list[Comparison]:
    """Every requirement against every passage; `cosines` is asked once, for all clauses together."""
    signals = Signals(held)
    wanted = [facts_of(requirement) for requirement in requirements]
    clauses = [clauses_of(requirement) for requirement in requirements]
    probes = [probes_of(facts) for facts in wanted]
    queries = list(dict.fromkeys(text for group in (clauses, probes) for texts in group for text in texts))
    values = dict(zip(queries, cosines(queries), strict=True))
    found = []
    for facts, parts, others in zip(wanted, clauses, probes, strict=True):
        rows = signals.rows(facts, {"cosine": values[parts[0]], "cosine_clause": np.max([values[part] for part in parts], axis=0)})
        found.append(Comparison(facts, held, rows, parts, {text: values[text] for text in (*parts, *others)}))
    return found
