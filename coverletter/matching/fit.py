"""A posting held against a resume: for each requirement the best passages, and whether it is met."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coverletter.errors import NotReady
from coverletter.matching.comparison import Comparison, Matrix, compare
from coverletter.matching.held import hold
from coverletter.matching.ranker import Ranker, shipped_ranker
from coverletter.matching.status import Judge, shipped_judge, signals_of, with_fit
from coverletter.matching.verdict import Verdict
from coverletter.matching.verdicts import find_verdicts
from coverletter.types import Evidence, Fit, Language, Match, MatchStatus, Passage, Posting, Requirement, Resume

Vectors = npt.NDArray[np.float32]

MOST_EVIDENCE = 3
WEIGHT = {"required": 2.0, "preferred": 1.0, "responsibility": 1.0}
CREDIT = {"met": 1.0, "partial": 0.5, "missing": 0.0}


class Embedder(Protocol):
    """`embedding.SentenceEmbedder`."""

    def embed(self, texts: Sequence[str]) -> Vectors: ...


class EvidenceIndex(Protocol):
    """`index.ChromaIndex`: raises `NotReady` while it cannot be reached."""

    def held(self, owner: str, resume_id: str) -> frozenset[str]: ...

    def upsert(self, owner: str, resume_id: str, ids: Sequence[str], vectors: Vectors) -> None: ...

    def query(self, owner: str, resume_id: str, vectors: Vectors, k: int) -> list[dict[str, float]]: ...

    def forget(self, owner: str) -> int: ...


class Matcher:
    """Holds postings against resumes; safe to call from many threads.

    With an owner the resume's vectors are kept in the index and found again by the next call, also after a restart;
    without one nothing is kept. While the index cannot be reached the vectors are computed instead, with the same result.
    """

    def __init__(self, embedder: Embedder, index: EvidenceIndex, ranker: Ranker | None = None, judge: Judge | None = None) -> None:
        self._embedder = embedder
        self._index = index
        self._ranker = ranker or shipped_ranker()
        self._judge = judge or shipped_judge()

    def match(self, resume: Resume, posting: Posting, notes: Sequence[Passage], today: date, owner: str = "") -> Fit:
        """Every requirement of the posting with its status and at most three quotations, best first.

        `today` ends the jobs marked present. Raises `BadInput` when the embedding model cannot be loaded.
        """
        passages = (*resume.passages, *notes)
        if not posting.requirements or not passages:
            nothing = tuple(_nothing(requirement) for requirement in posting.requirements)
            return Fit(posting=posting, matches=nothing, coverage=0.0)
        compared = compare(
            [requirement.text for requirement in posting.requirements],
            hold(passages),
            lambda queries, texts: self._cosines(queries, texts, {note.text for note in notes}, owner, resume.id),
        )
        scores = [self._ranker.scores(comparison.rows) for comparison in compared]
        chances = [self._ranker.probabilities(values) for values in scores]
        verdicts = [find_verdicts(*pair, today) for pair in zip(compared, scores, strict=True)]
        kinds = [requirement.kind for requirement in posting.requirements]
        signals = with_fit([signals_of(*each) for each in zip(compared, scores, chances, verdicts, kinds, strict=True)])
        matches = tuple(
            _match(requirement, comparison, ranks, found, self._judge.decide(seen, found), posting.language)
            for requirement, comparison, ranks, found, seen in zip(posting.requirements, compared, chances, verdicts, signals, strict=True)
        )
        return Fit(posting=posting, matches=matches, coverage=coverage_of(matches))

    def forget(self, owner: str) -> int:
        """Erase the vectors kept for `owner`; how many there were. Raises `NotReady` when the index cannot be reached."""
        return self._index.forget(owner)

    def _cosines(self, queries: Sequence[str], texts: Sequence[str], unkept: set[str], owner: str, resume_id: str) -> Matrix:
        """The cosine of every query with every text, from the index but for those never kept; shape (queries, texts)."""
        asked = self._embedder.embed(queries)
        kept = [text for text in dict.fromkeys(texts) if text not in unkept] if owner else []
        found: dict[str, Matrix] = {}
        if kept:
            try:
                found = self._kept_cosines(asked, kept, owner, resume_id)
            except NotReady:
                found = {}
        others = [text for text in texts if text not in found]
        products = asked @ self._embedder.embed(others).T if others else np.empty((len(queries), 0))
        found |= dict(zip(others, np.asarray(products, dtype=float).T, strict=True))
        return np.stack([found[text] for text in texts], axis=1)

    def _kept_cosines(self, asked: Vectors, texts: Sequence[str], owner: str, resume_id: str) -> dict[str, Matrix]:
        """Cosines by text; what the index does not hold, or does not find although it does, is put there (again)."""
        ids = {hashlib.sha256(f"{owner}\n{text}".encode()).hexdigest()[:32]: text for text in texts}
        lacking = ids.keys() - self._index.held(owner, resume_id)
        for _ in range(2):
            if lacking:
                wanted = sorted(lacking)
                self._index.upsert(owner, resume_id, wanted, self._embedder.embed([ids[id] for id in wanted]))
            hits = self._index.query(owner, resume_id, asked, len(self._index.held(owner, resume_id)))
            lacking = {id for id in ids if any(id not in row for row in hits)}
            if not lacking:
                break
        return {text: np.array([row[id] for row in hits]) for id, text in ids.items() if id not in lacking}


def coverage_of(matches: Sequence[Match]) -> float:
    """The weighted share of requirements met: required ones count twice, partial ones half; 0 for none."""
    whole = sum(WEIGHT[match.kind] for match in matches)
    return sum(WEIGHT[match.kind] * CREDIT[match.status] for match in matches) / whole if whole else 0.0


def _nothing(requirement: Requirement) -> Match:
    return Match(requirement=requirement.text, kind=requirement.kind, status="missing", score=0.0, evidence=())


def _match(
    requirement: Requirement,
    comparison: Comparison,
    chances: Matrix,
    verdicts: Sequence[Verdict],
    decision: tuple[MatchStatus, float],
    language: Language,
) -> Match:
    status, score = decision
    order = np.argsort(-chances, kind="stable")[:MOST_EVIDENCE]
    return Match(
        requirement=requirement.text,
        kind=requirement.kind,
        status=status,
        score=round(score, 4),
        evidence=() if status == "missing" else tuple(_quote(comparison.held.passages[place], float(chances[place])) for place in order),
        explanation=next((_said(verdict, language) for verdict in verdicts if verdict.status == status and verdict.english), ""),
    )


def _said(verdict: Verdict, language: Language) -> str:
    return verdict.korean if language == "ko" else verdict.english


def _quote(passage: Passage, score: float) -> Evidence:
    return Evidence(text=passage.text, page=passage.page, score=round(score, 4), source=passage.source)
