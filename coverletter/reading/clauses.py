"""Running prose cut into sentences, and sentences into the clauses of their lists.

A clause is always a piece of its sentence as it stands, so that a requirement can be quoted.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from coverletter.reading.words import REQUIREMENT_NOUNS, duty_verbs
from coverletter.text.language import hangul_share

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
LONGEST_SENTENCE, MOST_SEAMS = 2_000, 60
"""A longer sentence, or one with more places to cut, is no sentence and stays whole."""
LONGEST_CHOICE = 3
"""Words of a member of a choice within a list: `business, accounting or economics`."""


@dataclass(frozen=True)
class Seam:
    """Where a sentence might be cut."""

    start: int
    end: int
    kind: str
    """`strong`, `comma`, `comma+and`, `comma+or`, `and`, `or`; in Korean `verb`, `verb+comma`, `noun`, `with`."""


def cut_clauses(sentence: str, listed: bool = False) -> list[str]:
    """The members of the list that a sentence holds, each as it stands; the sentence itself if it holds none.

    Args:
        listed: a label stands before it (`Must haves: ...`), so that it is a list from its first word on.
    """
    seams = accepted_seams(sentence, listed)
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


def accepted_seams(sentence: str, listed: bool = False) -> list[Seam]:
    """The seams a sentence is cut at."""
    korean = hangul_share(sentence) >= 0.2
    seams = possible_seams(sentence, korean) if len(sentence) <= LONGEST_SENTENCE else []
    if len(seams) > MOST_SEAMS:
        return []
    return _choose_korean(sentence, seams, listed) if korean else _choose_english(sentence, seams)


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
    ("have", regex.compile(r"(?:have|has|had|be|is|are|been)\b", regex.I)),
    ("as_would", regex.compile(r"(?:as|so)\s+(?:would|will|is|are|do|does)\b", regex.I)),
    (
        "article",
        regex.compile(
            r"(?:an?|some|any|your|our|enough|at least|a minimum of|minimum|no fewer than|no less than|more than)\b|the (?:ability|right|will)",
            regex.I,
        ),
    ),
    ("number", regex.compile(r"(?:\d+\+?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", regex.I)),
)
_CONTINUES = regex.compile(
    r"(?:in|of|with|for|on|at|as|from|to|through|by|under|over|across|within|without|including|such|e\.g|i\.e|especially|particularly|part|which|where|when|while|so|but|because|"
    r"although|though|if|both|not|nor|whether|like|per|plus or|about|around|then|usually|mostly|often|preferably|ideally in|and not|of which)\b",
    regex.I,
)
_OTHERS = regex.compile(
    r"(?:(?:an?|any|the|some)\s+)?(?:other|others|another|related|similar|comparable|equivalent|neighbou?ring|relevant|adjacent|the like|something|more|so on|better|above|longer|higher|near)\b",
    regex.I,
)
_QUALITIES = regex.compile(
    r"(?:current|valid|proven|documented|demonstrable|demonstrated|professional|native|business|basic|fluent|good|strong|solid|sound|excellent|advanced|deep|first-hand|hands-on|working|"
    r"practical|thorough|prior|previous|recent|extensive|significant|broad|clear|formal|full|completed|conversational|intermediate|fluency|proficiency|willingness|[a-z]+-level|in-depth)\b",
    regex.I,
)
_MODAL = regex.compile(
    r"(?:\b(?:you|who|they|we|us|she|he|holder|person|candidate|hire|colleague|\p{L}+(?:er|or|ist|ant|ent)s?|candidates)(?:\s+(?:will|would|must|should|can|may|shall)|['’](?:ll|d))"
    r"|\b(?:to|responsible for|tasked with))\s+(?:also\s+|then\s+|mainly\s+|mostly\s+)?",
    regex.I,
)
_HOLDS = regex.compile(
    r"(?:have|hold|possess|demonstrate)\s+(?:an?|at least|some|good|strong|\p{L}+ed|\p{L}+(?:ent|ant|able))\b|be\s+(?:\p{L}+(?:ent|ant|able|ing|ed)|fit|happy)\b",
    regex.I,
)
_SUBJECT = regex.compile(r"^(?:you|they|we|the [\w\s]{3,40}?|s?he)\s+(?:also\s+)?(?=\p{Ll})", regex.I)


def opening_kind(segment: str) -> str:
    """What a clause begins with: `who`, `you`, `have`, `as_would`, `article`, `number`, `verb`, `ing`, `quality` or `other`."""
    for kind, pattern in _OPENINGS:
        if pattern.match(segment):
            return kind
    words = [word.lower() for word in regex.findall(r"[\p{L}'’-]+", segment)[:2]]
    if not words:
        return "other"
    if words[0] in duty_verbs() and (len(words) < 2 or words[1] not in REQUIREMENT_NOUNS):
        return "verb"
    if _QUALITIES.match(segment) or any(word in REQUIREMENT_NOUNS for word in words):
        return "quality"
    if words[0].endswith("ing") and len(words[0]) > 5:
        return "ing"
    return "other"


def _choose_english(sentence: str, seams: list[Seam]) -> list[Seam]:
    """Walk along the seams; a member of the list begins where the right side is built like the members before it."""
    rights = [sentence[seam.end : seams[at + 1].start if at + 1 < len(seams) else len(sentence)] for at, seam in enumerate(seams)]
    kinds = [opening_kind(right) for right in rights]
    chosen: list[tuple[Seam, str]] = []
    start, member = 0, ""
    for at, (seam, right, kind) in enumerate(zip(seams, rights, kinds, strict=True)):
        left = sentence[start : seam.start]
        member = _member_kind(left, member)
        later = list(zip(seams[at + 1 :], kinds[at + 1 :], strict=True))
        if seam.kind == "strong" or _goes_on(left, right, seam, kind, member, later, chosen, kinds):
            if seam.kind == "strong" or kind == "as_would":
                member = ""
            chosen.append((seam, kind))
            start = seam.end
    return [seam for seam, _ in chosen]


def _member_kind(left: str, member: str) -> str:
    """How the members of the list begin, as far as it has been read."""
    if member:
        return member
    tasks = [kind for found in _MODAL.finditer(left) if (kind := opening_kind(left[found.end() :])) in ("verb", "have")]
    if tasks:
        return tasks[-1]
    if regex.search(r"\b(?:who|that)\s+(?:has|have|is|are|can|will|\w+s)\b", left, regex.I):
        return "who"
    if (found_subject := _SUBJECT.match(left)) and (opening_kind(left[found_subject.end() :]) == "verb"):
        return "verb"
    kind = opening_kind(left)
    return kind if kind in ("verb", "have", "ing", "who") else ""


def _goes_on(
    left: str,
    right: str,
    seam: Seam,
    kind: str,
    member: str,
    later: list[tuple[Seam, str]],
    chosen: list[tuple[Seam, str]],
    kinds: list[str],
) -> bool:
    comma = seam.kind.startswith("comma")
    either = seam.kind in ("or", "comma+or")
    closes_choice = (
        bool(later)
        and later[0][0].kind in ("or", "comma+or")
        and later[0][1] in ("other", "number")
        and len(right.split()) <= LONGEST_CHOICE
    )
    closed = any(one.kind in ("comma+and", "comma+or") for one, _ in chosen)
    of_nouns = any(one.kind.startswith("comma") and follows in ("article", "quality", "ing", "other") for one, follows in chosen)
    of_nouns = of_nouns or (member in ("", "ing") and any(one.kind.startswith("comma") for one, _ in chosen))
    if kind == "as_would":
        return comma
    if _OTHERS.match(right) or (_CONTINUES.match(right) and kind in ("other", "ing", "quality", "number")):
        return False
    if kind in ("who", "have", "verb", "you"):
        if comma:
            return kind == member or {kind, member} in ({"who", "have"}, {"verb", "have"}) or (kind == "who" and kinds.count("who") >= 2)
        more = any(one.kind.startswith("comma") and follows == kind for one, follows in later)
        if seam.kind == "and" and member in ("verb", "have") and _HOLDS.match(right) and len(left.split()) >= 4 and not more:
            return True
        alike = kind == member or (kind == "who" and kinds.count("who") >= 2)
        return len(right.split()) > 1 and bool(chosen) and alike and not more and not closed and (not either or kind == "who")
    if kind in ("article", "quality"):
        named = kind == "quality" or _names_quality(right)
        return comma or (not _list_goes_on(later) and len(right) > 3 and (of_nouns or (named and not either and _names_quality(left))))
    if kind == "ing":
        return comma and (member == "ing" or of_nouns) and not closes_choice
    return kind == "other" and comma and of_nouns and not closes_choice and not closed


def _list_goes_on(later: list[tuple[Seam, str]]) -> bool:
    """Whether the list goes on after this seam."""
    return any(one.kind.startswith("comma") and kind in ("article", "quality", "who") for one, kind in later)


def _names_quality(segment: str) -> bool:
    return any(word.lower() in REQUIREMENT_NOUNS for word in regex.findall(r"[\p{L}-]+", segment)[:6])


def _until_comma(sentence: str, later: list[Seam], start: int) -> str:
    end = next((seam.start for seam in later if seam.kind in ("verb+comma", "strong")), len(sentence))
    return sentence[start:end]


def _two_deeds(left: str, rest: str) -> bool:
    """Whether two deeds with an object each are joined without a comma: `공시를 담당하고 감사에 대응합니다`."""
    objects = regex.compile(r"[\p{Hangul}\w)](?:을|를|에)\s")
    return (
        regex.search(r"(?:하고|하며)$", left) is not None
        and objects.search(left) is not None
        and objects.search(rest) is not None
        and len(left.split()) >= 3
        and 3 <= len(rest.split()) <= 12
        and regex.search(r"분|경험|능력|자격|사람", rest) is None
        and regex.search(r"(?:합니다|해요|니다)[.!]?$", rest) is not None
    )


def _choose_korean(sentence: str, seams: list[Seam], listed: bool) -> list[Seam]:
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
            or (seam.kind == "noun" and (noun_end or (listed and sentence.count(",") >= 2)) and len(left) >= 4)
            or (
                seam.kind == "verb"
                and left.endswith("거나")
                and long_enough
                and regex.search(r"면\b|라면|있다면", sentence[seam.end :]) is not None
            )
            or (seam.kind == "verb" and _two_deeds(left, _until_comma(sentence, seams[position + 1 :], seam.end)))
            or (seam.kind == "with" and regex.search(r"(?:경험|분|자격|능력|지식)$", left) is not None and len(right) > 3)
        )
        if cut:
            chosen.append(seam)
            start = seam.end
    return chosen
