"""Every sentence of a letter held against the resume, the applicant's notes and the posting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coverletter.types import Check, Passage, Posting, Resume, Review, ReviewedSentence


class Embedder(Protocol):
    """`matching.embedding.SentenceEmbedder`: unit vectors, float32, of shape (len(texts), dimension)."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]: ...


class RunsChecks(Protocol):
    """`review.checks.run_checks`: what is looked at before a letter is sent."""

    def __call__(
        self, text: str, sentences: tuple[ReviewedSentence, ...], resume: Resume, posting: Posting | None, notes: Sequence[Passage]
    ) -> tuple[Check, ...]: ...


class Reviewer:
    """Reviews letters; holds no state but its embedder, so one serves all threads."""

    def __init__(self, embedder: Embedder, checks: RunsChecks | None = None) -> None:
        self._embedder = embedder
        self._checks = checks

    def review(self, text: str, resume: Resume, posting: Posting | None, notes: Sequence[Passage], today: date) -> Review:
        """Cut `text` into sentences and give each a verdict, a score from 0 (fine) to 1, reasons and evidence.

        `notes` are passages of the applicant's own words: a second source that counts like the resume.
        """
        raise NotImplementedError
