"""The shapes that one posting takes when it is pasted, for fitting: without marks, run together, and told in prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from coverletter.reading.clean import Line
from coverletter.reading.units import Unit
from coverletter.reading.words import duty_verbs
from coverletter.text.language import hangul_share

_PROSE = {
    ("en", "responsibility"): (
        "You will {list}.",
        "In this role you will {list}.",
        "The person we hire will {list}.",
        "The successful candidate will {list}.",
    ),
    ("en", "required"): (
        "You must have {list}.",
        "We are looking for someone with {list}.",
        "Candidates need {list}.",
        "We expect {list}.",
    ),
    ("en", "preferred"): (
        "{List} would be an advantage.",
        "We would also welcome {list}.",
        "{List} are considered a plus.",
        "It helps if you bring {list}.",
    ),
    ("ko", "responsibility"): ("주로 {list} 업무를 맡습니다.", "하시게 될 일은 {list}입니다.", "입사 후 {list} 등을 담당하게 됩니다."),
    ("ko", "required"): ("{list}이 필요합니다.", "{list}이어야 합니다.", "저희는 {list}을 찾고 있습니다."),
    ("ko", "preferred"): ("{list}이면 우대합니다.", "{list}이 있으면 더 좋습니다.", "{list}도 환영합니다."),
}
"""Common ways to say a list of duties, of needs and of wishes in a sentence."""


def without_marks(lines: Sequence[Line]) -> list[Line]:
    """As a web page pasted as plain text: bullets and heading marks gone, empty lines kept."""
    return [replace(line, marker="", sign="", heading=False, first=False) if line.marker != "block" else line for line in lines]


def run_together(lines: Sequence[Line]) -> list[Line]:
    """Also the empty lines gone."""
    return [replace(line, gap=False) for line in without_marks(lines)]


def told_in_prose(lines: Sequence[Line], units: Sequence[Unit], states: Sequence[str], turn: int) -> list[Line]:
    """Every list of one kind as a sentence, or as several where its items are sentences; every other heading is dropped.

    Args:
        turn: which of the ways to say it; the same turn gives the same text.
    """
    prose: dict[int, str] = {}
    dropped: set[int] = set()
    for number, (kind, run) in enumerate(_runs(units, states)):
        items = [unit.text for unit in run]
        prose[run[0].line] = _say(kind, items, turn + number)
        dropped |= {unit.line for unit in run[1:]}
        before = run[0].line - 1
        if (turn + number) % 2 and any(unit.line == before and unit.shape == "heading" for unit in units):
            dropped.add(before)
    return [Line(prose[number], gap=line.gap) if number in prose else line for number, line in enumerate(lines) if number not in dropped]


def _runs(units: Sequence[Unit], states: Sequence[str]) -> Iterator[tuple[str, list[Unit]]]:
    run: list[Unit] = []
    kind = ""
    for unit, state in [*zip(units, states, strict=True), (None, "")]:
        asks = unit is not None and unit.shape == "item" and state in ("required", "preferred", "responsibility")
        if run and (not asks or state != kind):
            if len(run) >= 2:
                yield kind, run
            run = []
        if asks and unit is not None:
            kind = state
            run.append(unit)


def _say(kind: str, items: list[str], turn: int) -> str:
    korean = hangul_share(" ".join(items)) >= 0.2
    if any(regex.search(r"(?:니다|[아어해여에예]요)[.]?$|^(?:you|you['’]\w+|your)\b", item, regex.IGNORECASE) for item in items):
        return " ".join(f"{item[:1].upper()}{item[1:]}." for item in items)
    starts = [item.split()[0].lower() for item in items]
    if not korean and kind == "responsibility" and any(start not in duty_verbs() for start in starts):
        return "; ".join(items) + "."
    ways = _PROSE["ko" if korean else "en", kind]
    plain = [item if korean or item[:2].isupper() else item[:1].lower() + item[1:] for item in items]
    joined = ", ".join(plain) if korean else f"{', '.join(plain[:-1])}{',' if len(plain) > 2 else ''} and {plain[-1]}"
    return ways[turn % len(ways)].format(list=joined, List=joined[:1].upper() + joined[1:])
