"""Personal details are replaced by marks before anything goes to a model, and put back in what it writes.

Covered, in English and Korean: e-mail addresses, telephone numbers, street addresses, Korean resident numbers, birth
dates, links and handles with the person's name in them, and, when asked for, the name.

Does not catch: a town without a street, a street without the word for it ("5 The Mall"), addresses of other languages, a
birth date or an age that nothing says is one, a name of which nothing else tells that it is one, and details written out in words
("zero one zero ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from coverletter.writing.details import find_details, person_of

_KINDS = "EMAIL|ID|BIRTH|LINK|PHONE|ADDRESS|NAME|TEXT"
_EXACT = rf"<<(?P<kind>{_KINDS})_(?P<number>\d{{1,3}})>>"
_KEY = rf"(?P<kind>{_KINDS})\s?\\?[_ -]?\s?(?P<number>\d{{1,3}})"
_STRICT_KEY = rf"(?P<kind>{_KINDS})\\?_(?P<number>\d{{1,3}})"
_MARK = regex.compile(
    rf"{_EXACT}|(?i:(?:\\?<){{1,2}}\s{{0,2}}{_KEY}\s{{0,2}}(?:\\?>){{1,2}}|(?:&lt;){{1,2}}\s?{_KEY}\s?(?:&gt;){{1,2}})"
    rf"|[＜«《〈]{{1,2}}\s?{_KEY}\s?[＞»》〉]{{1,2}}|\[{{1,2}}{_STRICT_KEY}\]{{1,2}}|\{{{{1,2}}{_STRICT_KEY}\}}{{1,2}}"
    rf"|(?<![\p{{L}}\p{{N}}_]){_STRICT_KEY}(?![\p{{N}}_])"
)
"""A mark as we give it, and as models change it: one bracket lost, others in its place, escaped, in small letters, bare."""
_WHOLE = regex.compile(_EXACT)
_BEGUN_MARK = regex.compile(r"<<\s?[A-Z]*_?\d*\s?>?")
_LONGEST_MARK = 48


class Mask:
    """Personal details of some texts, each with a mark of its own that stays the same as long as the mask lives.

    Args:
        texts: whatever will go to the model; details are looked for in all of them.
        name: the person's name, which links and handles are searched for.
        hide_name: also replace the name itself.
    """

    def __init__(self, texts: Iterable[str], name: str = "", hide_name: bool = False) -> None:
        self._hide_name = hide_name
        self._mark_of: dict[str, str] = {}
        self._value_of: dict[str, str] = {}
        texts = list(texts)
        self._person = person_of(name, texts)
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
        known = re.compile("|".join(_bounded(value) for value in longest_first))
        return known.sub(lambda found: self._mark_of[found.group()], text)

    def restore(self, text: str) -> str:
        """`text` with every mark replaced by its detail; a mark nobody gave stays."""
        return _MARK.sub(lambda found: self._value_of.get(f"{found['kind'].upper()}_{found['number']}", found.group()), text)

    def restorer(self) -> Restorer:
        """A restorer for a stream whose pieces may cut a mark in two."""
        return Restorer(self)

    def _find(self, text: str) -> None:
        for found in _MARK.finditer(text):
            self._remember("TEXT", found.group())
        for kind, value in find_details(text, self._person, self._hide_name):
            self._remember(kind, value)

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
        start = _unfinished_from(text)
        text, self._held = text[:start], text[start:]
        return self._mask.restore(text)

    def finish(self) -> str:
        """What was still held back; a mark that the stream's end cut in two is dropped."""
        held, self._held = self._mask.restore(self._held), ""
        return "" if _BEGUN_MARK.fullmatch(held) else held


def _bounded(value: str) -> str:
    """A pattern for the value that does not begin or end inside another number or word."""
    before = r"(?<![0-9A-Za-z])" if value[0].isascii() and value[0].isalnum() else ""
    after = r"(?!\d)" if value[-1].isdigit() else r"(?![A-Za-z])" if value[-1].isascii() and value[-1].isalpha() else ""
    return f"{before}{re.escape(value)}{after}"


def _unfinished_from(text: str) -> int:
    """Where a mark begins that may go on in the next piece; the length of `text` where none does."""
    start = max(0, len(text) - _LONGEST_MARK)
    while start < len(text):
        if whole := _WHOLE.match(text, start):
            start = whole.end()
            continue
        may_begin = text[start] in "<\\&＜«《〈[{" or text[start].isupper()
        if may_begin and _MARK.fullmatch(text, start, partial=True):
            return start
        start += 1
    return len(text)
