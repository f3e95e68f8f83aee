"""Which facts go to which question of a form: none is told twice, so what the first answer takes the last one lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from coverletter.text.counting import count
from coverletter.text.language import detect_language
from coverletter.text.sentences import kiwi
from coverletter.types import Brief, Question
from coverletter.writing.composing import ranked
from coverletter.writing.evidence import Fact, Material
from coverletter.writing.topics import Topic, topic_of

FULL = 0.95
"""An answer takes facts up to this share of its limit."""

QUESTION_WEIGHT = 4.0
TOPIC_WEIGHT = 1.0

_BEARS_ON: dict[Topic, regex.Pattern[str]] = {
    "together": regex.compile(
        r"(?i)함께|협업|협력|공동|동료|조율|멘토|소통|(?:부서|팀)(?:과|와|원)|\b(?:together|colleagues?|team|mentor\w*|partners?|across|alongside)\b"
    ),
    "hardship": regex.compile(
        r"(?i)줄[이였여]|낮[추췄춰]|개선|해결|복구|단축|절감|방지|장애|\b(?:reduc|cut|fix|recover|resolv|prevent|lower|outage|backlog|delay)\w*"
    ),
    "growth": regex.compile(r"(?i)배[우웠워]|수료|이수|자격|학습|동아리|\b(?:learn|stud|train|taught|course|certif)\w*"),
}


def share_of(material: Material, brief: Brief) -> list[Fact]:
    """The facts for `brief.question`, most telling first.

    The questions take turns, the emptiest first, each the fact that tells most for it and least for the others. Where the facts
    fill every answer, what is left over may be told here too; where they do not, each answer is as full as the next.
    """
    questions = [Question(question=brief.question, limit=brief.length, unit=brief.unit), *brief.later]
    bearing = [_bearing(material.facts, question.question) for question in questions]
    general = {fact.order: place for place, fact in enumerate(ranked(material, brief.variant))}
    filled = [0.0] * len(questions)
    left, mine = list(material.facts), list[Fact]()
    while left and min(filled) < FULL:
        turn = filled.index(min(filled))

        def worth(fact: Fact, turn: int = turn) -> tuple[float, int]:
            here = bearing[turn][fact.order]
            elsewhere = max((other[fact.order] for place, other in enumerate(bearing) if place != turn), default=0.0)
            return fact.weight + here - max(0.0, elsewhere - here), -general[fact.order]

        best = max(left, key=worth)
        left.remove(best)
        filled[turn] += count(best.passage.text, questions[turn].unit) / questions[turn].limit
        if turn == 0:
            mine.append(best)
    weighed = [replace(fact, weight=fact.weight + bearing[0][fact.order]) for fact in mine]
    spare = left if min(filled) >= FULL else []
    return [*ranked(replace(material, facts=tuple(weighed)), brief.variant), *ranked(replace(material, facts=tuple(spare)), brief.variant)]


def content_words(text: str) -> frozenset[str]:
    """Nouns and stems of Korean, words of four letters and more of English, in lower case."""
    if detect_language(text) == "ko":
        return frozenset(
            token.form.lower() for token in kiwi().tokenize(text) if str(token.tag) in ("NNG", "NNP", "SL", "VV") and len(token.form) > 1
        )
    return frozenset(word.lower()[:7] for word in regex.findall(r"\p{L}{4,}", text))


def _bearing(facts: Sequence[Fact], question: str) -> dict[int, float]:
    """How much each fact shares with a question, in words and in topic."""
    asked, pattern = content_words(question), _BEARS_ON.get(topic_of(question))
    return {
        fact.order: QUESTION_WEIGHT * len(asked & content_words(fact.passage.text)) / (len(asked) + 3)
        + TOPIC_WEIGHT * bool(pattern and pattern.search(fact.passage.text))
        for fact in facts
    }
