"""What happens in steps two and three: match, write, stop, edit, revise, compare, export. Every handler calls the facade and draws."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency

from coverletter.errors import AppError, BadInput, ModelFailed
from coverletter.pipeline import CoverLetters
from coverletter.text.language import language_of_letter
from coverletter.types import ExportFormat, Language, Letter, ModelChoice, Progress, ReviseRequest, WriteRequest
from coverletter.web.desk import Desk
from coverletter.web.documents import Documents
from coverletter.web.draw_fit import draw_fit
from coverletter.web.frame import Frame, Values, draw_note, draw_problem, draw_step, recall
from coverletter.web.letter import SCROLL, WHOLE, Desktop, LetterDesk, draw_desktop, draw_drafts_in_writing, draw_ending
from coverletter.web.sentences import foreseen
from coverletter.web.words import say

OFFLINE = "offline"
STAGES = {"reading", "matching", "waiting", "writing", "reviewing", "repairing", "fitting"}
Updates = dict[Any, Any]


class LetterEvents:
    """The handlers of steps two and three."""

    def __init__(self, parts: LetterDesk, documents: Documents, frame: Frame, desk: Desk) -> None:
        self._parts, self._documents, self._frame, self._desk = parts, documents, frame, desk

    @property
    def _letters(self) -> CoverLetters:
        return self._desk.letters

    def wire(self) -> None:
        """Tie the buttons to what they do."""
        parts, documents, frame = self._parts, self._documents, self._frame
        asked: set[Block] = {*documents.asked, frame.language, frame.workspace, parts.desktop, parts.editor}
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        shown = [
            parts.status, parts.stop, parts.offline, parts.editor, parts.desktop, parts.review, parts.unused, parts.checks,
            parts.where, parts.drafts, parts.drafts_panel, *parts.writers,
        ]  # fmt: skip
        given = [documents.status, documents.posting, documents.fetched, parts.fit, parts.desktop]
        matched = parts.match.click(self.match, asked, given, **quiet)
        matched.success(None, js=SCROLL.format(place="#step-fit"), api_visibility="private")
        running: list[Dependency] = []
        for button, handler, place in (
            (parts.write, self.write, "#step-letter"),
            (parts.again, self.write, "#step-letter"),
            (parts.variants, self.write_variants, "#drafts-panel"),
            (parts.offline, self.write_offline, "#step-letter"),
        ):
            matched = button.click(self.match, asked, given, **quiet)
            matched.failure(None, js=SCROLL.format(place="#step-documents"), api_visibility="private")
            matched.success(None, js=SCROLL.format(place=place), api_visibility="private")
            running += [matched, matched.success(handler, asked, shown, **quiet)]
        change: set[Block] = {*asked, parts.instruction, parts.where}
        running += [parts.revise.click(self.revise, change, shown, **quiet), parts.instruction.submit(self.revise, change, shown, **quiet)]
        let_go = [parts.status, parts.stop, *parts.writers]
        ended = parts.stop.click(None, cancels=[*running], api_visibility="private")
        ended.then(self.stopped, {frame.language}, let_go, **quiet)  # only then, for a word on its way would come after it
        parts.review_again.click(self.review, asked, shown, trigger_mode="always_last", **quiet)
        parts.drafts.click(self.use_draft, asked, shown, **quiet)
        parts.keep_edit.click(self.keep_edit, asked, [parts.status], **quiet)
        click = "() => setTimeout(() => document.querySelector('#download a, #download button, a#download, button#download').click(), 150)"
        for name, button in parts.exports.items():
            made = button.click(functools.partial(self.export, name), asked, [parts.download, parts.status], **quiet)
            made.success(None, js=click, api_visibility="private")

    async def match(self, values: Values) -> AsyncIterator[Updates]:
        """The fit, before any letter: all that is missing is told where it is to be mended, and nothing moves once one reads the letter."""
        language, documents, parts = self._frame.language_in(values), self._documents, self._parts
        try:
            yield {documents.status: draw_step("stage_reading", language)}
            resume = documents.resume_in(values)
            posting = await asyncio.to_thread(documents.posting_in, values, self._desk)
            documents.request_in(values, posting, "")
            yield {documents.status: draw_step("stage_matching", language)}
            with self._desk.metrics.timed("match"):
                fit = await asyncio.to_thread(self._letters.match, resume, posting, values[documents.notes] or "")
        except Exception as raised:
            error = foreseen(raised)
            yield {documents.status: draw_problem(error, language)}
            raise gr.Error(error.sentence(language), print_exception=False, visible=False) from None
        desktop = self._desktop(values).model_copy(update={"fit": fit})
        yield {
            documents.status: "",
            parts.fit: draw_fit(fit, language),
            parts.desktop: desktop.model_dump(mode="json"),
            **documents.show_fetched(values, posting),
        }

    async def write(self, values: Values, request: gr.Request) -> AsyncIterator[Updates]:
        """The letter as it grows, then its review."""
        async with aclosing(self._write(values, request, None)) as steps:
            async for step in steps:
                yield step

    async def write_offline(self, values: Values, request: gr.Request) -> AsyncIterator[Updates]:
        """The same without a model."""
        async with aclosing(self._write(values, request, ModelChoice(model=OFFLINE))) as steps:
            async for step in steps:
                yield step

    async def write_variants(self, values: Values, request: gr.Request) -> AsyncIterator[Updates]:
        """Two drafts side by side; the first goes into the editor."""
        language, parts = self._frame.language_in(values), self._parts
        started = time.monotonic()
        try:
            yield self._begun("stage_writing", language) | {parts.drafts_panel: gr.update(open=True)}
            asked, desktop = await self._asked(values, request)
            last: tuple[Progress, ...] = ()
            async with aclosing(self._letters.variants(asked, 2)) as steps:
                async for last in steps:
                    yield {parts.drafts: draw_drafts_in_writing(tuple(each.text for each in last), desktop.next_number, language)}
            letters = [progress.letter for progress in last if progress.letter]
            for letter in letters:
                desktop = desktop.with_draft(letter, datetime.now(UTC))
            desktop = desktop.model_copy(update={"letter": letters[0]}) if letters else desktop
        except Exception as raised:
            error = foreseen(raised)
            yield self._failed(error, language)
            return
        yield self._finished(desktop, asked, started, language)

    async def revise(self, values: Values, request: gr.Request) -> AsyncIterator[Updates]:
        """The letter in the editor, changed as told, whole or one paragraph."""
        language, parts, documents = self._frame.language_in(values), self._parts, self._documents
        started = time.monotonic()
        try:
            yield self._begun("stage_reading", language)
            posting = await asyncio.to_thread(documents.posting_in, values, self._desk)
            workspace = await asyncio.to_thread(self._keep_current, values, say("history_instruction_edited", language))
            desktop, text = self._desktop(values), str(values[parts.editor] or "")
            base = documents.request_in(values, posting, values[self._frame.workspace])
            where = values[parts.where]
            asked = ReviseRequest(
                letter=desktop.letter.id if workspace and desktop.letter else text,
                instruction=str(values[parts.instruction] or ""),
                resume=base.resume,
                posting=posting,
                notes=base.notes,
                paragraph=None if where in (None, WHOLE) else int(where),
                blind=base.blind,
                workspace=workspace,
                choice=base.choice,
            )
            self._desk.spend(request, base.workspace)
            letter = None
            async with aclosing(self._desk.counted("revise", self._letters.revise(asked))) as steps:
                async for progress in steps:
                    yield self._shown(progress, language)
                    letter = progress.letter or letter
        except Exception as raised:
            error = foreseen(raised)
            yield self._failed(error, language)
            return
        if letter:
            yield self._finished(desktop.with_draft(letter, datetime.now(UTC)), base, started, language)

    async def review(self, values: Values) -> AsyncIterator[Updates]:
        """The text in the editor held against the resume again; the page asks for it when the typing pauses."""
        language, parts, documents = self._frame.language_in(values), self._parts, self._documents
        text = str(values[parts.editor] or "")
        try:
            resume = documents.resume_in(values)
            has_posting = str(values[documents.posting] or "").strip()
            posting = await asyncio.to_thread(documents.posting_in, values, self._desk) if has_posting else None
            yield {parts.status: draw_step("stage_reviewing", language)}
            with self._desk.metrics.timed("review"):
                if posting:
                    asked = documents.request_in(values, posting, values[self._frame.workspace])
                    letter = self._desktop(values).letter
                    review = await asyncio.to_thread(self._letters.review_draft, text, asked, letter.id if letter else "")
                else:
                    blind, notes = bool(values[documents.blind]), values[documents.notes] or ""
                    review = await asyncio.to_thread(self._letters.review, text, resume, None, notes, blind)
        except Exception as raised:
            error = foreseen(raised)
            yield {parts.status: draw_problem(error, language)}
            return
        desktop = self._desktop(values).with_review(text, review)
        yield {**draw_desktop(parts, desktop, language), parts.status: draw_note(say("updated", language))}

    async def use_draft(self, values: Values, event: gr.EventData) -> AsyncIterator[Updates]:
        """An earlier draft back into the editor."""
        desktop, language = self._desktop(values), self._frame.language_in(values)
        for draft in desktop.drafts:
            if draft.number == event.number:
                desktop = desktop.model_copy(update={"letter": draft.letter})
                yield {**draw_desktop(self._parts, desktop, language), self._parts.editor: draft.letter.text}

    async def keep_edit(self, values: Values) -> AsyncIterator[Updates]:
        """The text in the editor as a version of its own."""
        language = self._frame.language_in(values)
        yield {self._parts.status: draw_step("stage_keeping", language)}
        try:
            kept = await asyncio.to_thread(self._keep_current, values, say("history_instruction_edited", language))
            if not kept:
                raise BadInput("Write a letter with “Keep my letters” ticked first.", "먼저 ‘보관하기’를 켜고 글을 써 주세요.")
        except Exception as raised:
            error = foreseen(raised)
            yield {self._parts.status: draw_problem(error, language)}
            return
        yield {self._parts.status: draw_note(say("saved", language))}

    async def export(self, chosen: ExportFormat, values: Values) -> AsyncIterator[Updates]:
        """The text in the editor as a file."""
        language, text = self._frame.language_in(values), str(values[self._parts.editor] or "")
        desktop = self._desktop(values)
        title = desktop.fit.posting.title if desktop.fit else ""
        try:
            if not text.strip():
                raise BadInput("There is no letter yet.", "아직 글이 없습니다.")
            yield {self._parts.status: draw_step("stage_exporting", language)}
            exported = await asyncio.to_thread(self._letters.export, text, chosen, language_of_letter(text), title)
        except Exception as raised:
            error = foreseen(raised)
            yield {self._parts.status: draw_problem(error, language)}
            raise gr.Error(error.sentence(language), print_exception=False, visible=False) from None
        said = f"{say('exported', language, name=exported.filename)} {exported.notice}".strip()
        yield {self._parts.download: self._desk.hand_out(exported), self._parts.status: draw_note(said)}

    def stopped(self, values: Values) -> Updates:
        """What is said after a stop."""
        said = say("stage_stopped", self._frame.language_in(values))
        return {self._parts.status: draw_note(said), **self._let_go(), self._parts.again: gr.update(visible=True, interactive=True)}

    async def _write(self, values: Values, request: gr.Request, choice: ModelChoice | None) -> AsyncGenerator[Updates, None]:
        language = self._frame.language_in(values)
        started = time.monotonic()
        letter: Letter | None = None
        try:
            yield self._begun("stage_writing", language)
            asked, desktop = await self._asked(values, request)
            asked = asked.model_copy(update={"choice": choice}) if choice else asked
            async with aclosing(self._desk.counted("write", self._letters.write(asked))) as steps:
                async for progress in steps:
                    yield self._shown(progress, language)
                    letter = progress.letter or letter
        except Exception as raised:
            error = foreseen(raised)
            yield self._failed(error, language)
            return
        if letter:
            yield self._finished(desktop.with_draft(letter, datetime.now(UTC)), asked, started, language)

    async def _asked(self, values: Values, request: gr.Request) -> tuple[WriteRequest, Desktop]:
        """The request and the desk; counts one letter."""
        posting = await asyncio.to_thread(self._documents.posting_in, values, self._desk)
        asked = self._documents.request_in(values, posting, values[self._frame.workspace])
        self._desk.spend(request, asked.workspace)
        return asked, self._desktop(values)

    def _keep_current(self, values: Values, instruction: str) -> str:
        """Keep the editor's text as a version if it was edited since; the workspace's key, or nothing where nothing is kept."""
        desktop, text = self._desktop(values), str(values[self._parts.editor] or "")
        workspace = values[self._frame.workspace] if values[self._documents.keep] else ""
        letter = desktop.letter
        if not workspace or letter is None or letter.id not in {kept.id for kept in self._letters.letters(workspace)}:
            return ""
        if self._letters.letter(workspace, letter.id).versions[-1].text != text:
            self._letters.keep_version(workspace, letter.id, text, instruction, letter.review if letter.text == text else None)
        return workspace

    def _desktop(self, values: Values) -> Desktop:
        return recall(Desktop, values[self._parts.desktop]) or Desktop()

    def _begun(self, stage: str, language: Language) -> Updates:
        parts = self._parts
        still = {button: gr.update(interactive=False) for button in parts.writers}
        return {
            parts.status: draw_step(stage, language),
            parts.stop: gr.update(visible=True),
            parts.offline: gr.update(visible=False),
            **still,
        }

    def _let_go(self) -> Updates:
        """After a text has ended, however: nothing to stop, and the next one may begin."""
        return {self._parts.stop: gr.update(visible=False), **{button: gr.update(interactive=True) for button in self._parts.writers}}

    def _shown(self, progress: Progress, language: Language) -> Updates:
        stage = progress.stage if progress.stage in STAGES else "done"
        updates: Updates = {self._parts.status: draw_step(f"stage_{stage}", language, ahead=progress.ahead)}
        return updates | ({self._parts.editor: progress.text} if progress.text else {})

    def _failed(self, error: AppError, language: Language) -> Updates:
        parts = self._parts
        return {
            **self._let_go(),
            parts.status: draw_problem(error, language),
            parts.again: gr.update(visible=True, interactive=True),
            parts.offline: gr.update(visible=isinstance(error, ModelFailed)),
        }

    def _finished(self, desktop: Desktop, asked: WriteRequest, started: float, language: Language) -> Updates:
        parts, letter = self._parts, desktop.letter
        updates: Updates = {**self._let_go(), **draw_desktop(parts, desktop, language)}
        if letter:
            updates |= {parts.editor: letter.text, parts.status: draw_ending(letter, asked.unit, time.monotonic() - started, language)}
            updates[parts.offline] = gr.update(visible=letter.outcome != "complete" and letter.model != OFFLINE)
            updates[parts.again] = gr.update(visible=True, interactive=True)
        return updates
