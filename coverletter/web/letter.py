"""Step three: the letter as it is written, held against the resume, changed, compared, taken along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import get_args

import gradio as gr

from coverletter.text.counting import count
from coverletter.types import ExportFormat, Fit, Language, Letter, Record, Review, Unit
from coverletter.web.draw_fit import draw_empty
from coverletter.web.draw_review import draw_checks, draw_review, draw_unused
from coverletter.web.frame import SPEAK_UP, browser_state
from coverletter.web.words import both, label, say

CHOOSE_SENTENCE = """
const choose = (target) => {
  const sentence = target.closest("[data-sentence]");
  if (!sentence) return;
  element.querySelectorAll("[data-sentence]").forEach((one) => one.setAttribute("aria-pressed", one === sentence));
  element.querySelectorAll("[data-behind]").forEach((one) => { one.hidden = one.dataset.behind !== sentence.dataset.sentence; });
  element.querySelectorAll(".hint").forEach((one) => { one.hidden = true; });
};
element.addEventListener("click", (event) => choose(event.target));
element.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  if (event.target.closest("[data-sentence]")) event.preventDefault();
  choose(event.target);
});
"""

CHOOSE_DRAFT = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-draft]");
  if (button) trigger("click", { number: Number(button.dataset.draft) });
});
"""

SCROLL = "() => document.querySelector('{place}').scrollIntoView({{behavior: 'smooth', block: 'start'}})"

MOST_DRAFTS = 12
WHOLE = -1
FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)


class Draft(Record):
    """One draft of this session."""

    letter: Letter
    number: int
    created: datetime


class Desktop(Record):
    """What lies on the desk: the fit, the letter in hand and the drafts of this session; the browser keeps it."""

    fit: Fit | None = None
    letter: Letter | None = None
    drafts: tuple[Draft, ...] = ()

    @property
    def next_number(self) -> int:
        """The number of the next draft."""
        return self.drafts[-1].number + 1 if self.drafts else 1

    def with_draft(self, letter: Letter, now: datetime) -> Desktop:
        """The desk with one more draft, which is the letter in hand; the oldest drafts make room."""
        drafts = (*self.drafts, Draft(letter=letter, number=self.next_number, created=now))[-MOST_DRAFTS:]
        return self.model_copy(update={"letter": letter, "drafts": drafts})

    def with_review(self, text: str, review: Review) -> Desktop:
        """The desk with the letter in hand as it was edited."""
        letter = self.letter or Letter(id="", text=text, language="en", outcome="complete", model="")
        return self.model_copy(update={"letter": letter.model_copy(update={"text": text, "review": review})})


@dataclass(frozen=True)
class LetterDesk:
    """The components of steps two and three."""

    fit: gr.HTML
    desktop: gr.BrowserState
    write: gr.Button
    match: gr.Button
    stop: gr.Button
    again: gr.Button
    variants: gr.Button
    offline: gr.Button
    status: gr.HTML
    editor: gr.Textbox
    review_again: gr.Button
    review: gr.HTML
    unused: gr.HTML
    checks: gr.HTML
    instruction: gr.Textbox
    where: gr.Dropdown
    revise: gr.Button
    keep_edit: gr.Button
    exports: dict[ExportFormat, gr.Button]
    download: gr.DownloadButton
    drafts: gr.HTML
    drafts_panel: gr.Accordion

    @property
    def writers(self) -> tuple[gr.Button, ...]:
        """What begins a text; still while one is being written, for they would write over each other."""
        return self.write, self.variants, self.again, self.revise


def lay_out_actions() -> dict[str, gr.Button]:
    """The buttons under step one."""
    with gr.Row(elem_classes="actions"):
        return {
            "write": gr.Button(label("write"), variant="primary", size="lg", scale=3, elem_id="write"),
            "variants": gr.Button(label("variants"), size="lg", scale=2, elem_id="variants"),
            "match": gr.Button(label("match"), size="lg", scale=1, elem_id="match"),
        }


def lay_out_letter(actions: dict[str, gr.Button], fit: gr.HTML) -> LetterDesk:
    """Editor on the left, review on the right; changes, drafts and exports below."""
    with gr.Row(elem_classes="now"):
        status = gr.HTML(elem_id="letter-status", js_on_load=SPEAK_UP)
        stop = gr.Button(label("stop"), variant="stop", visible=False, elem_id="stop", scale=0, min_width=110)
        offline = gr.Button(label("offline"), visible=False, elem_id="offline", scale=0, min_width=160)
        again = gr.Button(label("again"), visible=False, elem_id="again", scale=0, min_width=110)
    with gr.Row(equal_height=False, elem_classes="two letter"):
        with gr.Column(elem_classes="paper"):
            editor = gr.Textbox(
                label=label("letter"), placeholder=label("letter_placeholder"), lines=14, max_lines=120, buttons=["copy"],
                elem_id="letter", autoscroll=False, interactive=True,
            )  # fmt: skip
            instruction = gr.Textbox(label=label("revise"), placeholder=label("revise_placeholder"), lines=1, elem_id="instruction")
            with gr.Row(elem_classes="inline"):
                where = gr.Dropdown(
                    [(label("revise_whole"), WHOLE)], value=WHOLE, label=label("revise_where"), scale=3, min_width=160, elem_id="where"
                )
                revise = gr.Button(label("revise_go"), scale=1, min_width=110, elem_id="revise")
            with gr.Row(elem_classes="actions slim exports"):
                gr.HTML(f'<span class="quiet">{both("export")}</span>', elem_classes="export-label", min_width=80)
                exports = {name: gr.Button(name.upper(), size="sm", min_width=64, elem_id=f"export-{name}") for name in FORMATS}
                keep_edit = gr.Button(label("history_keep_edit"), size="sm", min_width=150, elem_id="keep-edit")
            download = gr.DownloadButton("download", visible="hidden", elem_id="download")
        with gr.Column(elem_classes="sheet"):
            review_again = gr.Button("review", visible="hidden", elem_id="review-again")
            review = gr.HTML(elem_id="review", js_on_load=CHOOSE_SENTENCE)
            unused = gr.HTML(elem_id="unused")
            checks = gr.HTML(elem_id="checks")
    with gr.Accordion(label("drafts"), open=False, elem_classes="sheet", elem_id="drafts-panel") as drafts_panel:
        drafts = gr.HTML(elem_id="drafts", js_on_load=CHOOSE_DRAFT)
    return LetterDesk(
        fit, browser_state("desktop"), actions["write"], actions["match"], stop, again, actions["variants"], offline, status, editor, review_again, review,
        unused, checks, instruction, where, revise, keep_edit, exports, download, drafts, drafts_panel,
    )  # fmt: skip


def draw_drafts(drafts: tuple[Draft, ...], text: str, language: Language) -> str:
    """Drafts side by side, newest first, each with a button that puts it into the editor, but for the one whose `text` is there."""
    if not drafts:
        return draw_empty(say("drafts", language), say("drafts_empty", language))
    columns = ""
    for draft in reversed(drafts):
        use = f'<button type="button" data-draft="{draft.number}">{escape(say("draft_use", language))}</button>'
        there = f'<span class="chip">{escape(say("draft_in_hand", language))}</span>'
        columns += _draw_draft(
            say("draft_number", language, number=draft.number), draft.letter.text, there if draft.letter.text == text else use
        )
    return f'<div class="drafts">{columns}</div>'


def draw_drafts_in_writing(texts: tuple[str, ...], first: int, language: Language) -> str:
    """Drafts that are being written, numbered from `first`, where `draw_drafts` will show them."""
    numbered = reversed(list(enumerate(texts, first)))
    columns = "".join(_draw_draft(say("draft_number", language, number=number), text, "") for number, text in numbered)
    return f'<div class="drafts">{columns}</div>'


def _draw_draft(title: str, text: str, foot: str) -> str:
    return f'<article class="draft"><header><h4>{escape(title)}</h4>{foot}</header><div>{escape(text)}</div></article>'


def draw_ending(letter: Letter, unit: Unit, seconds: float, language: Language) -> str:
    """How the letter ended, who wrote it, and how long it is."""
    model = say("offline_name", language) if letter.model == "offline" else letter.model
    parts = [] if letter.outcome == "complete" else [say(f"outcome_{letter.outcome}", language)]
    done = say(
        "done_in", language, model=model, seconds=f"{seconds:.1f}", count=count(letter.text, unit), unit=say(f"unit_{unit}", language)
    )
    said = escape(" ".join(filter(None, [*parts, letter.notice, done])))
    see = f'<a class="see-review" href="#review">{escape(say("see_review", language))}</a>' if letter.review else ""
    return f'<p class="status ending {letter.outcome}" role="status">{said} {see}</p>'


def draw_desktop(desk: LetterDesk, desktop: Desktop, language: Language) -> dict[object, object]:
    """The updates that show the letter in hand with its review; the editor keeps what is in it."""
    letter, review = desktop.letter, desktop.letter.review if desktop.letter else None
    paragraphs = letter.text.split("\n\n") if letter else []
    places = [(say("revise_whole", language), WHOLE)] + [
        (say("revise_paragraph", language, number=number + 1, start=paragraph.strip()[:24]), number)
        for number, paragraph in enumerate(paragraphs)
        if paragraph.strip()
    ]
    return {
        desk.desktop: desktop.model_dump(mode="json"),
        desk.review: draw_review(letter.text if letter else "", review, language),
        desk.unused: draw_unused(desktop.fit, review, language),
        desk.checks: draw_checks(review, language),
        desk.where: gr.update(choices=places, value=WHOLE),
        desk.drafts: draw_drafts(desktop.drafts, letter.text if letter else "", language),
        desk.again: gr.update(visible=letter is not None),
    }
