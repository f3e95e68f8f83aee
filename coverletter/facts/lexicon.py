"""General job terms of both languages as concepts: `concepts("led the team") & concepts("팀을 이끌었다")` is not empty.

The tables are hand-made general knowledge, one concept a line: English forms, "=", Korean forms, each separated by "|". A Korean form
ending in 다 is a verb and is met in any of its forms; every other is a noun and is met where it begins and ends with Kiwi's morphemes,
blanks aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from coverletter.facts.stems import stem
from coverletter.text.sentences import kiwi

_ENGLISH_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’]*(?:[0-9]+)?|[0-9]+[A-Za-z]+")
_HANGUL = re.compile(r"[가-힣]")
_JOINTS = re.compile(r"[\s\-/&.'’]{0,3}")
_ENDINGS = re.compile(r"[사실부과팀장원자학법률율비서품기성화력업소국권금액증표안식형용별상망처인량도제]|업무|담당|작업|사업|활동")
_NOUN_LIKE = ("N", "XR", "SL", "SN", "XS", "XP", "MM", "VV", "VA", "MAG", "SH")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term of the lexicon in a text; `concept` is its id (the first English form), `field` its section of the table."""

    concept: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Forms to (concept, field) pairs; English forms by their first stem and then the whole of them."""

    english: dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]]
    korean_nouns: dict[str, list[tuple[str, str]]]
    korean_beginnings: frozenset[str]
    korean_verbs: dict[str, list[tuple[str, str]]]


def _words(text: str) -> list[str]:
    return [match.group(0) for match in _ENGLISH_WORD.finditer(text)]


@cache
def _lexicon() -> _Lexicon:
    english: dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]] = {}
    nouns: dict[str, list[tuple[str, str]]] = {}
    verbs: dict[str, list[tuple[str, str]]] = {}
    folder = files("coverletter.facts").joinpath("tables")
    for table in sorted(folder.iterdir(), key=lambda path: path.name):
        if not table.name.startswith("lexicon_"):
            continue
        section = ""
        for line in table.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = line.strip("[] ")
            elif line and not line.startswith("#"):
                left, _, right = line.partition("=")
                forms = [form.strip() for form in left.split("|") if form.strip()]
                concept = (forms[0].lower(), section)
                for form in forms:
                    stems = tuple(stem(word) for word in _words(form))
                    if (stems, concept) not in english.setdefault(stems[0], []):
                        english[stems[0]].append((stems, concept))
                for form in (form.strip() for form in right.split("|")):
                    if form.endswith("다") and len(form) > 1:
                        verbs.setdefault(form[:-1], []).append(concept)
                    elif form:
                        nouns.setdefault(form.replace(" ", ""), []).append(concept)
    beginnings = frozenset(form[:length] for form in nouns for length in range(1, len(form) + 1))
    return _Lexicon(english, nouns, beginnings, verbs)


def _english_terms(text: str) -> list[FoundTerm]:
    lexicon = _lexicon()
    words = [(stem(match.group(0)), match.start(), match.end()) for match in _ENGLISH_WORD.finditer(text)]
    found = []
    for index, (first, start, _) in enumerate(words):
        for stems, (concept, field) in lexicon.english.get(first, ()):
            stop = index + len(stems)
            if stop > len(words) or any(words[index + offset][0] != stems[offset] for offset in range(1, len(stems))):
                continue
            if all(_JOINTS.fullmatch(text, words[at][2], words[at + 1][1]) for at in range(index, stop - 1)):
                found.append(FoundTerm(concept, field, start, words[stop - 1][2]))
    return found


def _korean_terms(text: str) -> list[FoundTerm]:
    lexicon = _lexicon()
    tokens = kiwi().tokenize(text)
    found: list[FoundTerm] = []
    ends = {token.end for token in tokens}
    for token in tokens:
        if token.tag.startswith(("VV", "VA")):
            found.extend(FoundTerm(concept, field, token.start, token.end) for concept, field in lexicon.korean_verbs.get(token.form, ()))
        if token.tag.startswith(_NOUN_LIKE):
            found.extend(_korean_nouns_from(text, token.start, token.end, ends, lexicon))
    return found


def _korean_nouns_from(text: str, start: int, first_end: int, ends: set[int], lexicon: _Lexicon) -> list[FoundTerm]:
    found: list[FoundTerm] = []
    form = ""
    for position in range(start, len(text)):
        if text[position] == " ":
            continue
        form += text[position]
        if form not in lexicon.korean_beginnings:
            break
        end = position + 1
        if form in lexicon.korean_nouns:
            inside = len(form) > 1 and end < first_end and _ENDINGS.fullmatch(text, end, first_end)
            if end in ends or inside:
                found.extend(FoundTerm(concept, field, start, end) for concept, field in lexicon.korean_nouns[form])
    return found


@lru_cache(maxsize=8192)
def find_terms(text: str) -> tuple[FoundTerm, ...]:
    """Terms in order of text, longer before shorter at one place; shorter ones inside a longer one are found too."""
    found = _english_terms(text) if re.search(r"[A-Za-z]", text) else []
    if _HANGUL.search(text):
        found.extend(_korean_terms(text))
    return tuple(sorted(set(found), key=lambda term: (term.start, -term.end, term.concept)))


def concepts(text: str) -> frozenset[str]:
    """The concept ids that `text` names, in either language; cached."""
    return frozenset(term.concept for term in find_terms(text))
