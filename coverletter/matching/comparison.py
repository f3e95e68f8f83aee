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
from coverletter.text.language import detect_language

Matrix = npt.NDArray[np.float64]
Cosines = Callable[[Sequence[str], Sequence[str]], Matrix]
"""The cosine of every query with every text of the resume, shape (queries, texts)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One requirement and one resume."""

    wanted: Facts
    held: Held
    rows: Matrix
    """Features, shape (passages, features)."""
    clauses: tuple[str, ...]
    cosines: dict[str, dict[str, float]]
    """For every clause and probe its cosine with each passage, by its text."""

    @property
    def crosses(self) -> bool:
        """Whether requirement and resume differ in language."""
        return detect_language(self.wanted.text) != self.held.language

    def near(self, probe: str, text: str) -> float:
        """The cosine of a clause or probe with the passage of that text."""
        return self.cosines[probe][text]


def compare(requirements: Sequence[str], held: Held, cosines: Cosines) -> list[Comparison]:
    """Every requirement against every passage; `cosines` is asked once, for all of them together."""
    signals = Signals(held)
    wanted = [facts_of(requirement) for requirement in requirements]
    clauses = [clauses_of(requirement) for requirement in requirements]
    probes = [probes_of(facts) for facts in wanted]
    queries = list(dict.fromkeys(text for group in (clauses, probes) for texts in group for text in texts))
    texts = [passage.text for passage in held.passages]
    values = dict(zip(queries, cosines(queries, texts), strict=True))
    found = []
    for facts, parts, others in zip(wanted, clauses, probes, strict=True):
        near = [values[part] for part in parts]
        rows = signals.rows(facts, {"cosine": near[0], "cosine_clause": np.max(near, axis=0)})
        by_text = {text: dict(zip(texts, map(float, values[text]), strict=True)) for text in (*parts, *others)}
        found.append(Comparison(facts, held, rows, parts, by_text))
    return found
