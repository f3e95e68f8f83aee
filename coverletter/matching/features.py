"""What speaks for a passage as evidence of a requirement, as numbers: one row for each passage, one column for each signal.

The columns are named in `names()`; `fit_ranker.py` finds their weights. Similarities stand there three times: as they are,
scaled within the resume (mean 0, deviation 1), and as one over the rank, for what is near in one resume is far in another.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from coverletter.facts.lexicon import concepts
from coverletter.matching.asked import Facts
from coverletter.matching.held import Held, context_of
from coverletter.matching.words import Rarity, bm25, words_of
from coverletter.text.language import detect_language

Matrix = npt.NDArray[np.float64]

SIMILARITIES = (
    "cosine", "cosine_clause", "cosine_entry", "bm25", "bm25_context", "bm25_entry", "words", "pieces", "concepts", "concepts_context",
    "concepts_entry",
)  # fmt: skip
SHAPES = (
    "is_heading",
    "is_entry",
    "is_bullet",
    "is_sentence",
    "is_line",
    "is_contact",
    "is_short",
    "length",
    "has_range",
    "has_number",
)
FLAGS = (
    "same_tool",
    "degree",
    "same_certificate",
    "certificate",
    "language",
    "years_job",
    "years_entry",
    "years_range",
    "years_near",
    "years_recent",
    "many_near",
    "crossed",
    "job",
    "degree_enough",
)


def names() -> tuple[str, ...]:
    """The columns in order."""
    return (*SIMILARITIES, *(f"{name}_scaled" for name in SIMILARITIES), *(f"{name}_rank" for name in SIMILARITIES), *SHAPES, *FLAGS)


class Signals:
    """The passages of one resume (and of the notes), read once and compared with every requirement."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.passages, self.facts, self.language = held.passages, held.facts, held.language
        self.contexts = [context_of(passage) for passage in held.passages]
        self._context_words = [words_of(text) for text in self.contexts]
        self._context_concepts = [concepts(text) for text in self.contexts]
        self._word_rarity = Rarity([frozenset(facts.words) for facts in self.facts])
        self._piece_rarity = Rarity([facts.pieces for facts in self.facts])
        self._concept_rarity = Rarity([facts.concepts for facts in self.facts])
        self._jobs = np.zeros(len(self.passages))
        self._jobs[[job.place for job in held.jobs]] = 1.0
        self._recent = self._jobs / np.maximum(np.cumsum(self._jobs), 1)

    def rows(self, wanted: Facts, cosines: dict[str, Matrix]) -> Matrix:
        """The features of every passage for one requirement, shape (passages, features).

        `cosines` holds under each cosine's name the values for all passages.
        """
        similar = dict(cosines)
        similar["bm25"] = bm25([wanted.words], [facts.words for facts in self.facts])[0] / 10
        similar["bm25_context"] = bm25([wanted.words], self._context_words)[0] / 10
        similar["words"] = self._shares(self._word_rarity, frozenset(wanted.words), [frozenset(facts.words) for facts in self.facts])
        similar["bm25_entry"] = self._over_entry(similar["bm25"])
        similar["cosine_entry"] = self._over_entry(similar["cosine"])
        similar["pieces"] = self._shares(self._piece_rarity, wanted.pieces, [facts.pieces for facts in self.facts])
        similar["concepts"] = self._shares(self._concept_rarity, wanted.concepts, [facts.concepts for facts in self.facts])
        similar["concepts_entry"] = self._over_entry(similar["concepts"])
        similar["concepts_context"] = self._shares(self._concept_rarity, wanted.concepts, self._context_concepts)
        columns = [similar[name] for name in SIMILARITIES]
        columns += [_scaled(similar[name]) for name in SIMILARITIES]
        columns += [_ranks(similar[name]) for name in SIMILARITIES]
        columns += self._shapes()
        columns += self._flags(wanted, similar)
        return np.stack(columns, axis=1)

    def _over_entry(self, values: Matrix) -> Matrix:
        """For a dated header the mean of the two best values of it and what stands beneath it, 0 for anything else."""
        best = np.zeros(len(values))
        for stretch in self.held.stretches:
            best[stretch.place] = float(np.sort(values[list(stretch.places)])[-2:].mean())
        return best

    def _shares(self, rarity: Rarity, wanted: frozenset[str], held: list[frozenset[str]]) -> Matrix:
        return np.array([rarity.share(wanted, one) for one in held])

    def _shapes(self) -> list[Matrix]:
        """The looks of a passage; notes count as bullets, for a person wrote them to be used."""
        kinds = ["bullet" if passage.source == "notes" else passage.kind for passage in self.passages]
        columns = [
            np.array([float(kind == name) for kind in kinds]) for name in ("heading", "entry", "bullet", "sentence", "line", "contact")
        ]
        lengths = np.array([len(passage.text.split()) for passage in self.passages], dtype=float)
        columns += [(lengths <= 3).astype(float), np.log1p(lengths) / 3]
        columns.append(np.array([float(bool(facts.ranges)) for facts in self.facts]))
        columns.append(np.array([float(bool(facts.amounts)) for facts in self.facts]))
        return columns

    def _flags(self, wanted: Facts, similar: dict[str, Matrix]) -> list[Matrix]:
        entries = np.array([float(passage.kind == "entry") for passage in self.passages])
        ranges = np.array([float(bool(facts.ranges)) for facts in self.facts])
        near = similar["cosine"]
        years = float(wanted.asks_time)
        quantities = np.array([float(bool(facts.amounts)) for facts in self.facts])

        def where(asked: bool, held: list[bool]) -> Matrix:
            return np.array([float(asked and one) for one in held])

        return [
            np.array([_share(wanted.tools, facts.tools) for facts in self.facts]),
            where(bool(wanted.degrees), [bool(facts.degrees) for facts in self.facts]),
            np.array([_share(_families(wanted), _families(facts)) for facts in self.facts]),
            where(bool(wanted.certificates), [bool(facts.certificates) for facts in self.facts]),
            np.array([_share(_spoken(wanted), _spoken(facts)) for facts in self.facts]),
            years * self._jobs,
            years * entries,
            years * ranges,
            years * ranges * near,
            years * self._recent,
            float(bool(wanted.amounts)) * quantities * near,
            similar["cosine"] * float(detect_language(wanted.text) != self.language),
            self._jobs,
            np.array([float(0 < wanted.degree <= facts.degree) for facts in self.facts]),
        ]


def _scaled(values: Matrix) -> Matrix:
    return np.asarray((values - values.mean()) / max(float(values.std()), 0.02), dtype=float)


def _ranks(values: Matrix) -> Matrix:
    """One over the rank; equal values share the best one, and values of 0 have none."""
    order = np.sort(values)[::-1]
    ranks = np.searchsorted(-order, -values, side="left") + 1
    return np.asarray(np.where(values > 1e-9, 1.0 / ranks, 0.0), dtype=float)


def _share(wanted: Iterable[object], held: Iterable[object]) -> float:
    """The share of the wanted things that are held, 0 where nothing is wanted."""
    asked = set(wanted)
    return len(asked & set(held)) / len(asked) if asked else 0.0


def _families(facts: Facts) -> list[str]:
    return [found.family or found.name for found in facts.certificates]


def _spoken(facts: Facts) -> list[str]:
    return [name for name, _ in facts.languages] + [found.language for found in facts.scores if found.language]
