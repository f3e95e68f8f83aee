"""Which passages are the best evidence of a requirement: a weighted sum of the signals in `features.py`.

`python -m benchmarks.fit_matching TRAIN DEV` finds the weights (a softmax over the passages of a resume, so that a labelled passage
outweighs the others; L2 penalty) and writes `ranker.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from coverletter.matching.features import names

Matrix = npt.NDArray[np.float64]

BARE_HEADING = 50.0
"""More than any weighted sum: puts the headings of sections behind everything else."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights by feature, and the line that turns a weighted sum into a probability."""

    weights: Mapping[str, float]
    slope: float
    intercept: float

    def scores(self, rows: Matrix) -> Matrix:
        """The weighted sum of every row of features; more is better evidence. A heading by itself says nothing and comes last."""
        sums = rows @ np.array([self.weights.get(name, 0.0) for name in names()])
        return np.asarray(sums - BARE_HEADING * rows[:, names().index("is_heading")], dtype=float)

    def probabilities(self, scores: Matrix) -> Matrix:
        """Scores as the chance, 0 to 1, that a person would call the passage evidence."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.slope * scores + self.intercept, -30, 30))), dtype=float)

    def to_json(self) -> str:
        """Readable JSON, features in their order."""
        weights = {name: round(self.weights[name], 4) for name in names() if name in self.weights}
        return json.dumps({"slope": round(self.slope, 4), "intercept": round(self.intercept, 4), "weights": weights}, indent=1) + "\n"


@cache
def shipped_ranker() -> Ranker:
    """The weights that come along."""
    data = json.loads(files("coverletter.matching").joinpath("ranker.json").read_text(encoding="utf-8"))
    return Ranker(data["weights"], float(data["slope"]), float(data["intercept"]))
