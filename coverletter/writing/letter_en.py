"""The body of an offline letter in English: a paragraph for each place of work, and where one works."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from coverletter.writing.employers import Place
from coverletter.writing.english import joined, joined_tools, statement_lowered, with_article
from coverletter.writing.evidence import Fact
from coverletter.writing.frame import Frame, grouped, in_paragraphs, with_short_ones_joined

QUOTES_IN_A_SENTENCE = 3
_NEXT = ("I also {deed}", "I {deed}", "In the same role, I {deed}", "I {deed}")
_NEXT_ELSEWHERE = ("I also {deed}", "I {deed}", "I {deed}")
_STATE = regex.compile(r"^(?:am|was|have been)\b")


def body(frame: Frame, facts: Sequence[Fact]) -> list[str]:
    """The paragraphs between opening and closing."""
    paragraphs: list[str] = []
    seen: list[Place] = []
    for asked, group in grouped(frame, facts):
        first, *rest = in_paragraphs(_sentences(frame, group, seen)) or [""]
        paragraphs += [f"{asked} {first}".strip(), *rest]
    paragraphs = with_short_ones_joined(paragraphs, lambda text: len(text.split()), 30, 60)
    if tools := joined_tools(frame.tools):
        told = f"The tools I work with include {tools}."
        paragraphs[-1:] = [f"{paragraphs[-1]} {told}"] if paragraphs else [told]
    return paragraphs


def job_sentence(frame: Frame) -> str:
    """Where one works now, or worked last; empty without a title or where the frame leaves it out."""
    job = frame.job
    if not job or not job.title or regex.search(r"\p{Hangul}", job.title):
        return ""
    role = with_article(job.title)
    at = f" at {job.employer}" if job.employer else ""
    return f"I currently work as {role}{at}." if job.current else f"I have worked as {role}{at}."


def _sentences(frame: Frame, group: list[Fact], seen: list[Place]) -> list[str]:
    place = group[0].place
    lead = _lead(frame, place, seen)
    seen.append(place)
    sentences: list[str] = []
    nexts = _NEXT if place.kind == "job" else _NEXT_ELSEWHERE
    if quoted := [fact for fact in group if fact.quoted]:
        return _quotations(quoted)
    for number, fact in enumerate(group):
        if fact.predicate is None:
            continue
        deed = fact.predicate.text
        if fact.predicate.subject == "My work":
            there = "there " if place.employer else ""
            told = f"{lead}my work {deed}" if number == 0 else f"My work {there}also {deed}"
        elif not fact.predicate.subject:
            told = f"{lead}{statement_lowered(deed)}" if number == 0 and lead else deed
        elif number == 0:
            told = f"{lead}I {deed}"
        else:
            pattern = nexts[(number - 1 + frame.variant) % len(nexts)]
            told = f"I {deed}" if _STATE.match(deed) else pattern.format(deed=deed)
        sentences.append(f"{told[0].upper()}{told[1:]}.")
    return sentences


def _lead(frame: Frame, place: Place, seen: list[Place]) -> str:
    """How a paragraph enters: 'At Acme, where I worked as an engineer, '; empty when the place has no name."""
    known = frame.job is not None and place == frame.job
    before = next((other for other in reversed(seen) if other.kind == "job"), None)
    if place.kind == "project":
        return f'In the project "{place.employer}", ' if place.employer else ""
    if place.kind == "study":
        return f"At {place.employer}, " if place.employer else "During my studies, "
    if place.kind != "job":
        return ""
    if not place.employer:
        elsewhere = (
            ("In another job, " if place.current else "In an earlier job, ") if seen else ""
        )  # it was not done where the one before was
        return f"As {place.title}, " if place.title and not known else elsewhere
    if before is not None and before.employer == place.employer:
        return f"Earlier at {place.employer}, as {place.title}, " if place.title else f"Also at {place.employer}, "
    if known or not place.title:
        return f"At {place.employer}, "
    if place.current:
        return f"As {place.title} at {place.employer}, "
    options = (
        f"As {place.title} at {place.employer}, ",
        f"At {place.employer}, where I worked as {with_article(place.title)}, ",
        f"While {with_article(place.title)} at {place.employer}, ",
    )
    return options[(len(seen) + frame.variant) % len(options)]


def _quotations(facts: list[Fact]) -> list[str]:
    """Lines in another language are cited as they stand, beside what the posting asks for, the rest in one sentence."""
    place = facts[0].place
    where = f" at {place.employer}" if place.employer and place.kind != "project" else ""
    where = f" in the project “{place.employer}”" if place.employer and not where else where
    answers = [fact for fact in facts if fact.request]
    others = [fact for fact in facts if not fact.request]
    sentences = [f"For {fact.request} I point to my work{where}, in the words of my resume: {_cited([fact])}." for fact in answers]
    for start in range(0, len(others), QUOTES_IN_A_SENTENCE):
        cited = _cited(others[start : start + QUOTES_IN_A_SENTENCE])
        sentences.append(f"It also says: {cited}." if sentences else f"Of my work{where} my resume says: {cited}.")
    return sentences


def _cited(facts: list[Fact]) -> str:
    return joined([f"“{fact.passage.text.rstrip(' .')}”" for fact in facts])
