"""The page."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from coverletter.settings import Settings
from coverletter.web.api import Endpoints


@dataclass(frozen=True)
class Page:
    """A page and what it is mounted with."""

    blocks: gr.Blocks
    theme: gr.themes.Base
    css: str
    head: str
    words: gr.I18n


def build_page(endpoints: Endpoints, settings: Settings) -> Page:
    """Lay the page out."""
    with gr.Blocks(title="Cover Letter", analytics_enabled=False, delete_cache=(600, 3600)) as blocks:
        gr.Markdown("# Cover Letter")
        endpoints.declare()
    return Page(blocks, gr.themes.Soft(), "", "", gr.I18n(en={"x": "x"}, ko={"x": "x"}))
