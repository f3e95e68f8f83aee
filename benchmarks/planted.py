"""Plain inventions, made by rule from what is known to be true: another number, another tool, another year.

Letters that people labelled hold few of these, for whoever writes a hard test writes subtle lies; but a model that invents does it
plainly too. So the review's models also learn from each resume's own deeds as sentences, once as they are and once with one fact changed.
Nothing here is scored: the figures are those of the labelled letters alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import regex

from coverletter.facts.numbers import find_quantities
from coverletter.facts.tools import find_tools, tools_of
from coverletter.types import Brief, Posting, Resume
from coverletter.writing.evidence import material_of

MOST_DEEDS = 14
FACTORS = (2, 3, 4, 6, 9, 10, 0.5, 0.25)
YEARS = (-7, -4, -3, 3, 4)
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLAIN_NUMBER = regex.compile(r"(?<![\d.,\p{Latin}])\d{1,3}(?:,\d{3})+(?![\d.,])|(?<![\d.,\p{Latin}])\d+(?:\.\d+)?(?![\d,]|\.\d)")


def deeds_of(resume: Resume, posting: Posting) -> tuple[str, ...]:
    """The resume's deeds as sentences of a letter in its own language, in its own words."""
    brief = Brief(task="letter", language=resume.language, posting=posting, passages=resume.passages)
    facts = [fact for fact in material_of(brief).facts if not fact.quoted]
    told = (fact.sentence or (f"I {fact.predicate.text}." if fact.predicate and fact.predicate.subject == "I" else "") for fact in facts)
    return tuple(sentence for sentence in told if sentence)[:MOST_DEEDS]


def inventions(sentence: str, resume: Resume, draw: random.Random) -> Iterator[str]:
    """The sentence with one fact changed into one the resume does not hold: at most one of each kind."""
    for change in (_another_number, _another_tool, _another_year):
        if (changed := change(sentence, resume, draw)) and changed != sentence:
            yield changed


def _another_number(sentence: str, resume: Resume, draw: random.Random) -> str:
    amounts = [(one.start, one.end) for one in find_quantities(sentence)]
    spans = [
        found
        for found in _PLAIN_NUMBER.finditer(sentence)
        if not _YEAR.fullmatch(found.group()) and any(start <= found.start() < end for start, end in amounts)
    ]
    if not spans:
        return ""
    chosen = draw.choice(spans)
    value = float(chosen.group().replace(",", ""))
    for factor in draw.sample(FACTORS, len(FACTORS)):
        other = value * factor
        if other < 2 or other != round(other, 1) or ("%" in sentence[chosen.end() : chosen.end() + 2] and other > 99):
            continue
        written = f"{other:,.0f}" if other == round(other) else f"{other:.1f}"
        if not regex.search(rf"(?<![\d.,]){regex.escape(written)}(?![\d.,])", resume.text):
            return sentence[: chosen.start()] + written + sentence[chosen.end() :]
    return ""


def _another_tool(sentence: str, resume: Resume, draw: random.Random) -> str:
    named = find_tools(sentence)
    if not named:
        return ""
    chosen = draw.choice(named)
    held = {tool.name for tool in find_tools(resume.text)}
    others = sorted(name for name in tools_of(chosen.category) if name not in held and name.casefold() not in resume.text.casefold())
    return sentence[: chosen.start] + draw.choice(others) + sentence[chosen.end :] if others else ""


def _another_year(sentence: str, resume: Resume, draw: random.Random) -> str:
    found = _YEAR.search(sentence)
    if not found:
        return ""
    others = [year for step in YEARS if str(year := int(found.group()) + step) not in resume.text]
    return sentence[: found.start()] + str(draw.choice(others)) + sentence[found.end() :] if others else ""


def planted_letter(true: Sequence[str], resume: Resume, draw: random.Random) -> list[tuple[str, bool]]:
    """Sentences with whether they are true, in the order of a letter that nobody would write."""
    made = [(sentence, True) for sentence in true]
    made += [(changed, False) for sentence in true for changed in inventions(sentence, resume, draw)]
    draw.shuffle(made)
    return made
