"""Offline answers to the questions of an application form: a 소제목, the point first, then what bears it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coverletter.text.counting import count, cut_at_sentence
from coverletter.text.language import detect_language
from coverletter.types import Brief, Language
from coverletter.writing.composing import Composed, fill, notice_of
from coverletter.writing.evidence import Fact, material_of
from coverletter.writing.frame import Frame, full_frame
from coverletter.writing.headline import headline_of
from coverletter.writing.letter import body, job_sentence
from coverletter.writing.share import FULL, share_of
from coverletter.writing.topics import Topic, topic_of

ENOUGH = 0.86
"""An answer has enough from this share of its limit on: forms ask for 80 to 95 percent."""

LONGEST_DUTY, LONGEST_TITLE = 60, 14

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
_DUTIES: Mapping[Language, Sequence[str]] = {
    "ko": ("공고에 적힌 업무 가운데 ‘{}’부터 맡아 익히겠습니다.", "그다음에는 ‘{}’ 업무로 넓혀 가겠습니다."),
    "en": ("Of the duties in your posting I would like to begin with “{}”.", "After that I would like to take on “{}”."),
}
"""What one would do there, in the posting's words; the only thing that can be said of it without inventing."""


def compose_answer(brief: Brief) -> Composed:
    """An answer within `brief.length`, normally 80 to 95 percent of it, from this question's share of the lines that `brief.spent`
    does not hold."""
    material = material_of(brief)
    facts = share_of(material, brief)
    topic = topic_of(brief.question)
    full = full_frame(brief, material)
    frame = replace(
        full,
        asked=0,
        job=full.job if topic == "motive" else None,
        own_words=full.own_words if topic in ("growth", "character", "motive") else "",
        tools=full.tools if topic == "skill" else "",
    )
    duties = _duties(brief) if topic == "plan" else []

    def render(frame: Frame, chosen: Sequence[Fact], duties: Sequence[str] = ()) -> str:
        paragraphs = body(frame, chosen)
        said = (frame.fill(_POINT[brief.language][topic]), *duties, job_sentence(frame), frame.own_words)
        point = " ".join(one for one in said if one and not _is_doubted(one, brief))
        text = (
            " ".join(filter(None, [point, *paragraphs, *frame.notes]))
            if brief.length < 600
            else "\n\n".join([f"{point} {' '.join(paragraphs[:1])}".strip(), *paragraphs[1:], *frame.notes])
        )
        headline = headline_of(chosen, _plain_headline(frame)) if brief.language == "ko" else ""
        return f"[{headline}]\n{text}" if headline else text

    frame, chosen = fill(frame, facts, render, brief.length, brief.unit, FULL, ENOUGH)
    text = render(frame, chosen)
    for number in range(1, len(duties) + 1):
        longer = render(frame, chosen, duties[:number])
        if count(text, brief.unit) < brief.length * ENOUGH and count(longer, brief.unit) <= brief.length * FULL:
            text = longer
    if count(text, brief.unit) > brief.length:
        text = cut_at_sentence(text.partition("\n")[2] or text, brief.length, brief.unit)
    return Composed(text, notice_of(brief, text, chosen))


def _duties(brief: Brief) -> list[str]:
    """The posting's duties, those first that the resume answers best, each as a sentence of what one would do."""
    order = {"met": 0, "partial": 1, "missing": 2}
    duties = sorted((match for match in brief.matches if match.kind == "responsibility"), key=lambda match: order[match.status])
    told = [match.requirement.rstrip(" .。") for match in duties if detect_language(match.requirement) == brief.language]
    return [phrase.format(duty) for phrase, duty in zip(_DUTIES[brief.language], filter(_is_short, told), strict=False)]


def _is_short(duty: str) -> bool:
    return len(duty) <= LONGEST_DUTY


def _is_doubted(sentence: str, brief: Brief) -> bool:
    return any(sentence in doubt.text or doubt.text in sentence for doubt in brief.doubts)


def _plain_headline(frame: Frame) -> str:
    return f"{frame.title_ko} 직무에 닿은 경험" if len(frame.title_ko) <= LONGEST_TITLE else ""
