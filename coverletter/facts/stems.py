"""A light English stemmer: the forms of one verb or noun fall together, British and American spelling too.

Simple suffix rules and a list of irregular verbs. Does not join word families ("manage", "manager", "management" stay three words).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_VOWEL = re.compile(r"[aeiouy]")


@cache
def _exceptions() -> tuple[dict[str, str], frozenset[str]]:
    """Irregular forms to their word, and the words that only look like forms of another."""
    irregular: dict[str, str] = {}
    kept: set[str] = set()
    for line in files("coverletter.facts").joinpath("tables/stems.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, forms = line.split("\t")
            if word == "=":
                kept.update(forms.split())
            else:
                irregular.update(dict.fromkeys(forms.split(), word))
    return irregular, frozenset(kept)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word, lower case: "managed", "manages" and "managing" give the same one. Not itself a word."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    irregular, kept = _exceptions()
    word = irregular.get(word, word)
    if len(word) <= 3 or word in kept or not word.isascii():
        return _evened(word)
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        base = word.removesuffix(suffix)
        if base != word and len(base) >= 3 and _VOWEL.search(base):
            word = base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sz" else base
            break
    return _evened(word)


def _evened(word: str) -> str:
    """Endings that differ by spelling alone: -ise/-ize, -our/-or, -re/-er, a final e or y."""
    if len(word) > 4:
        word = re.sub(r"(?<=[iy])z(?=$|e|a|i)", "s", word)
        word = re.sub(r"our$", "or", word)
        word = re.sub(r"tre$", "ter", word)
        word = re.sub(r"(?<=[^l])ll$", "l", word)
    if len(word) > 3:
        word = word.removesuffix("e")
    return re.sub(r"y$", "i", word) if len(word) > 3 else word
