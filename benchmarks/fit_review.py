"""Fit the review's two models: `python -m benchmarks.fit_review TRAIN DEV` writes `coverletter/review/weights.json`.

The claims' model also sees true sentences under a wrong resume as unsupported ones, so that it learns grounding and not manner.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import load_corpus
from benchmarks.review_examples import Example, collect
from coverletter.review.model import Logistic, Model

WEIGHTS = Path(__file__).parent.parent / "coverletter" / "review" / "weights.json"
WRONG_RESUME_WEIGHT = 0.25
STRENGTH_OF_PRIOR = {"neutral": 0.3, "unsupported": 0.3}
HARD = (
    "led_for_helped", "done_for_undone", "won_for_placed", "routine_for_once", "all_for_part", "held_for_negated", "number_conflict", "unit_conflict",
    "rate_conflict", "duration_conflict", "degree_state", "degree_level", "certificate_state", "certificate_level", "score_level", "language_level",
    "tool_denied", "tool_posting_only",
)  # fmt: skip


def fit(examples: Sequence[Example]) -> Model:
    """Both models and the threshold with the best balanced accuracy on the examples themselves."""
    own = [example for example in examples if not example.is_wrong]
    neutral = _fit(
        [example.analysis.mood_values for example in own],
        [example.sentence.label == "neutral" for example in own],
        [1.0] * len(own),
        STRENGTH_OF_PRIOR["neutral"],
    )
    claims = [example for example in own if example.sentence.label != "neutral"]
    wrong = [example for example in examples if example.is_wrong and example.sentence.label == "supported"]
    unsupported = _fit(
        [example.analysis.values for example in [*claims, *wrong]],
        [example.sentence.label == "unsupported" for example in claims] + [True] * len(wrong),
        [1.0] * len(claims) + [WRONG_RESUME_WEIGHT] * len(wrong),
        STRENGTH_OF_PRIOR["unsupported"],
    )
    model = Model(neutral, unsupported, 0.5, 0.5, frozenset(HARD))
    scores = np.array([score(model, example) for example in own])
    truth = np.array([example.sentence.label == "unsupported" for example in own])
    return Model(neutral, unsupported, 0.5, best_threshold(scores, truth), frozenset(HARD))


def score(model: Model, example: Example) -> float:
    """The score the reviewer would give."""
    neutral = model.neutral.probability(example.analysis.mood_values)
    return model.unsupported.probability(example.analysis.values) * (1 - neutral)


def best_threshold(scores: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> float:
    """From 0.2 to 0.7, the threshold with the best balanced accuracy."""

    def balanced(threshold: float) -> float:
        flagged = scores >= threshold
        return float(flagged[truth].mean() + 1 - flagged[~truth].mean()) / 2

    return float(max(np.round(np.linspace(0.2, 0.7, 51), 2), key=balanced))


def _fit(rows: Sequence[dict[str, float]], truth: Sequence[bool], weights: Sequence[float], prior: float) -> Logistic:
    """Ridge logistic regression over standardised signals, folded back to raw ones."""
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=prior, max_iter=3000).fit((table - mean) / spread, np.array(truth), sample_weight=np.array(weights))
    raw = fitted.coef_[0] / spread
    bias = float(fitted.intercept_[0] - (raw * mean).sum())
    return Logistic(
        round(bias, 4), {name: round(float(weight), 4) for name, weight in zip(names, raw, strict=True) if abs(weight) >= 0.005}
    )


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
