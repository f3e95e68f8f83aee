"""The questions of an application form (자소서 문항): each with its limit and counting rule, counted while one types."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr
from gradio.blocks import Block
from pydantic import ValidationError

from coverletter.drafting import joined_answers
from coverletter.errors import BadInput
from coverletter.text.counting import count
from coverletter.types import Answer, AnswerRequest, Language, Letter, Question, Unit
from coverletter.web.desk import Desk
from coverletter.web.documents import UNITS, Documents
from coverletter.web.draw_review import draw_checks, draw_review
from coverletter.web.frame import SPEAK_UP, Field, Frame, Values, draw_note, draw_problem, draw_step, recall
from coverletter.web.letter import CHOOSE_SENTENCE, draw_ending
from coverletter.web.sentences import foreseen
from coverletter.web.words import both, label, language_of_page, say

MOST_QUESTIONS = 6
USUAL_LIMIT = 700
Updates = dict[Any, Any]


@dataclass(frozen=True)
class QuestionRow:
    """One question and its answer."""

    box: gr.Column
    question: gr.Textbox
    limit: gr.Number
    unit: gr.Dropdown
    answer: gr.Textbox
    meter: gr.HTML


@dataclass(frozen=True)
class Questions:
    """The components of the tab."""

    rows: tuple[QuestionRow, ...]
    shown: gr.Number
    more: gr.Button
    fewer: gr.Button
    write: gr.Button
    stop: gr.Button
    status: gr.HTML
    held: gr.BrowserState
    review_again: gr.Button
    review: gr.HTML
    checks: gr.HTML

    @property
    def typed(self) -> list[Field]:
        """What a person types or chooses, in a fixed order."""
        fields: list[Field] = [self.shown]
        for row in self.rows:
            fields += [row.question, row.limit, row.unit, row.answer]
        return fields

    def rows_asked(self, values: Values) -> list[QuestionRow]:
        """The shown rows that hold a question; one left empty is passed over."""
        return [row for row in self.rows[: int(values[self.shown] or 1)] if str(values[row.question] or "").strip()]


def lay_out_questions(held: gr.BrowserState) -> Questions:
    """Six rows, of which the first is shown; more as asked. `held` keeps the answers in hand with their review."""
    gr.HTML(f'<p class="quiet lead">{both("questions_say")} {both("questions_documents")}</p>')
    shown = gr.Number(1, visible="hidden", precision=0, elem_id="questions-shown")
    rows = tuple(_lay_out_row(number) for number in range(1, MOST_QUESTIONS + 1))
    with gr.Row(elem_classes="actions slim"):
        more = gr.Button(label("more_questions"), size="md", min_width=130, elem_id="more-questions")
        fewer = gr.Button(label("fewer_questions"), size="md", min_width=100, visible=False)
    with gr.Row(elem_classes="actions"):
        write = gr.Button(label("write_answers"), variant="primary", size="lg", elem_id="write-answers")
    with gr.Row(elem_classes="now"):
        status = gr.HTML(elem_id="answers-status", js_on_load=SPEAK_UP)
        stop = gr.Button(label("stop"), variant="stop", visible=False, scale=0, min_width=110, elem_id="stop-answers")
    with gr.Column(elem_classes="sheet results"):
        review_again = gr.Button("review", visible="hidden", elem_id="review-answers")
        review = gr.HTML(elem_id="answers-review", js_on_load=CHOOSE_SENTENCE)
        checks = gr.HTML()
    return Questions(rows, shown, more, fewer, write, stop, status, held, review_again, review, checks)


def wire_questions(questions: Questions, documents: Documents, frame: Frame, desk: Desk) -> None:
    """More and fewer rows, the count while typing, and the answers."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
    boxes: list[Block] = [questions.shown, *(row.box for row in questions.rows), questions.fewer]
    questions.more.click(functools.partial(_show_rows, 1), questions.shown, boxes, **quiet)
    questions.fewer.click(functools.partial(_show_rows, -1), questions.shown, boxes, **quiet)
    questions.shown.change(functools.partial(_show_rows, 0), questions.shown, boxes, **quiet)
    for row in questions.rows:
        gr.on(
            [row.answer.change, row.limit.input, row.unit.input],
            draw_meter,
            [row.answer, row.limit, row.unit, frame.language],
            row.meter,
            trigger_mode="always_last",
            **quiet,
        )

    async def answer(values: Values, request: gr.Request) -> AsyncIterator[Updates]:
        language = frame.language_in(values)
        started, letter, rows = time.monotonic(), None, questions.rows_asked(values)
        let_go = {questions.stop: gr.update(visible=False), questions.write: gr.update(interactive=True)}
        try:
            yield {
                questions.status: draw_step("stage_reading", language),
                questions.stop: gr.update(visible=True),
                questions.write: gr.update(interactive=False),
            }
            asked = await asyncio.to_thread(_request_in, values, questions, documents, frame, desk)
            desk.spend(request, asked.workspace)
            async with aclosing(desk.counted("answer", desk.letters.answer(asked))) as steps:
                async for progress in steps:
                    yield {
                        questions.status: draw_step(f"stage_{progress.stage}", language, ahead=progress.ahead),
                        **_answers_in(progress.text, rows, asked),
                    }
                    letter = progress.letter or letter
        except Exception as raised:
            error = foreseen(raised)
            yield {questions.status: draw_problem(error, language), **let_go}
            return
        if letter:
            yield {**let_go, **_finished(letter, questions, rows, time.monotonic() - started, language)}

    async def review(values: Values) -> AsyncIterator[Updates]:
        language, rows = frame.language_in(values), questions.rows_asked(values)
        texts = [str(values[row.answer] or "") for row in rows]
        held = recall(Letter, values[questions.held])
        try:
            asked = await asyncio.to_thread(_request_in, values, questions, documents, frame, desk)
            yield {questions.status: draw_step("stage_reviewing", language)}
            with desk.metrics.timed("review"):
                found = await asyncio.to_thread(desk.letters.review_answers, texts, asked, held.id if held else "")
        except Exception as raised:
            error = foreseen(raised)
            yield {questions.status: draw_problem(error, language)}
            return
        answers = tuple(
            Answer(question=question.question, text=text, count=count(text, question.unit), limit=question.limit, unit=question.unit)
            for question, text in zip(asked.questions, texts, strict=True)
        )
        edited = (held or Letter(id="", text="", language=language, outcome="complete", model="")).model_copy(
            update={"text": joined_answers(answers), "answers": answers, "review": found}
        )
        yield {questions.status: draw_note(say("updated", language)), **draw_held(questions, edited, language)}

    asked: set[Block] = {*documents.asked, *questions.typed, questions.held, frame.language, frame.workspace}
    reviewed = [questions.held, questions.review, questions.checks]
    outputs = [questions.status, questions.stop, questions.write, *reviewed, *(row.answer for row in questions.rows)]
    questions.review_again.click(review, asked, [questions.status, *reviewed], trigger_mode="always_last", **quiet)
    writing = questions.write.click(answer, asked, outputs, **quiet)

    def stopped(given: str) -> list[Any]:
        return [draw_note(say("stage_stopped", language_of_page(given))), gr.update(visible=False), gr.update(interactive=True)]

    let_go = [questions.status, questions.stop, questions.write]
    ended = questions.stop.click(None, cancels=[writing], api_visibility="private")
    ended.then(stopped, frame.language, let_go, **quiet)  # only then, for a word on its way would come after it


def draw_meter(text: str, limit: float | None, unit: Unit, page_language: str) -> str:
    """How long an answer is under the form's own rule, as a bar and a number."""
    language, most = language_of_page(page_language), int(limit or 0)
    length = count(text or "", unit) if unit in UNITS else 0
    if not text or most < 1:
        return ""
    words = say("count_of", language, count=f"{length:,}", limit=f"{most:,}", unit=say(f"unit_{unit}", language))
    state = "over" if length > most else "under" if length < most / 2 else ""
    if length > most:
        words += " · " + say("over_limit", language, count=f"{length - most:,}")
    elif state:
        words += " · " + say("under_half", language)
    width = min(100, round(100 * length / most))
    return f'<div class="meter {state}"><span class="bar"><i style="width:{width}%"></i></span>{escape(words)}</div>'


def draw_held(questions: Questions, letter: Letter | None, language: Language) -> Updates:
    """The updates that show the answers in hand with their review."""
    return {
        questions.held: letter.model_dump(mode="json") if letter else None,
        questions.review: draw_review(letter.text, letter.review, language) if letter else "",
        questions.checks: draw_checks(letter.review, language) if letter else "",
    }


def _lay_out_row(number: int) -> QuestionRow:
    with gr.Column(elem_classes="sheet question", visible=number == 1) as box:
        gr.HTML(f'<h3 class="row-title">{both("question", number=number)}</h3>')
        with gr.Row(elem_classes="inline"):
            question = gr.Textbox(
                label=label("question_text"), placeholder=label("question_placeholder"), lines=2, max_lines=5, scale=4, min_width=240,
                elem_id=f"question-{number}",
            )  # fmt: skip
            limit = gr.Number(USUAL_LIMIT, label=label("limit"), precision=0, scale=1, min_width=90, elem_id=f"limit-{number}")
            unit = gr.Dropdown(
                [(label(f"unit_{name}"), name) for name in UNITS],
                value="characters",
                label=label("unit"),
                scale=2,
                min_width=160,
                elem_id=f"unit-{number}",
            )
        answer = gr.Textbox(
            label=label("answer"), placeholder=label("answer_placeholder"), lines=6, max_lines=24, buttons=["copy"], autoscroll=False,
            interactive=True, elem_id=f"answer-{number}", elem_classes="answer",
        )  # fmt: skip
        meter = gr.HTML(elem_id=f"meter-{number}")
    return QuestionRow(box, question, limit, unit, answer, meter)


def _show_rows(step: int, shown: float | None) -> list[Any]:
    number = min(MOST_QUESTIONS, max(1, int(shown or 1) + step))
    return [number, *(gr.update(visible=place < number) for place in range(MOST_QUESTIONS)), gr.update(visible=number > 1)]


def _request_in(values: Values, questions: Questions, documents: Documents, frame: Frame, desk: Desk) -> AnswerRequest:
    documents.resume_in(values)
    posting = documents.posting_in(values, desk)
    base = documents.request_in(values, posting, values[frame.workspace])
    try:
        asked = tuple(
            Question(question=values[row.question].strip(), limit=int(values[row.limit] or 0), unit=values[row.unit])
            for row in questions.rows_asked(values)
        )
    except (ValidationError, TypeError, ValueError) as error:
        raise BadInput("Check the limit of each question.", "문항의 글자 수 제한을 확인해 주세요.") from error
    if not asked:
        raise BadInput("Write at least one question.", "문항을 하나 이상 적어 주세요.")
    shared = {name: getattr(base, name) for name in ("resume", "posting", "language", "notes", "blind", "workspace", "choice")}
    return AnswerRequest(questions=asked, **shared)


def _answers_in(text: str, rows: Sequence[QuestionRow], asked: AnswerRequest) -> Updates:
    """The growing text of the stream cut into its answers: each stands under its question."""
    updates: Updates = {}
    end = len(text)
    for row, question in reversed(list(zip(rows, asked.questions, strict=True))):
        start = text.rfind(question.question, 0, end)
        if start < 0:
            continue
        if part := text[start + len(question.question) : end].strip():
            updates[row.answer] = part
        end = start
    return updates


def _finished(letter: Letter, questions: Questions, rows: Sequence[QuestionRow], seconds: float, language: Language) -> Updates:
    answers: tuple[Answer, ...] = letter.answers
    return {
        **{row.answer: answer.text for row, answer in zip(rows, answers, strict=False)},
        questions.status: draw_ending(letter, answers[0].unit if answers else "characters", seconds, language),
        **draw_held(questions, letter, language),
    }
