"""Where one's words go: what is kept and where, and exactly what a model would be sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.blocks import Block

from coverletter.web.desk import Desk
from coverletter.web.documents import Documents
from coverletter.web.frame import SPEAK_UP, Frame, Values, draw_note, draw_problem, draw_step
from coverletter.web.sentences import foreseen
from coverletter.web.words import both, label, say

FORGET = """() => {
  Object.keys(localStorage).filter((key) => key.startsWith("coverletter-")).forEach((key) => localStorage.removeItem(key));
  location.reload();
}"""
POINTS = ("file", "browser", "workspace", "model", "key", "log")


@dataclass(frozen=True)
class Privacy:
    """The components of the tab."""

    show: gr.Button
    status: gr.HTML
    sent: gr.Textbox
    forget: gr.Button


def lay_out_privacy(days: int) -> Privacy:
    """Plain words, then the proof."""
    points = "".join(
        f"<li><strong>{both(f'privacy_{name}')}</strong> <span>{both(f'privacy_{name}_say', days=days)}</span></li>" for name in POINTS
    )
    with gr.Column(elem_classes="sheet"):
        gr.HTML(f'<h3 class="row-title">{both("privacy_title")}</h3><ul class="points">{points}</ul>')
        with gr.Row(elem_classes="actions slim"):
            show = gr.Button(label("privacy_show"), size="md", min_width=230, elem_id="show-sent")
            forget = gr.Button(label("privacy_forget"), size="md", min_width=230, elem_id="forget")
        status = gr.HTML(elem_id="privacy-status", js_on_load=SPEAK_UP)
        sent = gr.Textbox(
            label=label("privacy_sent"), lines=12, max_lines=30, visible=False, interactive=False, buttons=["copy"], elem_id="sent"
        )
    return Privacy(show, status, sent, forget)


def wire_privacy(privacy: Privacy, documents: Documents, frame: Frame, desk: Desk) -> None:
    """Show what would be sent for the documents of the first tab; forget what the browser holds."""

    async def show(values: Values) -> AsyncIterator[dict[Any, Any]]:
        language = frame.language_in(values)
        try:
            yield {privacy.status: draw_step("stage_matching", language)}
            documents.resume_in(values)
            posting = await asyncio.to_thread(documents.posting_in, values, desk)
            sent = await asyncio.to_thread(desk.letters.would_send, documents.request_in(values, posting, ""))
        except Exception as raised:
            error = foreseen(raised)
            yield {privacy.status: draw_problem(error, language), privacy.sent: gr.update(visible=False)}
            return
        yield {
            privacy.status: "" if sent else draw_note(say("privacy_nothing", language)),
            privacy.sent: gr.update(value=sent, visible=bool(sent)),
        }

    asked: set[Block] = {*documents.asked, frame.language}
    outputs = [privacy.status, privacy.sent]
    privacy.show.click(show, asked, outputs, show_progress="hidden", api_visibility="private", concurrency_limit=None)
    privacy.forget.click(None, js=FORGET, api_visibility="private")
