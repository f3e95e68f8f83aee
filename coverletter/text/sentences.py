"""Sentences and words, English by pysbd and Korean by Kiwi.

Kiwi is loaded with the first Korean text, for it costs 300 MB and a second; a process that only ever sees English
never pays for it.
"""

from __future__ import annotations

from functools import cache
from threading import Lock

import pysbd
import regex
from kiwipiepy import Kiwi

from coverletter.text.language import hangul_share

_kiwi_lock = Lock()
_MISSED_END = regex.compile(
    r"(?<=[\p{L})㈜”]{2}\.) (?=(?:I|My|We|At|In|As|The|This|Your|It|For|Since) )(?<!\b(?:Dr|Mr|Ms|Mrs|St|vs|No|Prof)\. )"
)
"""What pysbd keeps together after "Ltd." and its like, though a new sentence begins."""

_LATIN_END = regex.compile(
    r"(?<=[\p{Latin}\p{N})”]{3}[.!?]) (?=[“‘(]?(?:\p{Hangul}|\p{Lu}))(?<!\b(?:Inc|Ltd|LLC|Corp|etc|vol|Vol|Prof|approx|incl)\. )"
)
"""What Kiwi keeps together: a sentence in Latin letters and the Korean or English one after it."""

_LATIN_OR_NUMBER = regex.compile(r"[\p{Latin}\p{N}]+(?:[.+#/'-][\p{Latin}\p{N}]+)*[+#]*")


@cache
def _load_kiwi() -> Kiwi:
    return Kiwi(num_workers=1, load_multi_dict=False)


def kiwi() -> Kiwi:
    """The one Kiwi of this process, loaded on the first call; safe to call from many threads."""
    with _kiwi_lock:
        return _load_kiwi()


@cache
def _english_segmenter() -> pysbd.Segmenter:
    return pysbd.Segmenter(language="en", clean=False)


def split_sentences(text: str) -> list[str]:
    """The sentences of `text` in order, stripped; line breaks end a sentence. Joined again they hold every word of it."""
    sentences: list[str] = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        if hangul_share(line) >= 0.1:
            parts = [half for sentence in kiwi().split_into_sents(line) for half in _LATIN_END.split(sentence.text)]
        else:
            parts = [half for part in _english_segmenter().segment(line) for half in _MISSED_END.split(str(part))]
        sentences.extend(part.strip() for part in parts if part.strip())
    return sentences
