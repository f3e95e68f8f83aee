"""Words by which two texts are compared: Korean by Kiwi's nouns and stems, English by a light stem, and pieces of letters."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex

from coverletter.facts.lexicon import find_terms
from coverletter.text.language import hangul_share
from coverletter.text.sentences import kiwi

Scores = npt.NDArray[np.float64]

_KEPT_TAGS = frozenset({"NNG", "NNP", "NNB", "NR", "VV", "VA", "XR", "SL", "SN", "SH", "W_SERIAL", "MAG"})
_LATIN_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[.+#&'’-][\p{L}\p{N}]+)*[+#]*")
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ied", "ers", "er", "ed", "es", "s", "ly", "e")


@cache
def _filler() -> frozenset[str]:
    lines = Path(__file__).with_name("filler.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_GENERAL_SECTIONS = frozenset(
    {"noun", "verb", "soft skill", "employment", "role", "change", "object", "office", "person", "place and time"}
)


@cache
def _telling_terms() -> frozenset[str]:
    lines = Path(__file__).with_name("telling_terms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(term for line in lines if not line.startswith("#") for term in line.split("|"))


@lru_cache(maxsize=20_000)
def telling_concepts(text: str) -> frozenset[str]:
    """The concepts of `text` that belong to a line of work, a field of study or an industry, without those that any job has."""
    found = ((term.concept, term.field) for term in find_terms(text))
    return frozenset(concept for concept, field in found if field not in _GENERAL_SECTIONS or concept in _telling_terms())


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in order: stems of English words, nouns and verb stems of Korean ones, no filler.

    A light stem only takes endings off, so "management" and "manager" meet and "ran" and "run" do not.
    """
    text, filler = unicodedata.normalize("NFKC", text), _filler()
    if hangul_share(text) > 0:
        found = [token.form.casefold() for token in kiwi().tokenize(text) if token.tag in _KEPT_TAGS]
        words = [piece for word in found for piece in _LATIN_WORD.findall(word)]
    else:
        words = _LATIN_WORD.findall(text.casefold())
    return tuple(stem(word) for word in words if word not in filler and (len(word) > 1 or not word.isascii() or word in "cr"))


def stem(word: str) -> str:
    """The word without its ending, where at least four letters stay (three for a plural)."""
    if not word.isascii() or not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "s" else 4):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def pieces_of(text: str) -> frozenset[str]:
    """Runs of four Latin letters or two Hangul syllables within a word: what is left alike when endings and spacing differ."""
    text = unicodedata.normalize("NFKC", text).casefold()
    pieces: set[str] = set()
    for word in regex.findall(r"\p{Hangul}+|[\p{L}\p{N}]+", text):
        size = 2 if "가" <= word[0] <= "힣" else 4
        pieces.update(word[start : start + size] for start in range(max(1, len(word) - size + 1)))
    return frozenset(pieces)


class Rarity:
    """How telling a word (or piece, or concept) is among the passages of one resume: the fewer hold it, the more."""

    def __init__(self, documents: list[frozenset[str]]) -> None:
        self._counts: dict[str, int] = {}
        self._size = len(documents)
        for document in documents:
            for word in document:
                self._counts[word] = self._counts.get(word, 0) + 1

    def weight(self, word: str) -> float:
        """The logarithm of BM25's inverse document frequency, above 0."""
        count = self._counts.get(word, 0)
        return float(np.log(1 + (self._size - count + 0.5) / (count + 0.5)))

    def share(self, wanted: frozenset[str], held: frozenset[str]) -> float:
        """The weighted share of `wanted` that is in `held`, 0 to 1."""
        whole = sum(map(self.weight, wanted))
        return sum(map(self.weight, wanted & held)) / whole if whole else 0.0


def bm25(queries: list[tuple[str, ...]], documents: list[tuple[str, ...]]) -> Scores:
    """BM25 (k1 1.2, b 0.75) of every query with every document, shape (queries, documents)."""
    if not documents or not queries:
        return np.zeros((len(queries), len(documents)))
    rarity = Rarity([frozenset(document) for document in documents])
    lengths = np.array([len(document) for document in documents], dtype=float)
    damping = 1.2 * (0.25 + 0.75 * lengths / max(lengths.mean(), 1.0))
    columns: dict[str, Scores] = {}
    for word in {word for query in queries for word in query}:
        counts = np.array([document.count(word) for document in documents], dtype=float)
        columns[word] = rarity.weight(word) * counts * 2.2 / (counts + damping)
    return np.stack([sum((columns[word] for word in set(query)), np.zeros(len(documents))) for query in queries])
