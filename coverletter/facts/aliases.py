"""Many fixed names found in one pass: a trie over characters, tried at the start of every word.

An alias matches whatever its case, unless it is written with a leading "=". A blank, hyphen, dot or slash inside an alias
may be missing or another of these in the text ("Power BI", "PowerBI", "power-bi"); in a Hangul alias of three syllables or
more a blank may stand anywhere. After a Hangul alias only a particle or one of a few common nouns may follow without a
blank, so that 엑셀러레이터 is no 엑셀.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

Value = TypeVar("Value")

_SEPARATORS = " -./&·_:'’"
_WORD_START = re.compile(r"[A-Za-zÀ-ÿ0-9]+|[가-힣]+|[.+#@(㈜]")
_LATIN_END = re.compile(r"(?![A-Za-zÀ-ÿ0-9])(?!\+\+|#)")
_HANGUL_END = re.compile(
    r"(?![가-힣])|(?=(?:을|를|이|가|은|는|과|와|로|으로|의|에|도|만|등|및|까지|부터|에서|이나|나|하고|이며|며|인|이라|라|보다|"
    r"처럼|이상|급|점|자격|면허|개발|활용|사용|"
    r"기반|운영|구축|연동|설계|능력|경험|시스템|서버|환경|관리|작성|보고|자료|기술|툴|도구|전문|프로그램|솔루션|엔지니어|분석|"
    r"교육|취득|보유|소지|합격|준비|필기|실기|회화|시험|성적|"
    r"담당|실무|업무|조작|운전|숙련|가능|초급|중급|고급|학습|독학|강의|수업|언어|문법|대화|상담|응대|통역|번역|메일|문서))"
)


class _Node(Generic[Value]):
    __slots__ = ("after", "ends")

    def __init__(self) -> None:
        self.after: dict[str, _Node[Value]] = {}
        self.ends: list[tuple[str, Value]] = []


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


class AliasTable(Generic[Value]):
    """Aliases and what each stands for.

    >>> AliasTable([("Power BI", "powerbi")]).find("in PowerBI")
    [('powerbi', 3, 10)]
    """

    def __init__(self, aliases: Iterable[tuple[str, Value]]) -> None:
        self._root: _Node[Value] = _Node()
        for alias, value in aliases:
            exact = alias.startswith("=")
            alias = alias.removeprefix("=")
            self._add(alias, alias if exact else "", value)
            folded = "".join(character for character in alias if character not in _SEPARATORS)
            if folded != alias and len(folded) > 2:
                self._add(folded, folded if exact else "", value)

    def _add(self, alias: str, exact: str, value: Value) -> None:
        node = self._root
        for character in alias.lower():
            node = node.after.setdefault(" " if character in _SEPARATORS else character, _Node())
        node.ends.append((exact, value))

    def find(self, text: str) -> list[tuple[Value, int, int]]:
        """(value, start, end) in order of text, the longest at each place, none overlapping another."""
        found: list[tuple[Value, int, int]] = []
        free_from = 0
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
        for word in _WORD_START.finditer(text):
            start = word.start()
            if start < free_from:
                continue
            best = self._longest_from(text, lowered, start)
            if best is not None:
                found.append((best[0], start, best[1]))
                free_from = best[1]
        return found

    def _longest_from(self, text: str, lowered: str, start: int) -> tuple[Value, int] | None:
        node, position, best = self._root, start, None
        hangul_read = 0
        while position < len(text):
            character = lowered[position]
            following = node.after.get(" " if character in _SEPARATORS else character)
            if following is None:
                blank = character == " " and hangul_read >= 1 and position + 1 < len(text) and _is_hangul(text[position + 1])
                if not blank or node.after.get(lowered[position + 1]) is None:
                    break
                position += 1
                continue
            node = following
            position += 1
            hangul_read += _is_hangul(character)
            if node.ends:
                best = self._accept(node, text, start, position) or best
        return best

    def _accept(self, node: _Node[Value], text: str, start: int, end: int) -> tuple[Value, int] | None:
        if _is_hangul(text[end - 1]):
            spaced = " " in text[start:end] and end - start <= 3
            if spaced or not _HANGUL_END.match(text, end):
                return None
        elif text[end - 1].isalnum() and not _LATIN_END.match(text, end):
            return None
        surface = "".join(character if character not in _SEPARATORS else " " for character in text[start:end])
        for exact, value in node.ends:
            if not exact or surface == "".join(character if character not in _SEPARATORS else " " for character in exact):
                return value, end
        return None
