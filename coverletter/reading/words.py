"""The word lists of posting reading, from the tables beside this module."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import regex

from coverletter.text.language import hangul_share

_ROOM = "coverletter.reading"


def _lines(name: str) -> list[str]:
    text = resources.files(_ROOM).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def duty_verbs() -> frozenset[str]:
    """English verbs in their base form that a duty begins with."""
    return frozenset(_lines("duty_verbs.txt"))


@cache
def cues() -> dict[str, regex.Pattern[str]]:
    """Cue and language, such as `money.ko`, to the expression that finds it."""
    found: dict[str, regex.Pattern[str]] = {}
    for line in _lines("posting_cues.tsv"):
        cue, language, expression = line.split("\t")
        start = r"(?<![\p{L}\p{N}])" if language == "en" else ""
        found[f"{cue}.{language}"] = regex.compile(f"{start}(?:{expression})", regex.IGNORECASE)
    return found


@cache
def role_nouns() -> frozenset[str]:
    """Nouns of job titles: English in lower case, Korean as they stand."""
    return frozenset(word for line in _lines("role_nouns.txt") for word in line.split())


def names_role(text: str) -> bool:
    """Whether the noun of an occupation or a rank stands in it; a Korean word counts by its end."""
    if any(word in role_nouns() or _OCCUPATION.fullmatch(word) for word in regex.findall(r"[a-z-]+", text.lower())):
        return True
    return any(word.endswith(_hangul_roles()) for word in regex.findall(r"\p{Hangul}+|\b[A-Z]{2}\b", text))


@cache
def _hangul_roles() -> tuple[str, ...]:
    return tuple(noun for noun in role_nouns() if not noun.isascii() or noun.isupper())


_OCCUPATION = regex.compile(r"[a-z]{3,}(?:ologist|ician|ographer|iatrist|herapist|smith|wright|keeper|master|woman|eer)")
HEAD_CUES = tuple(f"head_{name}" for name in ("duty", "required", "preferred", "benefit", "process", "company"))


def found_cues(text: str, names: Sequence[str]) -> list[str]:
    """Which of the named cues occur in a text; Korean ones are looked for where Hangul stands."""
    table = cues()
    languages = ("ko", "en") if hangul_share(text) > 0 else ("en",)
    return [name for name in names if any(table[f"{name}.{language}"].search(text) for language in languages)]


def covering_cues(text: str) -> list[str]:
    """The cues of headings that make up most of a short text: `Benefits`, `Who we are`, `복리후생`."""
    table = cues()
    letters = max(1, len(regex.sub(r"[^\p{L}]", "", text)))
    languages = ("ko", "en") if hangul_share(text) > 0 else ("en",)
    return [
        name
        for name in HEAD_CUES
        if sum(len(found.group()) for language in languages for found in table[f"{name}.{language}"].finditer(text)) >= 0.55 * letters
    ]


REQUIREMENT_NOUNS = frozenset(
    [
        "ability",
        "experience",
        "knowledge",
        "degree",
        "diploma",
        "certificate",
        "certification",
        "qualification",
        "licence",
        "license",
        "registration",
        "fluency",
        "proficiency",
        "command",
        "understanding",
        "familiarity",
        "exposure",
        "background",
        "record",
        "skills",
        "skill",
        "competence",
        "competency",
        "literacy",
        "expertise",
        "grasp",
        "membership",
        "training",
        "willingness",
        "readiness",
        "eligibility",
        "participation",
        "involvement",
        "habit",
        "interest",
        "talent",
        "eye",
        "management",
        "leadership",
        "membership",
        "mastery",
        "aptitude",
        "capability",
        "english",
        "korean",
        "japanese",
        "mandarin",
        "chinese",
        "french",
        "german",
        "spanish",
        "arabic",
        "portuguese",
    ]
)
"""Nouns that something asked for is named by."""
