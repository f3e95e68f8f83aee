"""Numerals as written: digits with grouping and 만/억, English number words, Korean native and Sino-Korean words."""

from __future__ import annotations

import math
from dataclasses import dataclass

import regex

NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90}
NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4, "넉": 4, "너": 4,
    "다섯": 5, "닷": 5, "여섯": 6, "엿": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
POWERS = {"십": 10, "백": 100, "천": 1_000, "만": 10**4, "억": 10**8, "조": 10**12}
ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ENGLISH_POWERS = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "dozen": 12, "score": 20}
SUFFIXES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "million": 10**6,
    "billion": 10**9,
    "thousand": 10**3,
    "hundred": 100,
    "dozen": 12,
}

COUNTERS = (
    "명|분의|분께|분을|분이|분에게|분 |사람|건|곳|개|가지|번|차례|회|대|편|팀|달|개월|해|년|주|살|쪽|권|장|줄|층|갈래|학기|과목|시간|사업|마리|켤레|벌|"
    "군데|통|조|지점|점|기|척|동|석|데|품목|단계|배|종|명씩|세대|곡|회사|나라|도시|부서|학교|병원|매장|공장|아이|단|초|분|원|퍼센트|%|꼭지|자리|호|학급|반|그루|잔|"
    "개국|개사|개소|시|달러|유로|평|톤|그룹|모듈|업체|고객사|거래처|언어"
)

_ONES = "하나|한|둘|두|셋|세|석|서|넷|네|넉|너|다섯|닷|여섯|엿|일곱|여덟|아홉"
_TENS = "열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔"
_BEFORE_WORD = r"(?<![\p{L}\p{N}])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

_WITH_POWER = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.,])(?:(?:{_DIGITS})\s?(?:조|천억|백억|십억|억|천만|백만|십만|만|천|백)(?!족|점|화|드|기|경|장|과)\s?)+(?:(?:{_DIGITS})(?![\d년월.]))?"
)
_PART = regex.compile(rf"({_DIGITS})\s?(조|천억|백억|십억|억|천만|백만|십만|만|천|백)?")
_PLAIN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}_#/-])(?<!\d[.,])(?:{_DIGITS})(?:\s?(?:million|billion|thousand|hundred|dozen|bn|mn|[kKM](?![\p{{L}}])|(?<=\d)m(?![\p{{L}}²³])))?(?!\d|\p{{Lu}}(?!\p{{L}}{{2}}))"
)
_CURRENCY_PLAIN = regex.compile(rf"(?<=[A-Z]?[$€£₩¥])(?:{_DIGITS})(?:\s?(?:million|billion|thousand|bn|mn|[kKmM](?![\p{{L}}])))?")
_ENGLISH_WORD = "|".join(sorted(ENGLISH, key=len, reverse=True))
_ENGLISH_POWER = "|".join(ENGLISH_POWERS)
_WORDS = regex.compile(
    rf"\b(?:(?:half\s+a|a|an|(?:{_ENGLISH_WORD})(?:[\s-](?:{_ENGLISH_WORD}))?)\s+)?(?:{_ENGLISH_POWER})\b(?:\s+(?:and\s+)?(?:a\s+)?(?:(?:{_ENGLISH_WORD}|{_ENGLISH_POWER})(?:[\s-](?={_ENGLISH_WORD}|{_ENGLISH_POWER}))?)+\b)*"
    rf"|\b(?:{_ENGLISH_WORD})(?:-(?:{_ENGLISH_WORD}))?\b",
    regex.IGNORECASE,
)
_NATIVE = regex.compile(
    rf"{_BEFORE_WORD}(?P<hundreds>(?:[이삼사오육칠팔구]?천)?\s?(?:[이삼사오육칠팔구]?백)?)\s?(?P<tens>{_TENS})?\s?(?P<ones>{_ONES})?(?=\s?(?:{COUNTERS})|\s남짓|\s안팎)"
)
_NATIVE_BARE = regex.compile(
    rf"{_BEFORE_WORD}(?:(?P<tens>{_TENS})(?P<ones>{_ONES})?|(?P<only>다섯|여섯|일곱|여덟|아홉|둘|셋|넷))(?=\s?(?:이|가|은|는|을|를|에|의|과|와|로|뿐|쯤|꼴)|\s|$|[,.])"
)
_SINO = regex.compile(r"(?<![\p{L}\p{N}])[일이삼사오육칠팔구십백천만억]+(?=\s?(?:" + COUNTERS + r"|\s남짓))")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as written; `step` is what its last written digit is worth; `word` tells words from digits, `native` native Korean words from others."""

    value: float
    step: float
    word: bool
    start: int
    end: int
    native: bool = False


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Every numeral in order of text, longest first where they overlap.

    Native Korean words count only before a counter or a particle, for 한, 두, 열 and others are also other words. Does not
    catch numbers glued to letters ("B2", "8D"), which are names.
    """
    found: list[Numeral] = []
    for pattern, read in (
        (_WITH_POWER, _read_korean),
        (_CURRENCY_PLAIN, _read_plain),
        (_PLAIN, _read_plain),
        (_WORDS, _read_english),
        (_NATIVE, _read_native),
        (_SINO, _read_sino),
        (_NATIVE_BARE, _read_native),
    ):
        for match in pattern.finditer(text):
            numeral = read(match)
            if numeral and not any(numeral.start < other.end and other.start < numeral.end for other in found):
                found.append(numeral)
    return tuple(sorted(found, key=lambda numeral: numeral.start))


def _span(match: regex.Match[str]) -> tuple[int, int]:
    written = match.group()
    return match.start() + len(written) - len(written.lstrip()), match.end() - len(written) + len(written.rstrip())


def _digit_step(digits: str) -> float:
    if "." in digits:
        return float(10.0 ** -len(digits.split(".")[1]))
    plain = digits.replace(",", "")
    zeros = len(plain) - len(plain.rstrip("0"))
    return float(10 ** min(zeros, max(len(plain) - 1, 0)))


def _read_plain(match: regex.Match[str]) -> Numeral | None:
    parts = regex.match(rf"({_DIGITS})\s?(\p{{L}}+)?", match.group())
    if not parts:
        return None
    scale = SUFFIXES.get((parts[2] or "").casefold(), 1)
    start, end = _span(match)
    return Numeral(float(parts[1].replace(",", "")) * scale, _digit_step(parts[1]) * scale, False, start, end)


def _read_korean(match: regex.Match[str]) -> Numeral | None:
    value, step = 0.0, 1.0
    for digits, power in _PART.findall(match.group()):
        scale = math.prod(POWERS[letter] for letter in power) if power else 1
        value += float(digits.replace(",", "")) * scale
        step = _digit_step(digits) * scale
    start, end = _span(match)
    return Numeral(value, step, False, start, end)


def _read_native(match: regex.Match[str]) -> Numeral | None:
    groups = match.groupdict()
    tens, ones, hundreds = groups.get("tens"), groups.get("ones") or groups.get("only"), groups.get("hundreds") or ""
    if (not tens and not ones) or (
        match.group().strip() == "열" and match.re is _NATIVE_BARE and not match.string.startswith("에", match.end())
    ):
        return None
    value = (NATIVE_TENS[tens] if tens else 0) + (NATIVE_ONES[ones] if ones else 0) + _sino_value("".join(hundreds.split()))
    if not tens and ones in ("서", "너", "닷", "엿", "한") and not hundreds and not _counts_time(match):
        return None
    start, end = _span(match)
    return Numeral(float(value), 1.0 if ones else 10.0, True, start, end, native=True)


def _counts_time(match: regex.Match[str]) -> bool:
    following = match.string[match.end() : match.end() + 4].strip()
    return following.startswith(("달", "해", "주", "시간", "명", "번", "건", "곳", "말", "되"))


def _sino_value(word: str) -> int:
    total, section, digit = 0, 0, 0
    for letter in word:
        if letter in SINO:
            digit = SINO[letter]
        elif (power := POWERS[letter]) >= 10**4:
            total += (section + digit or 1) * power
            section, digit = 0, 0
        else:
            section += (digit or 1) * power
            digit = 0
    return total + section + digit


def _read_sino(match: regex.Match[str]) -> Numeral | None:
    word = match.group()
    if not any(letter in POWERS for letter in word) or word in ("만", "십", "조"):
        return (
            None
            if word not in SINO or not regex.match(r"\s(?:년|개월|주|회|명)", match.string[match.end() :]) or word in "이일"
            else Numeral(float(SINO[word]), 1.0, True, *match.span())
        )
    value = _sino_value(word)
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    return Numeral(float(value), float(10**zeros), True, *match.span())


def _read_english(match: regex.Match[str]) -> Numeral | None:
    words = regex.findall(r"\p{L}+", match.group().casefold())
    total, section = 0.0, 0.0
    step = 1.0
    for index, word in enumerate(words):
        if word == "half":
            section += 0.5
            step = 1.0
        elif word in ("a", "an", "and"):
            continue
        elif word in ENGLISH:
            section += ENGLISH[word]
            step = 1.0 if ENGLISH[word] % 10 or ENGLISH[word] == 10 else 10.0
        elif word in ("hundred", "dozen", "score"):
            section = (section or 1) * ENGLISH_POWERS[word]
            step = min(float(ENGLISH_POWERS[word]), section)
        else:
            total += (section or 1) * ENGLISH_POWERS[word]
            section, step = 0.0, float(ENGLISH_POWERS[word])
        if word in ENGLISH_POWERS and index == 0 and word == "score":
            return None
    start, end = _span(match)
    return Numeral(total + section, step, True, start, end)
