"""The applicant's name, from the top of a resume or from a form's field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coverletter.reading.headings import is_known_heading
from coverletter.reading.lines import Line

FIRST_LINES = 8

_LABEL = re.compile(r"(?:^|\s)(?:성\s*명|이\s*름|full name|name)\s*(?:\(한글\)|\(국문\))?\s*[:：]?\s*", re.IGNORECASE)
_KOREAN = re.compile(r"[가-힣]{2,4}|[가-힣](?: [가-힣]){1,3}")
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감호음빈동온갈"
)
_COMPOUND = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방")
_TITLES = re.compile(
    r"\b(?:curriculum|vitae|resume|résumé|cv|profile|portfolio|engineer|manager|developer|nurse|designer|analyst|teacher|officer|consultant)\b",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(
    r"(?:(?:,\s*|\s+)(?:ph\.?d\.?|m\.?d\.?|mba|b\.?sc|m\.?sc|bsn|rn|ccrn|cpa|cfa|pmp|esq|jr|sr|pe|p\.eng|ceng)\.?"
    r"|,\s*(?-i:[A-Z]{2,6}))$",
    re.IGNORECASE,
)
# fmt: off
_PARTICLES = frozenset([
    "de", "da", "di", "del", "della", "van", "von", "der", "den", "ten", "la", "le", "el", "al", "bin", "ibn", "dos", "das", "du",
    "af", "av", "zu", "y",
])
# fmt: on


def find_name(lines: Sequence[Line]) -> str:
    """The name as the resume writes it (capitals set in the usual way), empty when none is found.

    Looks for a labelled field, then for a line in the shape of a name among the first lines and the largest ones. Does not
    catch a name without capitals, or one that stands only in the middle of a sentence.
    """
    top = list(lines[:FIRST_LINES])
    for line in [*top, *lines[FIRST_LINES : FIRST_LINES * 3]]:
        for index, cell in enumerate(line.cells):
            label = _LABEL.match(cell)
            if label is None:
                continue
            value = cell[label.end() :] or (line.cells[index + 1] if index + 1 < len(line.cells) else "")
            if name := _as_name(value.split("(")[0].strip(), labelled=True):
                return name
    largest = max((line.size for line in lines), default=0.0)
    usual = sorted(line.size for line in lines)[len(lines) // 2] if lines else 0.0
    large = [line for line in lines if largest > usual + 1 and line.size >= largest - 0.5][:3]
    if (
        len(large) >= 2
        and all(len(line.text.split()) <= 2 for line in large)
        and (name := _as_name(" ".join(line.text for line in large).replace("- ", "-")))
    ):
        return name
    for line in [*large, *top]:
        if not line.bullet and (name := _as_name(line.cells[0].strip())):
            return name
    return ""


def _as_name(text: str, labelled: bool = False) -> str:
    text = re.sub(r"\s*[(（][^)）]*[)）]\s*$", "", text).strip(" ·|,")
    if is_known_heading(text) or not text:
        return ""
    first = re.split(r"\s+[|·/–—-]\s+|\s{2,}|,\s", text)[0] if not _CREDENTIALS.search(text) else text
    for candidate in dict.fromkeys((text, first)):
        compact = candidate.replace(" ", "")
        if _KOREAN.fullmatch(candidate):
            if labelled or compact[:2] in _COMPOUND or (compact[0] in _SURNAMES and 2 <= len(compact) <= 4 and compact not in _NOT_NAMES):
                return compact
            continue
        if name := _latin_name(candidate):
            return name
    return ""


_NOT_NAMES = frozenset(
    [
        "이력서",
        "경력서",
        "소개서",
        "자소서",
        "지원서",
        "경력",
        "학력",
        "기술",
        "성명",
        "이름",
        "소개",
        "주소",
        "기타",
        "기간",
        "전공",
        "도구",
        "연락처",
    ]
)


def _latin_name(text: str) -> str:
    while (shorter := _CREDENTIALS.sub("", text)) != text and len(shorter.split()) >= 2:
        text = shorter
    text = text.strip(" ,")
    words = text.split()
    if not 2 <= len(words) <= 5 or _TITLES.search(text):
        return ""
    if not all(re.fullmatch(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*\.?", word) for word in words):
        return ""
    if not all(word[0].isupper() or word.lower() in _PARTICLES for word in words) or not words[0][0].isupper():
        return ""
    if re.search(r"[가-힣]", text):
        return ""
    return (
        " ".join(word if word.lower() in _PARTICLES and word.islower() else _capitalised(word) for word in words)
        if text.isupper()
        else text
    )


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
