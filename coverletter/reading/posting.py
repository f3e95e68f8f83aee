"""A job posting, however it was pasted, as title, company and the list of what it asks for."""

from __future__ import annotations

import html
from typing import cast

import regex

from coverletter.errors import UnreadablePosting
from coverletter.reading.clean import plain_text, read_lines
from coverletter.reading.company import find_company
from coverletter.reading.kinds import Model, label_units
from coverletter.reading.notices import posting_warnings
from coverletter.reading.title import find_title
from coverletter.reading.trim import trim_clause, trim_item
from coverletter.reading.units import Unit, split_units
from coverletter.text.injection import find_instructions
from coverletter.text.language import detect_language, is_supported_script
from coverletter.types import Posting, Requirement, RequirementKind

MAX_CHARACTERS = 50_000
FEWEST_WORDS = 5


def read_posting(text: str, *, max_characters: int = MAX_CHARACTERS, model: Model | None = None) -> Posting:
    """Read a posting, locally and without a model.

    Args:
        text: as pasted: plain, with HTML leftovers, emoji, one paragraph, a chat, a mail, a flattened table.
        max_characters: the longest text that is read.
        model: other weights than those that come along.

    Raises:
        UnreadablePosting: empty, one word, longer than `max_characters`, or neither Latin nor Hangul; the sentence says what to do.
    """
    if len(text) > max_characters:
        raise UnreadablePosting(
            f"This is longer than {max_characters:,} characters: paste the job posting alone.",
            f"{max_characters:,}자가 넘습니다. 채용 공고 부분만 붙여넣어 주세요.",
        )
    lines = read_lines(text)
    cleaned = plain_text(lines)
    if not cleaned.strip():
        raise UnreadablePosting("Paste the text of the job posting.", "채용 공고의 내용을 붙여넣어 주세요.")
    if not is_supported_script(cleaned):
        raise UnreadablePosting("Paste the posting in English or Korean.", "영어나 한국어로 된 공고를 붙여넣어 주세요.")
    if len(regex.findall(r"[\p{L}\p{N}]+", cleaned)) < FEWEST_WORDS:
        raise UnreadablePosting(
            "This is too short for a job posting: paste the whole text.", "채용 공고라기에는 너무 짧습니다. 전체 내용을 붙여넣어 주세요."
        )
    instructions = _instructions(text, cleaned)
    units = split_units(lines)
    requirements = _requirements(units, instructions, model)
    company = find_company(lines)
    return Posting(
        title=find_title(lines, company),
        company=company,
        language=detect_language(cleaned),
        text=cleaned,
        requirements=requirements,
        warnings=posting_warnings(requirements, instructions),
    )


def _instructions(pasted: str, cleaned: str) -> tuple[str, ...]:
    """Also those that only the pasted text still shows, in characters and markup that cleaning takes away."""
    found = find_instructions(cleaned)
    if _letters(pasted) == _letters(cleaned):
        return found
    known = " ".join(_letters(phrase) for phrase in found)
    return (*found, *(phrase for phrase in find_instructions(pasted) if _letters(phrase) not in known))


def _requirements(units: list[Unit], instructions: tuple[str, ...], model: Model | None) -> tuple[Requirement, ...]:
    found: list[Requirement] = []
    seen: set[str] = set()
    planted = [_letters(phrase) for phrase in instructions]
    units = [unit for unit in units if not any(_letters(unit.text) in phrase for phrase in planted)] if planted else units
    for unit, state in zip(units, label_units(units, model), strict=True):
        if state == "other" or state.startswith("h:"):
            continue
        text = trim_clause(unit.text, state) if unit.shape == "clause" else trim_item(unit.text)
        if text.casefold() in seen or any(phrase in _letters(text) for phrase in planted):
            continue
        seen.add(text.casefold())
        found.append(Requirement(text=text, kind=cast(RequirementKind, state)))
    return tuple(found)


def _letters(text: str) -> str:
    return regex.sub(r"[^\p{L}\p{N}]", "", html.unescape(text)).casefold()
