"""What a resume holds, read once for all requirements: the facts of every passage, and its jobs with what stands beneath them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coverletter.facts.dates import FoundRange
from coverletter.facts.tenure import entries_of
from coverletter.matching.asked import Facts, facts_of
from coverletter.text.language import detect_language
from coverletter.types import Language, Passage


@dataclass(frozen=True, slots=True)
class Stretch:
    """A dated header (a job, a school, a project): the place of its passage and the places that stand beneath it."""

    place: int
    beneath: tuple[int, ...]
    is_job: bool
    ranges: tuple[FoundRange, ...]

    @property
    def places(self) -> tuple[int, ...]:
        """The header and what stands beneath it."""
        return (self.place, *self.beneath)


@dataclass(frozen=True, slots=True)
class Held:
    """A resume (and notes) ready to be compared. A passage's place is its number in reading order, from 0."""

    passages: tuple[Passage, ...]
    facts: tuple[Facts, ...]
    stretches: tuple[Stretch, ...]
    language: Language

    @property
    def jobs(self) -> tuple[Stretch, ...]:
        """The stretches spent at work."""
        return tuple(stretch for stretch in self.stretches if stretch.is_job)


def hold(passages: Sequence[Passage]) -> Held:
    """Read every passage."""
    facts = tuple(facts_of(passage.text) for passage in passages)
    language = detect_language(" ".join(passage.text for passage in passages))
    return Held(tuple(passages), facts, tuple(_stretches(passages)), language)


def context_of(passage: Passage) -> str:
    """The passage with the heading and the header line it stands under."""
    entry = " ".join(passage.entry.split())
    return " ".join(part for part in (passage.heading, entry if entry != passage.text else "", passage.text) if part)


def _stretches(passages: Sequence[Passage]) -> list[Stretch]:
    place_of = {passage.id: place for place, passage in enumerate(passages)}
    found: list[Stretch] = []
    for entry in entries_of(passages, date.max):
        places = [place_of[id] for id in entry.passage_ids]
        header = next((place for place in places if passages[place].kind == "entry"), places[0])
        if entry.ranges:
            beneath = tuple(place for place in places if place != header)
            found.append(Stretch(header, beneath, entry.kind == "job", entry.ranges))
    return found
