"""The review held against labelled letters, cross-validated by resume: what is scored was neither fitted nor tuned on its own resume."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.corpus import Corpus, Table
from benchmarks.fit_review import fit, folds, score
from benchmarks.review_examples import Example, collect
from coverletter.review.model import Model, shipped_model

FIGURES = ("balanced accuracy", "F1 unsupported", "area", "recall", "precision", "false alarms supported", "false alarms neutral")


@dataclass(frozen=True)
class Scored:
    """One sentence with its score, whether it was flagged, and whether by a contradiction."""

    example: Example
    score: float
    flagged: bool
    hard: bool

    @property
    def is_false(self) -> bool:
        """Whether its label says unsupported."""
        return self.example.sentence.label == "unsupported"


def measure(corpora: Sequence[Corpus]) -> list[Table]:
    """Both tiers, by language, by type, without numbers, without facts about the company, baselines and the control of the wrong resume."""
    started = time.perf_counter()
    examples = collect(corpora)
    seconds = (time.perf_counter() - started) / max(1, len({(example.letter, example.shown) for example in examples}))
    crossed = _cross_validated(examples)
    own = [one for one in crossed if not one.example.is_wrong and not one.example.is_planted]
    planted = [one for one in crossed if one.example.is_planted]
    wrong = [one for one in crossed if one.example.is_wrong and one.example.sentence.label == "supported"]
    shipped = [_scored(shipped_model(), example) for example in examples if not example.is_wrong and not example.is_planted]
    groups: list[tuple[str, Callable[[Example], bool]]] = [
        ("all", lambda _: True),
        ("without company facts", lambda example: example.sentence.type != "company_fact"),
        ("English letter and resume", lambda example: not example.korean and not example.crossed),
        ("Korean letter and resume", lambda example: example.korean and not example.crossed),
        ("letter and resume in different languages", lambda example: example.crossed),
        ("sentences without any number", lambda example: not example.has_numbers),
    ]
    rows = [(name, _figures([one for one in own if accepts(one.example)])) for name, accepts in groups]
    hard = [Scored(one.example, float(one.hard), one.hard, one.hard) for one in own]
    rows.append(("contradictions alone (hard tier)", _figures(hard)))
    rows.append(("baseline: new numbers and names", _figures(list(_naive(own)))))
    rows.append(("baseline: similarity alone", _figures(list(_similarity(own)))))
    rows.append(("plain inventions made by rule (benchmarks.planted)", _figures(planted)))
    rows.extend(_across(corpora, examples))
    rows.append(("shipped weights, which saw these letters", _figures(shipped)))
    control = float(np.mean([one.flagged for one in wrong])) if wrong else 0.0
    return [
        Table(
            "Review: sentences of letters",
            ("sentences", "count", *FIGURES),
            tuple((name, int(figures[0]), *(round(figure, 3) for figure in figures[1:])) for name, figures in rows),
            (
                "cross-validated by resume in eight parts, weights and threshold refitted for each; the rules themselves were found on train",
                f"control: {control:.1%} of true sentences are flagged when shown with another person's resume (n={len(wrong)})",
                f"{seconds:.2f} s a letter, reading of files included",
            ),
        ),
        _by_type(own),
    ]


def _across(corpora: Sequence[Corpus], examples: Sequence[Example]) -> Iterable[tuple[str, tuple[float, ...]]]:
    """Fitted, threshold and all, on the folders before the last and scored on the last: nearest to letters nobody has seen."""
    if len(corpora) > 1:
        last = frozenset(corpora[-1].resumes)
        model = fit([example for example in examples if example.owner not in last and example.shown not in last])
        scored = [_scored(model, example) for example in examples if example.owner in last and not (example.is_wrong or example.is_planted)]
        yield f"fitted without {corpora[-1].name}, scored on it", _figures(scored)


def _cross_validated(examples: Sequence[Example]) -> list[Scored]:
    scored: list[Scored] = []
    for fold in folds(sorted({example.owner for example in examples})):
        model = fit([example for example in examples if example.owner not in fold and example.shown not in fold])
        scored.extend(_scored(model, example) for example in examples if example.owner in fold)
    return scored


def _scored(model: Model, example: Example) -> Scored:
    value = score(model, example)
    flagged = value >= model.unsupported_from
    hard = flagged and any(signal.name in model.hard and signal.reason and signal.value >= 0.5 for signal in example.analysis.signals)
    return Scored(example, value, flagged, hard)


def _figures(scored: Sequence[Scored]) -> tuple[float, ...]:
    truth = np.array([one.is_false for one in scored])
    flagged = np.array([one.flagged for one in scored])
    neutral = np.array([one.example.sentence.label == "neutral" for one in scored])
    right, alarms = int((flagged & truth).sum()), int((flagged & ~truth).sum())
    recall = right / max(1, int(truth.sum()))
    precision = right / max(1, right + alarms)
    return (
        len(scored),
        (recall + 1 - _share(flagged, ~truth)) / 2,
        2 * right / max(1, 2 * right + alarms + int((~flagged & truth).sum())),
        _area(np.array([one.score for one in scored]), truth),
        recall,
        precision,
        _share(flagged, ~truth & ~neutral),
        _share(flagged, neutral),
    )


def _share(flagged: npt.NDArray[np.bool_], among: npt.NDArray[np.bool_]) -> float:
    return float(flagged[among].mean()) if among.any() else 0.0


def _area(scores: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> float:
    """The chance that a false sentence scores above a true or neutral one."""
    if truth.all() or not truth.any():
        return 0.0
    false, other = scores[truth][:, None], scores[~truth][None, :]
    return float((false > other).mean() + 0.5 * (false == other).mean())


def _naive(scored: Sequence[Scored]) -> Iterable[Scored]:
    """Flags a sentence with an amount or a name that stands nowhere in the resume."""
    for one in scored:
        values = one.example.analysis.values
        found = any(
            values.get(name, 0.0) > 0 for name in ("number_missing", "number_posting", "name_missing", "name_posting_only", "tool_missing")
        )
        yield Scored(one.example, float(found), found, False)


def _similarity(scored: Sequence[Scored]) -> Iterable[Scored]:
    """Flags by distance to the nearest line, at the threshold that suits these letters best: the baseline is given an advantage."""
    distances = np.array([1 - max((link.similarity for link in one.example.analysis.claim.links), default=0.0) for one in scored])
    truth = np.array([one.is_false for one in scored])
    best = max(
        np.quantile(distances, np.linspace(0.02, 0.98, 49)),
        key=lambda least: (distances[truth] >= least).mean() - (distances[~truth] >= least).mean(),
    )
    for one, distance in zip(scored, distances, strict=True):
        yield Scored(one.example, float(distance), bool(distance >= best), False)


def _by_type(own: Sequence[Scored]) -> Table:
    types = sorted({one.example.sentence.type for one in own if one.is_false})
    rows = []
    for name in types:
        group = [one for one in own if one.is_false and one.example.sentence.type == name]
        rows.append(
            (
                name,
                len(group),
                round(float(np.mean([one.flagged for one in group])), 3),
                round(float(np.mean([one.hard for one in group])), 3),
            )
        )
    return Table("Review: false sentences found, by type", ("type", "count", "found", "found as a contradiction"), tuple(rows))
