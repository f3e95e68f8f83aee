"""Fit the weights of matching from labelled folders and write them beside the modules that use them.

python -m benchmarks.fit_matching TRAIN [DEV ...]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import load_corpus
from benchmarks.matching_examples import Example, Matrix, folds_of, read_examples
from coverletter.matching.embedding import SentenceEmbedder
from coverletter.matching.features import names
from coverletter.matching.ranker import Ranker
from coverletter.matching.status import STATUSES, Judge, signals_of, with_fit
from coverletter.matching.verdict import Verdict
from coverletter.matching.verdicts import find_verdicts
from coverletter.types import MatchStatus

RANKER_PENALTY = 60.0
JUDGE_STRENGTH = 0.02
ROOM = Path(__file__).parent.parent / "coverletter" / "matching"


def fit_ranker(examples: Sequence[Example]) -> Ranker:
    """The weights that make labelled passages outweigh the others: a softmax over the passages of each requirement, L2 penalty."""
    labelled = [example for example in examples if example.is_evidence.any()]
    every = np.concatenate([example.comparison.rows for example in labelled])
    mean, spread = every.mean(axis=0), every.std(axis=0)
    spread[spread < 1e-4] = 1.0
    groups = [((example.comparison.rows - mean) / spread, example.is_evidence) for example in labelled]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value, slope = RANKER_PENALTY / 2 * float(weights @ weights), RANKER_PENALTY * weights
        for rows, wanted in groups:
            scores = rows @ weights
            share = np.exp(scores - scores.max())
            target = share * wanted
            value -= float(np.log(target.sum() / share.sum() + 1e-12))
            slope = slope + rows.T @ (share / share.sum() - target / target.sum())
        return value, slope

    weights = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x / spread
    scores = np.concatenate([example.comparison.rows for example in examples]) @ weights
    wanted = np.concatenate([example.is_evidence for example in examples])
    line = LogisticRegression(C=1e6).fit(scores[:, None], wanted)
    return Ranker(dict(zip(names(), map(float, weights), strict=True)), float(line.coef_[0, 0]), float(line.intercept_[0]))


def cross_ranked(examples: Sequence[Example], seed: int = 0) -> list[tuple[Matrix, Matrix]]:
    """Scores and chances of every example's passages, by a ranker that has not seen its resume."""
    ranked: dict[int, tuple[Matrix, Matrix]] = {}
    for group in folds_of(examples, seed=seed):
        ranker = fit_ranker([example for example in examples if example.label.resume not in group])
        for place, example in enumerate(examples):
            if example.label.resume in group:
                scores = ranker.scores(example.comparison.rows)
                ranked[place] = scores, ranker.probabilities(scores)
    return [ranked[place] for place in range(len(examples))]


def all_verdicts(examples: Sequence[Example], ranked: Sequence[tuple[Matrix, Matrix]], today: date) -> list[tuple[Verdict, ...]]:
    """What the facts say about every example."""
    return [find_verdicts(example.comparison, scores, today) for example, (scores, _) in zip(examples, ranked, strict=True)]


def all_signals(
    examples: Sequence[Example], ranked: Sequence[tuple[Matrix, Matrix]], verdicts: Sequence[tuple[Verdict, ...]]
) -> list[dict[str, float]]:
    """The signals for the status of every example, each seen among the others of its pair of resume and posting."""
    alone = [
        signals_of(example.comparison, *both, found, example.label.kind)
        for example, both, found in zip(examples, ranked, verdicts, strict=True)
    ]
    together: dict[int, dict[str, float]] = {}
    for pair in {(example.label.resume, example.label.posting) for example in examples}:
        places = [place for place, example in enumerate(examples) if (example.label.resume, example.label.posting) == pair]
        together |= zip(places, with_fit([alone[place] for place in places]), strict=True)
    return [together[place] for place in range(len(examples))]


def fit_judge(signals: Sequence[dict[str, float]], statuses: Sequence[MatchStatus]) -> Judge:
    """Two logistic regressions over standardised signals, classes balanced, L2 penalty."""
    columns = sorted({name for found in signals for name in found})
    rows = np.array([[found.get(name, 0.0) for name in columns] for found in signals])
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-4] = 1.0
    order = np.array([STATUSES.index(status) for status in statuses])
    some, every = (_line((rows - mean) / spread, order > least) for least in (0, 1))
    weights = np.stack([some[0] / spread, every[0] / spread], axis=1)
    intercepts = np.array([some[1], every[1]]) - mean @ weights
    pairs = {name: (float(weights[place, 0]), float(weights[place, 1])) for place, name in enumerate(columns)}
    return Judge(pairs, (float(intercepts[0]), float(intercepts[1])))


def _line(rows: Matrix, wanted: npt.NDArray[np.bool_]) -> tuple[Matrix, float]:
    model = LogisticRegression(C=JUDGE_STRENGTH, class_weight="balanced", max_iter=5000).fit(rows, wanted)
    return model.coef_[0], float(model.intercept_[0])


def main(folders: Sequence[str]) -> None:
    """Fit on all folders and write `ranker.json` and `status.json`.

    The judge learns from scores that a ranker gave which had not seen the resume, as it will meet them.
    """
    examples = read_examples([load_corpus(Path(folder)) for folder in folders], SentenceEmbedder())
    (ROOM / "ranker.json").write_text(fit_ranker(examples).to_json(), encoding="utf-8")
    ranked = cross_ranked(examples)
    signals = all_signals(examples, ranked, all_verdicts(examples, ranked, date.today()))
    judge = fit_judge(signals, [example.label.status for example in examples])
    (ROOM / "status.json").write_text(judge.to_json(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
