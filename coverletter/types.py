"""The frozen records that flow through the house: reading, matching, writing, review, keeping.

Field names of the records that reach the outside are a contract (`docs/api.md`, `tests/test_api_contract.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

Language = Literal["en", "ko"]
LanguageChoice = Literal["auto", "en", "ko"]
Tone = Literal["formal", "warm", "direct"]
Unit = Literal["words", "characters", "characters_no_blanks", "bytes_euckr", "bytes_utf8", "bytes_neis"]
RequirementKind = Literal["required", "preferred", "responsibility"]
MatchStatus = Literal["met", "partial", "missing"]
Source = Literal["resume", "notes"]
PassageKind = Literal["heading", "entry", "bullet", "sentence", "line", "contact"]
Verdict = Literal["supported", "unsupported", "neutral"]
Outcome = Literal["complete", "truncated", "refused", "cut_off", "timed_out", "stopped"]
ExportFormat = Literal["pdf", "docx", "md", "txt"]

USUAL_LENGTH = 300
"""Words of a letter nobody gave a length for: one page."""


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(Record):
    """One bullet, sentence or line of a resume (or of the applicant's notes), at most 60 words."""

    id: str = Field(description="unique within its resume, in reading order: p1, p2, ... (notes: n1, n2, ...)")
    page: int = Field(description="1-based page; 0 for notes")
    text: str = Field(description="as it stands in the resume, white space collapsed")
    kind: PassageKind = "sentence"
    heading: str = Field("", description="the section heading it stands under, such as 'Experience' or '경력'")
    entry: str = Field("", description="the header line(s) of the job, project or school it belongs to: employer, title, place, dates")
    source: Source = "resume"


class Resume(Record):
    """A resume as it was read."""

    id: str = Field(description="hex SHA-256 of the uploaded bytes")
    name: str = Field(description="the person's name, empty when it was not found")
    pages: int
    language: Language
    text: str = Field(description="the whole text in reading order, one line per line, blocks separated by empty lines")
    passages: tuple[Passage, ...]
    quality: float = Field(description="0 to 1: the share of the text that reads as language, not as debris")
    warnings: tuple[str, ...] = ()


class Requirement(Record):
    """One thing a posting asks for, in the posting's own words."""

    text: str
    kind: RequirementKind


class Posting(Record):
    """A job posting as it was read."""

    title: str
    company: str
    language: Language
    text: str = Field(description="cleaned text: no HTML leftovers, no emoji")
    requirements: tuple[Requirement, ...]
    warnings: tuple[str, ...] = ()
    source: str = Field("", description="the address it was fetched from, empty for pasted text")


class Evidence(Record):
    """A quotation of the resume or the notes: at most a sentence or a bullet."""

    text: str
    page: int = Field(description="1-based page; 0 for notes")
    score: float = Field(description="0 to 1")
    source: Source = "resume"


class Match(Record):
    """One requirement and what the applicant's documents say about it."""

    requirement: str
    kind: RequirementKind
    status: MatchStatus
    score: float = Field(description="0 to 1: how sure the evidence is")
    evidence: tuple[Evidence, ...] = Field(description="at most three, best first; empty when missing")
    explanation: str = Field("", description="why a computed status came out so, such as '6.2 of 5 years'; may be empty")


class Fit(Record):
    """A posting held against a resume."""

    posting: Posting
    matches: tuple[Match, ...]
    coverage: float = Field(description="0 to 1: weighted share of the requirements met; required count twice, partial counts half")


class Usage(Record):
    """Tokens a model server reported; zero where it reported none."""

    input_tokens: int = 0
    output_tokens: int = 0


class Reason(Record):
    """Why a sentence of a letter is doubted."""

    kind: str = Field(description="such as number, duration, employer, title, skill, degree, responsibility, scope, company_fact, coverage")
    hard: bool = Field(description="True: it contradicts the resume; False: no support was found")
    claim: str = Field(description="what the letter says")
    found: str = Field("", description="what the resume says instead; empty when it says nothing")


class ReviewedSentence(Record):
    """One sentence of a letter and what the resume says about it."""

    text: str
    verdict: Verdict
    score: float = Field(description="0 (surely fine) to 1 (surely unsupported)")
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Check(Record):
    """One thing looked at before a letter is sent."""

    name: str
    passed: bool
    message: str = Field(description="one sentence, in the language of the letter")


class Review(Record):
    """Every sentence of a letter held against the resume, and the checks before sending."""

    sentences: tuple[ReviewedSentence, ...]
    checks: tuple[Check, ...]
    supported: int
    unsupported: int
    neutral: int


class Question(Record):
    """One question of a Korean application form (자기소개서 문항)."""

    question: str
    limit: int
    unit: Unit = "characters"


class Answer(Record):
    """An answer to one question, counted by the question's own rule."""

    question: str
    text: str
    count: int
    limit: int
    unit: Unit


class Letter(Record):
    """A letter, or a set of answers, as it came out."""

    id: str
    text: str
    language: Language
    outcome: Outcome
    model: str = Field(description="the model's name, or 'offline'")
    usage: Usage = Usage()
    notice: str = Field("", description="one sentence a reader must know: composed offline, incomplete and why, sentences taken out")
    review: Review | None = None
    answers: tuple[Answer, ...] = ()
    prompt_version: str = ""


class Progress(Record):
    """One step of a stream: the text so far, never a difference."""

    text: str
    done: bool
    ahead: int = Field(0, description="while waiting: how many letters are to be begun before this one")
    stage: str = Field(description="reading, matching, waiting, writing, reviewing, repairing, done")
    letter: Letter | None = None


class Version(Record):
    """One kept state of a letter."""

    text: str
    created: datetime
    instruction: str = ""
    review: Review | None = None


class KeptLetter(Record):
    """A letter a workspace keeps, with every version."""

    id: str
    title: str
    company: str
    language: Language
    posting: str = Field(description="the posting's text as it was on the day")
    created: datetime
    versions: tuple[Version, ...]


class LetterSummary(Record):
    """One line of a workspace's history."""

    id: str
    title: str
    company: str
    language: Language
    created: datetime
    versions: int


class Erased(Record):
    """How many of each are gone."""

    letters: int
    files: int
    vectors: int


class DateRange(Record):
    """A stretch of time in a resume; `end` is None for a job marked present."""

    start: date
    end: date | None


class ModelChoice(Record):
    """The model one call uses instead of the operator's; the key lives only as long as the call."""

    model: str = ""
    base_url: str = ""
    api_key: SecretStr = SecretStr("")


class Brief(Record):
    """All a writer is told about one piece of text."""

    task: Literal["letter", "answer", "revise", "mend", "shorten", "lengthen"]
    language: Language
    tone: Tone = "formal"
    length: int = Field(350, description="in `unit`; a target for letters, an upper limit for answers")
    unit: Unit = "words"
    instructions: str = Field("", description="what the applicant asked for, in their own words")
    posting: Posting
    matches: tuple[Match, ...] = ()
    passages: tuple[Passage, ...] = Field((), description="every passage of the resume, then of the notes")
    name: str = Field("", description="the applicant's name, for the signature")
    question: str = Field("", description="for `answer`, `shorten` and `lengthen`: the question that is answered")
    draft: str = Field("", description="for all but `letter` and `answer`: the text as it stands")
    doubts: tuple[ReviewedSentence, ...] = Field((), description="for `mend`: the sentences to put right, and why")
    spent: tuple[str, ...] = Field((), description="evidence already used for other questions")
    later: tuple[Question, ...] = Field((), description="questions that are still to be answered from the same evidence")
    variant: int = Field(0, description="which of several drafts: each takes another way in and another order")


class Chunk(Record):
    """One piece of a writer's stream: new text, and at the end how it ended."""

    text: str = Field("", description="what came since the last chunk")
    ahead: int = Field(0, description="how many letters are to be begun before this one; 0 once it is begun")
    outcome: Outcome | None = Field(None, description="set on the last chunk only")
    notice: str = Field("", description="one sentence a reader must know, on the last chunk")
    usage: Usage = Usage()


class WriteRequest(Record):
    """What `/write` takes, after the files have been read."""

    resume: Resume
    posting: Posting
    language: LanguageChoice = "auto"
    tone: Tone = "formal"
    length: int = USUAL_LENGTH
    unit: Unit = "words"
    instructions: str = ""
    notes: str = ""
    strict: bool = False
    blind: bool = Field(False, description="check for what Korean blind hiring forbids: name, sex, age, region, school, family")
    workspace: str = ""
    choice: ModelChoice = ModelChoice()


class AnswerRequest(Record):
    """What `/answer` takes, after the files have been read."""

    resume: Resume
    posting: Posting
    questions: tuple[Question, ...]
    language: LanguageChoice = "auto"
    notes: str = ""
    blind: bool = Field(False, description="check for what Korean blind hiring forbids")
    workspace: str = ""
    choice: ModelChoice = ModelChoice()


class ReviseRequest(Record):
    """What `/revise` takes, after the files have been read."""

    letter: str = Field(description="the text, or with a workspace the id of a kept letter")
    instruction: str
    resume: Resume
    posting: Posting
    notes: str = ""
    paragraph: int | None = Field(None, description="0-based; None revises the whole letter")
    blind: bool = Field(False, description="check for what Korean blind hiring forbids")
    workspace: str = ""
    choice: ModelChoice = ModelChoice()


class ExportedFile(Record):
    """A letter as a file."""

    filename: str
    media_type: str
    data: bytes
    notice: str = Field("", description="one sentence in the letter's language when a character could not be printed; empty otherwise")
