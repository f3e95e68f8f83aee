"""Fit the weights of matching from labelled folders and write them beside the modules that use them.

python -m benchmarks.fit_matching TRAIN [DEV ...]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import load_corpus
from benchmarks.matching_examples import Example, Matrix, read_examples
from coverletter.matching.embedding import SentenceEmbedder
from coverletter.matching.features import names
from coverletter.matching.ranker import Ranker

RANKER_PENALTY = 60.0
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


def main(folders: Sequence[str]) -> None:
    """Fit on all folders and write `ranker.json`."""
    examples = read_examples([load_corpus(Path(folder)) for folder in folders], SentenceEmbedder())
    (ROOM / "ranker.json").write_text(fit_ranker(examples).to_json(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
