"""The words of the page, in English and Korean; `words.json` holds them.

Labels are translated in the browser, in the language it asks for or the one a person switched to; what the server draws
it draws in the language the page says it is in.
"""

from __future__ import annotations

import functools
import json
from html import escape
from pathlib import Path
from typing import get_args

import gradio as gr
from gradio.i18n import I18nData

from coverletter.types import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return table


def translations(**values: object) -> gr.I18n:
    """Every label in both languages, for the browser; `values` fill what stands in braces."""
    return gr.I18n(**{language: {key: _fill(words[language], values) for key, words in _table().items()} for language in LANGUAGES})


def label(key: str) -> I18nData:
    """A text of the layout, translated in the browser."""
    _table()[key]
    return I18nData(key)


def say(key: str, language: Language, **values: object) -> str:
    """A text the server draws, with `values` in its braces."""
    return _table()[key][language].format(**values)


def both(key: str, **values: object) -> str:
    """A text of the layout's own HTML in both languages; the style shows the page's."""
    return "".join(
        f'<span class="word" lang="{language}">{escape(_fill(words, values))}</span>' for language, words in _table()[key].items()
    )


def language_of_page(given: str) -> Language:
    """The page's language as it told it; English for anything unknown."""
    return "ko" if given == "ko" else "en"


def _fill(text: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text
