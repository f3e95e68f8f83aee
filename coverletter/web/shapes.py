"""The shapes of what goes in and out of the endpoints: a contract that `tests/test_api_contract.py` holds.

They are TypedDicts because Gradio derives the API's own description from them. This module evaluates its annotations at
import (no `from __future__ import annotations`), for Gradio reads them as they stand.
"""

from typing import Literal, NotRequired, TypedDict

from coverletter.types import Language, MatchStatus, Outcome, RequirementKind, Source, Unit, Verdict


class FileMark(TypedDict):
    _type: Literal["gradio.FileData"]


class UploadedFile(TypedDict):
    path: str
    meta: FileMark


class PassageShape(TypedDict):
    id: str
    page: int
    text: str


class ResumeShape(TypedDict):
    id: str
    name: str
    pages: int
    language: Language
    text: str
    passages: list[PassageShape]
    quality: float
    warnings: list[str]


class RequirementShape(TypedDict):
    text: str
    kind: RequirementKind


class PostingShape(TypedDict):
    title: str
    company: str
    language: Language
    text: str
    requirements: list[RequirementShape]
    warnings: list[str]


class EvidenceShape(TypedDict):
    text: str
    page: int
    score: float
    source: Source


class MatchShape(TypedDict):
    requirement: str
    kind: RequirementKind
    status: MatchStatus
    score: float
    evidence: list[EvidenceShape]
    explanation: str


class FitShape(TypedDict):
    posting: PostingShape
    matches: list[MatchShape]
    coverage: float


class ReasonShape(TypedDict):
    kind: str
    hard: bool
    claim: str
    found: str


class SentenceShape(TypedDict):
    text: str
    verdict: Verdict
    score: float
    reasons: list[ReasonShape]
    evidence: list[EvidenceShape]


class CheckShape(TypedDict):
    name: str
    passed: bool
    message: str


class ReviewShape(TypedDict):
    sentences: list[SentenceShape]
    checks: list[CheckShape]
    supported: int
    unsupported: int
    neutral: int


class UsageShape(TypedDict):
    input_tokens: int
    output_tokens: int


class QuestionShape(TypedDict):
    question: str
    limit: int
    unit: NotRequired[Unit]


class AnswerShape(TypedDict):
    question: str
    text: str
    count: int
    limit: int
    unit: Unit


class LetterShape(TypedDict):
    id: str
    text: str
    language: Language
    outcome: Outcome
    model: str
    usage: UsageShape
    notice: str
    review: ReviewShape | None
    answers: list[AnswerShape]
    prompt_version: str


class ProgressShape(TypedDict):
    text: str
    done: bool
    stage: str
    letter: NotRequired[LetterShape]


class LetterLineShape(TypedDict):
    id: str
    title: str
    company: str
    language: Language
    created: str
    versions: int


class VersionShape(TypedDict):
    text: str
    created: str
    instruction: str
    review: ReviewShape | None


class KeptLetterShape(TypedDict):
    id: str
    title: str
    company: str
    language: Language
    posting: str
    created: str
    versions: list[VersionShape]


class ErasedShape(TypedDict):
    letters: int
    files: int
    vectors: int
