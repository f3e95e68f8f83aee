"""Personal details are replaced by marks before anything goes to a model, and put back in what it writes.

Covered, in English and Korean: e-mail addresses, telephone numbers, street addresses, Korean resident numbers, birth
dates, links and handles with the person's name in them, and, when asked for, the name.

Does not catch: a town without a street, a birth year inside a sentence, a name of which nothing else tells that it is
one, and details written out in words ("zero one zero ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

_EMAIL = regex.compile(r"[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")
_RESIDENT_NUMBER = regex.compile(r"(?<!\d)\d{2}[01]\d[0-3]\d\s?[-–]\s?[1-8](?:\d{6}|[*xX●]{6})(?!\d)")
_PHONE = regex.compile(
    r"""(?<![\d.,-])(?:
        \+\d{1,3}[\s.-]?\(?0?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,4}   # +44 7700 900431, +82 10-0000-0000
      | \(0?\d{2,4}\)[\s.-]?\d{3,4}[\s.-]?\d{3,4}                # (541) 555-0137, (02) 123-4567
      | 01[016-9][\s.-]?\d{3,4}[\s.-]?\d{4}                      # Korean mobile
      | 0\d{1,2}[\s.-]\d{3,4}[\s.-]\d{4}                         # Korean land line
      | 0\d{2,5}[\s.-]?\d{3,4}[\s.-]?\d{3,4}                     # 07700 900512, 021 555 0139
      | \d{3}[\s.-]\d{3}[\s.-]\d{4}                              # 403 555 0148
      | 1[568]\d{2}-\d{4}                                        # Korean service number
    )(?![\d%]|[.,]\d)""",
    regex.VERBOSE,
)
_DATE = r"(?:\d{4}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?|\d{1,2}(?:st|nd|rd|th)?[\s./-](?:\d{1,2}|\p{L}{3,9})[\s./,-]{1,2}\d{4}|\p{L}{3,9}\s\d{1,2},?\s\d{4}|\d{6}(?!\d)|\d{8}(?!\d))"
_BIRTH_DATE = regex.compile(
    rf"(?:생년월일|생일|출생(?:일|연월일)?|\b(?i:date\s+of\s+birth|birth\s?da(?:te|y)|d\.?o\.?b\.?|born(?:\s+on)?))\s*[:：|/]?\s*(?P<value>{_DATE})"
)
_BORN_IN = regex.compile(r"(?P<value>(?:19|20)\d{2}\s?(?:년|[.]\s?\d{1,2}[.]\s?\d{1,2}[.]?)\s?생)(?!\p{L})")

_REGION = (
    "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]도|전라[남북]도|경상[남북]도|"
    r"\p{Hangul}{1,6}(?:특별자치시|특별자치도|특별시|광역시|도|시|군|구|읍|면)"
)
_COUNTER = r"\s?(?:건|명|개|회|%|퍼센트|년|월|일|시간|분|초|배|곳|종|만|억|천|백|원|점|차|단계|위|대|팀|주|인|과목|번(?!길|지))"
_HOME = r"(?:[\s,]{0,2}(?:\(?\p{Hangul}+동\)?|\p{Hangul}{2,12}(?:아파트|빌라|오피스텔|빌딩|타운|맨션)|\d{1,4}\s?(?:동|층|호)(?!\p{L})))"
_ADDRESS_KO = regex.compile(
    rf"(?:(?:{_REGION})\s+){{1,4}}(?:\p{{Hangul}}[\p{{Hangul}}\d]*(?:로|길)\s?\d++(?:번길\s?\d++)?(?:-\d++)?|\p{{Hangul}}+(?:동|리|가)\s\d++(?:-\d++)?(?:번지)?)(?!{_COUNTER}){_HOME}{{0,4}}"
)
_STREET = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Square|Sq|Crescent|Close|Gardens|Highway|Hwy|Parkway|Pkwy|Row|Walk|Mews"
_ADDRESS_EN = regex.compile(
    rf"""(?<![\d.,£$€-])\d{{1,5}}[A-Za-z]?\s(?:[NSEW]\.?\s|North\s|South\s|East\s|West\s)?(?:[A-Z][\p{{L}}'.-]+\s|\d{{1,3}}(?:st|nd|rd|th)\s){{1,3}}(?:{_STREET})\b\.?
        (?:,?\s(?:Apt|Apartment|Unit|Suite|Ste|Flat|\#)\.?\s?\#?\w{{1,5}})?
        (?:,\s?[A-Z][\p{{L}}.\s-]{{1,30}})?
        (?:,?\s(?:[A-Z]{{2}}\s\d{{5}}(?:-\d{{4}})?|[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[A-Z]{{2}}))?
      | \b(?:P\.?\s?O\.?\sBox|Flat|Apt\.?|Apartment)\s\d{{1,5}}[A-Za-z]?\b(?:,\s\d{{1,5}}\s[\p{{L}}\s]{{3,30}}\b)?
      | \b[A-Z]{{1,2}}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{{2}}\b""",
    regex.VERBOSE,
)
_LINK = regex.compile(
    r"(?:https?://|www\.)[^\s<>()\"'”’,]+|\b(?:linkedin|github|gitlab|behance|instagram|facebook|medium|velog|brunch|notion)\.\p{L}{2,4}(?:\.\p{L}{2})?/[^\s<>()\"'”’,]+"
)
_HANDLE = regex.compile(r"@?[A-Za-z][\w-]*(?:[./][\w~@-]+)*/?")
_MARK = regex.compile(r"<<\s?(?P<key>[A-Z]+_\d+)\s?>>")
_BEGUN_MARK = regex.compile(r"<<\s?[A-Z]*_?\d*\s?>?")
_LONGEST_MARK = 24
_SHORTEST_NAME = 3


class Mask:
    """Personal details of some texts, each with a mark of its own that stays the same as long as the mask lives.

    Args:
        texts: whatever will go to the model; details are looked for in all of them.
        name: the person's name, which links and handles are searched for.
        hide_name: also replace the name itself.
    """

    def __init__(self, texts: Iterable[str], name: str = "", hide_name: bool = False) -> None:
        self._name = " ".join(name.split())
        self._hide_name = hide_name
        self._mark_of: dict[str, str] = {}
        self._value_of: dict[str, str] = {}
        texts = list(texts)
        self._name_parts = _name_parts(self._name, texts)
        for text in texts:
            self._find(text)

    @property
    def details(self) -> dict[str, str]:
        """Each mark and the detail it stands for."""
        return {mark: value for value, mark in self._mark_of.items()}

    def hide(self, text: str) -> str:
        """`text` with every detail replaced by its mark."""
        self._find(text)
        if not self._mark_of:
            return text
        longest_first = sorted(self._mark_of, key=len, reverse=True)
        # Python's own re: regex takes seconds to find a link of a few thousand characters.
        known = re.compile(
            "|".join(rf"(?<![^\W_]){re.escape(value)}" if value[0].isdigit() else re.escape(value) for value in longest_first)
        )
        return known.sub(lambda found: self._mark_of[found.group()], text)

    def restore(self, text: str) -> str:
        """`text` with every mark replaced by its detail; a mark nobody gave stays."""
        return _MARK.sub(lambda found: self._value_of.get(found["key"], found.group()), text)

    def restorer(self) -> Restorer:
        """A restorer for a stream whose pieces may cut a mark in two."""
        return Restorer(self)

    def _find(self, text: str) -> None:
        for found in _MARK.finditer(text):
            self._remember("TEXT", found.group())
        for kind, pattern in (("EMAIL", _EMAIL), ("ID", _RESIDENT_NUMBER), ("BIRTH", _BIRTH_DATE), ("BIRTH", _BORN_IN)):
            for found in pattern.finditer(text):
                self._remember(kind, found["value"] if kind == "BIRTH" else found.group())
        for kind, pattern in (("LINK", _LINK), ("PHONE", _PHONE), ("ADDRESS", _ADDRESS_KO), ("ADDRESS", _ADDRESS_EN)):
            for found in pattern.finditer(text):
                self._remember(kind, found.group().strip(" .,"))
        for found in _HANDLE.finditer(text):
            if self._names_the_person(found.group()):
                self._remember("LINK", found.group())
        if self._hide_name and self._name and self._name in text:
            self._remember("NAME", self._name)

    def _names_the_person(self, handle: str) -> bool:
        """A handle or a domain that holds a part of the name inside a longer word: `ivalkonen-dev`, not `Valkonen`."""
        bare = handle.lower().strip("@/")
        looks_like_a_handle = handle.startswith("@") or any(sign in bare for sign in "./-_") or bare == handle.strip("@/")
        return looks_like_a_handle and any(part in bare and part != bare for part in self._name_parts) and bare not in self._name.lower()

    def _remember(self, kind: str, value: str) -> None:
        if value and value not in self._mark_of:
            key = f"{kind}_{1 + sum(1 for known in self._value_of if known.startswith(kind + '_'))}"
            self._mark_of[value] = f"<<{key}>>"
            self._value_of[key] = value


class Restorer:
    """Puts details back into a stream, holding back an unfinished mark until its end has come."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask
        self._held = ""

    def feed(self, piece: str) -> str:
        """What may be shown after `piece`."""
        text = self._held + piece
        start = text.rfind("<<", max(0, len(text) - _LONGEST_MARK))
        if start < 0 or ">>" in text[start:]:
            start = len(text) - 1 if text.endswith("<") else len(text)
        text, self._held = text[:start], text[start:]
        return self._mask.restore(text)

    def finish(self) -> str:
        """What was still held back; a mark that the stream's end cut in two is dropped."""
        held, self._held = self._held, ""
        return "" if _BEGUN_MARK.fullmatch(held) else self._mask.restore(held)


def _name_parts(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Parts of the name in Latin letters, as the name and the local part of the e-mail addresses spell it."""
    written = [name, *(found.group().split("@")[0] for text in texts for found in _EMAIL.finditer(text))]
    parts = {part.lower() for words in written for part in regex.findall(r"[A-Za-z]+", words)}
    return tuple(sorted(part for part in parts if len(part) >= _SHORTEST_NAME))
