"""What this browser's workspace keeps: letters, their versions compared, brought back, erased."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr
from gradio.blocks import Block

from coverletter.types import KeptLetter, Language, Letter, Version
from coverletter.web.desk import Desk
from coverletter.web.documents import Documents
from coverletter.web.draw_fit import draw_fit
from coverletter.web.draw_review import draw_difference
from coverletter.web.frame import SPEAK_UP, Frame, Values, draw_note, draw_problem, draw_step, recall
from coverletter.web.letter import SCROLL, Desktop, LetterDesk, draw_desktop
from coverletter.web.sentences import foreseen
from coverletter.web.words import both, label, say

Updates = dict[Any, Any]


@dataclass(frozen=True)
class History:
    """The components of the tab."""

    tab: gr.Tab
    letters: gr.Radio
    refresh: gr.Button
    empty: gr.HTML
    panel: gr.Column
    version: gr.Dropdown
    compare: gr.Dropdown
    text: gr.HTML
    posting: gr.HTML
    restore: gr.Button
    open: gr.Button
    erase: gr.Button
    sure: gr.Button
    status: gr.HTML


def lay_out_history(tab: gr.Tab) -> History:
    """The list, the versions of the chosen letter, and the way out."""
    gr.HTML(f'<p class="quiet lead">{both("history_say")}</p>')
    status = gr.HTML(elem_id="history-status", js_on_load=SPEAK_UP)
    with gr.Column(elem_classes="sheet"):
        empty = gr.HTML(draw_empty_history(), elem_id="history-empty")
        letters = gr.Radio([], label=label("history_letters"), visible=False, elem_id="history-letters", elem_classes="lines-list")
        refresh = gr.Button(label("history_refresh"), size="sm", elem_classes="small", elem_id="history-refresh")
    with gr.Column(elem_classes="sheet", visible=False) as panel:
        with gr.Row(elem_classes="inline"):
            version = gr.Dropdown([], label=label("history_version"), min_width=180, elem_id="history-version")
            compare = gr.Dropdown([], label=label("history_compare"), min_width=180, elem_id="history-compare")
        text = gr.HTML(elem_id="history-text")
        with gr.Row(elem_classes="actions slim"):
            opened = gr.Button(label("history_open"), size="md", min_width=150, elem_id="history-open")
            restore = gr.Button(label("history_restore"), size="md", min_width=190, elem_id="history-restore")
        posting = gr.HTML()
    with gr.Row(elem_classes="actions slim danger"):
        erase = gr.Button(label("erase"), size="md", min_width=140, elem_id="erase")
        sure = gr.Button(label("erase_sure"), variant="stop", size="md", min_width=180, visible=False, elem_id="erase-sure")
    gr.HTML(f'<p class="quiet">{both("erase_say")}</p>')
    return History(tab, letters, refresh, empty, panel, version, compare, text, posting, restore, opened, erase, sure, status)


def draw_empty_history() -> str:
    """What stands where letters will be, in both languages."""
    return f'<div class="empty"><strong>{both("history_empty_title")}</strong><p>{both("history_empty")}</p></div>'


class HistoryEvents:
    """The handlers of the tab."""

    def __init__(self, parts: History, letter: LetterDesk, documents: Documents, tabs: gr.Tabs, frame: Frame, desk: Desk) -> None:
        self._parts, self._letter, self._documents, self._tabs = parts, letter, documents, tabs
        self._frame, self._desk = frame, desk

    def wire(self) -> None:
        """Tie the components to what they do."""
        parts = self._parts
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        base: set[Block] = {self._frame.language, self._frame.workspace, self._frame.minutes_from_utc}
        chosen: set[Block] = {*base, parts.letters, parts.version, parts.compare}
        listed = [parts.letters, parts.empty, parts.panel, parts.status, parts.sure]
        shown = [parts.panel, parts.version, parts.compare, parts.text, parts.posting, parts.status]
        gr.on([parts.tab.select, parts.refresh.click], self.show_letters, base, listed, **quiet)
        parts.letters.input(self.choose, chosen, shown, **quiet)
        gr.on([parts.version.input, parts.compare.input], self.compare, chosen, [parts.text, parts.status], **quiet)
        parts.restore.click(self.restore, chosen, shown, **quiet)
        desk = self._letter
        opened = [desk.editor, desk.desktop, desk.fit, desk.review, desk.unused, desk.checks, desk.where, desk.drafts, desk.again]
        documents = [self._documents.posting, self._documents.url]
        parts.open.click(self.open, {*chosen, desk.desktop}, [*opened, *documents, desk.status, self._tabs, parts.status], **quiet).success(
            None, js=SCROLL.format(place="#step-letter"), api_visibility="private"
        )
        parts.erase.click(lambda: gr.update(visible=True), None, parts.sure, **quiet)
        parts.sure.click(self.erase, base, listed, **quiet)

    async def show_letters(self, values: Values) -> AsyncIterator[Updates]:
        """The list, newest first."""
        language, parts = self._frame.language_in(values), self._parts
        try:
            kept = await asyncio.to_thread(self._desk.letters.letters, values[self._frame.workspace])
        except Exception as raised:
            error = foreseen(raised)
            yield {parts.status: draw_problem(error, language)}
            return
        lines = []
        for letter in kept:
            line = say(
                "history_line",
                language,
                title=letter.title or say("history_untitled", language),
                company=letter.company or "–",
                date=self._frame.time_in(values, letter.created),
                versions=letter.versions,
            )
            lines.append((line, letter.id))
        yield {
            parts.letters: gr.update(choices=lines, value=None, visible=bool(lines)),
            parts.empty: gr.update(visible=not lines),
            parts.panel: gr.update(visible=False),
            parts.status: "",
            parts.sure: gr.update(visible=False),
        }

    async def choose(self, values: Values) -> AsyncIterator[Updates]:
        """One letter: its newest version, compared with the one before."""
        async for step in self._shown(values, ""):
            yield step

    async def compare(self, values: Values) -> AsyncIterator[Updates]:
        """Another pair of versions."""
        language, parts = self._frame.language_in(values), self._parts
        try:
            kept = await self._kept(values)
        except Exception as raised:
            error = foreseen(raised)
            yield {parts.status: draw_problem(error, language)}
            return
        old, new = _version(kept, values[parts.compare]), _version(kept, values[parts.version])
        yield {parts.text: draw_difference(old.text, new.text, language) if old is not new else _plain(new), parts.status: ""}

    async def restore(self, values: Values) -> AsyncIterator[Updates]:
        """The chosen version as the newest."""
        language, parts = self._frame.language_in(values), self._parts
        try:
            kept = await self._kept(values)
            version = _version(kept, values[parts.version])
            instruction = say("history_instruction_restored", language, number=kept.versions.index(version) + 1)
            workspace = values[self._frame.workspace]
            await asyncio.to_thread(self._desk.letters.keep_version, workspace, kept.id, version.text, instruction, version.review)
        except Exception as raised:
            error = foreseen(raised)
            yield {parts.status: draw_problem(error, language)}
            return
        async for step in self._shown(values, say("history_restored", language)):
            yield step

    async def open(self, values: Values) -> AsyncIterator[Updates]:
        """The chosen version on the desk, with the posting of its day: what is kept or revised from here on is of this letter."""
        language, desk, documents = self._frame.language_in(values), self._letter, self._documents
        try:
            kept = await self._kept(values)
        except Exception as raised:
            error = foreseen(raised)
            yield {self._parts.status: draw_problem(error, language)}
            return
        version = _version(kept, values[self._parts.version])
        letter = Letter(id=kept.id, text=version.text, language=kept.language, outcome="complete", model="", review=version.review)
        desktop = recall(Desktop, values[desk.desktop]) or Desktop()
        fit = desktop.fit if desktop.fit and desktop.fit.posting.text == kept.posting else None
        desktop = desktop.model_copy(update={"letter": letter, "fit": fit})
        yield {
            **draw_desktop(desk, desktop, language),
            desk.editor: version.text,
            desk.fit: draw_fit(fit, language),
            desk.status: draw_note(say("history_opened", language)),
            documents.posting: kept.posting,
            documents.url: "",
            self._tabs: gr.update(selected="letter"),
        }

    async def erase(self, values: Values) -> AsyncIterator[Updates]:
        """Everything of the workspace."""
        language, parts = self._frame.language_in(values), self._parts
        yield {parts.status: draw_step("stage_erasing", language)}
        try:
            gone = await asyncio.to_thread(self._desk.letters.erase, values[self._frame.workspace])
        except Exception as raised:
            error = foreseen(raised)
            yield {parts.status: draw_problem(error, language)}
            return
        async for step in self.show_letters(values):
            yield step
        yield {parts.status: draw_note(say("erased", language, **gone.model_dump()))}

    async def _kept(self, values: Values) -> KeptLetter:
        return await asyncio.to_thread(self._desk.letters.letter, values[self._frame.workspace], str(values[self._parts.letters] or ""))

    async def _shown(self, values: Values, note: str) -> AsyncIterator[Updates]:
        language, parts = self._frame.language_in(values), self._parts
        try:
            kept = await self._kept(values)
        except Exception as raised:
            error = foreseen(raised)
            yield {parts.status: draw_problem(error, language)}
            return
        lines = [
            (_version_line(number, version, self._frame.time_in(values, version.created), language), number)
            for number, version in enumerate(kept.versions, 1)
        ]
        newest, before = len(lines), max(1, len(lines) - 1)
        old, new = kept.versions[before - 1], kept.versions[newest - 1]
        summary = f"<summary>{escape(say('history_posting', language))}</summary>"
        yield {
            parts.panel: gr.update(visible=True),
            parts.version: gr.update(choices=lines, value=newest),
            parts.compare: gr.update(choices=lines, value=before),
            parts.text: draw_difference(old.text, new.text, language) if old is not new else _plain(new),
            parts.posting: f'<details class="panel">{summary}<div class="kept-posting">{escape(kept.posting)}</div></details>',
            parts.status: draw_note(note) if note else "",
        }


def _version(kept: KeptLetter, number: object) -> Version:
    place = number if isinstance(number, int) and 1 <= number <= len(kept.versions) else len(kept.versions)
    return kept.versions[place - 1]


def _version_line(number: int, version: Version, date: str, language: Language) -> str:
    instruction = version.instruction or (say("history_first", language) if number == 1 else "")
    return say("history_version_line", language, number=number, date=date, instruction=instruction[:60]).strip()


def _plain(version: Version) -> str:
    return f'<div class="difference">{escape(version.text)}</div>'
