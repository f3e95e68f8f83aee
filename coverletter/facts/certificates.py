"""Certificates and licences, known ones by a table and unknown ones by their shape, each with level and state."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from coverletter.facts.aliases import AliasTable
from coverletter.facts.spans import Taken
from coverletter.facts.states import State, clause_around, state_of
from coverletter.facts.tools import find_languages


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    """A certificate or licence.

    `name` is the canonical English name of a known one ("PMP"), else the words as written in lower case; `family`
    groups those of one ladder (the Korean 기능사, 산업기사, 기사, 기술사 of one trade), `level` orders them within it (more is
    higher), 0 where none is said.
    """

    name: str
    family: str
    level: int
    state: State
    known: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    family: str
    level: int


_LADDER = {"기능사": 1, "산업기사": 2, "기사": 3, "기능장": 4, "기술사": 5}
_TRADE_LICENCE = re.compile(
    r"(?<![가-힣])([가-힣]{2,10}?(?:\s?\(?(?:전기|기계)(?:분야)?\)?)?)(\s?산업기사|\s?기능사|\s?기능장|\s?기술사|기사)(?![가-힣]{3})"
)
_DRIVERS = re.compile(
    r"(?:운전|택배|배송|배달|버스|택시|트럭|신문|설치|수리|퀵|대리|화물|렌탈|방문|서비스|뉴스|보도|관련|기획|취재|언론|인터뷰|"
    r"해당|이|그|현장|정비|"
    r"지게차\s?운전|AS)$"
)
_TRADES_IN_ENGLISH = {
    "information processing": "정보처리", "electricity": "전기", "electrical": "전기",
    "electric work": "전기공사", "civil": "토목", "civil engineering": "토목",
    "architecture": "건축", "industrial safety": "산업안전", "construction safety": "건설안전",
    "quality management": "품질경영", "general machinery": "일반기계", "big data analysis": "빅데이터분석",
    "big data analytics": "빅데이터분석", "information security": "정보보안", "chemical": "화공",
    "air pollution": "대기환경", "water pollution": "수질환경", "food": "식품",
    "landscape": "조경", "surveying": "측량및지형공간정보",
}  # fmt: skip
_TRADE_IN_ENGLISH = re.compile(
    rf"\b(?:(?P<kind>Industrial Engineer|Craftsman|Professional Engineer|Engineer) (?P<a>{'|'.join(_TRADES_IN_ENGLISH)})\b"
    rf"|(?P<b>{'|'.join(_TRADES_IN_ENGLISH)}) (?P<kind2>industrial engineer|engineer|craftsman)(?= (?:licen[cs]e|certificate|"
    rf"certification|\(Korea)))",
    re.IGNORECASE,
)
_ENGLISH_LADDER = {"craftsman": 1, "industrial engineer": 2, "engineer": 3, "professional engineer": 5}
_UNKNOWN_KO = re.compile(
    r"(?<![가-힣])([가-힣A-Za-z]{2,14}(?:관리사|지도사|상담사|분석사|설계사|평가사|운용사|감정사|안내사|교정사|치료사|경영사|"
    r"기획사|조리사|"
    r"정비사|컨설턴트\s?자격증|검정시험|능력검정|자격증|면허증|면허))(?![가-힣]{3})"
)
_JUST_THE_WORD = re.compile(
    r"^(?:관련|국가|민간|전문|보유|각종|해당|필수|우대|유관|직무|공인|국제|자격|취득|기술|기타|업무|정식|교사)?(?:자격증|면허증|면허)$"
    r"|^국가기술자격증$|^운전면허증?$|비서자격증"
)
_UNKNOWN_EN = re.compile(
    r"\b(?:(?P<certified>(?:[Cc]ertified|[Ll]icen[sc]ed|[Cc]hartered|[Aa]ccredited|[Rr]egistered(?! in| at| office))"
    r"\s(?:[A-Z][\w&/-]{0,30}|in|of|and|for)(?:\s(?:[A-Z][\w&/-]{0,30}|in|of|and|for)){0,4})"
    r"|(?P<thing>(?<![\w&/+-])(?:[A-Z][\w&/+-]{0,30}\s){1,5}(?:[Cc]ertificat(?:e|ion)|[Ll]icen[cs]e|[Cc]redential|[Dd]iploma|[Tt]icket)))\b"
)
_LOWER_EN = re.compile(
    r"\b(?P<thing>(?<![\w-])(?:[a-z][\w-]{0,30}\s){0,2}[a-z][\w-]{1,30}\s(?:licen[cs]e|certificate))\b(?!\s(?:fees?|plates?|management|agreement|"
    r"renewals?|keys?|costs?|holders? only))"
)
_NOT_THINGS = re.compile(
    r"^(?:(?:a|an|the|any|your|valid|current|relevant|appropriate|software|professional|other|of|with|or|and|no|for|each|gift|birth|death|"
    r"ssl|tls|user|open|source|state|required|industry|additional|to|obtain|hold|holding|equivalent|this|that|in|annual|clinical|completion)"
    r"\s?)+(?:licen[cs]e|certificate)$"
)
_GRADE = re.compile(r"\s?\(?\s?(?:제\s?)?([1-9])\s?급")
_GRADE_BEFORE = re.compile(r"(?:(?<!\d)([1-9])급|\b[Ll]evel ([1-9]))\s?$")
_NAMED_GRADE = re.compile(
    r"\s?[-–(]?\s?(?:Level|level|레벨)\s?(III|II|I|IV|[1-7])\b|"
    r"\s?\(?(초급|중급|고급|특급|Foundation|Practitioner|Expert|Master|Managing Professional|Diploma)\b",
    re.IGNORECASE,
)
_NAMED_LEVELS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "초급": 1, "중급": 2, "고급": 3, "특급": 4, "foundation": 1, "practitioner": 2, "expert": 2,
    "master": 3, "managing professional": 3, "diploma": 2,
}  # fmt: skip
_TOPMOST_GRADE = 10
_BREAK = re.compile(r"[,;|]|\band\b|및|\s(?=[A-Z(])")
_ABOUT_THE_EXAM = re.compile(r"[;.]\s?(?:the\s)?(?:exam|test|renewal|licen[cs]e|certificate|시험|실기|면접)", re.IGNORECASE)
_REACH_BEFORE, _REACH_AFTER = 40, 70
"""Characters; a sentence that goes on longer has come to speak of something else."""


@cache
def _table() -> AliasTable[_Known]:
    aliases: list[tuple[str, _Known]] = []
    for line in files("coverletter.facts").joinpath("tables/certificates.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, family, level, names = line.split("\t")
            aliases.extend((alias, _Known(name, family, int(level))) for alias in names.split("|"))
    return AliasTable(aliases)


def _graded(text: str, start: int, end: int, level: int) -> tuple[int, int]:
    """The level by what stands beside the name (1급, Level II, Practitioner), and the end of it. 1급 is 9, 2급 is 8, and so on."""
    grade = _GRADE.match(text, end)
    if grade is not None:
        return _TOPMOST_GRADE - int(grade.group(1)), grade.end()
    inside = re.search(r"([1-9])급", text[start:end])
    if inside is not None and level == 0:
        return _TOPMOST_GRADE - int(inside.group(1)), end
    named = _NAMED_GRADE.match(text, end)
    if named is not None and level == 0:
        word = (named.group(1) or named.group(2)).lower()
        return (int(word) if word.isdigit() else _NAMED_LEVELS[word]), named.end()
    before = _GRADE_BEFORE.search(text[max(0, start - 8) : start])
    if before is not None and level == 0:
        return (_TOPMOST_GRADE - int(before.group(1)) if before.group(1) else int(before.group(2))), end
    return level, end


def _known(text: str) -> list[FoundCertificate]:
    found = []
    for known, start, end in _table().find(text):
        level, graded_end = _graded(text, start, end, known.level)
        found.append(FoundCertificate(known.name, known.family, level, "held", True, start, graded_end))
    return found


def _trades(text: str) -> list[FoundCertificate]:
    """National technical licences of Korea, in Korean or in the official English."""
    found = []
    for match in _TRADE_LICENCE.finditer(text):
        trade = re.sub(r"[\s()]|분야", "", match.group(1))
        rank = match.group(2).strip()
        if rank == "기사" and _DRIVERS.search(trade):
            continue
        found.append(
            FoundCertificate(
                f"{trade}{match.group(2)}", f"licence {trade}", _LADDER[match.group(2)], "held", True, match.start(), match.end()
            )
        )
    for match in _TRADE_IN_ENGLISH.finditer(text):
        trade = _TRADES_IN_ENGLISH[(match["a"] or match["b"]).lower()]
        level = _ENGLISH_LADDER[(match["kind"] or match["kind2"]).lower()]
        rank = next(rank for rank, number in _LADDER.items() if number == level)
        found.append(FoundCertificate(f"{trade}{rank}", f"licence {trade}", level, "held", True, match.start(), match.end()))
    return found


def _unknown(text: str) -> list[FoundCertificate]:
    found = []
    for match in _UNKNOWN_KO.finditer(text):
        if not _JUST_THE_WORD.match(match.group(1)):
            level, end = _graded(text, match.start(), match.end(), 0)
            name = match.group(1)
            found.append(FoundCertificate(name, name, level, "held", False, match.start(), end))
    for pattern in (_UNKNOWN_EN, _LOWER_EN):
        for match in pattern.finditer(text):
            name = match.group(0).lower()
            if not _NOT_THINGS.match(name) and not find_languages(name):
                found.append(FoundCertificate(name, name, 0, "held", False, match.start(), match.end()))
    return found


@lru_cache(maxsize=4096)
def find_certificates(text: str) -> tuple[FoundCertificate, ...]:
    """Certificates and licences in order of text, also unknown ones of a certificate's shape ("…기사", "licensed …", "… certificate").

    The state is read from the clause around each; where a text holds only one certificate, from the whole sentence.
    """
    taken = Taken(text)
    found = [one for one in (*_known(text), *_trades(text), *_unknown(text)) if taken.claim(one.start, one.end)]
    found = _joined(text, sorted(found, key=lambda one: one.start))
    stated = []
    for index, one in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        previous = found[index - 1].end if index else 0
        stated.append(replace(one, state=state_of(_around(text, one, previous, following))))
    return tuple(stated)


def _joined(text: str, found: list[FoundCertificate]) -> list[FoundCertificate]:
    """One and the same with its abbreviation in brackets is one: "Certified Kubernetes Administrator (CKA)"."""
    joined: list[FoundCertificate] = []
    for one in found:
        if joined and joined[-1].name == one.name and re.fullmatch(r"[\s(,:]{1,3}", text[joined[-1].end : one.start]):
            end = one.end + (text[one.end : one.end + 1] == ")")
            joined[-1] = replace(joined[-1], level=max(joined[-1].level, one.level), end=end)
        else:
            joined.append(one)
    return joined


def _around(text: str, one: FoundCertificate, previous: int, following: int) -> str:
    """The words that may tell its state: its own clause, and what follows up to the clause of the next certificate."""
    left, _ = clause_around(text, one.start, one.end)
    _, right = clause_around(text, one.start, one.end, soft=True)
    if following <= right and following < len(text):
        breaks = [match.start() for match in _BREAK.finditer(text, one.end, following)]
        right = breaks[-1] if breaks else following
    if right < len(text) and following == len(text) and _ABOUT_THE_EXAM.match(text, right):
        _, right = clause_around(text, right, right + 1, soft=True)
    left = max(left, previous, one.start - _REACH_BEFORE)
    return text[left : one.start] + " " + text[one.end : min(right, one.end + _REACH_AFTER)]
