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
from coverletter.types import Evidence, Fit, Match, MatchStatus, Passage, Posting, Requirement, Resume

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

    def __init__(self, embedder: Embedder, index: EvidenceIndex, ranker: Ranker | None = None) -> None:
        self._embedder = embedder
        self._index = index
        self._ranker = ranker or shipped_ranker()

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
            lambda queries: self._cosines(queries, passages, owner, resume.id),
        )
        matches = tuple(_match(*pair, self._ranker, today) for pair in zip(posting.requirements, compared, strict=True))
        return Fit(posting=posting, matches=matches, coverage=coverage_of(matches))

    def forget(self, owner: str) -> int:
        """Erase the vectors kept for `owner`; how many there were. Raises `NotReady` when the index cannot be reached."""
        return self._index.forget(owner)

    def _cosines(self, queries: Sequence[str], passages: Sequence[Passage], owner: str, resume_id: str) -> Matrix:
        """The cosine of every query with every passage, those of the resume from the index; shape (queries, passages)."""
        asked = self._embedder.embed(queries)
        kept = [passage.text for passage in passages if passage.source == "resume"] if owner else []
        found: dict[str, Matrix] = {}
        if kept:
            try:
                found = self._kept_cosines(asked, kept, owner, resume_id)
            except NotReady:
                found = {}
        others = [passage.text for passage in passages if passage.text not in found]
        products = asked @ self._embedder.embed(others).T if others else np.empty((len(queries), 0))
        found |= dict(zip(others, np.asarray(products, dtype=float).T, strict=True))
        return np.stack([found[passage.text] for passage in passages], axis=1)

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


def _match(requirement: Requirement, comparison: Comparison, ranker: Ranker, today: date) -> Match:
    scores = ranker.scores(comparison.rows)
    chances = ranker.probabilities(scores)
    order = np.argsort(-scores, kind="stable")[:MOST_EVIDENCE]
    best = float(chances[order[0]])
    status: MatchStatus = "met" if best > 0.4 else "partial" if best > 0.25 else "missing"
    evidence = tuple(_quote(comparison.held.passages[place], float(chances[place])) for place in order)
    return Match(
        requirement=requirement.text,
        kind=requirement.kind,
        status=status,
        score=round(best, 4),
        evidence=() if status == "missing" else evidence,
    )


def _quote(passage: Passage, score: float) -> Evidence:
    return Evidence(text=passage.text, page=passage.page, score=round(score, 4), source=passage.source)
