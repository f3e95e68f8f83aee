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
from coverletter.web.frame import browser_state, draw_note
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

    def with_draft(self, letter: Letter, now: datetime) -> Desktop:
        """The desk with one more draft, which is the letter in hand; the oldest drafts make room."""
        number = self.drafts[-1].number + 1 if self.drafts else 1
        drafts = (*self.drafts, Draft(letter=letter, number=number, created=now))[-MOST_DRAFTS:]
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
    draft: gr.Dropdown
    use_draft: gr.Button


def lay_out_actions() -> dict[str, gr.Button]:
    """The buttons under step one."""
    with gr.Row(elem_classes="actions"):
        return {
            "write": gr.Button(label("write"), variant="primary", size="lg", scale=3, elem_id="write"),
            "match": gr.Button(label("match"), size="lg", scale=1, elem_id="match"),
        }


def lay_out_letter(actions: dict[str, gr.Button], fit: gr.HTML) -> LetterDesk:
    """Editor on the left, review on the right; changes, drafts and exports below."""
    status = gr.HTML(elem_id="letter-status")
    with gr.Row(elem_classes="actions slim"):
        stop = gr.Button(label("stop"), variant="stop", visible=False, elem_id="stop", min_width=110)
        offline = gr.Button(label("offline"), visible=False, elem_id="offline", min_width=160)
        again = gr.Button(label("again"), elem_id="again", min_width=110)
        variants = gr.Button(label("variants"), elem_id="variants", min_width=160)
    with gr.Row(equal_height=False, elem_classes="two letter"):
        with gr.Column(elem_classes="paper"):
            editor = gr.Textbox(
                label=label("letter"), placeholder=label("letter_placeholder"), lines=20, max_lines=44, buttons=["copy"],
                elem_id="letter", autoscroll=False, interactive=True,
            )  # fmt: skip
            instruction = gr.Textbox(label=label("revise"), placeholder=label("revise_placeholder"), lines=1, elem_id="instruction")
            with gr.Row(elem_classes="inline"):
                where = gr.Dropdown([(label("revise_whole"), WHOLE)], value=WHOLE, label=label("revise_where"), scale=3, min_width=160)
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
    with gr.Accordion(label("drafts"), open=False, elem_classes="sheet", elem_id="drafts-panel"):
        drafts = gr.HTML(elem_id="drafts")
        with gr.Row(elem_classes="inline"):
            draft = gr.Dropdown([], label=label("draft_choose"), min_width=160, scale=2)
            use_draft = gr.Button(label("draft_use"), min_width=140, scale=1)
    return LetterDesk(
        fit, browser_state("desktop"), actions["write"], actions["match"], stop, again, variants, offline, status, editor, review_again, review, unused,
        checks, instruction, where, revise, keep_edit, exports, download, drafts, draft, use_draft,
    )  # fmt: skip


def draw_drafts(drafts: tuple[Draft, ...] | tuple[tuple[str, str], ...], language: Language) -> str:
    """Drafts side by side, each under its number or title."""
    if not drafts:
        return draw_empty(say("drafts", language), say("drafts_empty", language))
    columns = ""
    for draft in drafts:
        title, text = (say("draft_number", language, number=draft.number), draft.letter.text) if isinstance(draft, Draft) else draft
        columns += f'<article class="draft"><h4>{escape(title)}</h4><div>{escape(text)}</div></article>'
    return f'<div class="drafts">{columns}</div>'


def draw_ending(letter: Letter, unit: Unit, seconds: float, language: Language) -> str:
    """How the letter ended, who wrote it, and how long it is."""
    model = say("offline_name", language) if letter.model == "offline" else letter.model
    parts = [] if letter.outcome == "complete" else [say(f"outcome_{letter.outcome}", language)]
    done = say(
        "done_in", language, model=model, seconds=f"{seconds:.1f}", count=count(letter.text, unit), unit=say(f"unit_{unit}", language)
    )
    return draw_note(" ".join([*parts, letter.notice, done]).strip())


def draw_desktop(desk: LetterDesk, desktop: Desktop, language: Language) -> dict[object, object]:
    """The updates that show the letter in hand with its review; the editor keeps what is in it."""
    letter, review = desktop.letter, desktop.letter.review if desktop.letter else None
    paragraphs = letter.text.split("\n\n") if letter else []
    places = [(say("revise_whole", language), WHOLE)] + [
        (say("revise_paragraph", language, number=number + 1, start=paragraph.strip()[:24]), number)
        for number, paragraph in enumerate(paragraphs)
        if paragraph.strip()
    ]
    numbers = [(say("draft_number", language, number=draft.number), draft.number) for draft in desktop.drafts]
    return {
        desk.desktop: desktop.model_dump(mode="json"),
        desk.review: draw_review(letter.text if letter else "", review, language),
        desk.unused: draw_unused(desktop.fit, review, language),
        desk.checks: draw_checks(review, language),
        desk.where: gr.update(choices=places, value=WHOLE),
        desk.drafts: draw_drafts(desktop.drafts, language),
        desk.draft: gr.update(choices=numbers, value=numbers[-1][1] if numbers else None),
    }
