"""Offline answers to the questions of an application form: a 소제목, the point first, then what bears it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import regex

from coverletter.text.counting import count, cut_at_sentence
from coverletter.text.language import detect_language
from coverletter.text.sentences import kiwi
from coverletter.types import Brief, Language
from coverletter.writing import letter_en, letter_ko
from coverletter.writing.composing import Composed, fill, notice_of, ranked
from coverletter.writing.evidence import Fact, Material, material_of
from coverletter.writing.frame import Frame, full_frame

Topic = Literal["motive", "plan", "growth", "character", "together", "hardship", "skill"]

FULL, ENOUGH = 0.95, 0.86
"""An answer takes facts up to FULL of its limit and has enough from ENOUGH on: forms ask for 80 to 95 percent."""

HEADLINE_CHARACTERS = 22
QUESTION_WEIGHT = 4.0

_TOPICS: Sequence[tuple[Topic, regex.Pattern[str]]] = (
    ("plan", regex.compile(r"(?i)포부|입사 ?후|계획|목표|비전|in (?:five|three|\d) years|plans?\b|goals?\b|future")),
    ("motive", regex.compile(r"(?i)지원 ?(?:동기|이유|하게|한)|왜 |선택한 이유|관심을 갖|why |motivat|interest")),
    ("growth", regex.compile(r"(?i)성장 ?과정|가치관|좌우명|인생|background|upbringing|values?\b")),
    ("character", regex.compile(r"(?i)성격|장단점|장점|단점|강점과 약점|strengths?|weakness|personality")),
    ("together", regex.compile(r"(?i)협업|협력|갈등|소통|팀워크|리더십|공동|team|conflict|collaborat|leadership")),
    ("hardship", regex.compile(r"(?i)어려움|실패|극복|위기|문제를? 해결|도전|challenge|fail|difficult|problem|overcome")),
)
_POINT: Mapping[Language, Mapping[Topic, str]] = {
    "ko": {
        "motive": "{company} {title_ko} 직무에 지원하는 이유를 그동안 해 온 일로 말씀드리겠습니다.",
        "plan": "입사 후에는 {company}의 {title_ko} 업무에서 지금까지의 방식을 이어 가겠습니다.",
        "growth": "이 문항은 그동안의 일로 말씀드리겠습니다.",
        "character": "성격은 말보다 해 온 일로 보여 드리는 편이 정확하다고 생각합니다.",
        "together": "이 문항은 그동안의 일로 말씀드리겠습니다.",
        "hardship": "이 문항은 그동안의 일과 결과로 말씀드리겠습니다.",
        "skill": "{company} {title_ko} 직무와 맞닿은 일을 중심으로 말씀드리겠습니다.",
    },
    "en": {
        "motive": "I want to apply because this position would let me go on with the work below.",
        "plan": "At {company} I would like to go on working in the way that my application tells of.",
        "growth": "I would like to answer this with work that my resume tells of.",
        "character": "I would like to answer this with how I go about my work.",
        "together": "I would like to answer this with work that my resume tells of.",
        "hardship": "I would like to answer this with work that my resume tells of, and what came of it.",
        "skill": "I would like to answer with work that bears on the position of {title}.",
    },
}
_NUMBERS = regex.compile(r"\d[\d,.]*\s?(?:%p?|[\p{Hangul}]{1,2})?에서 \d[\d,.]*\s?(?:%p?|[\p{Hangul}]{1,2})?로")


def topic_of(question: str) -> Topic:
    """What a question is after; `skill` when nothing else is said."""
    return next((topic for topic, pattern in _TOPICS if pattern.search(question)), "skill")


def compose_answer(brief: Brief) -> Composed:
    """An answer within `brief.length`, normally 80 to 95 percent of it, from lines that `brief.spent` does not hold."""
    material = material_of(brief)
    facts = _by_question(material, brief)
    topic = topic_of(brief.question)
    frame = replace(full_frame(brief, material), own_words="", tools="", asked=0, job=None)
    korean = brief.language == "ko"

    def render(frame: Frame, chosen: Sequence[Fact]) -> str:
        paragraphs = letter_ko.body(frame, chosen) if korean else letter_en.body(frame, chosen)
        point = frame.fill(_POINT[brief.language][topic])
        point = "" if any(point in doubt.text or doubt.text in point for doubt in brief.doubts) else point
        text = (
            " ".join(filter(None, [point, *paragraphs, *frame.notes]))
            if brief.length < 600
            else "\n\n".join([f"{point} {' '.join(paragraphs[:1])}".strip(), *paragraphs[1:], *frame.notes])
        )
        headline = _headline(frame, chosen) if korean else ""
        return f"[{headline}]\n{text}" if headline else text

    frame, chosen = fill(frame, facts, render, brief.length, brief.unit, FULL, ENOUGH)
    text = render(frame, chosen)
    if count(text, brief.unit) > brief.length:
        text = cut_at_sentence(text.partition("\n")[2] or text, brief.length, brief.unit)
    return Composed(text, notice_of(brief, text, chosen))


def _by_question(material: Material, brief: Brief) -> list[Fact]:
    """Facts by what they share with the question, then by what the posting asks for."""
    asked = content_words(brief.question)
    weighed = []
    for fact in material.facts:
        shared = len(asked & content_words(fact.passage.text))
        weighed.append(replace(fact, weight=fact.weight + QUESTION_WEIGHT * shared / (len(asked) + 3)))
    return ranked(replace(material, facts=tuple(weighed)), brief.variant)


def content_words(text: str) -> frozenset[str]:
    """Nouns and stems of Korean, words of four letters and more of English, in lower case."""
    if detect_language(text) == "ko":
        return frozenset(
            token.form.lower() for token in kiwi().tokenize(text) if str(token.tag) in ("NNG", "NNP", "SL", "VV") and len(token.form) > 1
        )
    return frozenset(word.lower()[:7] for word in regex.findall(r"\p{L}{4,}", text))


def _headline(frame: Frame, chosen: Sequence[Fact]) -> str:
    """A 소제목 of the strongest fact's own words: its change in figures, or its object."""
    for fact in chosen:
        text = fact.passage.text
        if found := _NUMBERS.search(text):
            before = regex.split(r"[,:]\s", text[: found.start()])[-1].strip()
            words = _after_the_last_clause(before.split())[-3:]
            while words and len(" ".join([*words, found.group()])) > HEADLINE_CHARACTERS:
                words = words[1:]
            if words:
                return " ".join([*words, found.group()])
    for fact in chosen:
        phrase = regex.split(r",\s|[(:;]", fact.passage.text)[0].strip()
        if detect_language(phrase) == "ko" and len(phrase) <= HEADLINE_CHARACTERS:
            return phrase
    return f"{frame.title_ko} 직무에 닿은 경험" if len(frame.title_ko) <= 14 else ""


def _after_the_last_clause(words: list[str]) -> list[str]:
    """The words after a verb that leads on: '기준표를 만들어 처리 기간을' -> '처리 기간을'."""
    place = next(
        (place for place in range(len(words), 0, -1) if str(kiwi().tokenize(words[place - 1])[-1].tag).startswith(("EC", "EF"))), 0
    )
    return words[place:]
