"""How the text of a letter falls into paragraphs, lines and headings, the same for every format."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_HEADING = 120

_BRACKETED = re.compile(r"[\[【<〈《「『].{2,60}[\]】>〉》」』]")
_QUESTION = re.compile(r"(?:\d{1,2}\s?[.)]|Q\d{0,2}[.)]|문항\s?\d{1,2}).+|.+(?:\?|시오\.?|세요\.?|바랍니다\.?)(?:\s?[(\[].*)?")


@dataclass(frozen=True)
class Line:
    """One line as the applicant broke it; a heading is a 소제목 in brackets or the question that an answer stands under."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Lines without an empty one between them."""

    lines: tuple[Line, ...]


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a letter in NFC, blank ones left out, with headings marked.

    >>> [line.heading for line in paragraphs_of("지원 동기를 쓰시오.\\n저는 배포를 자동화했고 그 시간을 절반으로 줄였습니다.")[0].lines]
    [True, False]
    """
    clean = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in re.split(r"\n[^\S\n]*\n", clean)]
    return tuple(_paragraph(lines) for lines in blocks if lines)


def _paragraph(lines: list[str]) -> Paragraph:
    headings: set[int] = set()
    for number, line in enumerate(lines[:-1]):
        follows = lines[number + 1]
        if number == len(headings) and len(line) <= LONGEST_HEADING and _is_heading(line, follows):
            headings.add(number)
    if len(lines) == 1 and _BRACKETED.fullmatch(lines[0]):
        headings.add(0)
    return Paragraph(tuple(Line(line, number in headings) for number, line in enumerate(lines)))


def _is_heading(line: str, follows: str) -> bool:
    if _BRACKETED.fullmatch(line):
        return True
    return bool(_QUESTION.fullmatch(line)) and (len(follows) > len(line) or bool(_BRACKETED.fullmatch(follows)))
