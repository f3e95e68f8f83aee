"""The names by which a sentence can point at an entry: the proper words of its header, in Latin or Hangul."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib import resources

import regex

from coverletter.facts.lexicon import concepts, find_terms
from coverletter.facts.names import key_of

_TOKEN = regex.compile(r"[\p{Latin}][\p{Latin}\d&.'’-]*|[가-힣]+")
_LEGAL = regex.compile(r"㈜|\(주\)|주식회사|\(유\)|유한회사|\(재\)|\(사\)|사회적협동조합")
_SHORTEST_KEY = 4
_ALIKE = 0.84
_VOWELS = regex.compile("[aeiouy]")
_TITLE_TAIL = regex.compile(r"(?:사원|주임|대리|과장|차장|부장|팀장|파트장|실장|연구원|매니저|담당|인턴|강사)$")


@cache
def _plain_words() -> frozenset[str]:
    lines = resources.files(__package__).joinpath("tables/header_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def proper_words(header: str) -> frozenset[str]:
    """The words of a header that may name its employer, school, place or team, lower case.

    Latin words count when capitalised, Hangul ones from two syllables on; words that any header may hold (`tables/header_words.txt`) do not.
    """
    words: set[str] = set()
    for token in _TOKEN.findall(_LEGAL.sub(" ", header)):
        plain = token.casefold().strip(".'’-")
        if regex.match(r"[가-힣]", token):
            plain = _TITLE_TAIL.sub("", plain) if len(plain) > 3 else plain
            if len(plain) < 2:
                continue
        elif len(plain) < 3 or not token[0].isupper():
            continue
        if plain not in _plain_words() and not _is_common(plain):
            words.add(plain)
    return frozenset(words)


def _is_common(word: str) -> bool:
    """Whether the lexicon knows a word, or, of a Hangul one, what it begins with: 품질관리팀 names nothing, 미르내병원 does."""
    return any(term.start == 0 for term in find_terms(word)) if regex.match(r"[가-힣]", word) else bool(concepts(word))


def is_named(word: str, text: str) -> bool:
    """Whether `text` (lower case) holds `word`: a Latin word as a whole, a Hangul one at the beginning of a word, particles after it."""
    if not regex.match(r"[가-힣]", word):
        return regex.search(rf"(?<![\p{{L}}\d]){regex.escape(word)}(?![\p{{Latin}}\d])", text) is not None
    return regex.search(rf"(?<![가-힣]){regex.escape(word)}", text) is not None


def sounds_of(text: str) -> frozenset[str]:
    """The keys by sound of what may be names in `text`: Hangul words with and without their last two syllables, but for those that the
    lexicon knows ("모듈" is no "Mutual"), capitalised Latin words and runs of them."""
    names: set[str] = set()
    for token in regex.findall(r"[가-힣]{2,}", text):
        if any(term.start == 0 and term.end == len(token) for term in find_terms(token)):
            continue
        names.update(token[:end] for end in (len(token), len(token) - 1, len(token) - 2) if end >= 2)
    for run in regex.findall(r"\p{Lu}[\p{Latin}’'&-]+(?:\s\p{Lu}[\p{Latin}’'&-]+){0,3}", text):
        words = run.split()
        names.update(" ".join(words[first:last]) for first in range(len(words)) for last in range(first + 1, len(words) + 1))
    return frozenset(key for name in names if len(key := key_of(name)) >= _SHORTEST_KEY)


def is_heard(word: str, sounds: frozenset[str]) -> bool:
    """Whether one of the names `sounds_of` gave sounds like `word`, which is written in the other script.

    Foreign names in Hangul gain vowels between consonants ("페넌트" for Pennant), so the consonants alone may decide.
    """
    key = key_of(word)
    return len(key) >= _SHORTEST_KEY and any(_alike(key, sound) for sound in sounds if key[0] == sound[0])


@lru_cache(maxsize=16384)
def _alike(key: str, sound: str) -> bool:
    if key == sound:
        return True
    if abs(len(key) - len(sound)) <= 2 and SequenceMatcher(None, key, sound).ratio() >= _ALIKE:
        return True
    bones, others = _VOWELS.sub("", key), _VOWELS.sub("", sound)
    if min(len(bones), len(others)) < 3:
        return False
    return bones == others or (min(len(bones), len(others)) >= 4 and SequenceMatcher(None, bones, others).ratio() >= _ALIKE)
