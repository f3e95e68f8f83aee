"""The fitted part: two small logistic models over the judges' signals, their weights in `weights.json`.

The first tells neutral sentences apart; the second says how likely a claim is unsupported, from what sentence and resume share or contradict
and from nothing else. `python -m benchmarks.fit_review TRAIN DEV` writes the weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Logistic:
    """Plain weights over raw signal values; a signal that is absent counts as 0."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, values: Mapping[str, float]) -> float:
        """0 to 1."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in values.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True)
class Model:
    """Both models, the published thresholds, and the signals whose reason counts as a contradiction on its own."""

    neutral: Logistic
    unsupported: Logistic
    neutral_from: float
    unsupported_from: float
    hard: frozenset[str]

    def score(self, values: Mapping[str, float], neutral: float) -> float:
        """0 (fine) to 1 of a sentence with these signals that is `neutral` with this probability: where nothing is claimed of the candidate
        nothing can be unsupported, but for what is told of the company."""
        score = self.unsupported.probability(values) * (1 - neutral)
        return max([score, *(self.unsupported_from + above for name, above in _OF_THE_COMPANY.items() if values.get(name))])


_OF_THE_COMPANY = {"company_conflict": 0.3, "company_unknown": 0.05}
"""How far above the threshold a sentence about the company stands that the posting contradicts, or does not hold."""


@cache
def shipped_model() -> Model:
    """The weights that come with this version."""
    return read_model(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """A model from the JSON that `benchmarks.fit_review` writes."""
    data = json.loads(text)
    return Model(
        neutral=Logistic(data["neutral"]["bias"], data["neutral"]["weights"]),
        unsupported=Logistic(data["unsupported"]["bias"], data["unsupported"]["weights"]),
        neutral_from=data["thresholds"]["neutral"],
        unsupported_from=data["thresholds"]["unsupported"],
        hard=frozenset(data["hard"]),
    )
