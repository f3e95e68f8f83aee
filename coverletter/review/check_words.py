"""What a hurried letter leaves behind: blanks, unfinished letters, sentences said twice, worn phrases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import regex

from coverletter.types import Check, KeptLetter, Language

_PLACEHOLDER = regex.compile(
    r"""(?ix)
    \[[^\[\]\n]*\b(?:your|name|company|employer|date|address|title|position|role|phone|email|number|insert|hiring\ manager|link|city|skill)\b[^\[\]\n]*\]
  | \[[^\[\]\n]*(?:이름|성명|회사명|기업명|회사\ ?이름|직무명|날짜|연락처|주소|입력|작성|지원자|담당자)[^\[\]\n]*\]
  | <(?:your|name|company|date|이름|회사)[^<>\n]*> | \{\{?[^{}\n]*\}?\} | <<[A-Z]+_\d+>>
  | \b(?:your\ name|company\ name|insert\ \w+\ here|lorem\ ipsum|todo|tbd|xxx+)\b
  | _{3,} | [○◯〇●△▲□◇]{2,} | \bO{2,}(?=\s?(?:회사|기업|대학|씨|님|에|의)) | (?<![\p{L}\p{N}])X{2,}(?![\p{L}\p{N}])
    """
)
_OF_A_TOOL = regex.compile(
    r"(?i)\bas an ai\b|\blanguage model\b|^\s*(?:sure|certainly|of course)[,!]|^\s*here(?:'s| is) (?:a|the|your) .{0,40}letter|```|^\s*#{1,4}\s|\*\*[^*\n]+\*\*"
    r"|AI 언어 모델|인공지능 모델로서|^\s*(?:네|물론입니다)[,.!]|다음은 .{0,20}(?:자기소개서|지원서)입니다"
)
_JAMO = regex.compile(r"[\u1100-\u11ff\u3131-\u318e]+")
_MANY_BREAKS = regex.compile(r"(?:[^\n]{1,60}\n\s*\n){7,}")
_DASHES = 4
_SHORTEST_REPEAT = 12


def placeholder(text: str, language: Language) -> Check:
    """Nothing is left to fill in, and nothing of a tool's talk stands in the letter."""
    found = list(dict.fromkeys(match.group().strip() for pattern in (_PLACEHOLDER, _OF_A_TOOL) for match in pattern.finditer(text)))
    return _check(
        "placeholder",
        found,
        language,
        ("Nothing is left to fill in.", "Something is left to fill in or take out: {}."),
        ("빈칸이 남아 있지 않습니다.", "채우거나 지워야 할 부분이 남아 있습니다: {}."),
    )


def jamo(text: str, language: Language) -> Check:
    """No unfinished Korean letter such as ㅋ or ㅇㅇ."""
    found = list(dict.fromkeys(_JAMO.findall(text)))
    return _check(
        "jamo",
        found,
        language,
        ("No unfinished Korean letters.", "Unfinished Korean letters are left: {}."),
        ("낱자가 남아 있지 않습니다.", "완성되지 않은 글자가 있습니다: {}."),
    )


def repetition(sentences: Sequence[str], language: Language) -> Check:
    """No sentence stands twice, word for word or nearly so."""
    found: list[str] = []
    seen: list[frozenset[str]] = []
    for sentence in sentences:
        words = frozenset(regex.findall(r"[\p{L}\p{N}]+", sentence.casefold()))
        if len(sentence) >= _SHORTEST_REPEAT and any(_alike(words, other) for other in seen):
            found.append(_shortened(sentence))
        seen.append(words)
    return _check(
        "repetition",
        found,
        language,
        ("No sentence stands twice.", "These sentences stand twice: {}."),
        ("반복된 문장이 없습니다.", "같은 문장이 되풀이됩니다: {}."),
    )


def cliches(text: str, language: Language) -> Check:
    """No worn phrases and no tells of a model: phrases, many dashes, one-line paragraphs, first/second lists."""
    found = [match.group() for pattern in _cliche_patterns(language) if (match := pattern.search(text))]
    if text.count("—") >= _DASHES:
        found.append("—")
    if _MANY_BREAKS.search(text):
        found.append("잦은 줄바꿈" if language == "ko" else "many one-line paragraphs")
    return _check(
        "cliches",
        found,
        language,
        ("No worn phrases.", "These phrases read as generic: {}."),
        ("상투적인 표현이 없습니다.", "상투적이거나 AI가 쓴 듯한 표현이 있습니다: {}."),
    )


def reuse(sentences: Sequence[str], earlier: Sequence[KeptLetter], language: Language) -> Check:
    """At most half of the sentences stand in the person's own earlier letters."""
    told = {_flat(line) for letter in earlier for line in regex.split(r"(?<=[.!?])\s+|\n+", letter.versions[-1].text) if letter.versions}
    checkable = [sentence for sentence in sentences if len(sentence) >= 2 * _SHORTEST_REPEAT]
    again = sum(_flat(sentence) in told for sentence in checkable)
    passed = again * 2 <= len(checkable)
    if language == "ko":
        message = f"이전에 쓴 글과 같은 문장이 {len(checkable)}개 중 {again}개입니다."
    else:
        message = f"{again} of {len(checkable)} sentences stand in your earlier letters as well."
    return Check(name="reuse", passed=passed, message=message)


@cache
def _cliche_patterns(language: Language) -> tuple[regex.Pattern[str], ...]:
    lines = (files("coverletter.review") / f"cliches_{language}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(
        regex.compile(rf"(?is)\b(?:{line})" if language == "en" else f"(?s){line}") for line in lines if line and not line.startswith("#")
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return len(one) >= 3 and shared / max(len(one | other), 1) >= 0.9


def _flat(text: str) -> str:
    return regex.sub(r"[^\p{L}\p{N}]", "", text.casefold())


def _shortened(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _check(name: str, found: Sequence[str], language: Language, english: tuple[str, str], korean: tuple[str, str]) -> Check:
    fine, wrong = korean if language == "ko" else english
    return Check(name=name, passed=not found, message=wrong.format(", ".join(found[:5])) if found else fine)
