"""Which of the two languages a text is written in."""

from __future__ import annotations

import regex

from coverletter.types import Language

_HANGUL = regex.compile(r"\p{Script=Hangul}")
_KNOWN_LETTER = regex.compile(r"[\p{Script=Hangul}\p{Script=Latin}&&\p{L}]", regex.VERSION1)
_LETTER = regex.compile(r"\p{L}")
_QUOTED = regex.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|\"[^\"]*\"")

KOREAN_SHARE = 0.2
"""From this share of Hangul among all letters on a text is Korean.

A Korean resume full of Latin tool names still has more than a third of Hangul; an English one that names a Korean
employer stays below a tenth.
"""


def hangul_share(text: str) -> float:
    """The share of Hangul among all letters, 0 to 1; 0 for a text without letters."""
    letters = len(_LETTER.findall(text))
    return len(_HANGUL.findall(text)) / letters if letters else 0.0


def detect_language(text: str) -> Language:
    """`ko` or `en`. Any other language counts as `en`: see `is_supported_script` for telling that apart."""
    return "ko" if hangul_share(text) >= KOREAN_SHARE else "en"


def language_of_letter(text: str) -> Language:
    """The language a letter is written in; what it quotes from a resume in the other language does not count."""
    return detect_language(_QUOTED.sub(" ", text) if _LETTER.search(_QUOTED.sub("", text)) else text)


def is_supported_script(text: str) -> bool:
    """Whether most letters are Latin or Hangul.

    Does not catch other languages in Latin letters, such as French: those are read as English.
    """
    letters = _LETTER.findall(text)
    if not letters:
        return False
    return len(_KNOWN_LETTER.findall(text)) / len(letters) >= 0.5
