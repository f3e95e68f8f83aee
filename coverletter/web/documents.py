"""Step one: the resume, the posting, and what the letter should be like."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import gradio as gr
from gradio.blocks import Block
from gradio.helpers import Examples
from pydantic import SecretStr, ValidationError

from coverletter.errors import BadInput
from coverletter.types import USUAL_LENGTH, ModelChoice, Posting, Resume, WriteRequest
from coverletter.web.desk import Desk
from coverletter.web.draw_fit import draw_resume
from coverletter.web.frame import SPEAK_UP, Field, Frame, Values, browser_state, draw_problem, draw_step, recall
from coverletter.web.sentences import foreseen
from coverletter.web.shapes import UploadedFile
from coverletter.web.words import label

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLES_IN = {"en": ("resume.pdf", "posting_en.txt"), "ko": ("resume_ko.pdf", "posting_ko.txt")}
SAMPLE_LABELS = ("English resume and posting", "한국어 이력서와 공고")
FILE_TYPES = [".pdf", ".docx", ".txt", ".md"]
UNITS = ("words", "characters", "characters_no_blanks", "bytes_euckr", "bytes_utf8", "bytes_neis")


@dataclass(frozen=True)
class Documents:
    """The components of step one."""

    upload: gr.File
    resume: gr.BrowserState
    card: gr.HTML
    fetched: gr.BrowserState
    posting: gr.Textbox
    url: gr.Textbox
    fetch: gr.Button
    posting_file: gr.UploadButton
    notes: gr.Textbox
    tone: gr.Radio
    length: gr.Number
    unit: gr.Dropdown
    letter_language: gr.Radio
    instructions: gr.Textbox
    strict: gr.Checkbox
    blind: gr.Checkbox
    keep: gr.Checkbox
    model: gr.Textbox
    model_url: gr.Textbox
    model_key: gr.Textbox
    own_model: gr.BrowserState
    status: gr.HTML
    sample: gr.Radio
    samples: Examples | None

    @property
    def typed(self) -> list[Field]:
        """What a person types or chooses, in a fixed order."""
        wishes: list[Field] = [
            self.tone,
            self.length,
            self.unit,
            self.letter_language,
            self.instructions,
            self.strict,
            self.blind,
            self.keep,
        ]
        return [self.posting, self.url, self.notes, *wishes]

    @property
    def own(self) -> list[Field]:
        """The visitor's own model."""
        return [self.model, self.model_url, self.model_key]

    @property
    def asked(self) -> set[Block]:
        """Everything a request is made of."""
        return {self.resume, self.fetched, *self.typed, *self.own}

    def resume_in(self, values: Values) -> Resume:
        """The resume the browser holds. Raises `BadInput` without one."""
        resume = recall(Resume, values[self.resume])
        if resume is None:
            raise BadInput("Choose a resume first.", "먼저 이력서를 골라 주세요.")
        return resume

    def posting_in(self, values: Values, desk: Desk) -> Posting:
        """The posting, read. Raises `BadInput` without one, and as `read_posting` does."""
        text, url = str(values[self.posting] or ""), str(values[self.url] or "")
        if not text.strip() and not url.strip():
            raise BadInput("Paste the job posting first.", "먼저 채용 공고를 붙여 넣어 주세요.")
        fetched = recall(Posting, values[self.fetched])
        return fetched if fetched and fetched.text == text else desk.read_posting(text, url)

    def show_fetched(self, values: Values, posting: Posting) -> dict[Any, Any]:
        """A posting that was known by its address only goes into the box, so that it is fetched once and can be read."""
        if str(values[self.posting] or "").strip():
            return {}
        return {self.posting: posting.text, self.fetched: posting.model_dump(mode="json")}

    def choice_in(self, values: Values) -> ModelChoice:
        """The visitor's own model, for this one call."""
        name, url, key = (str(values[component] or "").strip() for component in self.own)
        return ModelChoice(model=name, base_url=url, api_key=SecretStr(key))

    def request_in(self, values: Values, posting: Posting, workspace: str) -> WriteRequest:
        """What `write` is asked for. Raises `BadInput`."""
        try:
            return WriteRequest(
                resume=self.resume_in(values),
                posting=posting,
                language=values[self.letter_language],
                tone=values[self.tone],
                length=int(values[self.length] or 0),
                unit=values[self.unit],
                instructions=values[self.instructions] or "",
                notes=values[self.notes] or "",
                strict=bool(values[self.strict]),
                blind=bool(values[self.blind]),
                workspace=workspace if values[self.keep] else "",
                choice=self.choice_in(values),
            )
        except (ValidationError, TypeError, ValueError) as error:
            raise BadInput("Check the wishes for the letter.", "원하는 글 항목을 확인해 주세요.") from error


def lay_out_documents() -> Documents:
    """Resume on the left, posting on the right, wishes below."""
    with gr.Row(equal_height=False, elem_classes="two"):
        with gr.Column(elem_classes="sheet"):
            upload = gr.File(label=label("resume"), file_types=[*FILE_TYPES], height=150, elem_id="resume-upload")
            card = gr.HTML(elem_id="resume-card")
            sample = gr.Radio(list(SAMPLES_IN), visible=False)
            samples = _lay_out_samples(sample)
            with gr.Accordion(label("own_words"), open=False):
                notes = gr.Textbox(label=label("notes"), placeholder=label("notes_placeholder"), lines=4, max_lines=12)
        with gr.Column(elem_classes="sheet"):
            posting = gr.Textbox(
                label=label("posting"),
                placeholder=label("posting_placeholder"),
                lines=10,
                max_lines=14,
                elem_id="posting",
                autoscroll=False,
            )
            with gr.Row(elem_classes="inline"):
                url = gr.Textbox(label=label("url"), placeholder=label("url_placeholder"), scale=4, min_width=180, elem_id="posting-url")
                fetch = gr.Button(label("fetch"), scale=1, min_width=90, size="md", elem_id="fetch")
                posting_file = gr.UploadButton(
                    str(label("posting_file")), file_types=[*FILE_TYPES], scale=1, min_width=120, size="md", elem_id="posting-file"
                )
    with gr.Accordion(label("wishes"), open=False, elem_classes="sheet"):
        with gr.Row():
            tone = gr.Radio([(label(f"tone_{name}"), name) for name in ("formal", "warm", "direct")], value="formal", label=label("tone"))
            letter_language = gr.Radio(
                [(label(f"language_{name}"), name) for name in ("auto", "en", "ko")], value="auto", label=label("letter_language")
            )
            with gr.Row():
                length = gr.Number(USUAL_LENGTH, label=label("length"), precision=0, min_width=90)
                unit = gr.Dropdown([(label(f"unit_{name}"), name) for name in UNITS], value="words", label=label("unit"), min_width=150)
        instructions = gr.Textbox(label=label("instructions"), placeholder=label("instructions_placeholder"), lines=2, max_lines=6)
        with gr.Row():
            strict = gr.Checkbox(False, label=label("strict"), min_width=280)
            blind = gr.Checkbox(False, label=label("blind"), min_width=280)
    with gr.Accordion(label("own_model"), open=False, elem_classes="sheet"):
        gr.Markdown(label("own_model_say"), elem_classes="quiet")
        with gr.Row():
            model = gr.Textbox(label=label("own_model_name"), placeholder=label("own_model_placeholder"))
            model_url = gr.Textbox(label=label("own_model_url"), placeholder=label("url_placeholder"))
            model_key = gr.Textbox(label=label("own_model_key"), type="password", elem_id="own-key")
    keep = gr.Checkbox(True, label=label("keep"), elem_id="keep")
    status = gr.HTML(elem_id="documents-status", js_on_load=SPEAK_UP)
    return Documents(
        upload, browser_state("resume"), card, browser_state("posting"), posting, url, fetch, posting_file, notes, tone, length,
        unit, letter_language, instructions, strict, blind, keep, model, model_url, model_key, browser_state("own-model", ["", "", ""]), status,
        sample, samples,
    )  # fmt: skip


def _lay_out_samples(sample: gr.Radio) -> Examples | None:
    if not SAMPLES.is_dir():
        return None
    samples: Examples = gr.Examples(
        [[name] for name in SAMPLES_IN], sample, example_labels=list(SAMPLE_LABELS), label=label("examples"), cache_examples=False,
        api_visibility="private", elem_id="samples",
    )  # fmt: skip
    return samples


def wire_documents(documents: Documents, frame: Frame, desk: Desk) -> None:
    """What happens in step one: an upload is read and gone, a posting is fetched into the box."""

    async def read_upload(values: Values) -> AsyncIterator[dict[Any, Any]]:
        language = frame.language_in(values)
        if not values[documents.upload]:
            yield {documents.status: ""}
            return
        yield {documents.status: draw_step("stage_reading", language)}
        try:
            resume = await asyncio.to_thread(desk.read, cast(UploadedFile, values[documents.upload]))
        except Exception as raised:
            error = foreseen(raised)
            yield {documents.status: draw_problem(error, language), documents.upload: None}
            return
        yield {
            documents.resume: resume.model_dump(mode="json"),
            documents.card: draw_resume(resume, language),
            documents.status: "",
            documents.upload: None,
        }

    async def fetch_posting(values: Values) -> AsyncIterator[dict[Any, Any]]:
        language = frame.language_in(values)
        yield {documents.status: draw_step("stage_fetching", language)}
        try:
            posting = await asyncio.to_thread(desk.read_posting, "", str(values[documents.url] or ""))
        except Exception as raised:
            error = foreseen(raised)
            yield {documents.status: draw_problem(error, language)}
            return
        yield {documents.status: "", documents.posting: posting.text, documents.fetched: posting.model_dump(mode="json")}

    async def read_posting_file(values: Values) -> AsyncIterator[dict[Any, Any]]:
        language = frame.language_in(values)
        yield {documents.status: draw_step("stage_reading", language)}
        try:
            read = await asyncio.to_thread(desk.read, cast(UploadedFile, values[documents.posting_file]))
            posting = await asyncio.to_thread(desk.letters.read_posting, read.text)
        except Exception as raised:
            error = foreseen(raised)
            yield {documents.status: draw_problem(error, language)}
            return
        yield {documents.status: "", documents.posting: posting.text, documents.fetched: posting.model_dump(mode="json")}

    async def read_sample(values: Values) -> AsyncIterator[dict[Any, Any]]:
        language = frame.language_in(values)
        resume_file, posting_file = SAMPLES_IN.get(str(values[documents.sample]), SAMPLES_IN["en"])
        yield {documents.status: draw_step("stage_reading", language)}
        resume = await asyncio.to_thread(desk.letters.read_resume, (SAMPLES / resume_file).read_bytes(), resume_file)
        yield {
            documents.resume: resume.model_dump(mode="json"),
            documents.card: draw_resume(resume, language),
            documents.posting: (SAMPLES / posting_file).read_text(encoding="utf-8"),
            documents.url: "",
            documents.status: "",
        }

    if documents.samples:
        documents.samples.load_input_event.then(
            read_sample,
            {documents.sample, frame.language},
            [documents.resume, documents.card, documents.posting, documents.url, documents.status],
            show_progress="hidden",
            api_visibility="private",
        )
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
    # without preprocessing, for Gradio's own leaves an empty file behind for every upload
    reading = [documents.resume, documents.card, documents.status, documents.upload]
    documents.upload.upload(read_upload, {documents.upload, frame.language}, reading, preprocess=False, **quiet)
    found = [documents.status, documents.posting, documents.fetched]
    documents.posting_file.upload(read_posting_file, {documents.posting_file, frame.language}, found, preprocess=False, **quiet)
    gr.on([documents.fetch.click, documents.url.submit], fetch_posting, {documents.url, frame.language}, found, **quiet)
