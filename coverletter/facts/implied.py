"""What a named thing says without saying it: who works in AWS works in a cloud, who holds a TOEIC score has learned English.

It says what a text is about, which helps to find it; it does not say that another tool of the same kind is known.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from coverletter.facts.certificates import find_certificates
from coverletter.facts.scores import find_language_scores
from coverletter.facts.tools import find_tools


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """The concepts that each tool, test or certificate stands for."""
    kinds: dict[str, set[str]] = {}
    for line in files("coverletter.facts").joinpath("tables/implied.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            concept, names = line.split("\t")
            for name in names.split("|"):
                kinds.setdefault(name, set()).add(concept)
    return {name: frozenset(concepts) for name, concepts in kinds.items()}


@lru_cache(maxsize=8192)
def implied_concepts(text: str) -> frozenset[str]:
    """Concept ids of the lexicon that the tools, language tests and certificates of `text` stand for, their names themselves not among them."""
    names = [tool.name for tool in find_tools(text)]
    names += [certificate.name for certificate in find_certificates(text)]
    names += [score.test for score in find_language_scores(text)]
    return frozenset(concept for name in names for concept in _kinds().get(name, ()))
