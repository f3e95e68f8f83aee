"""Whether a degree, certificate or piece of work is there, under way, planned, lapsed or given up, by the words around it."""

from __future__ import annotations

import re
from typing import Literal

State = Literal["held", "partial", "in_progress", "planned", "expired", "dropped", "none"]
"""partial: passed in part; dropped: given up (중퇴); none: said not to be held, or failed."""

_WORDS: tuple[tuple[State, str], ...] = (
    (
        "in_progress",
        r"졸업\s?예정|학위\s?취득\s?예정|\b(?:expected|anticipated|to be (?:awarded|completed)|due (?:in )?\d{4}|graduating)\b",
    ),
    (
        "expired",
        r"\b(?:expired|lapsed|not renewed|no longer (?:valid|current|registered)|surrendered|out of date)\b|만료|실효|"
        r"갱신\s?(?:안|못|하지)",
    ),
    (
        "none",
        r"\b(?:no(?![.\w])(?! longer)|not (?:a |an )?(?:held|hold|holding|certified|registered|licensed|have)|"
        r"do(?:es)? not (?:hold|have)|don['’]t (?:hold|have)|"
        r"without (?:a |an |any )?|not passed|failed|unsuccessful|never (?:took|sat|finished|held))\b|미보유|미취득|불합격|"
        r"(?<!사고 )(?<!사고)(?<!경력 )없(?:음|습니다|다)\b|보유하지 않|탈락|낙방",
    ),
    (
        "dropped",
        r"\b(?:dropped out|withdr[ae]w|withdrawn|discontinued|abandoned|left without|without (?:a )?degree|not (?:completed|"
        r"finished|awarded)|"
        r"unfinished|incomplete|did not (?:finish|complete|graduate)|no degree)\b|중퇴|자퇴|제적|취득\s?포기",
    ),
    (
        "planned",
        r"\b(?:plan(?:s|ning)? to|planned|intend(?:s|ed)? to|booked|scheduled|exam (?:in|on) \w+ 20\d\d|registered for|"
        r"will (?:take|sit|start)|to be taken)\b|"
        r"응시\s?예정|취득\s?예정|접수|시험\s?예정|진학\s?예정|입학\s?예정|계획|예정|지원\s?중|목표",
    ),
    (
        "partial",
        r"\b(?:part[- ]qualified|partly|partially|(?:first|written|theory|one|two|three|\d+)\s?(?:of|"
        r"out of)\s(?:the\s)?(?:\w+)\s(?:parts?|papers?|exams?|modules?|"
        r"sections?|levels?)|parts? passed|papers? passed|passed (?:the )?(?:written|theory|first|one|two|part|level)|"
        r"coursework (?:only|complete[d]?)|"
        r"all but (?:dissertation|thesis)|=?ABD|part (?:1|2|i|ii)|(?:exam|test|written) passed,? (?:practical|licence|"
        r"hours) (?:pending|outstanding))\b|"
        r"필기(?:시험)?\s?합격|필기만|1차(?:시험)?\s?합격|2차\s?준비|부분\s?합격|일부\s?합격|과목\s?합격|수료(?!증)|"
        r"이론\s?합격|실기\s?(?:준비|예정|남|미)",
    ),
    (
        "in_progress",
        r"\b(?:in progress|on-?going|under ?way|pursuing|studying|studies since|candidate|enrolled|working towards?|preparing|"
        r"prep(?:aring)? for|currently (?:doing|taking|studying|"
        r"completing|in)|trainee|student|(?:first|second|third|final|fourth)[- ]year|paused|on hold|suspended|pending|"
        r"awaiting|not yet|interrupted|half ?way|so far|undertaking)\b|"
        r"재학|휴학|준비\s?중|이수\s?중|수강\s?중|공부\s?(?:하고|중)|진행\s?중|과정\s?중|"
        r"(?<!교육)(?<!양성)과정(?!\s?(?:을\s?)?(?:졸업|마))|학기\s?(?:차|째)|편입|준비하|응시\s?중",
    ),
)
_CUES = tuple((state, re.compile(words, re.IGNORECASE)) for state, words in _WORDS)
_CLAUSE_BREAK = re.compile(r"[;•·|\n]|(?<=\w)[.。](?=\s)|,|\s/\s")
_SOFT_BREAK = re.compile(r"[;•|\n]|(?<=\w\w)[.。](?=\s)")


def clause_around(text: str, start: int, end: int, *, soft: bool = False) -> tuple[int, int]:
    """The offsets of the clause that holds text[start:end]: to the next comma, dot or semicolon outside brackets.

    `soft` does not end it at commas.
    """
    pattern = _SOFT_BREAK if soft else _CLAUSE_BREAK
    left = 0
    for match in pattern.finditer(text, 0, start):
        left = match.end()
    depth = 0
    position = end
    while position < len(text):
        character = text[position]
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
        if depth == 0 and pattern.match(text, position):
            break
        position += 1
    return left, position


_GOES_ON = re.compile(r"\b(?:present|since|ongoing)\b|현재|[~–—-]\s*\)?$|부터", re.IGNORECASE)


def state_of(clause: str, *, goes_on_is_open: bool = False) -> State:
    """The state its words tell of; `held` when they tell of none.

    A stretch of time without an end ("2023 – present") keeps a licence held, yet leaves a degree in progress: `goes_on_is_open`.
    """
    for state, pattern in _CUES:
        if pattern.search(clause):
            return state
    return "in_progress" if goes_on_is_open and _GOES_ON.search(clause) else "held"
