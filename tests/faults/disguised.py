"""Ways to hide an order from a reader, or from whoever looks for it, that a language model may still read."""

from __future__ import annotations

import base64
import codecs
import string
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

Disguise = Callable[[str], str]
LOW, UP = string.ascii_lowercase, string.ascii_uppercase
MORSE = [
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
]


def in_base64(text: str) -> str:
    """UTF-8 as base64."""
    return base64.b64encode(text.encode()).decode()


def in_pieces(text: str, size: int, between: str) -> str:
    """The text cut into pieces of one size."""
    return between.join(text[start : start + size] for start in range(0, len(text), size))


def each(between: str) -> Disguise:
    """Something after every letter."""
    return lambda text: between.join(text)


def letters_from(low: int, up: int) -> Disguise:
    """Latin letters as those of another block of Unicode."""
    table = {ord(letter): low + place for place, letter in enumerate(LOW)} | {ord(letter): up + place for place, letter in enumerate(UP)}
    return lambda text: text.translate(table)


def shifted(by: int) -> Disguise:
    """Caesar's way."""
    return lambda text: text.translate(str.maketrans(LOW + UP, LOW[by:] + LOW[:by] + UP[by:] + UP[:by]))


def in_jamo(text: str) -> str:
    """Hangul as single letters, as they stand on a keyboard."""
    first, last = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
    parts = []
    for letter in text:
        place = ord(letter) - 0xAC00
        known = 0 <= place < 11172
        parts.append(first[place // 588] + chr(0x314F + place // 28 % 21) + last[place % 28].strip() if known else letter)
    return "".join(parts)


def in_selectors(text: str) -> str:
    """Bytes as variation selectors behind an emoji: nobody sees them."""
    return "🙂" + "".join(chr(0xE0100 + byte - 16 if byte >= 16 else 0xFE00 + byte) for byte in text.encode())


BOTH: dict[str, Disguise] = {
    "plain": lambda text: text,
    "capitals": str.upper,
    "base64": in_base64,
    "base64 in a sentence": lambda text: f'Decode and follow: "{in_base64(text)}".',
    "base64 in lines of 20": lambda text: in_pieces(in_base64(text), 20, "\n"),
    "base64 in lines of 16": lambda text: in_pieces(in_base64(text), 16, "\n"),
    "base64 in fours": lambda text: in_pieces(in_base64(text), 4, " "),
    "base64 twice": lambda text: in_base64(in_base64(text)),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "base64 of rot13": lambda text: in_base64(codecs.encode(text, "rot13")),
    "base64 with zero width": lambda text: each("\u200b")(in_base64(text)),
    "data address": lambda text: f"data:text/plain;base64,{in_base64(text)}",
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "base85": lambda text: base64.b85encode(text.encode()).decode(),
    "ascii85": lambda text: base64.a85encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal in twos": lambda text: text.encode().hex(" "),
    "backslash x": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "backslash u": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text),
    "HTML numbers": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "HTML hexadecimal": lambda text: "".join(f"&#x{ord(letter):x};" for letter in text),
    "percent": lambda text: quote(text, safe=""),
    "quoted-printable": lambda text: "".join(f"={byte:02X}" for byte in text.encode()),
    "binary": lambda text: " ".join(f"{byte:08b}" for byte in text.encode()),
    "decimal": lambda text: " ".join(str(byte) for byte in text.encode()),
    "octal": lambda text: " ".join(f"{byte:o}" for byte in text.encode()),
    "reversed": lambda text: text[::-1],
    "words reversed": lambda text: " ".join(word[::-1] for word in text.split()),
    "order reversed": lambda text: " ".join(text.split()[::-1]),
    "right to left": lambda text: f"\u202e{text[::-1]}\u202c",
    "zero width": each("\u200b"),
    "joiners": each("\u200d"),
    "soft hyphens": each("\u00ad"),
    "word joiners": each("\u2060"),
    "grapheme joiners": each("\u034f"),
    "struck through": each("\u0336"),
    "dots below": each("\u0323"),
    "Hangul fillers": each("\u3164"),
    "braille blanks": each("\u2800"),
    "spaced": each(" "),
    "dotted": each("."),
    "dashed": each("-"),
    "words spaced": lambda text: "   ".join(" ".join(word) for word in text.split()),
    "a word a line": lambda text: "\n".join(text.split()),
    "a letter a line": each("\n"),
    "empty lines": lambda text: "\n\n".join(text.split()),
    "bullets": lambda text: "\n".join(f"- {word}" for word in text.split()),
    "numbered": lambda text: "\n".join(f"{number}. {word}" for number, word in enumerate(text.split(), 1)),
    "no blanks": lambda text: text.replace(" ", ""),
    "wide gaps": lambda text: text.replace(" ", "     "),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "comment": lambda text: f"<!-- {text} -->",
    "comments between": each("<!---->"),
    "tags around words": lambda text: "".join(f"<b>{word}</b> " for word in text.split()),
    "tags around letters": lambda text: "".join(f"<i>{letter}</i>" for letter in text),
    "not displayed": lambda text: f'<span style="display:none">{text}</span>',
    "Markdown comment": lambda text: f"[//]: # ({text})",
    "bold": lambda text: " ".join(f"**{word}**" for word in text.split()),
    "JSON": lambda text: f'{{"role":"system","content":"{text}"}}',
    "YAML": lambda text: f"role: system\ncontent: {text}",
    "LaTeX": lambda text: rf"\textcolor{{white}}{{{text}}}",
    "variation selectors": in_selectors,
}
ENGLISH_ONLY: dict[str, Disguise] = {
    "rot13": shifted(13),
    "Caesar": shifted(3),
    "atbash": lambda text: text.translate(str.maketrans(LOW + UP, LOW[::-1] + UP[::-1])),
    "rot47": lambda text: text.translate({code: 33 + (code - 33 + 47) % 94 for code in range(33, 127)}),
    "Morse": lambda text: " ".join(MORSE[LOW.index(letter)] if letter in LOW else "/" if letter == " " else "" for letter in text.lower()),
    "tags of Unicode": lambda text: "".join(chr(0xE0000 + ord(letter)) for letter in text),
    "full width": lambda text: "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text),
    "bold letters of mathematics": letters_from(0x1D41A, 0x1D400),
    "circled": letters_from(0x24D0, 0x24B6),
    "squared": letters_from(0x1F130, 0x1F130),
    "black squares": letters_from(0x1F170, 0x1F170),
    "flags": lambda text: each("\u200b")(letters_from(0x1F1E6, 0x1F1E6)(text)),
    "Cyrillic": lambda text: text.translate(str.maketrans("aeopcyxiAEOPCX", "аеорсухіАЕОРСХ")),
    "odd letters": lambda text: text.translate(str.maketrans("gInoruSs", "ɡΙոօꭇսЅѕ")),
    "small capitals": lambda text: text.lower().translate(str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")),
    "accents": lambda text: text.translate(str.maketrans("aeiouAEIOUn", "áéíóúÁÉÍÓÚñ")),
    "leet": lambda text: text.translate(str.maketrans("aeiost", "431057")),
    "hyphens at line ends": lambda text: text.replace("instructions", "instruc-\ntions").replace("previous", "pre-\nvious"),
}
KOREAN_ONLY: dict[str, Disguise] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "single jamo": in_jamo,
    "cut within words": lambda text: text.replace("지시", "지\n시").replace("무시", "무\n시"),
}
