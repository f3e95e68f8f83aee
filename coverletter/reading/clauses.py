"""Running prose cut into sentences, and sentences into the clauses of their lists.

A clause is always a piece of its sentence as it stands, so that a requirement can be quoted.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from coverletter.reading.words import REQUIREMENT_NOUNS, duty_verbs
from coverletter.text.language import hangul_share

_SENTENCE_END = regex.compile(
    r"(?<=[.!?。…])[.!?…]*[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[\p{L}\p{N}£$€₩<])"
    r"|(?<=[다요죠함음임됨])\s+(?=[※*])"
)
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(\"'])(?:e\.g|i\.e|etc|approx|incl|max|min|no|nos|vs|mr|mrs|ms|dr|prof|st|sr|jr|inc|ltd|co|corp|dept|est|esp|ref|tel|fig|vol|ca|bldg|[a-z]|\d{1,4})\.$",
    regex.IGNORECASE,
)
_ENGLISH_SEAM = regex.compile(
    r"(?P<strong>\s*;\s+(?:and\s+|or\s+)?|\s+(?:…|\.\.\.|/)\s+)"
    r"|(?P<comma>,\s+)(?:(?P<conjunction>and|or|as well as|plus)\s+)?(?:also\s+|then\s+|finally\s+|lastly\s+|ideally\s+)?"
    r"|\s+(?P<bare>and|or|as well as|plus)\s+(?:also\s+)?",
    regex.IGNORECASE,
)
_KOREAN_SEAM = regex.compile(
    r"(?P<strong>\s*;\s+|\s+(?:…|\.\.\.|/)\s+)"
    r"|(?<verb>고|며|거나)(?P<comma>,)?\s+"
    r"|(?P<noun>,\s+(?:그리고\s+|또는\s+|혹은\s+|및\s+)?)"
    r"|(?<=[\p{Hangul}\p{L})])(?P<with>과|와|이나|이며|및)\s+"
)
_KOREAN_NOUN_END = regex.compile(
    r"(?:분|자|사람|인재|경험|능력|지식|자격|자격증|면허|이상|이해|소지자?|보유자?|학사|석사|박사|학위|전공|졸업|역량|경력|가능|필수|우대|숙련|활용|실력|회화|수준|습관|감각|태도|마인드|점|적|것|일|등|인 자|점도)"
    r"(?:이나|이며|과|와|을|를|이|가|은|는|도|,)?$"
)
_ANY_CLOSING = {"(": ")", "[": "]", "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "<": ">"}
_SHORT = 2


@dataclass(frozen=True)
class Seam:
    """Where a sentence might be cut."""

    start: int
    end: int
    kind: str
    """`strong`, `comma`, `comma+and`, `comma+or`, `and`, `or`; in Korean `verb`, `verb+comma`, `noun`, `with`."""


def split_prose(paragraph: str) -> list[str]:
    """The sentences of one line, also of a chat that begins them in lower case."""
    sentences: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        before = paragraph[start : end.start()]
        if _ABBREVIATION.search(before[-12:]) and not (paragraph[end.end() : end.end() + 1].isupper() and len(before) > 80 and False):
            continue
        if before.strip():
            sentences.append(paragraph[start : end.end()].strip())
            start = end.end()
    if paragraph[start:].strip():
        sentences.append(paragraph[start:].strip())
    return sentences


def cut_clauses(sentence: str) -> list[str]:
    """The members of the list that a sentence holds, each as it stands; the sentence itself if it holds none."""
    seams = accepted_seams(sentence)
    pieces: list[str] = []
    start = 0
    for seam in seams:
        pieces.append(sentence[start : seam.start])
        start = seam.end
    pieces.append(sentence[start:])
    return [piece for piece in (strip_ends(piece) for piece in pieces) if piece]


def strip_ends(piece: str) -> str:
    """Without the punctuation around it; a closing bracket stays with its opening one."""
    piece = piece.strip(" \t,;:·…-–—*")
    while piece and piece[-1] in ".,;:…" and not piece.endswith("etc."):
        piece = piece[:-1].rstrip()
    if piece.endswith(")") and piece.count("(") < piece.count(")"):
        piece = piece[:-1].rstrip()
    if piece.startswith("(") and piece.count("(") > piece.count(")"):
        piece = piece[1:].lstrip()
    return piece


def accepted_seams(sentence: str) -> list[Seam]:
    """The seams a sentence is cut at."""
    korean = hangul_share(sentence) >= 0.2
    seams = possible_seams(sentence, korean)
    return _choose_korean(sentence, seams) if korean else _choose_english(sentence, seams)


def possible_seams(sentence: str, korean: bool) -> list[Seam]:
    """Every place outside brackets and quotation marks where a list might go on."""
    inside = _inside_brackets(sentence)
    seams: list[Seam] = []
    for found in (_KOREAN_SEAM if korean else _ENGLISH_SEAM).finditer(sentence):
        if inside[found.start()] or not sentence[: found.start()].strip() or not sentence[found.end() :].strip():
            continue
        groups = found.groupdict()
        if groups.get("strong"):
            kind, start = "strong", found.start()
        elif korean and groups.get("verb"):
            kind, start = ("verb+comma" if groups["comma"] else "verb"), found.end("verb")
        elif korean:
            kind, start = ("noun", found.start()) if groups.get("noun") else ("with", found.start())
        elif groups.get("comma"):
            word = (groups.get("conjunction") or "").lower()
            kind, start = ("comma" if not word else "comma+or" if word == "or" else "comma+and"), found.start()
        else:
            kind, start = ("or" if (groups.get("bare") or "").lower() == "or" else "and"), found.start()
        seams.append(Seam(start, found.end(), kind))
    return seams


def _inside_brackets(sentence: str) -> list[bool]:
    closing: list[str] = []
    inside: list[bool] = []
    for character in sentence:
        if character in _ANY_CLOSING and len(closing) < 5:
            closing.append(_ANY_CLOSING[character])
        inside.append(bool(closing))
        if closing and character == closing[-1]:
            closing.pop()
    return inside if not closing else [False] * len(sentence)


_OPENINGS: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("who", regex.compile(r"(?:(?:someone|somebody|people|person|a person|those|anyone)\s+)?(?:who|that)\b", regex.I)),
    ("you", regex.compile(r"(?:you|they|he|she|we|i)(?:'|’|\b)(?!r)", regex.I)),
    ("have", regex.compile(r"(?:have|has|having|had|be|is|are|being|been)\b", regex.I)),
    ("to", regex.compile(r"to\s+\w+", regex.I)),
    (
        "article",
        regex.compile(
            r"(?:an?|the|some|any|your|our|at least|a minimum of|minimum|no fewer than|no less than|more than|\d+\+?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b",
            regex.I,
        ),
    ),
)


def opening_kind(segment: str) -> str:
    """What a clause begins with: `who`, `you`, `have`, `to`, `article`, `verb`, `ing`, `quality` or `other`."""
    for kind, pattern in _OPENINGS:
        if pattern.match(segment):
            return kind
    word = regex.match(r"[\p{L}'’-]+", segment)
    first = word.group().lower() if word else ""
    if first in duty_verbs():
        return "verb"
    if first.endswith("ing") and len(first) > 5:
        return "ing"
    return "quality" if _names_quality(segment) else "other"


def _names_quality(segment: str) -> bool:
    return any(word.lower() in REQUIREMENT_NOUNS for word in regex.findall(r"[\p{L}-]+", segment)[:5])


_MODAL = regex.compile(r"\b(?:will|would|must|should|can|may|'ll|’ll|to|need to|able to|expected to)\s+(?:also\s+)?", regex.I)


def _choose_english(sentence: str, seams: list[Seam]) -> list[Seam]:
    if not seams:
        return []
    chosen: list[Seam] = []
    start = 0
    lead = _list_kind(sentence[: seams[0].start])
    for position, seam in enumerate(seams):
        right = sentence[seam.end : seams[position + 1].start if position + 1 < len(seams) else len(sentence)]
        left = sentence[start : seam.start]
        if seam.kind == "strong" or _is_cut(left, right, seam, seams[position + 1 :], lead, sentence, bool(chosen)):
            chosen.append(seam)
            start = seam.end
            kind = opening_kind(right)
            lead = kind if seam.kind == "strong" or lead in ("other", "") or kind in ("who", "you", "have") else lead
    return chosen


def _list_kind(first: str) -> str:
    """The kind of the first member of the list: what follows the last modal verb or the like."""
    found = list(_MODAL.finditer(first))
    if found:
        return opening_kind(first[found[-1].end() :])
    if regex.search(r"\b(?:who|that)\s+(?:has|have|is|are|can|\w+s)\b", first, regex.I):
        return "who"
    return opening_kind(first)


def _is_cut(left: str, right: str, seam: Seam, later: list[Seam], lead: str, sentence: str, began: bool) -> bool:
    kind = opening_kind(right)
    words = len(right.split())
    comma = seam.kind.startswith("comma")
    closes_choice = bool(later) and later[0].kind in ("or", "comma+or")
    if seam.kind in ("or", "comma+or"):
        return began and kind == lead and kind in ("who", "have", "you") and not later
    if comma:
        if kind in ("who", "you", "have"):
            return kind == lead or (kind in ("have", "who") and lead in ("have", "who", "verb"))
        if kind == "verb":
            return lead == "verb"
        if kind in ("article", "quality"):
            return not (closes_choice and words <= _SHORT) and not regex.match(r"(?:one|two|three|\d+)\s", right, regex.I)
        if kind == "ing":
            return lead == "ing"
        return False
    last = not any(other.kind != "or" for other in later)
    if kind in ("verb", "have", "who", "you"):
        return last and began and kind == lead
    return last and began and kind in ("article", "quality")


def _choose_korean(sentence: str, seams: list[Seam]) -> list[Seam]:
    chosen: list[Seam] = []
    start = 0
    for position, seam in enumerate(seams):
        left = sentence[start : seam.start]
        right = sentence[seam.end : seams[position + 1].start if position + 1 < len(seams) else len(sentence)]
        long_enough = len(left.split()) >= 2 or len(left) >= 8
        noun_end = _KOREAN_NOUN_END.search(left) is not None
        cut = (
            seam.kind == "strong"
            or (seam.kind == "verb+comma" and long_enough)
            or (seam.kind == "noun" and noun_end and len(left) >= 4)
            or (seam.kind == "with" and regex.search(r"(?:경험|분|자격|능력|지식)$", left) is not None and len(right) > 3)
        )
        if cut:
            chosen.append(seam)
            start = seam.end
    return chosen
