"""Names of people, employers and schools across Hangul and Latin.

A name is split into its general words ("전자" and "Electronics" are one) and the proper rest, and the rest is compared by sound: Hangul is
romanised, then both spellings are evened out (g and k, eo and u, r and l ...). A name that was translated rather than romanised ("Daybreak"
for 새벽) is not recognised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

import koroman

from coverletter.facts.spans import Taken

OrganisationKind = Literal["company", "school", "hospital", "public", "other"]

SAME_NAME = 0.8
"""From this score on two names count as one: Revised Romanisation against the usual free spellings of names stays above it."""

_LEGAL = re.compile(
    r"㈜|\(주\)|\(유\)|\(재\)|\(사\)|주식회사|유한회사|유한책임회사|재단법인|사단법인|학교법인|의료법인|사회복지법인|농업회사법인|"
    r"\b(?:Inc|Incorporated|Ltd|Limited|LLC|LLP|PLC|Corp|Corporation|Co|Company|GmbH|AG|SA|SAS|SRL|AB|AS|ApS|Oy|BV|NV|KK|Pty|Pte|The)\b\.?",
    re.IGNORECASE,
)
_VOWELS = (("yeo", "o"), ("yae", "e"), ("eui", "i"), ("eo", "o"), ("eu", "o"), ("ae", "e"), ("ai", "e"), ("ay", "e"), ("ei", "e"),
           ("ey", "e"), ("oo", "o"), ("ou", "o"), ("oe", "e"), ("wi", "i"), ("ui", "i"), ("ee", "i"), ("ea", "i"), ("ie", "i"),
           ("ya", "a"), ("yu", "o"), ("yo", "o"), ("ye", "e"), ("wa", "a"), ("wo", "o"), ("we", "e"), ("u", "o"), ("y", "i"))  # fmt: skip
_CONSONANTS = (("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("th", "s"), ("ph", "p"), ("ng", "n"), ("ck", "k"), ("qu", "k"),
               ("x", "ks"), ("q", "k"), ("g", "k"), ("d", "t"), ("b", "p"), ("f", "p"), ("v", "p"), ("j", "c"), ("z", "c"), ("r", "l"),
               ("w", ""), ("h", ""))  # fmt: skip
_HANGUL = re.compile(r"[가-힣]+")


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """An organisation by the shape of its name ("… Inc", "(주)…", "… 병원", "… University")."""

    name: str
    kind: OrganisationKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _General:
    """The general words of organisations: Korean ones longest first, English ones, each to a code (the line's first Korean word)."""

    korean: dict[str, str]
    english: dict[str, frozenset[str]]
    kinds: dict[str, OrganisationKind]
    sure: tuple[str, ...]
    likely: tuple[str, ...]


def _rows(table: str) -> list[list[str]]:
    text = files("coverletter.facts").joinpath("tables", table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _surnames() -> dict[str, list[str]]:
    return {hangul: spellings.split() for hangul, spellings in _rows("surnames.tsv")}


@cache
def _general() -> _General:
    korean: dict[str, str] = {}
    english: dict[str, set[str]] = {}
    kinds: dict[str, OrganisationKind] = {}
    making: dict[str, list[str]] = {"sure": [], "likely": [], "no": []}
    for kind, korean_words, english_words, grade in _rows("organisations.tsv"):
        code = korean_words.split("|")[0]
        kinds[code] = cast(OrganisationKind, kind)
        making[grade].extend(korean_words.split("|"))
        korean.update(dict.fromkeys(korean_words.split("|"), code))
        for word in english_words.split("|"):
            english.setdefault(word, set()).add(code)
    longest_first = dict(sorted(korean.items(), key=lambda item: -len(item[0])))
    frozen = {word: frozenset(codes) for word, codes in english.items()}
    return _General(longest_first, frozen, kinds, tuple(making["sure"]), tuple(making["likely"]))


def _sound(word: str) -> str:
    """The evened spelling: "Samsung" and "samseong" give the same."""
    word = re.sub(r"[^a-z]", "", word.lower())
    word = re.sub(r"c(?=[eiy])", "s", word)
    word = re.sub(r"c(?!h)", "k", word)
    word = re.sub(r"(?<=[a-z]{2})[eao]r$", "eo", word)
    for spelling, sound in (*_CONSONANTS, *_VOWELS):
        word = word.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", word)


def _split_korean(word: str) -> tuple[str, frozenset[str]]:
    """The proper part and the codes of the general words it ends or begins with."""
    codes: set[str] = set()
    changed = True
    while changed:
        changed = False
        for general, code in _general().korean.items():
            if len(word) > len(general) and word.endswith(general):
                word, changed = word[: -len(general)], True
                codes.add(code)
                break
    return word, frozenset(codes)


@lru_cache(maxsize=8192)
def _parts(name: str) -> tuple[str, tuple[frozenset[str], ...]]:
    """The sound of the proper part, and for each general word the codes it may stand for."""
    plain = re.sub(r"\([^)]*\)", " ", _LEGAL.sub(" ", name)) or name
    proper: list[str] = []
    general: list[frozenset[str]] = []
    words = re.findall(r"[가-힣]+|[A-Za-zÀ-ÿ&'’]+|\d+", plain)
    index = 0
    while index < len(words):
        word = words[index]
        pair = " ".join(words[index : index + 2]).lower()
        if _HANGUL.match(word):
            if word in _general().korean:
                general.append(frozenset([_general().korean[word]]))
            else:
                rest, codes = _split_korean(word)
                proper.append(koroman.romanize(rest))
                general.extend(frozenset([code]) for code in codes)
        elif pair in _general().english and " " in pair:
            general.append(_general().english[pair])
            index += 1
        elif word.lower() in _general().english:
            general.append(_general().english[word.lower()])
        elif word.lower() not in {"of", "the", "and", "for", "&", "at", "in"}:
            proper.append(word)
        index += 1
    return _sound("".join(proper)), tuple(general)


def key_of(name: str) -> str:
    """A rough key: legal forms and general words stripped, Hangul romanised, spelling evened out."""
    return _parts(name)[0]


def _agreement(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    whole = SequenceMatcher(None, a, b, autojunk=False).ratio()
    bones_a, bones_b = re.sub(r"[aeio]", "", a), re.sub(r"[aeio]", "", b)
    if len(bones_a) < 2 or len(bones_b) < 2:
        return whole
    bones = SequenceMatcher(None, bones_a, bones_b, autojunk=False).ratio()
    return (whole + bones) / 2 if a[0] == b[0] or bones == 1 else min(whole, bones) * 0.9


def _person_score(hangul: str, latin: str) -> float:
    """How likely "김민준" is "Minjun Kim" or "Kim Min-jun"; 0 where either is no person's name."""
    surname = next((hangul[:length] for length in (2, 1) if hangul[:length] in _surnames() and 1 <= len(hangul) - length <= 3), "")
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])-(?=[a-z])", "", latin.lower()))
    if not surname or not 2 <= len(words) <= 3:
        return 0.0
    spellings = _surnames()[surname]
    given = _sound(koroman.romanize(hangul[len(surname) :]))
    scores = []
    for at in (0, len(words) - 1):
        if words[at] in spellings:
            scores.append(_agreement(given, _sound("".join(words[:at] + words[at + 1 :]))))
    return max(scores, default=0.0)


@lru_cache(maxsize=65536)
def name_score(a: str, b: str) -> float:
    """0 to 1: how likely the two names, each Hangul or Latin, are one. Symmetric.

    A name that is the whole beginning of the other ("Samsung" and "Samsung Electronics") scores 0.85; general words that contradict (a bank
    and a hospital) take most of the score away.
    """
    plain_a, plain_b = (re.sub(r"[\s.,·\-]+", "", _LEGAL.sub("", name)).lower() for name in (a, b))
    if not plain_a or not plain_b:
        return 0.0
    if plain_a == plain_b:
        return 1.0
    korean_a, korean_b = bool(_HANGUL.search(a)), bool(_HANGUL.search(b))
    (sound_a, general_a), (sound_b, general_b) = _parts(a), _parts(b)
    score = _agreement(sound_a, sound_b)
    if korean_a == korean_b and sound_a != sound_b:
        score = min(score, SequenceMatcher(None, plain_a, plain_b, autojunk=False).ratio()) if score < 0.9 else score * 0.85
    if korean_a != korean_b:
        hangul, latin = (plain_a, b) if korean_a else (plain_b, a)
        score = max(score, _person_score(hangul, latin))
    if general_a and general_b and not any(one & other for one in general_a for other in general_b):
        return score * 0.5
    if bool(general_a) != bool(general_b):
        score = min(score, 0.85)
    return score


def same_name(a: str, b: str) -> bool:
    """Whether the two names are probably one (`SAME_NAME`)."""
    return name_score(a, b) >= SAME_NAME


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    general = _general()
    sure, likely = "|".join(general.sure), "|".join(general.likely)
    english = "|".join(word.title() for word in sorted(general.english, key=lambda word: -len(word)) if len(word) > 3)
    end = r"(?=$|[^가-힣]|에서|으로|에|의|과|와|은|는|이|가|을|를)"
    capital = r"[A-Z][\w&'’.-]*"
    legal = r"(?:Inc|Ltd|LLC|LLP|PLC|plc|Corp|Corporation|Co|GmbH|AG|AB|Oy|BV|NV|Pty Ltd|Pte Ltd|Limited)\b\.?"
    return (
        re.compile(
            r"(?:㈜|\(주\)|주식회사)\s?[가-힣A-Za-z][가-힣A-Za-z0-9&]{0,40}|(?<![가-힣A-Za-z0-9&])[가-힣A-Za-z0-9&]{1,40}(?:㈜|\(주\))"
        ),
        re.compile(rf"(?<![가-힣])[가-힣]{{2,10}}(?:{sure}){end}"),
        re.compile(rf"(?<![가-힣])[가-힣]{{2,8}}(?:{likely}){end}"),
        re.compile(rf"(?:{capital} (?:(?:&|and|of|de) )?){{1,5}}{legal}"),
        re.compile(rf"\b(?:University|College|Institute|Bank|Hospital) of (?:the )?{capital}(?: (?:of |and )?{capital}){{0,3}}"),
        re.compile(rf"\b(?:{capital} (?:(?:&|and|of) )?){{1,5}}(?:{english})\b"),
    )


def _kind_of(name: str) -> OrganisationKind:
    codes = [code for options in _parts(name)[1] for code in sorted(options)]
    for code in reversed(codes):
        kind = _general().kinds[code]
        if kind != "company":
            return kind
    return "company" if codes or _LEGAL.search(name) else "other"


@lru_cache(maxsize=4096)
def find_organisations(text: str) -> tuple[FoundOrganisation, ...]:
    """Organisations in order of text, by general shape alone; names without a legal form or a general word are not found."""
    found: list[FoundOrganisation] = []
    taken = Taken(text)
    for pattern in _shapes():
        for match in pattern.finditer(text):
            if taken.claim(match.start(), match.end()):
                name = match.group(0).strip()
                found.append(FoundOrganisation(name, _kind_of(name), match.start(), match.start() + len(name)))
    return tuple(sorted(found, key=lambda one: one.start))
