"""Met, partial or missing: what the facts decide, and where they do not, how well the resume covers the requirement.

Degrees, certificates, languages, amounts, and what only the person can say are decided by the facts alone. The rest is weighed:
one logistic regression says whether anything of it is there, another whether all of it is. `python -m benchmarks.fit_matching TRAIN
DEV` finds their weights (classes balanced, L2 penalty) and writes `status.json`. The signals are those below and nothing else; the
words of the requirement themselves are not among them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from coverletter.matching.asked import allows_equivalents, is_either
from coverletter.matching.comparison import Comparison
from coverletter.matching.features import names
from coverletter.matching.verdict import Verdict
from coverletter.matching.words import telling_concepts
from coverletter.types import MatchStatus, RequirementKind

Matrix = npt.NDArray[np.float64]

STATUSES: tuple[MatchStatus, ...] = ("missing", "partial", "met")
_SHOWN = ("cosine", "cosine_clause", "words", "pieces", "concepts", "concepts_context", "bm25")
DECIDED: frozenset[str] = frozenset({"personal", "degree", "certificate", "language", "amount"})
"""Subjects whose verdicts stand: right in 75 to 95 of 100 labelled requirements. Years and tools are weighed with the rest."""
SOMETHING, EVERYTHING = 0.5, 0.45
"""From these chances on something, and everything, of a requirement counts as there; the second was chosen for the macro-F1."""


def signals_of(
    comparison: Comparison, scores: Matrix, chances: Matrix, verdicts: Sequence[Verdict], kind: RequirementKind
) -> dict[str, float]:
    """What speaks for each status, by name; `with_fit` adds how the posting fits as a whole."""
    found = {f"{verdict.subject}_{verdict.status}": 1.0 for verdict in verdicts}
    for verdict in verdicts:
        if verdict.subject == "years":
            found["years_worked"] = min(verdict.ratio, 2.0)
        if verdict.subject in ("tool", "degree"):
            found[f"{verdict.subject}_ratio"] = verdict.ratio
    hard = [verdict.status for verdict in verdicts if verdict.subject not in ("tool", "amount")]
    found |= {f"any_{status}": float(status in hard) for status in STATUSES}
    found["no_verdict"] = float(not verdicts)
    order = np.argsort(-scores, kind="stable")[:3]
    columns = dict(zip(names(), comparison.rows.T, strict=True))
    for name in _SHOWN:
        found[f"{name}_first"] = float(columns[name][order[0]])
        found[f"{name}_three"] = float(columns[name][order].max())
        found[f"{name}_all"] = float(columns[name].max())
    return (
        found
        | _coverage(comparison, order)
        | {
            "preferred": float(kind == "preferred"),
            "responsibility": float(kind == "responsibility"),
            "either": float(is_either(comparison.wanted.text)),
            "equivalents": float(allows_equivalents(comparison.wanted.text)),
            "crosses": float(comparison.crosses),
            "length": float(np.log1p(len(comparison.wanted.words))),
            "fit_chance": float(chances[order[0]]),
            "fit_score": float(scores[order[0]]),
        }
    )


def with_fit(signals: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """The signals of one posting's requirements, each with how well the posting fits as a whole: a stranger's near miss is a miss."""

    def mean(name: str) -> float:
        return float(np.mean([found[name] for found in signals]))

    whole = {
        "fit_chance": mean("fit_chance"),
        "fit_score": mean("fit_score"),
        "fit_cosine": mean("cosine_first"),
        "fit_concepts": mean("concepts_three"),
    }
    return [found | whole for found in signals]


def _coverage(comparison: Comparison, order: npt.NDArray[np.intp]) -> dict[str, float]:
    """How much of the requirement's words, concepts and clauses the best three passages hold together, and the whole resume."""
    wanted, facts = comparison.wanted, comparison.held.facts
    telling = telling_concepts(wanted.text)
    found: dict[str, float] = {"telling": float(len(telling))}
    for name, asked, have in (
        ("words", frozenset(wanted.words), [frozenset(one.words) for one in facts]),
        ("concepts", wanted.concepts, [one.concepts for one in facts]),
        ("telling", telling, [one.concepts for one in facts]),
    ):
        three = frozenset[str]().union(*(have[place] for place in order))
        found[f"{name}_held_three"] = len(asked & three) / len(asked) if asked else 0.5
        found[f"{name}_held_all"] = len(asked & frozenset[str]().union(*have)) / len(asked) if asked else 0.5
    texts = [one.text for one in facts]
    best = [max(comparison.near(clause, text) for text in texts) for clause in comparison.clauses]
    best_three = [max(comparison.near(clause, texts[place]) for place in order) for clause in comparison.clauses]
    return found | {
        "clauses_least": min(best),
        "clauses_mean": float(np.mean(best)),
        "clauses_least_three": min(best_three),
        "clauses_mean_three": float(np.mean(best_three)),
    }


@dataclass(frozen=True, slots=True)
class Judge:
    """For each signal its weight for "something of it is there" and for "all of it is there", and what the two start with."""

    weights: Mapping[str, tuple[float, float]]
    intercepts: tuple[float, float]

    def chances(self, signals: Mapping[str, float]) -> tuple[float, float]:
        """The chance, 0 to 1, that something is there, and that everything is; as if all statuses were as frequent."""
        some, every = self.intercepts
        for name, (for_some, for_every) in self.weights.items():
            value = signals.get(name, 0.0)
            some, every = some + for_some * value, every + for_every * value
        return _logistic(some), _logistic(every)

    def decide(self, signals: Mapping[str, float], verdicts: Sequence[Verdict]) -> tuple[MatchStatus, float]:
        """The status, and how sure the evidence is from 0 (surely missing) to 1 (surely met)."""
        some, every = self.chances(signals)
        score = (some + every) / 2
        decided = {verdict.status for verdict in verdicts if verdict.subject in DECIDED}
        if decided:
            status: MatchStatus = decided.pop() if len(decided) == 1 else "partial"
            low = STATUSES.index(status) / 3
            return status, low + score / 3
        return "missing" if some < SOMETHING else "met" if every > EVERYTHING else "partial", score

    def to_json(self) -> str:
        """Readable JSON: for each signal its two weights."""
        lines = ",\n  ".join(
            f"{json.dumps(name)}: {json.dumps([round(one, 4) for one in pair])}" for name, pair in sorted(self.weights.items())
        )
        intercepts = json.dumps([round(one, 4) for one in self.intercepts])
        return f'{{\n "columns": ["something", "everything"],\n "intercepts": {intercepts},\n "weights": {{\n  {lines}\n }}\n}}\n'


def _logistic(value: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(value, -30, 30))))


@cache
def shipped_judge() -> Judge:
    """The weights that come along."""
    data = json.loads(files("coverletter.matching").joinpath("status.json").read_text(encoding="utf-8"))
    weights = {name: (float(pair[0]), float(pair[1])) for name, pair in data["weights"].items()}
    return Judge(weights, (float(data["intercepts"][0]), float(data["intercepts"][1])))
