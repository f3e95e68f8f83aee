"""Choosing the facts of an offline text so that it is as long as asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coverletter.text.counting import count
from coverletter.types import Brief, Unit
from coverletter.writing import phrases
from coverletter.writing.evidence import Fact, Material, material_of
from coverletter.writing.frame import Frame, full_frame
from coverletter.writing.length import LEAST_SHARE
from coverletter.writing.letter import render_letter

Render = Callable[[Frame, Sequence[Fact]], str]

FULL, ENOUGH = 1.04, 0.95
"""A letter takes facts up to FULL of the length asked for and has enough from ENOUGH on."""

SAME_PLACE_AGAIN = 0.82
"""Each further fact of one place counts for less, so that a letter does not tell of one job alone."""


@dataclass(frozen=True)
class Composed:
    """An offline text and what a reader must know of it."""

    text: str
    notice: str


def compose_letter(brief: Brief) -> Composed:
    """A letter of the length asked for, as far as there is evidence."""
    material = material_of(brief)
    frame = full_frame(brief, material)
    frame, facts = fill(frame, ranked(material, brief.variant), render_letter, brief.length, brief.unit)
    text = render_letter(frame, facts)
    return Composed(text, notice_of(brief, text, facts))


def notice_of(brief: Brief, text: str, facts: Sequence[Fact]) -> str:
    """What a reader must know: composed offline, lines quoted, shorter than asked."""
    language = brief.language
    parts = [phrases.NOTICE[language]]
    if any(fact.quoted for fact in facts):
        parts.append(phrases.NOTICE_QUOTED[language])
    if brief.task == "letter" and count(text, brief.unit) < brief.length * 0.9:
        parts.append(phrases.NOTICE_SHORT[language])
    if brief.task == "answer" and count(text, brief.unit) < brief.length * LEAST_SHARE:
        parts.append(phrases.NOTICE_SHORT_ANSWER[language])
    return " ".join(parts)


def ranked(material: Material, variant: int = 0) -> list[Fact]:
    """Facts by weight, each further one of the same place counting less; a variant looks at the resume from another side."""
    left = list(material.facts)
    taken: dict[object, int] = {}
    order: list[Fact] = []

    def worth(fact: Fact) -> tuple[float, int]:
        side = {1: 0.5 * any(sign.isdigit() for sign in fact.passage.text), 2: 0.4 / (1 + fact.order)}.get(variant % 3, 0.0)
        return (fact.weight + side) * SAME_PLACE_AGAIN ** taken.get(fact.place, 0), -fact.order

    while left:
        best = max(left, key=worth)
        left.remove(best)
        taken[best.place] = taken.get(best.place, 0) + 1
        order.append(best)
    return order


def fill(
    frame: Frame, facts: Sequence[Fact], render: Render, length: int, unit: Unit, full: float = FULL, enough: float = ENOUGH
) -> tuple[Frame, list[Fact]]:
    """The frame and the facts with which `render` comes closest below `full` of `length`.

    The optional sentences go first where room is short; a fact that does not fit gives way to a shorter one.
    """
    most = int(length * full)

    def size(frame: Frame, facts: Sequence[Fact]) -> int:
        return count(render(frame, facts), unit)

    def with_one_fact(frame: Frame) -> int:
        return min((size(frame, [fact]) for fact in facts[:6]), default=size(frame, []))

    bare = replace(frame, job=None, asked=0, own_words="", tools="", notes=(), courtesies=False)
    for part in ("notes", "courtesies", "job", "asked", "own_words"):
        trial = replace(bare, **{part: getattr(frame, part)})
        if with_one_fact(trial) <= most * (1.0 if part in ("notes", "courtesies") else 0.8):
            bare = trial
    frame_now, chosen = bare, list[Fact]()
    for fact in facts:
        if size(frame_now, chosen) >= length * enough:
            break
        if size(frame_now, [*chosen, fact]) <= most:
            chosen.append(fact)
    for part in ("tools", "own_words", "asked", "job"):
        trial = replace(frame_now, **{part: getattr(frame, part)})
        if size(frame_now, chosen) < length * enough and size(trial, chosen) <= most:
            frame_now = trial
    return frame_now, chosen
