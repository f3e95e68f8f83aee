"""Fit the weights of posting reading from labelled postings and write them beside the module.

    python -m coverletter.reading.fit_posting TRAIN [DEV ...]

A folder holds `postings/NAME.txt` and `requirements.jsonl`. The model is a linear-chain conditional random field, fitted by
its likelihood with an L2 penalty. Every posting is seen twice, once without the words of its headings, so that what stands
in a list weighs as much as what stands above it.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from coverletter.reading.clean import read_lines
from coverletter.reading.kinds import CONTEXTS, STATES, Model, allowed_states, context_of, unit_features
from coverletter.reading.units import Unit, split_units

PENALTY = 1.0
BLIND_SHARE = 0.5
"""Weight of the copy of a posting whose headings say nothing."""
_KINDS = {"required": 1, "preferred": 2, "responsibility": 3}
_HEAD_WORDS = regex.compile(r"^(?:h:head_|before:head_|label:head_)")


@dataclass(frozen=True)
class Labelled:
    """A posting and the requirements a person marked in it, as span and kind."""

    name: str
    text: str
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Sequence:
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
    for span, kind in _in_order(spans, units):
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


def _in_order(spans: Sequence[tuple[str, str]], units: Sequence[Unit]) -> list[tuple[str, str]]:
    return list(spans)


def prepare(posting: Labelled) -> list[_Sequence]:
    """A posting as it stands, and once more with nothing said by its headings."""
    units = split_units(read_lines(posting.text))
    features = unit_features(units)
    states = gold_states(units, posting.spans)
    allowed = allowed_states(units)
    for row, state in zip(allowed, states, strict=True):
        row[state] = 0.0
    contexts = [CONTEXTS.index(context_of(before, unit)) for before, unit in zip(units, units[1:], strict=False)]
    blind = [{name: value for name, value in one.items() if not _HEAD_WORDS.match(name)} for one in features]
    return [_Sequence(features, allowed, contexts, states, 1.0), _Sequence(blind, allowed, contexts, states, BLIND_SHARE)]


def fit(postings: Sequence[Labelled], penalty: float = PENALTY, fewest: int = 3) -> Model:
    """The weights that make the given states most likely; features seen in fewer than `fewest` pieces are left out."""
    sequences = [sequence for posting in postings for sequence in prepare(posting)]
    counts: dict[str, int] = {}
    for sequence in sequences:
        for one in sequence.features:
            for name in one:
                counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= fewest)
    column = {name: number for number, name in enumerate(names)}
    matrices = [_matrix(sequence.features, column) for sequence in sequences]
    states, contexts = len(STATES), len(CONTEXTS) + 1
    split = len(names) * states

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        emission = theta[:split].reshape(len(names), states)
        transition = theta[split:].reshape(contexts, states, states)
        total, slope_emission, slope_transition = 0.0, np.zeros_like(emission), np.zeros_like(transition)
        for sequence, matrix in zip(sequences, matrices, strict=True):
            value, expected, moves = _surprise(sequence, matrix @ emission + sequence.allowed, transition)
            total += sequence.weight * value
            slope_emission += sequence.weight * (matrix.T @ expected)
            slope_transition += sequence.weight * moves
        slope = np.concatenate([slope_emission.ravel(), slope_transition.ravel()]) + penalty * theta
        return total + 0.5 * penalty * float(theta @ theta), slope

    found = minimize(loss, np.zeros(split + contexts * states * states), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    emission = found.x[:split].reshape(len(names), states)
    transition = found.x[split:].reshape(contexts, states, states)
    return Model(
        {name: emission[number] for name, number in column.items()},
        {name: transition[number] for number, name in enumerate(("any", *CONTEXTS))},
    )


def _matrix(features: Sequence[dict[str, float]], column: dict[str, int]) -> csr_matrix:
    rows, columns, values = [], [], []
    for row, one in enumerate(features):
        for name, value in one.items():
            if name in column:
                rows.append(row)
                columns.append(column[name])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(features), len(column)))


def _surprise(
    sequence: _Sequence, scores: NDArray[np.float64], transition: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Minus the log likelihood of one posting, and its slopes by piece and by transition."""
    length, states = scores.shape
    steps = transition[0] + transition[1:]
    forward, backward = np.empty_like(scores), np.zeros_like(scores)
    forward[0] = scores[0]
    for t in range(1, length):
        forward[t] = logsumexp(forward[t - 1][:, None] + steps[sequence.contexts[t - 1]], axis=0) + scores[t]
    for t in range(length - 2, -1, -1):
        backward[t] = logsumexp(steps[sequence.contexts[t]] + (scores[t + 1] + backward[t + 1])[None, :], axis=1)
    total = float(logsumexp(forward[-1]))
    expected = np.exp(forward + backward - total)
    moves = np.zeros_like(transition)
    gold = total
    for t in range(length):
        state = sequence.states[t]
        gold -= scores[t, state]
        expected[t, state] -= 1
        if t:
            context, before = sequence.contexts[t - 1], sequence.states[t - 1]
            pairs = np.exp(forward[t - 1][:, None] + steps[context] + (scores[t] + backward[t])[None, :] - total)
            pairs[before, state] -= 1
            moves[0] += pairs
            moves[context + 1] += pairs
            gold -= steps[context][before, state]
    return gold, expected, moves


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
    """Fit on every folder named and write the weights."""
    postings = [posting for folder in sys.argv[1:] for posting in read_labelled(Path(folder))]
    path = Path(__file__).with_name("posting_weights.json")
    write_model(fit(postings), path)
    print(f"{len(postings)} postings, {path.name} written")


if __name__ == "__main__":
    main()
