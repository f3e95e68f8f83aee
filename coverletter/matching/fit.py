"""A posting held against a resume: for each requirement the best passages, and whether it is met."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coverletter.errors import NotReady
from coverletter.matching.clauses import clauses_of
from coverletter.matching.words import bm25, words_of
from coverletter.types import Evidence, Fit, Match, Passage, Posting, Requirement, Resume

Vectors = npt.NDArray[np.float32]

MOST_EVIDENCE = 3
WEIGHT = {"required": 2.0, "preferred": 1.0, "responsibility": 1.0}
CREDIT = {"met": 1.0, "partial": 0.5, "missing": 0.0}


class Embedder(Protocol):
    """`embedding.SentenceEmbedder`."""

    @property
    def name(self) -> str: ...

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

    def __init__(self, embedder: Embedder, index: EvidenceIndex) -> None:
        self._embedder = embedder
        self._index = index

    def match(self, resume: Resume, posting: Posting, notes: Sequence[Passage], today: date, owner: str = "") -> Fit:
        """Every requirement of the posting with its status and at most three quotations, best first.

        `today` ends the jobs marked present. Raises `BadInput` when the embedding model cannot be loaded.
        """
        passages = (*resume.passages, *notes)
        if not posting.requirements or not passages:
            missing = tuple(Match(requirement=r.text, kind=r.kind, status="missing", score=0, evidence=()) for r in posting.requirements)
            return Fit(posting=posting, matches=missing, coverage=0.0)
        clauses = [clauses_of(requirement.text) for requirement in posting.requirements]
        queries = list(dict.fromkeys(clause for parts in clauses for clause in parts))
        cosines = self._cosines(queries, [passage.text for passage in passages], owner, resume.id)
        places = {query: place for place, query in enumerate(queries)}
        lexical = bm25([words_of(r.text) for r in posting.requirements], [words_of(p.text) for p in passages])
        matches = tuple(
            _match(requirement, passages, cosines[[places[clause] for clause in parts]], row)
            for requirement, parts, row in zip(posting.requirements, clauses, lexical, strict=True)
        )
        return Fit(posting=posting, matches=matches, coverage=coverage_of(matches))

    def forget(self, owner: str) -> int:
        """Erase the vectors kept for `owner`; how many there were. Raises `NotReady` when the index cannot be reached."""
        return self._index.forget(owner)

    def _cosines(self, queries: Sequence[str], texts: Sequence[str], owner: str, resume_id: str) -> npt.NDArray[np.float64]:
        """The cosine of every query with every text, from the index where they are kept; shape (queries, texts)."""
        asked = self._embedder.embed(queries)
        if owner:
            try:
                return self._kept_cosines(asked, texts, owner, resume_id)
            except NotReady:
                pass
        return np.asarray(asked @ self._embedder.embed(texts).T, dtype=float)

    def _kept_cosines(self, asked: Vectors, texts: Sequence[str], owner: str, resume_id: str) -> npt.NDArray[np.float64]:
        ids = {hashlib.sha256(f"{owner}\n{text}".encode()).hexdigest()[:32]: text for text in texts}
        held = self._index.held(owner, resume_id)
        lacking = {id: text for id, text in ids.items() if id not in held}
        for _ in range(2):
            if lacking:
                self._index.upsert(owner, resume_id, list(lacking), self._embedder.embed(list(lacking.values())))
            found = self._index.query(owner, resume_id, asked, len(held | ids.keys()))
            lacking = {id: text for id, text in ids.items() if any(id not in hits for hits in found)}
            if not lacking:
                by_text = {text: id for id, text in ids.items()}
                return np.array([[hits[by_text[text]] for text in texts] for hits in found])
        return np.asarray(asked @ self._embedder.embed(texts).T, dtype=float)


def coverage_of(matches: Sequence[Match]) -> float:
    """The weighted share of requirements met: required ones count twice, partial ones half; 0 for none."""
    whole = sum(WEIGHT[match.kind] for match in matches)
    return sum(WEIGHT[match.kind] * CREDIT[match.status] for match in matches) / whole if whole else 0.0


def _match(
    requirement: Requirement, passages: Sequence[Passage], cosines: npt.NDArray[np.float64], lexical: npt.NDArray[np.float64]
) -> Match:
    scores = 0.6 * cosines[0] + 0.4 * cosines.max(axis=0) + 0.25 * lexical / max(float(lexical.max()), 4.0)
    scores = scores - np.array([0.3 if passage.kind in ("heading", "contact") else 0.0 for passage in passages])
    order = np.argsort(-scores)[:MOST_EVIDENCE]
    best = float(np.clip(scores[order[0]], 0, 1))
    status = "met" if best > 0.55 else "partial" if best > 0.45 else "missing"
    evidence = tuple(
        Evidence(
            text=passages[place].text, page=passages[place].page, score=float(np.clip(scores[place], 0, 1)), source=passages[place].source
        )
        for place in order
    )
    return Match(
        requirement=requirement.text, kind=requirement.kind, status=status, score=best, evidence=() if status == "missing" else evidence
    )
