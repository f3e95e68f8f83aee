"""Met, partial or missing: what the facts say, weighed with how well the best evidence covers the requirement.

`python -m benchmarks.fit_matching TRAIN DEV` finds the weights (multinomial logistic regression, classes balanced) and writes
`status.json`. The signals are those below and nothing else; the words of the requirement themselves are not among them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import regex

from coverletter.facts.roles import find_cues
from coverletter.facts.states import state_of
from coverletter.matching.asked import allows_equivalents, is_either
from coverletter.matching.comparison import Comparison
from coverletter.matching.features import names
from coverletter.matching.verdicts import Verdict
from coverletter.matching.words import telling_concepts
from coverletter.types import MatchStatus, RequirementKind

Matrix = npt.NDArray[np.float64]

STATUSES: tuple[MatchStatus, ...] = ("missing", "partial", "met")
_SUBJECTS = ("personal", "degree", "certificate", "language", "years", "amount", "tool")
_SHOWN = ("cosine", "cosine_clause", "words", "pieces", "concepts", "concepts_context", "bm25")
_WEAK = regex.compile(
    r"\b(?:basic|basics|beginner|elementary|school level|introductory|coursework|course only|observ\w+|shadow\w*|read[- ]only|viewing|familiar)\b"
    r"|기초|초급|입문|교육\s?이수|수강|견학|참관|열람|조회만|보조",
    regex.IGNORECASE,
)
_NOT = regex.compile(
    r"\b(?:no|not|never|without|none|cannot|did not|does not|only|rejected|unsuccessful)\b|않|못|없(?:음|습|이|다|는)|아님|제외|외주|위탁|외부 업체|만\s(?:사용|담당)",
    regex.IGNORECASE,
)


def signals_of(
    comparison: Comparison, scores: Matrix, chances: Matrix, verdicts: Sequence[Verdict], kind: RequirementKind
) -> dict[str, float]:
    """What speaks for each status, by name; `fit_of_all` is added by `with_fit`, once all requirements have been looked at."""
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
    found |= {f"chance_{rank}": float(chances[place]) for rank, place in enumerate(order, 1)}
    found["chances"] = float(chances[order].sum())
    found["score"] = float(scores[order[0]])
    found["lead"] = float(scores[order[0]] - np.median(scores))
    columns = dict(zip(names(), comparison.rows.T, strict=True))
    for name in _SHOWN:
        found[f"{name}_first"] = float(columns[name][order[0]])
        found[f"{name}_three"] = float(columns[name][order].max())
        found[f"{name}_all"] = float(columns[name].max())
    return (
        found
        | _coverage(comparison, order)
        | _strength(comparison, order)
        | {
            "preferred": float(kind == "preferred"),
            "responsibility": float(kind == "responsibility"),
            "either": float(is_either(comparison.wanted.text)),
            "equivalents": float(allows_equivalents(comparison.wanted.text)),
            "crosses": float(comparison.crosses),
            "length": float(np.log1p(len(comparison.wanted.words))),
        }
    )


def with_fit(signals: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """The signals of all requirements of one posting, each with how well the posting fits as a whole: a stranger's near miss is a miss."""

    def mean(name: str) -> float:
        return float(np.mean([found.get(name, 0.0) for found in signals]))

    whole = {
        "fit_chance": mean("chance_1"),
        "fit_cosine": mean("cosine_first"),
        "fit_concepts": mean("concepts_three"),
        "fit_score": mean("score"),
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


def _strength(comparison: Comparison, order: npt.NDArray[np.intp]) -> dict[str, float]:
    """What the best passages say of the person's part in it, against the part that is asked for."""
    texts = [comparison.held.facts[place].text for place in order]
    asked = _involvement(comparison.wanted.text)
    held = [_involvement(text) for text in texts]
    return {
        "asks_lead": float(asked >= 6),
        "asks_part": float(asked >= 5),
        "part_first": held[0] / 7,
        "part_gap": float(max(0, asked - max(held)) / 7 if asked else 0.0),
        "weak_first": float(bool(_WEAK.search(texts[0]))),
        "not_first": float(bool(_NOT.search(texts[0]))),
        "not_three": float(np.mean([bool(_NOT.search(text)) for text in texts])),
        "open_first": float(state_of(texts[0]) != "held"),
        "asks_weak": float(bool(_WEAK.search(comparison.wanted.text))),
        "heading_first": float(comparison.held.passages[order[0]].kind == "heading"),
        "amount_first": float(bool(comparison.held.facts[order[0]].amounts)),
    }


def _involvement(text: str) -> int:
    return max((cue.level for cue in find_cues(text) if cue.kind == "involvement"), default=0)


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of each signal for each status, and what each status starts with."""

    weights: Mapping[str, Mapping[MatchStatus, float]]
    intercepts: Mapping[MatchStatus, float]

    def chances(self, signals: Mapping[str, float]) -> dict[MatchStatus, float]:
        """The chance of each status, summing to 1; classes count alike, whatever their share."""
        sums = {
            status: self.intercepts[status] + sum(weight[status] * signals.get(name, 0.0) for name, weight in self.weights.items())
            for status in STATUSES
        }
        most = max(sums.values())
        shares = {status: float(np.exp(value - most)) for status, value in sums.items()}
        whole = sum(shares.values())
        return {status: share / whole for status, share in shares.items()}

    def to_json(self) -> str:
        """Readable JSON: for each signal its weights for missing, partial and met."""
        weights = {name: [round(weight[status], 4) for status in STATUSES] for name, weight in sorted(self.weights.items())}
        lines = ",\n  ".join(f"{json.dumps(name)}: {json.dumps(values)}" for name, values in weights.items())
        intercepts = json.dumps([round(self.intercepts[status], 4) for status in STATUSES])
        return f'{{\n "statuses": {json.dumps(STATUSES)},\n "intercepts": {intercepts},\n "weights": {{\n  {lines}\n }}\n}}\n'


@cache
def shipped_judge() -> Judge:
    """The weights that come along."""
    data = json.loads(files("coverletter.matching").joinpath("status.json").read_text(encoding="utf-8"))
    by_status = {name: dict(zip(STATUSES, map(float, values), strict=True)) for name, values in data["weights"].items()}
    return Judge(by_status, dict(zip(STATUSES, map(float, data["intercepts"]), strict=True)))
