"""The questions of an application form, answered one after the other, each within its limit."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Sequence

from coverletter.drafting import Drafter, Transcript, Work, joined_answers
from coverletter.errors import ModelFailed
from coverletter.review.checks import CheckList
from coverletter.review.together import together
from coverletter.text.counting import count, cut_at_sentence
from coverletter.types import Answer, Brief, Language, Letter, Outcome, Progress, Question, Review, Unit
from coverletter.writing.length import LEAST_SHARE, refit_of
from coverletter.writing.prompts import PROMPT_VERSION

MOST_REFITS = 2
"""How often a model is asked to shorten or extend one answer before it is cut at a sentence."""


async def draft_answers(drafter: Drafter, brief: Brief, questions: Sequence[Question]) -> AsyncGenerator[Progress, None]:
    """Answer every question; the last `Progress` carries the letter with its answers.

    Each answer is at most as long as its limit, whatever the model does; evidence that one answer used is kept from the
    next. What is finished is kept when the caller goes away or the model fails half-way.

    Raises:
        ModelFailed: the model's server gave no text for the first question.
    """
    done: list[Answer] = []
    works: list[Work] = []
    spent: tuple[str, ...] = ()
    finished = False

    def letter(outcome: Outcome) -> Letter:
        return _letter(drafter, brief, done, works, outcome, letter_id)

    letter_id = drafter.letter_id or drafter.ids()
    try:
        for number, question in enumerate(questions, 1):
            asked = brief.model_copy(
                update={"task": "answer", "question": question.question, "length": question.limit, "unit": question.unit}
                | {"spent": spent, "later": tuple(questions[number:])}
            )
            work = Work()
            works.append(work)
            before = joined_answers(done)
            head = f"{before}\n\n{question.question}\n".lstrip()
            try:
                async with contextlib.aclosing(_answered(drafter, work, asked)) as steps:
                    async for stage in steps:
                        yield Progress(text=head + work.text, done=False, stage=stage, ahead=work.ahead)
            except ModelFailed as error:
                if not done:
                    raise
                work.outcome, work.notice = "cut_off", error.sentence(brief.language)
                works[-1].text = ""
                break
            done.append(_counted(work.text, question))
            if work.review:
                spent = (*spent, *(evidence.text for sentence in work.review.sentences for evidence in sentence.evidence[:1]))
        outcome: Outcome = next((work.outcome for work in works if work.outcome != "complete"), "complete")
        result = letter(outcome)
        finished = True
        await asyncio.to_thread(drafter.keep, result)
        yield Progress(text=result.text, done=True, stage="done", letter=result)
    finally:
        if not finished and (done or any(work.text.strip() for work in works)):
            if works and works[-1].text.strip() and len(done) < len(works):
                done.append(_counted(works[-1].text, questions[len(done)]))
            asyncio.get_running_loop().run_in_executor(None, drafter.keep, letter("stopped"))


def review_answers(
    review: Callable[[str, CheckList], Review], questions: Sequence[Question], texts: Sequence[str], language: Language
) -> Review | None:
    """Hold answers as they stand against the resume, each under its limit; one without text is passed over."""
    reviews = {
        number: review(text, _limit(question.limit, question.unit))
        for number, (question, text) in enumerate(zip(questions, texts, strict=True), 1)
        if text.strip()
    }
    return together(reviews, language)


def _limit(length: int, unit: Unit) -> CheckList:
    return CheckList(length=length, unit=unit, is_limit=True)


async def _answered(drafter: Drafter, work: Work, asked: Brief) -> AsyncGenerator[str, None]:
    """Draft, fit, review, mend once and fit again; yields the stage whenever there is something to show."""
    deadline = asyncio.get_running_loop().time() + drafter.seconds
    transcript = Transcript()
    checks = _limit(asked.length, asked.unit)
    async with contextlib.aclosing(drafter.follow(asked, transcript)) as ticks:
        async for _ in ticks:
            work.text, work.ahead = transcript.text, transcript.ahead
            yield transcript.stage
    work.text, work.outcome, work.notice = transcript.text.strip(), transcript.outcome, transcript.notice
    work.spend(transcript.usage)
    for _ in range(MOST_REFITS):
        again = refit_of(asked, work.text) if work.outcome == "complete" else None
        if again is None:
            break
        was = work.text
        async with contextlib.aclosing(drafter.second_call(work, again, deadline)) as ticks:
            async for _ in ticks:
                yield "writing"
        if not _is_nearer(work.text, was, asked):
            work.text = was
            break
    work.text = await asyncio.to_thread(cut_at_sentence, work.text, asked.length, asked.unit)
    yield "reviewing"
    async with contextlib.aclosing(drafter.reviewed(work, checks)) as ticks:
        async for _ in ticks:
            yield "reviewing"
    if work.outcome == "complete" and work.review and work.review.unsupported:
        async with contextlib.aclosing(drafter.mended(work, asked, checks, deadline)) as steps:
            async for _ in steps:
                yield "repairing"
        if count(work.text, asked.unit) > asked.length:
            work.text = await asyncio.to_thread(cut_at_sentence, work.text, asked.length, asked.unit)
            work.review = await asyncio.to_thread(drafter.review, work.text, checks)


def _is_nearer(now: str, before: str, asked: Brief) -> bool:
    """Whether a refit brought the text nearer to what fills the form without running over."""
    wanted = asked.length * (LEAST_SHARE + 1) / 2
    return abs(count(now, asked.unit) - wanted) < abs(count(before, asked.unit) - wanted)


def _counted(text: str, question: Question) -> Answer:
    text = cut_at_sentence(text, question.limit, question.unit)
    return Answer(question=question.question, text=text, count=count(text, question.unit), limit=question.limit, unit=question.unit)


def _letter(drafter: Drafter, brief: Brief, done: Sequence[Answer], works: Sequence[Work], outcome: Outcome, letter_id: str) -> Letter:
    total = Work()
    for work in works:
        total.spend(work.usage)
    notices = dict.fromkeys(work.notice for work in works if work.notice)
    return Letter(
        id=letter_id,
        text=joined_answers(done),
        language=brief.language,
        outcome=outcome,
        model=drafter.writer.name,
        usage=total.usage,
        notice=" ".join(notices),
        review=together({number: work.review for number, work in enumerate(works, 1) if work.review}, brief.language),
        answers=tuple(done),
        prompt_version=PROMPT_VERSION,
    )
