"""A text as a model would read it: look-alike and invisible characters undone, and what was encoded decoded.

Undone with the places kept: full-width, mathematical, circled and squared letters, small capitals, accents, Cyrillic and Greek
look-alikes, single jamo, zero-width and combining signs. Decoded: base64 (wrapped, twice), base32, base85, hex, percent,
quoted-printable, backslash and HTML escapes, binary, decimal, octal, Morse, tags, variation selectors, Caesar's shifts, atbash,
rot47, reversed text, words or word order.
"""

from __future__ import annotations

import base64
import codecs
import html
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import regex

DEEPEST = 3
"""Encodings inside encodings that are looked into."""
SHORTEST = 12
"""Characters of a decoded text that is worth a look."""


@dataclass(frozen=True)
class View:
    """A text as it is searched, and for every character where it stands in the document."""

    text: str
    places: list[int]

    def without(self, dropped: Callable[[int], bool]) -> View:
        """The view without the characters at the places of which `dropped` is true."""
        kept = [at for at in range(len(self.text)) if not dropped(at)]
        return View("".join(self.text[at] for at in kept), [self.places[at] for at in kept])


_UNSEEN = regex.compile(r"[\p{Cf}\p{Cn}\p{Co}\p{Mn}\u115f\u1160\u2800\u3164\uffa0]")
_SQUARES = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
_ALIKE: dict[int, int | str] = {
    **str.maketrans("аеорсухіјѕԁһԛԝոυοαεικτνАВЕКМНОРСТХІΑΒΕΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsdhqwnuoaeiktvABEKMHOPCTXIABEHIKMNOPTYX"),
    **str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡıօꭇսɑǀ", "abcdefghijklmnoprstuvwyzgiorual"),
    **{first + place: letter for first in _SQUARES for place, letter in enumerate(string.ascii_lowercase)},
}
_FIRST, _LAST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_JAMO = regex.compile(r"([\u1100-\u1112])([\u1161-\u1175])(?:([\u11a8-\u11c2])|([\u1100-\u1112])(?![\u1161-\u1175]))?")


def uncover(text: str) -> View:
    """Without invisible characters, look-alikes as the letters they stand for, jamo as syllables, all white space as blanks."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii() or "가" <= character <= "힣":
            folded = " " if character.isspace() else character
        elif _UNSEEN.match(character):
            continue
        else:
            folded = unicodedata.normalize("NFKC", character).translate(_ALIKE)
            if len(folded) == 1 and "\u00c0" <= folded <= "\u024f":
                folded = unicodedata.normalize("NFKD", folded)[0]
        for one in folded:
            characters.append(" " if one.isspace() else one)
            places.append(place)
    return _with_syllables(View("".join(characters), places))


def _with_syllables(view: View) -> View:
    characters: list[str] = []
    places: list[int] = []
    behind = 0
    for found in _JAMO.finditer(view.text):
        first, middle, last, consonant = found.groups()
        final = ord(last) - 0x11A7 if last else _LAST.find(_FIRST[ord(consonant) - 0x1100]) if consonant else 0
        if final < 0:  # ㄸ, ㅃ and ㅉ end no syllable
            continue
        characters += [*view.text[behind : found.start()], chr(0xAC00 + (ord(first) - 0x1100) * 588 + (ord(middle) - 0x1161) * 28 + final)]
        places += [*view.places[behind : found.start()], view.places[found.start()]]
        behind = found.end()
    return View("".join([*characters, *view.text[behind:]]), [*places, *view.places[behind:]])


_TAGS = regex.compile("[\U000e0020-\U000e007e]{4,}")
_SELECTORS = regex.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{8,}")
_BASE64 = regex.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}(?:\s?[A-Za-z0-9+/_-]{8,}={0,2})*")
_BASE64_IN_GROUPS = regex.compile(r"(?<![A-Za-z0-9+/_-])(?:(?:[A-Za-z0-9+/_-]{4}){1,20}\s){4,}[A-Za-z0-9+/_-]{2,80}={0,2}")
_BASE32 = regex.compile(r"(?<![A-Z2-7])[A-Z2-7]{24,}={0,6}")
_BASE85 = regex.compile(r"(?<!\S)\S{30,}(?!\S)")
_HEX = regex.compile(r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,:]?){16,}")
_PERCENT = regex.compile(r"(?:%[0-9A-Fa-f]{2}|[\w.~+-]){0,200}(?:%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2}|[\w.~+-])*){3,}")
_QUOTED = regex.compile(r"(?:=[0-9A-Fa-f]{2}[\w .,]{0,3}){8,}")
_ESCAPES = regex.compile(r"(?:\\u\{?[0-9A-Fa-f]{4,6}\}?\s?){6,}")
_BINARY = regex.compile(r"(?<!\d)(?:[01]{8}[\s,]{0,2}){12,}")
_NUMBERS = regex.compile(r"(?<!\d)(?:\d{2,3}[\s,]{1,2}){12,}\d{2,3}(?!\d)")
_MORSE = regex.compile(r"(?:[.·•*-]{1,6}[\s/|]{1,3}){16,}[.·•*-]{1,6}")
_MARKUP = regex.compile(r"<!--|-->|</?[a-zA-Z][^<>]{0,200}>")
_MORSE_LETTERS = dict(
    zip(
        [
            ".-",
            "-...",
            "-.-.",
            "-..",
            ".",
            "..-.",
            "--.",
            "....",
            "..",
            ".---",
            "-.-",
            ".-..",
            "--",
            "-.",
            "---",
            ".--.",
            "--.-",
            ".-.",
            "...",
            "-",
            "..-",
            "...-",
            ".--",
            "-..-",
            "-.--",
            "--..",
        ],
        string.ascii_lowercase,
        strict=True,
    )
)


def decoded(text: str, depth: int = DEEPEST) -> Iterator[tuple[int, str]]:
    """What stands encoded in a part of `text`, and where; also what was encoded twice."""
    for place, hidden in _once(text):
        if len(hidden) >= SHORTEST:
            yield place, hidden
            if depth > 1:
                yield from ((place, inner) for _, inner in decoded(hidden, depth - 1))
                yield from ((place, turned) for turned in turnings(hidden))


def _once(text: str) -> Iterator[tuple[int, str]]:
    for found in _TAGS.finditer(text):
        yield found.start(), "".join(chr(ord(character) - 0xE0000) for character in found.group())
    for found in _SELECTORS.finditer(text):
        codes = (ord(character) for character in found.group())
        yield found.start(), _readable(bytes(code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16 for code in codes))
    view = uncover(text)
    for pattern, decode in _DECODERS:
        for found in pattern.finditer(view.text):
            if (hidden := decode(found.group())) and hidden != found.group():
                yield view.places[found.start()], hidden


def turnings(text: str) -> Iterator[str]:
    """The whole text turned: markup taken off, shifted, mirrored. Only turnings in which a telling word comes up."""
    if "&" in text and (unescaped := html.unescape(text)) != text:
        yield unescaped
        text = unescaped
    if "<" in text and (bare := _MARKUP.sub("", text)) != text:
        yield bare
    low = text.lower()
    letters = string.ascii_lowercase
    for shift in range(1, 26):
        if any(word.translate(_shifted(letters, shift)) in low for word in _TELLING):
            yield text.translate(_shifted(letters, -shift) | _shifted(string.ascii_uppercase, -shift))
    atbash = str.maketrans(letters + letters.upper(), letters[::-1] + letters[::-1].upper())
    rot47 = {code: 33 + (code - 33 + 47) % 94 for code in range(33, 127)}
    for table, told in ((atbash, low), (rot47, text)):
        if any(word.translate(table) in told for word in _TELLING):
            yield text.translate(table)
    if any(word[::-1] in low for word in (*_TELLING, *_TELLING_KO)):
        yield text[::-1]
        yield regex.sub(r"\S+", lambda word: word.group()[::-1], text)
    words = text.split()
    if len(words) < 5_000 and any(word in low for word in (*_TELLING, *_TELLING_KO)):
        yield " ".join(words[::-1])


_TELLING = ("ignore", "disregard", "instruction", "prompt", "applicant", "candidate")
_TELLING_KO = ("지시", "무시", "프롬프트", "지원자", "명령")


def _shifted(letters: str, by: int) -> dict[int, str]:
    return {ord(letter): letters[(place + by) % 26] for place, letter in enumerate(letters)}


def _from_base64(blob: str) -> str:
    blob = "".join(blob.split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _readable(base64.b64decode(blob[: len(blob) - (len(blob) % 4 == 1)] + "=" * (-len(blob) % 4)))
    except ValueError:
        return ""


def _from_base32(blob: str) -> str:
    blob = blob.rstrip("=")
    try:
        return _readable(base64.b32decode(blob + "=" * (-len(blob) % 8)))
    except ValueError:
        return ""


def _from_base85(blob: str) -> str:
    for decode in (base64.b85decode, base64.a85decode):
        try:
            if found := _readable(decode(blob)):
                return found
        except ValueError:
            continue
    return ""


def _from_hex(blob: str) -> str:
    digits = regex.sub(r"0x|\\x|[\s,:]", "", blob)
    try:
        return _readable(bytes.fromhex(digits[: len(digits) // 2 * 2]))
    except ValueError:
        return ""


def _from_escapes(blob: str) -> str:
    codes = [int(code, 16) for code in regex.findall(r"\\u\{?([0-9A-Fa-f]{4,6})\}?", blob)]
    return "".join(chr(code) for code in codes if code < 0x110000 and not 0xD800 <= code < 0xE000)


def _from_numbers(blob: str, base: int = 10) -> str:
    for one in (base, 8) if base == 10 else (base,):
        try:
            codes = [int(number, one) for number in regex.findall(r"\d+", blob)]
            if all(code < 256 for code in codes) and (found := _readable(bytes(codes))):
                return found
        except ValueError:
            continue
    return ""


def _from_morse(blob: str) -> str:
    words = regex.split(r"\s*[/|]\s*|\s{2,}", regex.sub(r"[·•*]", ".", blob))
    return " ".join("".join(_MORSE_LETTERS.get(sign, "") for sign in word.split()) for word in words)


def _from_quoted(blob: str) -> str:
    return _readable(codecs.decode(blob.encode("ascii", "ignore"), "quopri"))


def _readable(data: bytes) -> str:
    for encoding in ("utf-8", "utf-16-le", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text and sum(character.isprintable() or character.isspace() for character in text) >= 0.97 * len(text):
            return text
    return ""


_DECODERS: tuple[tuple[regex.Pattern[str], Callable[[str], str]], ...] = (
    (_BASE64, _from_base64),
    (_BASE64_IN_GROUPS, _from_base64),
    (_BASE32, _from_base32),
    (_BASE85, _from_base85),
    (_HEX, _from_hex),
    (_PERCENT, unquote),
    (_QUOTED, _from_quoted),
    (_ESCAPES, _from_escapes),
    (_BINARY, lambda blob: _from_numbers(regex.sub(r"[\s,]", "", blob) and " ".join(regex.findall("[01]{8}", blob)), 2)),
    (_NUMBERS, _from_numbers),
    (_MORSE, _from_morse),
)
