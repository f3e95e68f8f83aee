"""The body of an offline letter in Korean: 일한 곳마다 한 문단, 그리고 지금 일하는 곳."""

from __future__ import annotations

from collections.abc import Sequence

from coverletter.writing.english import joined_tools
from coverletter.writing.evidence import Fact
from coverletter.writing.frame import Frame, grouped, in_paragraphs, with_short_ones_joined
from coverletter.writing.korean import with_particle

QUOTES_IN_A_SENTENCE = 3
_NEXT = ("또한 ", "", "이와 함께 ", "")


def body(frame: Frame, facts: Sequence[Fact]) -> list[str]:
    """The paragraphs between opening and closing."""
    paragraphs: list[str] = []
    for number, (asked, group) in enumerate(grouped(frame, facts)):
        first, *rest = in_paragraphs(_sentences(frame, group, number)) or [""]
        opening_free = [paragraph.removeprefix("또한 ").removeprefix("이와 함께 ") for paragraph in rest]
        paragraphs += [f"{asked} {first}".strip(), *opening_free]
    paragraphs = with_short_ones_joined(paragraphs, len, 90, 200)
    if tools := joined_tools(frame.tools):
        told = f"업무에 사용하는 도구는 {tools}입니다."
        paragraphs[-1:] = [f"{paragraphs[-1]} {told}"] if paragraphs else [told]
    return paragraphs


def job_sentence(frame: Frame) -> str:
    """Where one works now, or worked last; empty without a title or where the frame leaves it out."""
    job = frame.job
    if not job or not job.title or not job.employer:
        return ""
    role = with_particle(job.title, "로")
    return f"현재 {job.employer}에서 {role} 일하고 있습니다." if job.current else f"{job.employer}에서 {role} 일했습니다."


def _sentences(frame: Frame, group: list[Fact], number: int) -> list[str]:
    place = group[0].place
    known = frame.job is not None and place == frame.job
    if quoted := [fact for fact in group if fact.quoted]:
        return _quotations(quoted)
    sentences: list[str] = []
    for index, fact in enumerate(group):
        lead = _NEXT[(index - 1 + frame.variant) % len(_NEXT)] if index else ""
        if index == 0 and place.kind == "job" and place.employer:
            role = f"{with_particle(place.title, '로')} 일하며 " if place.title and not known and (number + frame.variant) % 2 else ""
            role = role or ("일하며 " if "에서는 " in fact.sentence[:40] else "")
            lead = f"{place.employer}에서 {role}"
        elif index == 0 and place.kind == "job" and number:
            lead = "다른 직장에서는 " if place.current else "이전 직장에서는 "  # or it would be read as done where the paragraph before was
        elif index == 0 and place.kind == "project" and place.employer:
            lead = f"‘{place.employer}’ 프로젝트에서 "
        elif index == 0 and place.kind == "study" and place.employer:
            lead = f"{place.employer}에서 "
        sentences.append(f"{lead}{fact.sentence}")
    return sentences


def _quotations(facts: list[Fact]) -> list[str]:
    """Lines in another language are cited as they stand, beside what the posting asks for, the rest in one sentence."""
    employer = facts[0].place.employer if facts[0].place.kind != "project" else ""
    where = f"{employer}에서 한 일을 " if employer else ""
    if facts[0].place.kind == "project" and facts[0].place.employer:
        where = f"‘{facts[0].place.employer}’ 프로젝트에서 한 일을 "
    answers = [fact for fact in facts if fact.request]
    others = [fact for fact in facts if not fact.request]
    sentences = [f"‘{fact.request}’ 요건과 관련해서는 {where}이력서에 {_cited([fact])}라고 적었습니다." for fact in answers]
    for start in range(0, len(others), QUOTES_IN_A_SENTENCE):
        cited = _cited(others[start : start + QUOTES_IN_A_SENTENCE])
        sentences.append(f"이력서에는 {cited}라고도 적혀 있습니다." if sentences else f"{where}이력서에는 {cited}라고 적었습니다.")
    return sentences


def _cited(facts: list[Fact]) -> str:
    return ", ".join(f"“{fact.passage.text.rstrip(' .')}”" for fact in facts)
