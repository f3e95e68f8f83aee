"""Fit the review's two models: `python -m benchmarks.fit_review TRAIN DEV` writes `coverletter/review/weights.json`.

The claims' model also sees true sentences under a wrong resume as unsupported ones, so that it learns grounding and not manner.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.corpus import load_corpus
from benchmarks.review_examples import Example, collect
from coverletter.review.analysis import HARD, SUPPORTING
from coverletter.review.model import Logistic, Model

WEIGHTS = Path(__file__).parent.parent / "coverletter" / "review" / "weights.json"
FOLDS = 8
DRAWS = 3
"""Partings of the resumes from which the threshold is taken: one alone moves it by a few hundredths."""
WRONG_RESUME_WEIGHT = 0.4
PLANTED_WEIGHT = 0.2
STRENGTH_OF_PRIOR = {"neutral": 0.3, "unsupported": 0.1}


def fit(examples: Sequence[Example]) -> Model:
    """Both models from all examples, and the threshold from scores that each resume got from the others' examples."""
    own = [example for example in examples if not example.is_wrong and not example.is_planted]
    scores = np.zeros((DRAWS, len(own)))
    for draw in range(DRAWS):
        for fold in folds(sorted({example.owner for example in examples}), draw + 1):
            model = _models([example for example in examples if example.owner not in fold and example.shown not in fold])
            for number, example in enumerate(own):
                if example.owner in fold:
                    scores[draw, number] = score(model, example)
    truth = np.array([example.sentence.label == "unsupported" for example in own] * DRAWS)
    return replace(_models(examples), unsupported_from=best_threshold(scores.reshape(-1), truth))


def folds(names: Sequence[str], draw: int = 0) -> list[frozenset[str]]:
    """The resumes in eight parts, by the draw of that number."""
    names = list(names)
    random.Random(draw).shuffle(names)
    return [frozenset(names[first::FOLDS]) for first in range(FOLDS)]


def _models(examples: Sequence[Example]) -> Model:
    own = [example for example in examples if not example.is_wrong]
    claims = [example for example in own if example.sentence.label != "neutral"]
    wrong = [example for example in examples if example.is_wrong and example.sentence.label == "supported"]
    neutral = _fit(
        [example.analysis.mood_values for example in own],
        [example.sentence.label == "neutral" for example in own],
        [_weight(example) for example in own],
        STRENGTH_OF_PRIOR["neutral"],
        signed=False,
    )
    unsupported = _fit(
        [example.analysis.values for example in [*claims, *wrong]],
        [example.sentence.label == "unsupported" for example in claims] + [True] * len(wrong),
        [_weight(example) for example in claims] + [WRONG_RESUME_WEIGHT] * len(wrong),
        STRENGTH_OF_PRIOR["unsupported"],
        signed=True,
    )
    return Model(neutral, unsupported, 0.5, 0.5, HARD)


def _weight(example: Example) -> float:
    return PLANTED_WEIGHT if example.is_planted else 1.0


def score(model: Model, example: Example) -> float:
    """The score the reviewer would give."""
    return model.score(example.analysis.values, model.neutral.probability(example.analysis.mood_values))


def best_threshold(scores: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> float:
    """From 0.3 to 0.6, the middle of the stretch of thresholds with the best balanced accuracy: a single best one is an accident."""
    grid = np.round(np.arange(0.22, 0.69, 0.01), 2)
    balanced = np.array([(scores[truth] >= threshold).mean() + 1 - (scores[~truth] >= threshold).mean() for threshold in grid]) / 2
    smooth = np.convolve(balanced, np.ones(17) / 17, mode="valid")
    return float(grid[8 : 8 + len(smooth)][int(smooth.argmax())])


UNDECIDED = frozenset(
    (  # noqa: SIM905 - names read better as words
        "number_elsewhere duration_elsewhere date_elsewhere shared_strength crossed"
    ).split()
)
"""Signals of which no sign is known; those of `SUPPORTING` may only lower a doubt, all others only raise it."""
LEAST_SPREAD = 0.12


def _fit(rows: Sequence[dict[str, float]], truth: Sequence[bool], weights: Sequence[float], prior: float, signed: bool) -> Logistic:
    """Ridge logistic regression over standardised signals, folded back to raw ones.

    With `signed` every weight keeps the sign its meaning gives it: a rule that happens to look helpful the wrong way round is left out, which is
    what holds on letters nobody has looked at.
    """
    names = sorted({name for row in rows for name in row if not name.startswith("company_")})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    mean, spread = table.mean(axis=0), np.maximum(table.std(axis=0), LEAST_SPREAD)
    scaled = (table - mean) / spread
    sign, weight = np.where(np.array(truth), 1.0, -1.0), np.array(weights)

    def loss(parameters: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        margin = sign * (scaled @ parameters[:-1] + parameters[-1])
        slope = -sign * weight / (1 + np.exp(np.clip(margin, -50, 50)))
        value = float(prior * (weight * np.logaddexp(0, -margin)).sum() + 0.5 * (parameters[:-1] ** 2).sum())
        return value, np.append(prior * (scaled.T @ slope) + parameters[:-1], prior * slope.sum())

    bounds = [_bound(name) if signed else (None, None) for name in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000}).x
    raw = found[:-1] / spread
    bias = float(found[-1] - (raw * mean).sum())
    return Logistic(round(bias, 4), {name: round(float(value), 4) for name, value in zip(names, raw, strict=True) if abs(value) >= 0.005})


def _bound(name: str) -> tuple[float | None, float | None]:
    if name in SUPPORTING:
        return (None, 0.0)
    return (None, None) if name in UNDECIDED else (0.0, None)


def write(model: Model, path: Path) -> None:
    """Readable JSON, the heaviest signals first."""

    def plain(part: Logistic) -> dict[str, object]:
        return {"bias": part.bias, "weights": dict(sorted(part.weights.items(), key=lambda item: -abs(item[1])))}

    data = {
        "thresholds": {"neutral": model.neutral_from, "unsupported": model.unsupported_from},
        "hard": sorted(model.hard),
        "neutral": plain(model.neutral),
        "unsupported": plain(model.unsupported),
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(fit(collect([load_corpus(Path(folder)) for folder in sys.argv[1:]])), WEIGHTS)
