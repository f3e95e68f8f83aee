"""Tools, languages and named things: the candidate's own, or only the posting's, or nobody's."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from coverletter.review.dossier import Dossier
from coverletter.review.entries import SURE, home_of
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.types import Reason

_PROPER = regex.compile(r"(?<![\p{L}\d])(?:\p{Lu}[\p{L}\d.+#/&’'-]*\p{L}?)(?:\s(?:\p{Lu}[\p{L}\d.+#-]*))*")
_SENTENCE_START = regex.compile(r"(?:^|[.!?:;“\"(\[]\s*)$")


def judge_skills(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals tool_found, tool_denied (the resume says "no ..."), tool_posting_only, tool_missing, language_missing, language_level,
    name_missing (a name that neither document holds), name_posting_only, words_posting_only (the share of telling words)."""
    for tool in claim.statement.tools:
        written = claim.statement.text[tool.start : tool.end]
        holders = [line for line in dossier.lines if any(other.name == tool.name for other in line.statement.tools)]
        asked = any(other.name == tool.name for statement in dossier.posting for other in statement.tools)
        if not holders:
            name = "tool_posting_only" if asked else "tool_missing"
            yield Signal(name, 1.0, Reason(kind="skill", hard=asked, claim=written))
        elif all(_denies(line.statement.text, tool.name, line.statement.tools) for line in holders):
            yield Signal("tool_denied", 1.0, Reason(kind="skill", hard=True, claim=written, found=shorten(holders[0].statement.text)))
        else:
            yield Signal("tool_found")
            if (home := home_of(claim)) and home.strength >= SURE and not any(one.line in holders for one in claim.links):
                places = {line.entry for line in holders if line.passage.kind == "bullet"}
                if places and home.line.entry not in places and all(line.entry >= 0 or line.passage.kind == "sentence" for line in holders):
                    found = next(line for line in holders if line.entry in places)
                    yield Signal(
                        "tool_other_entry", 1.0, Reason(kind="skill", hard=True, claim=written, found=shorten(found.statement.text))
                    )
    for language in claim.statement.languages:
        spoken = [(other, line) for line in dossier.lines for other in line.statement.languages if other.name == language.name]
        written = claim.statement.text[language.start : language.end]
        if not spoken:
            asked = any(other.name == language.name for statement in dossier.posting for other in statement.languages)
            yield Signal("language_missing", 1.0, Reason(kind="language", hard=False, claim=written))
        elif language.level and max(other.level for other, _ in spoken) and language.level > max(other.level for other, _ in spoken):
            yield Signal(
                "language_level", 1.0, Reason(kind="language", hard=True, claim=written, found=shorten(spoken[0][1].statement.text))
            )
    if claim.only_asked:
        yield Signal("words_posting_only", min(1.0, claim.only_asked * 2))
    yield from _names(claim, dossier)


def _denies(text: str, name: str, tools: object) -> bool:
    return bool(
        regex.search(
            rf"\b(?:no|not|without|never used)\s(?:[\w-]+\s){{0,2}}{regex.escape(name)}\b|{regex.escape(name)}\s?(?:미사용|경험 없|사용하지 않|없음)",
            text,
            regex.IGNORECASE,
        )
    )


def _names(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Latin proper names and acronyms, for those of Hangul are told from common nouns only by the lexicons."""
    missing = asked = 0
    first = ""
    for match in _PROPER.finditer(claim.statement.text):
        if _SENTENCE_START.search(claim.statement.text[: match.start()]) and not match.group().isupper():
            continue
        units = {f"w:{word}" for word in _words(match.group())}
        if not units or units <= {"w:i"}:
            continue
        if not units & dossier.known:
            if units & dossier.asked:
                asked += 1
            else:
                missing += 1
            first = first or match.group()
    if asked:
        yield Signal("name_posting_only", float(min(2, asked)), Reason(kind="skill", hard=False, claim=first))
    if missing:
        yield Signal("name_missing", float(min(2, missing)), Reason(kind="skill", hard=False, claim=first))


def _words(name: str) -> frozenset[str]:
    from coverletter.review.words import content_words

    return content_words(name)
