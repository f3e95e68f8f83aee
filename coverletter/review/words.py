"""Content words of a text, cut to stems, so that two texts in one language can be compared by what they name."""

from __future__ import annotations

from functools import cache
from importlib import resources

import regex

from coverletter.text.language import hangul_share
from coverletter.text.sentences import kiwi

_WORD = regex.compile(r"[\p{Latin}][\p{Latin}\d’'+#.-]*[\p{Latin}\d+#]|[\p{Latin}]")
_NOUNS = {"NNG", "NNP", "SL", "XR", "NR"}
_VERBS = {"VV", "VA"}
_SUFFIX = regex.compile(r"(?:’s|'s|ations?|ments?|ingly|edly|ing|ied|ies|ed|es|s|ly|er|ers|or|ors)$")


@cache
def _stop_words() -> frozenset[str]:
    lines = resources.files(__package__).joinpath("tables/stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: Latin words without endings, Korean nouns and verb stems."""
    words = {_stem(word) for word in _WORD.findall(text) if word.casefold() not in _stop_words() and (len(word) > 2 or word.isupper())}
    if hangul_share(text) > 0:
        words |= {
            token.form
            for token in kiwi().tokenize(text)
            if (token.tag in _NOUNS or token.tag in _VERBS) and token.form not in _stop_words() and not token.form.isascii()
        }
    return frozenset(words)


def _stem(word: str) -> str:
    plain = word.casefold().strip(".-'’")
    if len(plain) > 4 and plain.isalpha():
        plain = _SUFFIX.sub("", plain) or plain
        plain = plain[:-1] if len(plain) > 3 and plain[-1] == plain[-2] else plain
        return plain.rstrip("e")[:7]
    return plain
