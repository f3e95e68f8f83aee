"""The 소제목 over a Korean answer, in the words of its strongest line."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from coverletter.text.language import detect_language
from coverletter.text.sentences import kiwi
from coverletter.writing.evidence import Fact

LONGEST = 22
LEAST = 5

_UNIT = r"(?:%p?|[\p{Hangul}\p{Latin}]{1,2})?"
_CHANGE = regex.compile(rf"\d[\d,.]*\s?{_UNIT}에서 \d[\d,.]*\s?{_UNIT}로")
_IN_A_NAME = frozenset({"NNG", "NNP", "NNB", "NR", "SN", "SL", "MM", "XPN", "XSN", "XR"})


def headline_of(chosen: Sequence[Fact], otherwise: str) -> str:
    """What changed in figures, a short line as it stands, or what was done to what; `otherwise` where no line yields one."""
    for phrase_of in (_change, _short_line, _deed):
        for fact in chosen:
            if phrase := phrase_of(fact.passage.text):
                return phrase
    return otherwise


def _change(text: str) -> str:
    """'..., 공개 API의 평균 응답 시간을 420ms에서 95ms로 줄였습니다' -> '평균 응답 시간을 420ms에서 95ms로'."""
    found = _CHANGE.search(text)
    if not found:
        return ""
    before = regex.split(r"[,:]\s", text[: found.start()])[-1].strip()
    words = _after_the_last_clause(before.split())[-3:]
    while words and len(" ".join([*words, found.group()])) > LONGEST:
        words = words[1:]
    return " ".join([*words, found.group()]) if words else ""


def _short_line(text: str) -> str:
    phrase = regex.split(r",\s|[(:;]", text)[0].strip()
    return phrase if detect_language(phrase) == "ko" and len(phrase) <= LONGEST and not phrase.endswith(("다.", "다", "요.")) else ""


def _deed(text: str) -> str:
    """The first object, with what was done to it where that is a noun: '결제 대사 작업을 자동화해 ...' -> '결제 대사 작업 자동화'."""
    tokens = kiwi().tokenize(text)
    place = next((place for place, token in enumerate(tokens) if str(token.tag) == "JKO"), 0)
    start = place
    while start and (str(tokens[start - 1].tag) in _IN_A_NAME):
        start -= 1
    if start == place:
        return ""
    phrase = text[tokens[start].start : tokens[place].start]
    done = place + 1
    while done < len(tokens) and str(tokens[done].tag) in ("NNG", "NNP", "XSN"):
        done += 1
    if place + 1 < done < len(tokens) and tokens[done].form in ("하", "되"):
        phrase = f"{phrase} {text[tokens[place + 1].start : tokens[done].start]}"
    elif any(str(token.tag) in ("SN", "NNB", "MM") for token in tokens[start:place]):
        return ""  # '서비스 14개' says nothing yet
    return phrase if LEAST <= len(phrase) <= LONGEST else ""


def _after_the_last_clause(words: list[str]) -> list[str]:
    """The words after a verb that leads on: '기준표를 만들어 처리 기간을' -> '처리 기간을'."""
    place = next(
        (place for place in range(len(words), 0, -1) if str(kiwi().tokenize(words[place - 1])[-1].tag).startswith(("EC", "EF"))), 0
    )
    return words[place:]
