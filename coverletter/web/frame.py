"""What every part of the page shares: the language it is in, the workspace's key, what is typed, and how a step is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from typing import Any, TypeVar

import gradio as gr
from pydantic import BaseModel, ValidationError

from coverletter.errors import AppError
from coverletter.types import Language
from coverletter.web.words import language_of_page, say

BROWSER_SEAL = "coverletter"
"""What a browser's own storage is sealed with: no secret, for the browser itself must open it, also after a new start of the server."""

NEW_WORKSPACE = """(key) => key && /^[0-9a-f]{64}$/.test(key) ? key
  : Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("")"""

SPEAK_UP = """element.setAttribute("aria-live", "polite")"""
"""A status is replaced whole; a screen reader tells it only if what stays around it is live."""

Values = Mapping[Any, Any]
Field = gr.Textbox | gr.Radio | gr.Number | gr.Dropdown | gr.Checkbox
Kind = TypeVar("Kind", bound=BaseModel)


@dataclass(frozen=True)
class Frame:
    """Hidden components that the whole page shares."""

    language: gr.Textbox
    minutes_from_utc: gr.Number
    workspace: gr.BrowserState

    def language_in(self, values: Values) -> Language:
        """The page's language, as the browser told it."""
        return language_of_page(values[self.language])

    def time_in(self, values: Values, moment: datetime) -> str:
        """A moment as the visitor's clock shows it."""
        minutes = max(-840, min(840, float(values[self.minutes_from_utc] or 0)))
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(timezone(timedelta(minutes=minutes))).strftime("%Y-%m-%d %H:%M")


def lay_out_frame() -> Frame:
    """The hidden components."""
    language = gr.Textbox(visible="hidden", elem_id="page-language")
    return Frame(language, gr.Number(0, visible="hidden"), browser_state("workspace", ""))


def browser_state(name: str, default: object = None) -> gr.BrowserState:
    """A value that the browser keeps, and the server never."""
    return gr.BrowserState(default, storage_key=f"coverletter-{name}", secret=BROWSER_SEAL)


def recall(kind: type[Kind], value: object) -> Kind | None:
    """A record that came back from the browser; None for nothing, or for one of another version."""
    try:
        return kind.model_validate(value) if value else None
    except ValidationError:
        return None


def draw_step(key: str, language: Language, **values: object) -> str:
    """A running step, told in words."""
    return f'<p class="status busy" role="status"><span class="dot" aria-hidden="true"></span>{escape(say(key, language, **values))}</p>'


def draw_note(sentence: str) -> str:
    """How a step ended."""
    return f'<p class="status note" role="status">{escape(sentence)}</p>'


def draw_problem(error: AppError, language: Language) -> str:
    """What went wrong and what to do, as one sentence."""
    return f'<p class="status problem" role="alert">{escape(error.sentence(language))}</p>'
