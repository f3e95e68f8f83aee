"""The page: three steps to a letter, the questions of a form, what is kept, and where one's words go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from coverletter.settings import Settings
from coverletter.types import Letter, Resume
from coverletter.web.api import Endpoints
from coverletter.web.desk import Desk
from coverletter.web.documents import Documents, lay_out_documents, wire_documents
from coverletter.web.draw_fit import draw_fit, draw_resume
from coverletter.web.frame import NEW_WORKSPACE, Field, Frame, Values, browser_state, lay_out_frame, recall
from coverletter.web.history import HistoryEvents, lay_out_history
from coverletter.web.letter import Desktop, LetterDesk, draw_desktop, lay_out_actions, lay_out_letter
from coverletter.web.letter_events import LetterEvents
from coverletter.web.privacy import lay_out_privacy, wire_privacy
from coverletter.web.questions import Questions, draw_held, lay_out_questions, wire_questions
from coverletter.web.sentences import SpeakingBlocks
from coverletter.web.theme import build_theme, page_css
from coverletter.web.words import both, label, translations

SWITCH_LANGUAGE = """() => {
  localStorage.setItem("coverletter-language", document.documentElement.lang === "ko" ? "en" : "ko");
  location.reload();
}"""
READ_BROWSER = "() => [document.documentElement.lang, -new Date().getTimezoneOffset()]"
REMEMBER = "(...values) => [values]"
RECALL = "(saved, ...now) => Array.isArray(saved) && saved.length === now.length ? saved : now"


@dataclass(frozen=True)
class Page:
    """A page and what it is mounted with."""

    blocks: gr.Blocks
    theme: gr.themes.Base
    css: str
    words: gr.I18n


def build_page(desk: Desk, settings: Settings) -> Page:
    """Lay the page out, tie it to the facade and declare the endpoints."""
    with SpeakingBlocks(title="Cover Letter", analytics_enabled=False, delete_cache=(600, 3600), fill_width=True) as blocks:
        Endpoints(desk).declare()  # first, for a handler of the page of the same name would take theirs
        frame = lay_out_frame()
        with gr.Row(elem_classes="masthead"):
            gr.HTML("<h1>Cover&nbsp;Letter</h1>", elem_classes="brand")
            gr.Markdown(label("tagline"), elem_classes="tagline")
            switch = gr.Button(label("switch_language"), size="sm", elem_id="switch-language", min_width=84, scale=0)
        answers = browser_state("answers")  # not in its tab, for what a tab holds is read from the browser only once it is opened
        with gr.Tabs() as tabs:
            with gr.Tab(label("tab_letter"), id="letter"):
                documents, letter = _lay_out_steps()
            with gr.Tab(label("tab_questions"), id="questions"):
                questions = lay_out_questions(answers)
            with gr.Tab(label("tab_history"), id="history") as tab:
                history = lay_out_history(tab)
            with gr.Tab(label("tab_privacy"), id="privacy"):
                privacy = lay_out_privacy(settings.retention_days)
        wire_documents(documents, frame, desk)
        LetterEvents(letter, documents, frame, desk).wire()
        wire_questions(questions, documents, frame, desk)
        HistoryEvents(history, letter, documents, tabs, frame, desk).wire()
        wire_privacy(privacy, documents, frame, desk)
        switch.click(None, js=SWITCH_LANGUAGE, api_visibility="private")
        _remember(blocks, frame, documents, letter, questions)
    return Page(blocks, build_theme(), page_css(), translations(days=settings.retention_days))


def lay_out_step(number: int, name: str) -> None:
    """The heading of a step."""
    words = f"<h2>{both(f'step_{name}')}</h2><p>{both(f'step_{name}_say')}</p>"
    gr.HTML(f'<header class="step"><span class="number">{number}</span><div>{words}</div></header>', elem_id=f"step-{name}")


def _lay_out_steps() -> tuple[Documents, LetterDesk]:
    lay_out_step(1, "documents")
    documents = lay_out_documents()
    actions = lay_out_actions()
    lay_out_step(2, "fit")
    fit = gr.HTML(elem_id="fit", elem_classes="sheet")
    lay_out_step(3, "letter")
    return documents, lay_out_letter(actions, fit)


def _remember(blocks: gr.Blocks, frame: Frame, documents: Documents, letter: LetterDesk, questions: Questions) -> None:
    """What is typed, read and written stays in the browser, and is there again after a refresh."""
    fields: list[Field] = [*documents.typed, letter.editor, *questions.typed]
    typed = browser_state("typed")
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    own = documents.own
    gr.on([field.change for field in fields], None, fields, [typed], js=REMEMBER, **private)
    gr.on([field.change for field in own], None, own, [documents.own_model], js=REMEMBER, **private)

    def draw_again(values: Values) -> dict[Any, Any]:
        language = frame.language_in(values)
        desktop = recall(Desktop, values[letter.desktop]) or Desktop()
        return {
            documents.card: draw_resume(recall(Resume, values[documents.resume]), language),
            letter.fit: draw_fit(desktop.fit, language),
            **draw_desktop(letter, desktop, language),
            **draw_held(questions, recall(Letter, values[questions.held]), language),
        }

    shown = [
        documents.card,
        letter.fit,
        letter.desktop,
        letter.review,
        letter.unused,
        letter.checks,
        letter.where,
        letter.drafts,
        letter.again,
        questions.held,
        questions.review,
        questions.checks,
    ]
    begun = blocks.load(None, None, [frame.language, frame.minutes_from_utc], js=READ_BROWSER, **private)
    begun.then(draw_again, {frame.language, documents.resume, letter.desktop, questions.held}, shown, concurrency_limit=None, **private)
    blocks.load(None, [frame.workspace], [frame.workspace], js=NEW_WORKSPACE, **private)
    blocks.load(None, [typed, *fields], fields, js=RECALL, **private)
    blocks.load(None, [documents.own_model, *own], own, js=RECALL, **private)
