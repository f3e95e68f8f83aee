"""Labelled letters as examples for the review's model: every sentence with its signals, under its own resume and under a wrong one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.corpus import Corpus, LetterLabel, SentenceLabel
from benchmarks.planted import deeds_of, planted_letter
from coverletter.matching.embedding import SentenceEmbedder
from coverletter.reading.posting import read_posting
from coverletter.reading.resume import ResumeReader
from coverletter.review.analysis import Analysis, analyse
from coverletter.review.dossier import Embedder, open_dossier
from coverletter.types import Posting, Resume

TODAY = date(2026, 1, 15)


@dataclass(frozen=True)
class Example:
    """One labelled sentence. `shown` names the resume it was held against; `owner` the one it was written for."""

    letter: str
    owner: str
    shown: str
    crossed: bool
    korean: bool
    sentence: SentenceLabel
    analysis: Analysis
    is_planted: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether it was shown with another person's resume."""
        return self.shown != self.owner

    @property
    def has_numbers(self) -> bool:
        """Whether it says any amount, date or duration."""
        statement = self.analysis.claim.statement
        return bool(statement.quantities or statement.durations or statement.dates)


def collect(corpora: Sequence[Corpus], embedder: Embedder | None = None) -> list[Example]:
    """Every sentence twice: with its own resume, and with one of another person in the same language, chosen by a fixed draw. Then the
    planted sentences of every resume (`benchmarks.planted`), which teach and are not scored."""
    embedder = embedder or SentenceEmbedder()
    reader = ResumeReader()
    examples: list[Example] = []
    draw = random.Random(1)
    try:
        for corpus in corpora:
            resumes = {name: reader.read(file.pdf.read_bytes(), file.pdf.name) for name, file in corpus.resumes.items()}
            postings = {name: read_posting(file.text) for name, file in corpus.postings.items()}
            for letter in corpus.letters:
                own = resumes[letter.resume]
                others = sorted(name for name, resume in resumes.items() if name != letter.resume and resume.language == own.language)
                for shown in (letter.resume, draw.choice(others or sorted(set(resumes) - {letter.resume}))):
                    examples.extend(_examples(letter, shown, resumes[shown], postings[letter.posting], embedder))
            about = list(postings.values())
            for name, resume in sorted(resumes.items()):
                examples.extend(_planted(name, resume, draw.choice(about), embedder, draw))
    finally:
        reader.close()
    return examples


def _examples(letter: LetterLabel, shown: str, resume: Resume, posting: Posting, embedder: Embedder) -> list[Example]:
    dossier = open_dossier(resume, posting, (), embedder, TODAY)
    analyses = analyse([sentence.text for sentence in letter.sentences], dossier, embedder)
    return [
        Example(letter.id, letter.resume, shown, letter.language != resume.language, letter.language == "ko", sentence, analysis)
        for sentence, analysis in zip(letter.sentences, analyses, strict=True)
    ]


def _planted(name: str, resume: Resume, posting: Posting, embedder: Embedder, draw: random.Random) -> list[Example]:
    dossier = open_dossier(resume, posting, (), embedder, TODAY)
    sentences = planted_letter(deeds_of(resume, posting), resume, draw)
    analyses = analyse([text for text, _ in sentences], dossier, embedder)
    return [
        Example(f"planted {name}", name, name, False, resume.language == "ko", _label(text, is_true), analysis, is_planted=True)
        for (text, is_true), analysis in zip(sentences, analyses, strict=True)
    ]


def _label(text: str, is_true: bool) -> SentenceLabel:
    return SentenceLabel(text, "supported" if is_true else "unsupported", "", (), (), 0, frozenset())
