"""Fit the weights of posting reading from labelled postings and write them beside the module.

    python -m coverletter.reading.fit_posting TRAIN [MORE ...] [--look DEV ...]

A folder holds `postings/NAME.txt` and `requirements.jsonl`. The model is a linear-chain conditional random field, fitted by
its likelihood with an L2 penalty. Every posting is also seen in other shapes, without the words of its headings without
its bullets and blank lines and told in prose, so that what stands in a list weighs as much as what stands above it and how it is set.
"""

from __future__ import annotations

import html
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from coverletter.reading.clean import Line, read_lines
from coverletter.reading.fit_variants import run_together, told_in_prose, without_marks
from coverletter.reading.kinds import CONTEXTS, STATES, Model, allowed_states, context_of, label_units, unit_features
from coverletter.reading.units import Unit, split_units

PENALTY = 1.0
VARIANT_WEIGHT = 0.4
"""Weight of a posting in another shape than its own."""
FIRM = 4.0
"""How much harder some features are held to what is expected of them: the place in a posting, for orders differ, and plain wishes and demands."""
_SPEAKS_FOR = {
    "required": "required",
    "preferred": "preferred",
    "duty": "responsibility",
    "benefit": "other",
    "process": "other",
    "company": "other",
    "money": "other",
    "legal": "other",
    "site": "other",
    "machine": "other",
    "negated": "other",
    "must": "required",
}
_KINDS = {"required": 1, "preferred": 2, "responsibility": 3}
_HEAD_WORDS = regex.compile(r"^(?:h:|before:)")


@dataclass(frozen=True)
class Labelled:
    """A posting and the requirements a person marked in it, as span and kind."""

    name: str
    text: str
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Example:
    features: list[dict[str, float]]
    allowed: NDArray[np.float64]
    contexts: list[int]
    states: list[int]
    weight: float


def read_labelled(folder: Path) -> list[Labelled]:
    """The labelled postings of one folder."""
    spans: dict[str, list[tuple[str, str]]] = {}
    for line in (folder / "requirements.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "span" in row:
            spans.setdefault(row["posting"], []).append((html.unescape(row["span"]), row["kind"]))
    return [
        Labelled(path.stem, path.read_text(encoding="utf-8"), tuple(spans.get(path.stem, ())))
        for path in sorted((folder / "postings").glob("*.txt"))
    ]


def tokens(text: str) -> list[str]:
    """Words and numbers in lower case."""
    return regex.findall(r"[\p{L}\p{N}]+", html.unescape(text).lower())


def gold_states(units: Sequence[Unit], spans: Sequence[tuple[str, str]]) -> list[int]:
    """The state a person would give every piece: the kind of the span it shares most words with, or a heading's."""
    states = [0] * len(units)
    start = 0
    words = [set(tokens(unit.text)) for unit in units]
    for span, kind in spans:
        wanted = set(tokens(span))
        best, where = 0.0, -1
        for position in range(len(units)):
            shared = len(wanted & words[position])
            score = shared / max(1, min(len(wanted), len(words[position]))) if shared * 2 >= min(len(wanted), len(words[position])) else 0.0
            score -= 0.001 * abs(position - start) if position < start else 0.0
            score = score * (0.5 + 0.5 * shared / max(1, len(wanted | words[position])))
            if score > best:
                best, where = score, position
        if where >= 0 and best > 0.2:
            states[where] = _KINDS[kind]
            for other in range(len(units)):
                if (
                    other != where
                    and words[other]
                    and words[other] <= wanted
                    and units[other].line == units[where].line
                    and len(words[other]) > 1
                ):
                    states[other] = _KINDS[kind]
    following = 0
    for position in range(len(units) - 1, -1, -1):
        if states[position]:
            following = states[position]
        elif units[position].shape == "heading" or (units[position].shape == "line" and following):
            states[position] = 4 + following if units[position].shape == "heading" or len(tokens(units[position].text)) <= 4 else 0
            following = following if states[position] else 0
        else:
            following = 0
    return states


def prepare(posting: Labelled) -> list[_Example]:
    """A posting as it stands, and in the shapes that pasting gives it: without the words of its headings, without its marks."""
    lines = read_lines(posting.text)
    units = split_units(lines)
    states = [STATES[state] for state in gold_states(units, posting.spans)]
    turn = len(posting.name)
    examples = [
        _example(lines, posting.spans, 1.0),
        _example(lines, posting.spans, VARIANT_WEIGHT, blind=True),
        _example(without_marks(lines), posting.spans, VARIANT_WEIGHT),
        _example(run_together(lines), posting.spans, VARIANT_WEIGHT),
        *(_example(told_in_prose(lines, units, states, turn + more), posting.spans, VARIANT_WEIGHT) for more in range(2)),
    ]
    return [example for example in examples if example.states]


def _example(lines: list[Line], spans: Sequence[tuple[str, str]], weight: float, blind: bool = False) -> _Example:
    units = split_units(lines)
    features = unit_features(units)
    if blind:
        features = [{name: value for name, value in one.items() if not _HEAD_WORDS.match(name)} for one in features]
    states = gold_states(units, spans)
    allowed = allowed_states(units)
    for row, state in zip(allowed, states, strict=True):
        row[state] = 0.0
    contexts = [CONTEXTS.index(context_of(before, unit)) for before, unit in pairwise(units)]
    return _Example(features, allowed, contexts, states, weight)


def _expectations(names: Sequence[str]) -> NDArray[np.float64]:
    """What the words are known to speak for before any posting was seen; the data may overrule it."""
    weights = np.zeros((len(names), len(STATES)))
    for number, name in enumerate(names):
        for cue, state in _SPEAKS_FOR.items():
            if name in (f"h:head_{cue}", f"h:whole:head_{cue}"):
                weights[number, STATES.index(f"h:{state}")] = 1.5
            elif name == f"label:head_{cue}":
                weights[number, STATES.index(state)] = 2.0
            elif name in (f"has:{cue}", f"sentence:{cue}"):
                weights[number, STATES.index(state)] = 0.5
        for mark, state in (("demands", "required"), ("wishes", "preferred"), ("tasked", "responsibility"), ("we_offer", "other")):
            if name in (mark, f"sentence:{mark}"):
                weights[number, STATES.index(state)] = 1.2
                weights[number, 0] -= 0.4 if state != "other" else 0.0
        if name == "has:right_to_work":
            weights[number, STATES.index("required")] = 1.2
    return weights


def fit(postings: Sequence[Labelled], penalty: float = PENALTY, fewest: int = 4) -> Model:
    """The weights that make the given states most likely; features seen in fewer than `fewest` pieces are left out."""
    examples = sorted((one for posting in postings for one in prepare(posting)), key=lambda one: -len(one.states))
    counts: Counter[str] = Counter(name for one in examples for features in one.features for name in features)
    names = sorted(name for name, count in counts.items() if count >= fewest)
    batch = _Batch(examples, {name: number for number, name in enumerate(names)})
    states, contexts = len(STATES), len(CONTEXTS) + 1
    split = len(names) * states

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        emission = theta[:split].reshape(len(names), states)
        transition = theta[split:].reshape(contexts, states, states)
        value, slope_emission, slope_transition = batch.surprise(emission, transition)
        away = theta - expected
        slope = np.concatenate([slope_emission.ravel(), slope_transition.ravel()]) + penalty * pull * away
        return value + 0.5 * penalty * float(pull * away @ away), slope

    expected = np.concatenate([_expectations(names).ravel(), np.zeros(contexts * states * states)])
    pull = np.ones_like(expected)
    for number, name in enumerate(names):
        if name.startswith("place:") or name.removeprefix("sentence:") in ("demands", "wishes"):
            pull[number * states : (number + 1) * states] = FIRM
    found = minimize(loss, expected, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    emission = found.x[:split].reshape(len(names), states)
    transition = found.x[split:].reshape(contexts, states, states)
    return Model(
        {name: emission[number] for number, name in enumerate(names)},
        {name: transition[number] for number, name in enumerate(("any", *CONTEXTS))},
    )


class _Batch:
    """All examples side by side, longest first, so that one step in time is one step for all that last as long."""

    def __init__(self, examples: Sequence[_Example], column: dict[str, int]) -> None:
        lengths = [len(one.states) for one in examples]
        self._longest, many = lengths[0], len(examples)
        self._lasting = [sum(length > t for length in lengths) for t in range(self._longest)]
        self._weights = np.array([one.weight for one in examples])
        self._contexts = np.zeros((many, self._longest), dtype=np.intp)
        self._states = np.zeros((many, self._longest), dtype=np.intp)
        self._allowed = np.zeros((many, self._longest, len(STATES)))
        rows, columns, values = [], [], []
        for number, one in enumerate(examples):
            self._contexts[number, 1 : len(one.states)] = one.contexts
            self._states[number, : len(one.states)] = one.states
            self._allowed[number, : len(one.states)] = one.allowed
            for t, features in enumerate(one.features):
                for name, value in features.items():
                    if name in column:
                        rows.append(number * self._longest + t)
                        columns.append(column[name])
                        values.append(value)
        self._matrix = csr_matrix((values, (rows, columns)), shape=(many * self._longest, len(column)))

    def surprise(
        self, emission: NDArray[np.float64], transition: NDArray[np.float64]
    ) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        """Minus the weighted log likelihood, and its slopes by feature and by transition."""
        many, longest, states = self._allowed.shape
        scores = (self._matrix @ emission).reshape(many, longest, states) + self._allowed
        steps = transition[0] + transition[1:]
        forward, backward = np.zeros_like(scores), np.zeros_like(scores)
        forward[:, 0] = scores[:, 0]
        for t in range(1, longest):
            n = self._lasting[t]
            forward[:n, t] = logsumexp(forward[:n, t - 1, :, None] + steps[self._contexts[:n, t]], axis=1) + scores[:n, t]
        total = np.zeros(many)
        for t in range(longest):
            after = self._lasting[t + 1] if t + 1 < longest else 0
            total[after : self._lasting[t]] = logsumexp(forward[after : self._lasting[t], t], axis=1)
        for t in range(longest - 2, -1, -1):
            n = self._lasting[t + 1]
            ahead = scores[:n, t + 1] + backward[:n, t + 1]
            backward[:n, t] = logsumexp(steps[self._contexts[:n, t + 1]] + ahead[:, None, :], axis=2)
        value = float(self._weights @ total)
        expected, moves = np.zeros_like(scores), np.zeros_like(transition)
        for t in range(longest):
            n = self._lasting[t]
            weights, here, everyone = self._weights[:n], self._states[:n, t], np.arange(n)
            expected[:n, t] = np.exp(forward[:n, t] + backward[:n, t] - total[:n, None])
            expected[everyone, t, here] -= 1
            value -= float(weights @ scores[everyone, t, here])
            if t:
                contexts, before = self._contexts[:n, t], self._states[:n, t - 1]
                ahead = scores[:n, t] + backward[:n, t]
                pairs = np.exp(forward[:n, t - 1, :, None] + steps[contexts] + ahead[:, None, :] - total[:n, None, None])
                pairs[everyone, before, here] -= 1
                pairs *= weights[:, None, None]
                np.add.at(moves, contexts + 1, pairs)
                moves[0] += pairs.sum(axis=0)
                value -= float(weights @ steps[contexts, before, here])
        expected *= self._weights[:, None, None]
        return value, np.asarray(self._matrix.T @ expected.reshape(many * longest, states)), moves


def write_model(model: Model, path: Path) -> None:
    """The weights as json, one feature a line."""

    def rows(table: dict[str, NDArray[np.float64]]) -> str:
        return ",\n".join(
            f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(np.round(weights, 3).tolist())}"
            for name, weights in sorted(table.items())
        )

    states = json.dumps(list(STATES))
    path.write_text(
        f'{{\n  "states": {states},\n  "emission": {{\n{rows(model.emission)}\n  }},\n  "transition": {{\n{rows(model.transition)}\n  }}\n}}\n',
        encoding="utf-8",
    )


def main() -> None:
    """Fit on the folders named first and write the weights; what stands behind `--look` is only looked at."""
    folders = sys.argv[1:]
    split = folders.index("--look") if "--look" in folders else len(folders)
    train = [posting for folder in folders[:split] for posting in read_labelled(Path(folder))]
    others = [read_labelled(Path(folder)) for folder in folders[split + 1 :]]
    model = fit(train)
    path = Path(__file__).with_name("posting_weights.json")
    write_model(model, path)
    print(f"{path.name}: fitted on {len(train)} postings, {len(model.emission)} features")
    for other in others:
        pieces = [(split_units(read_lines(posting.text)), posting.spans) for posting in other]
        right = [
            said == STATES[gold]
            for units, spans in pieces
            for said, gold in zip(label_units(units, model), gold_states(units, spans), strict=True)
            if gold in _KINDS.values() or said in _KINDS
        ]
        print(f"{len(other)} other postings: {sum(right) / max(1, len(right)):.3f} of {len(right)} pieces as labelled")


if __name__ == "__main__":
    main()
