"""What a resume holds, read once for all requirements: the facts of every passage, and its jobs with what stands beneath them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from coverletter.matching.asked import Facts, facts_of
from coverletter.text.language import detect_language
from coverletter.types import Language, Passage

_NOT_WORK = regex.compile(
    r"educat|academ|school|training|award|hono(?:u)?r|certific|licen[cs]|volunt|publicat|interest|hobb|course|project|language|skill|member"
    r"|학력|교육|수상|자격|봉사|대외|병역|논문|교내|프로젝트|어학|활동|수료",
    regex.IGNORECASE,
)
_PART = regex.compile(r"[;:,|·•/]\s|[;|]|(?<=\w\w)\.\s|\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A dated header (a job, a school, a project): the place of its passage and the places that stand beneath it."""

    place: int
    beneath: tuple[int, ...]
    is_job: bool

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
    return Held(tuple(passages), facts, tuple(_stretches(passages, facts)), language)


def context_of(passage: Passage) -> str:
    """The passage with the heading and the header line it stands under."""
    entry = " ".join(passage.entry.split())
    return " ".join(part for part in (passage.heading, entry if entry != passage.text else "", passage.text) if part)


def parts_of(text: str) -> tuple[str, ...]:
    """The whole and its parts between marks, each with at least four letters or digits."""
    parts = [text, *(part.strip() for part in _PART.split(text))]
    return tuple(dict.fromkeys(part for part in parts if part == text or len(regex.findall(r"\w", part)) >= 4))


def _stretches(passages: Sequence[Passage], facts: Sequence[Facts]) -> list[Stretch]:
    """By reading order rather than by header: a second, undated header line belongs to the dated one before it."""
    found: list[Stretch] = []
    start, beneath = -1, list[int]()

    def close() -> None:
        if start >= 0:
            is_job = not _NOT_WORK.search(passages[start].heading) and not facts[start].degrees
            found.append(Stretch(start, tuple(beneath), is_job))

    for place, passage in enumerate(passages):
        dated = passage.kind == "entry" and bool(facts[place].ranges)
        if dated or passage.kind == "heading":
            close()
            start, beneath = (place if dated else -1), []
        elif start >= 0:
            beneath.append(place)
    close()
    return found
