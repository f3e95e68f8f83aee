"""Labelled requirements held against their resumes, as the fit and the measurement of matching need them."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.corpus import Corpus, MatchLabel, words_of
from coverletter.matching.comparison import Comparison, compare
from coverletter.matching.embedding import SentenceEmbedder
from coverletter.matching.held import hold
from coverletter.reading.resume import ResumeReader
from coverletter.types import Language, Passage

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One labelled requirement of one posting, held against one resume."""

    corpus: str
    label: MatchLabel
    comparison: Comparison
    is_evidence: Matrix
    """1 for each passage that a labelled span credits, else 0."""
    resume_language: Language
    posting_language: Language

    @property
    def crosses(self) -> bool:
        """Whether resume and posting differ in language."""
        return self.resume_language != self.posting_language


def credits(passage: str, span: str) -> bool:
    """Whether a passage counts for a labelled span of evidence.

    At least two thirds of the shorter one's words (multisets, NFKC, casefolded) stand in the other, and at least two words, or
    one where the shorter one has only one. A passage may hold more than the span, and less.
    """
    left, right = Counter(words_of(passage)), Counter(words_of(html.unescape(span)))
    shared, shorter = (left & right).total(), min(left.total(), right.total())
    return shorter > 0 and shared / shorter >= 0.66 and (shared >= 2 or shorter == 1)


def read_examples(corpora: Sequence[Corpus], embedder: SentenceEmbedder) -> list[Example]:
    """Read every resume from its PDF and compare it with the labelled requirements of its postings."""
    found: list[Example] = []
    reader = ResumeReader()
    try:
        for corpus in corpora:
            for resume in corpus.resumes.values():
                read = reader.read(resume.pdf.read_bytes(), resume.pdf.name)
                held = hold(read.passages)
                labels = [label for label in corpus.matches if label.resume == resume.name]
                for posting in dict.fromkeys(label.posting for label in labels):
                    asked = [label for label in labels if label.posting == posting]
                    compared = compare(
                        [html.unescape(label.requirement) for label in asked],
                        held,
                        lambda queries, texts: np.asarray(embedder.embed(queries) @ embedder.embed(texts).T, dtype=float),
                    )
                    found += [
                        Example(
                            corpus.name,
                            label,
                            comparison,
                            _evidence(label, read.passages),
                            read.language,
                            corpus.postings[posting].language,
                        )
                        for label, comparison in zip(asked, compared, strict=True)
                    ]
    finally:
        reader.close()
    return found


def _evidence(label: MatchLabel, passages: Sequence[Passage]) -> Matrix:
    return np.array([float(any(credits(passage.text, span) for span in label.evidence)) for passage in passages])


def folds_of(examples: Sequence[Example], count: int = 8, seed: int = 0) -> list[frozenset[str]]:
    """The resumes in `count` groups: all requirements of a resume are fitted on, or measured, together."""
    resumes = sorted({example.label.resume for example in examples})
    np.random.default_rng(seed).shuffle(resumes)
    return [frozenset(resumes[start::count]) for start in range(count)]
