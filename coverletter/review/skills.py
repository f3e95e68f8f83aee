"""Tools, languages and named things: the candidate's own, or only the posting's, or nobody's."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from coverletter.review.dossier import Dossier
from coverletter.review.entries import SURE, home_of
from coverletter.review.linking import Claim
from coverletter.review.places import is_heard
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.review.words import content_words
from coverletter.types import Reason

_SPOKEN_BEFORE = regex.compile(
    r"\b(?:speak|in|my|business|working|fluent|fluently|conversational|native|spoken|written|bring)\s$", regex.IGNORECASE
)
_SPOKEN_AFTER = regex.compile(r"^(?:[,;)]|\s(?:and \p{Lu}|at\b|fluently|speaker|language|skills|\(|is\b|to a))", regex.IGNORECASE)
_PROPER = regex.compile(r"(?<![\p{L}\d])(?:\p{Lu}[\p{L}\d.+#/&’'-]*\p{L}?)(?:\s(?:\p{Lu}[\p{L}\d.+#-]*))*")
_SENTENCE_START = regex.compile(r"(?:^|[.!?:;“\"(\[]\s*)$")


_EXCLUSIVE = frozenset({"language", "framework", "database", "cloud", "erp", "cad", "design"})
"""Categories of which one task usually takes one tool."""


_SLIGHT = frozenset({"basic", "attended", "negated", "unfinished", "pilot", "only"})
_SAYS_LITTLE = frozenset({"basic", "attended", "negated", "unfinished", "yet", "only", "partly", "failed", "pilot"})
_PART_END = regex.compile(r"[;,·|/]\s|\.\s|$")


def _is_slight(statement: Statement, name: str) -> bool:
    """Whether a line says of a tool that it is known a little: a level in its brackets or beside it in its part ("R: introductory workshop",
    "기초 수준: GraphQL", "Figma (조회)")."""
    for tool in statement.tools:
        if tool.name != name:
            continue
        text = statement.text
        heads = [
            mark for mark in statement.marks if mark.kind in _SLIGHT and ":" in text[mark.end : tool.start] and mark.start < tool.start
        ]
        if any(not regex.search(r"[;|]|\.\s", text[mark.end : tool.start]) for mark in heads):
            return True
        stop = _end_of_part(text, tool.end)
        if any(
            mark.kind in _SLIGHT and tool.end <= mark.start < stop and "," not in text[tool.end : mark.start] for mark in statement.marks
        ):
            return True
        return any(mark.kind in _SLIGHT and mark.end == tool.start - 1 for mark in statement.marks)
    return False


def _end_of_part(text: str, start: int) -> int:
    """Where the part that begins at a tool's name ends: at the next comma outside brackets."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth < 0 or (depth == 0 and _PART_END.match(text, at)):
            return at
    return len(text)


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
        elif all(_denies(line.statement.text, tool.name) for line in holders) and not _denies(claim.statement.text, tool.name):
            yield Signal("tool_denied", 1.0, Reason(kind="skill", hard=True, claim=written, found=shorten(holders[0].statement.text)))
        else:
            yield Signal("tool_found")
            if not claim.statement.kinds & _SAYS_LITTLE and all(_is_slight(line.statement, tool.name) for line in holders):
                quote = shorten(holders[0].statement.text)
                yield Signal("tool_slight", 1.0, Reason(kind="skill", hard=True, claim=written, found=quote))
            if tool.category in _EXCLUSIVE and (home := home_of(claim)) and home.strength >= SURE and home.line not in holders:
                other = next((mine for mine in home.line.statement.tools if mine.category == tool.category), None)
                if other and all(mine.name not in {other.name} for mine in claim.statement.tools):
                    yield Signal(
                        "tool_swapped", 1.0, Reason(kind="skill", hard=True, claim=written, found=shorten(home.line.statement.text))
                    )
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
        if not spoken and not any(score.language == language.name for line in dossier.lines for score in line.statement.scores):
            if language.level or written.endswith("어") or _is_spoken(claim.statement.text, language.start, language.end):
                yield Signal("language_missing", 1.0, Reason(kind="language", hard=False, claim=written))
        elif (
            spoken
            and language.level
            and max(other.level for other, _ in spoken)
            and language.level > max(other.level for other, _ in spoken)
        ):
            yield Signal(
                "language_level", 1.0, Reason(kind="language", hard=True, claim=written, found=shorten(spoken[0][1].statement.text))
            )
    if claim.only_asked:
        yield Signal("words_posting_only", min(1.0, claim.only_asked * 2))
    yield from _names(claim, dossier)


def _is_spoken(text: str, start: int, end: int) -> bool:
    """Whether the name of a language is meant as one, and not as a nationality."""
    return bool(_SPOKEN_BEFORE.search(text[:start]) or _SPOKEN_AFTER.match(text[end:]))


def _denies(text: str, name: str) -> bool:
    return bool(
        regex.search(
            rf"\b(?:no|not|without|never used)\s(?:[\w-]+\s){{0,2}}{regex.escape(name)}\b|{regex.escape(name)}\s?(?:미사용|경험 없|사용하지 않|없음)",
            text,
            regex.IGNORECASE,
        )
    )


def _names(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Latin proper names and acronyms, for those of Hangul are told from common nouns only by the lexicons."""
    missing: list[str] = []
    asked: list[str] = []
    spans = [(language.start, language.end) for language in claim.statement.languages]
    company = f"{dossier.company} {dossier.title}".casefold()
    for match in _PROPER.finditer(claim.statement.text):
        name = match.group().strip(".'’-")
        starts = _SENTENCE_START.search(claim.statement.text[: match.start()]) is not None
        if (starts and not _is_acronym(name.split()[0])) or any(start <= match.start() < end for start, end in spans):
            continue
        words = {word for word in content_words(name) if word not in ("i", "krw", "usd", "eur", "gbp")}
        units = {f"w:{word}" for word in words}
        if not units or units & dossier.known or any(word in company for word in words) or _heard(name, dossier):
            continue
        (asked if units <= dossier.asked else missing).append(name)
    if asked:
        yield Signal("name_posting_only", float(min(2, len(asked))), Reason(kind="skill", hard=True, claim=asked[0]))
    if missing:
        yield Signal("name_missing", float(min(2, len(missing))), Reason(kind="skill", hard=False, claim=missing[0]))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _heard(name: str, dossier: Dossier) -> bool:
    """Whether a Korean resume holds the name by its sound."""
    return any(is_heard(name, dossier.sounds) or is_heard(word, dossier.sounds) for word in name.split())
