"""Personal details in a text, in English and Korean, as people write them: where each stands, and of what kind.

They are looked for in a folded view of the text: full-width letters as plain ones, every dash as "-", every blank as one,
invisible characters left out. What is found is given as it stands in the text itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

Kind = Literal["EMAIL", "ID", "BIRTH", "LINK", "PHONE", "ADDRESS", "NAME"]

_EMAIL = regex.compile(r"[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")
_SPELLED_EMAIL = regex.compile(
    r"(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}+\s?(?:[(\[{](?i:at)[)\]}]|골뱅이|\s(?i:at)\s(?=[\p{L}\p{N}-]{1,40}\s(?i:dot)\s))\s?[\p{L}\p{N}-]{1,60}"
    r"(?:(?:\.|\s?[(\[{](?i:dot)[)\]}]\s?|\s(?i:dot)\s)[\p{L}\p{N}-]{1,60})+"
)
_RESIDENT_NUMBER = regex.compile(
    r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\s?-\s?|\s)?[1-8](?:\d{6}|[*xX●○◯•#_]{1,6})(?!\d)"
    r"|(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-\s?[1-8](?![\d\p{L}-])"
    r"|(?<=(?:주민(?:등록)?\s?번호|외국인\s?등록\s?번호)\s?[:|]?\s?)\d{6}(?!\d)"
)

_S = r"\)?\s?[.·/-]?\s?"
"""What stands between the groups of a telephone number."""
_PHONE = regex.compile(
    rf"""(?<!\d)(?<!\d[.,-])(?:
        (?:\(?\+|\b00)\s?82{_S}\(?0?\d{{1,2}}{_S}\d{{3,4}}{_S}\d{{4}}    # +82 10-0000-0000, (+82) 2 345 6789, 0082 10 ...
      | (?:\(?\+|\b00)\s?1{_S}\(?\d{{3}}{_S}\d{{3}}{_S}\d{{4}}           # +1 (541) 555-0137
      | (?:\(?\+|\b00)\s?\d{{1,3}}(?:{_S}\(?\d{{1,5}}\)?){{1,5}}         # +44 7700 900431
      | \(?82{_S}\(?0?1[016-9]{_S}\d{{3,4}}{_S}\d{{4}}               # 82-10-2345-6789
      | \(?01[016-9]{_S}\d{{3,4}}{_S}\d{{4}}                         # Korean mobile
      | \(?0\d{{1,2}}(?:\)\s?|\s?[\s.·/-]\s?)\d{{3,4}}\s?[\s.·/-]\s?\d{{4}}   # Korean land line
      | 0\d(?:[\s.-]\d{{2}}){{4}}                                    # 06 12 34 56 78
      | \(0?\d{{2,4}}\)[\s.-]?\d{{3,4}}[\s.-]?\d{{3,4}}              # (541) 555-0137
      | 0\d{{2,5}}[\s.-]?\d{{3,4}}[\s.-]?\d{{3,4}}                   # 07700 900512, 021 555 0139
      | (?:1[\s.-])?\d{{3}}[\s.-]\d{{3}}[\s.-]\d{{4}}                # 403 555 0148
      | 1[568]\d{{2}}-\d{{4}}                                        # Korean service number
    )(?![\d%]|[.,]\d)""",
    regex.VERBOSE,
)
_LABELLED_PHONE = regex.compile(
    r"(?:\b(?i:phone|tel(?:ephone)?|mobile|cell|fax|whatsapp|h\.?p|m\.?p)|전화(?:번호)?|연락처|휴대폰|휴대전화|핸드폰|팩스)\.?\s?[:|]?\s?"
    r"(?P<value>[+(]?\d[\d\s().-]{6,17}\d)(?!\d)"
)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 17

_MONTH = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_FULL_DATE = (
    r"(?:(?:19|20)\d{2}\s?[./년-]\s?\d{1,2}\s?[./월-]\s?\d{1,2}(?:\s?일|\.)?|(?<!\d)\d{2}\s?[./년]\s?\d{1,2}\s?[./월]\s?\d{1,2}(?:\s?일|\.)?(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s./-]{{1,2}}(?:of\s)?(?:\d{{1,2}}|{_MONTH})\.?[\s./,-]{{1,2}}(?:\d{{4}}|\d{{2}}(?!\d))"
    rf"|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
)
_ANY_DATE = (
    rf"(?:{_FULL_DATE}|\d{{8}}(?!\d)|\d{{6}}(?!\d)|\d{{1,2}}\s?월\s?\d{{1,2}}\s?일|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}|(?:19|20)\d{{2}}(?!\d)(?:\s?년)?)"
)
_BORN_LABEL = r"(?:생년월일|생일|출생(?:\s?(?:일자?|연월일|년도|연도|년))?|태어난\s?날|\b(?i:(?:date|day|place\s+and\s+date|year)\s+of\s+birth|birth\s?(?:date|day|year)|d\.?\s?o\.?\s?b\b\.?|born))"
_BIRTH_DATE = regex.compile(rf"{_BORN_LABEL}(?:\s?\([^()\n]{{1,12}}\))?\s*[:|/=-]?\s*(?:(?i:on|in)\s+)?(?:the\s)?(?P<value>{_ANY_DATE})")
_BORN_AFTER = regex.compile(
    rf"(?P<value>{_FULL_DATE}|(?<!\d)(?:(?:19|20)\d{{2}}|\d{{2}})\s?년|(?:19|20)\d{{2}}\s?[.]\s?\d{{1,2}}[.]?)"
    r"\s?(?:생(?=[^\p{L}]|$|으로|이[며고다]|인\s|입니다|의\s|은\s|\s?[남여])|출생|에\s?(?:태어|출생)|[(\[|/,]?\s?만?\s?\d{2}\s?세(?!\p{L}))"
)

_REGION = (
    "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]도|전라[남북]도|경상[남북]도|"
    r"\p{Hangul}{1,6}(?:특별자치시|특별자치도|특별시|광역시|도|시|군|구|읍|면)"
)
_COUNTER = (
    r"\s?(?:건|명|개|회|%|퍼센트|년|월|일|시간|분|초|배|곳|종|만|억|천|백|원|점|차|단계|위|대|팀|주|인|과목|번(?!길|지)|호(?:점|선|차)|등)"
)
_BUILDING = r"\p{Hangul}{1,12}(?:아파트|빌라|오피스텔|빌딩|타운|맨션|타워|센터|스퀘어|하우스|주공|자이|푸르지오|래미안|힐스테이트|아이파크|롯데캐슬)"
_ROOMS = r"\d{1,4}\s?(?:동|층|호)(?!\p{L})(?:[\s,]?\s?\d{1,4}\s?(?:호|층)(?!\p{L}))?"
_HOME = rf"(?:[\s,]{{0,2}}(?:\(\s?\p{{Hangul}}[\p{{Hangul}}\d,\s]{{1,20}}\)|\(?\p{{Hangul}}+동\)?|{_BUILDING}|{_ROOMS}))"
_ROAD = r"\p{Hangul}[\p{Hangul}\d]*(?:로|길)\s?\d++(?:번길\s?\d++)?(?:-\d++)?"
_ADDRESS_KO = regex.compile(
    rf"(?:\(?(?:우\.?\s?)?\d{{5}}\)?\s?)?(?:(?:{_REGION})(?:\s+|(?<=특별시|광역시|자치시|자치도)\s*|(?<=[시군구])(?=\p{{Hangul}}{{2,8}}(?:대?로|길)\s?\d))){{1,4}}"
    rf"(?:{_ROAD}|\p{{Hangul}}+\d{{0,2}}(?:동|리|가)\s\d++(?:-\d++)?(?:번지)?)(?!{_COUNTER}){_HOME}{{0,4}}"
    rf"|(?<!\p{{Hangul}})\p{{Hangul}}{{2,8}}(?:대로|로|길)\s?\d++(?:번길\s?\d++)?(?:-\d++)?,?\s?(?:{_BUILDING}[\s,]{{1,2}})?{_ROOMS}"
    rf"|(?:{_BUILDING}\s?)?(?<!\d)\d{{1,4}}\s?동\s?\d{{1,4}}\s?호(?!\p{{L}})"
    r"|(?<=우편\s?번호\s?[:|]?\s?)\d{5}(?!\d)"
)
_LABELLED_ADDRESS = regex.compile(rf"(?:주소|거주지|사는\s?곳)\s?[:|]?\s?(?P<value>{_ROAD}{_HOME}{{0,4}})")
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Square|Sq|Crescent|Close|Gardens|Highway|"
    "Hwy|Parkway|Pkwy|Row|Walk|Mews"
)
_ZIP = r"[A-Z]{2}\s\d{5}(?:-\d{4})?(?!\d)"
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b"
_ADDRESS_EN = regex.compile(
    rf"""(?<![\d.,£$€-])\d{{1,5}}[A-Za-z]?(?:-\d{{1,5}}[A-Za-z]?)?,?\s(?:[NSEW]\.?\s|North\s|South\s|East\s|West\s)?(?:[A-Z][\p{{L}}'.-]+\s|\d{{1,3}}(?:st|nd|rd|th)\s){{1,3}}(?:{_STREET}|STREET|ROAD|AVENUE|LANE|DRIVE)\b\.?
        (?:\s(?:NW|NE|SW|SE|[NSEW])\b\.?)?
        (?:,?\s(?:(?:Apt|Apartment|Unit|Suite|Ste|Flat)\b\.?\s?\#?|\#)\w{{1,5}})?
        (?:,\s?(?!{_ZIP})[A-Z][\p{{L}}.\s-]{{1,30}}){{0,2}}
        (?:,?\s(?:{_ZIP}|{_POSTCODE}))?
      | \b(?:P\.?\s?O\.?\sBox|Flat|Apt\.?|Apartment)\s\d{{1,5}}[A-Za-z]?\b(?:,\s\d{{1,5}}\s[\p{{L}}\s]{{3,30}}\b)?
      | (?<=[\p{{L}}.],?\s){_ZIP}
      | \b[A-Z]{{1,2}}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{{2}}\b
      | (?:\#?\d{{1,4}}-\d{{1,4}},\s)?(?<![\d.,£$€-])\d{{1,5}}(?:-\d{{1,4}})?,?\s[A-Z][\p{{L}}'’]{{1,20}}(?:[\s-]\d{{1,3}})?-(?:daero|ro|gil|dong|ga|ri)\b(?:[\s-]\d{{1,3}}(?:beon)?-gil\b)?(?:[\s,]{{1,2}}[A-Z][\p{{L}}'’]{{1,20}}-(?:dong|eup|myeon|gu|gun|si|do)\b){{0,3}}
    """,
    regex.VERBOSE,
)
_LOWER_ADDRESS = regex.compile(
    r"(?:^|(?<=[|·:,]\s?)|(?<=\bat\s))\d{1,5}[a-z]?,?\s(?:[a-z'-]+\s){1,3}(?:street|road|avenue|lane|drive|boulevard|court|terrace|square|crescent|close|gardens)(?=\s*(?:[,|·\n]|$))",
    regex.MULTILINE,
)
_LINK = regex.compile(
    r"(?i)(?:https?://|www\.)[^\s<>()\"'”’,]+|\b(?:[\w-]{1,40}\.)?(?:linkedin|github|gitlab|bitbucket|behance|dribbble|instagram|facebook|threads|twitter|youtube|medium"
    r"|stackoverflow|kaggle|leetcode|velog|brunch|notion|tistory|naver|linktr|t|x|about|orcid|researchgate)\.\p{L}{2,4}(?:\.\p{L}{2})?/[^\s<>()\"'”’,]+"
    r"|\b[\w-]{2,40}\.(?:github\.io|gitlab\.io|tistory\.com|notion\.site|netlify\.app|vercel\.app|wordpress\.com|blogspot\.com|medium\.com|linkedin\.com)\b"
)
_ACCOUNT = regex.compile(
    r"(?i)\b(?:linked\s?in|git\s?hub|git\s?lab|instagram|twitter|telegram|skype|kakao(?:talk)?|velog)\b\s?(?:id)?\s?[:|@]\s?(?P<value>@?[a-z][\w./:-]{2,40})"
    r"|(?:링크드인|깃허브|인스타그램|카카오톡|카톡|텔레그램)\s?(?:ID|아이디)?\s?[:|@]\s?(?P<value>@?[A-Za-z][\w./:-]{2,40})"
)
_HANDLE = regex.compile(r"@?[A-Za-z][\w-]*(?:[./][\w~@-]+)*/?")
_SHORTEST_NAME = 3
_DASHES = "‐‑‒–—―−﹣－ー"
_UNSEEN = regex.compile(r"[\p{Cf}\u034f\u115f\u1160\u3164\ufe00-\ufe0f]")
_TWO_SYLLABLE_SURNAMES = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문")


@dataclass(frozen=True)
class Person:
    """What the applicant is called: the name, and the parts of it that links, handles and addresses spell in Latin letters."""

    name: str = ""
    parts: tuple[str, ...] = ()


def person_of(name: str, texts: list[str]) -> Person:
    """The person, with the parts of the name as the name and the local part of the e-mail addresses spell it."""
    name = " ".join(name.split())
    written = [name, *(found.group().split("@")[0] for text in texts for found in _EMAIL.finditer(text))]
    parts = {part.lower() for words in written for part in regex.findall(r"[A-Za-z]+", words)}
    return Person(name, tuple(sorted(part for part in parts if len(part) >= _SHORTEST_NAME)))


def find_details(text: str, person: Person, with_name: bool = False) -> Iterator[tuple[Kind, str]]:
    """Every personal detail as it stands in `text`; a detail may be given more than once, and inside a longer one."""
    seen, places = _fold(text)

    def as_written(start: int, end: int) -> str:
        return text[places[start] : places[end - 1] + 1] if end > start else ""

    for kind, start, end in _spans(seen, person):
        stripped = seen[start:end]
        start += len(stripped) - len(stripped.lstrip(" .,\n"))
        end -= len(stripped) - len(stripped.rstrip(" .,\n"))
        yield kind, as_written(start, end)
    if with_name:
        for pattern in _name_patterns(person):
            for found in pattern.finditer(seen):
                yield "NAME", as_written(*found.span())


def _spans(seen: str, person: Person) -> Iterator[tuple[Kind, int, int]]:
    plain: tuple[tuple[Kind, regex.Pattern[str]], ...] = (
        *(("EMAIL", _EMAIL), ("EMAIL", _SPELLED_EMAIL), ("ID", _RESIDENT_NUMBER), ("LINK", _LINK)),
        *(("ADDRESS", _ADDRESS_KO), ("ADDRESS", _ADDRESS_EN), ("ADDRESS", _LOWER_ADDRESS)),
    )
    for kind, pattern in plain:
        yield from ((kind, *found.span()) for found in pattern.finditer(seen))
    named: list[tuple[Kind, regex.Pattern[str]]] = [
        *(("BIRTH", _BIRTH_DATE), ("BIRTH", _BORN_AFTER), ("ADDRESS", _LABELLED_ADDRESS), ("LINK", _ACCOUNT)),
    ]
    if len(person.name) > 1:
        named.append(("BIRTH", regex.compile(rf"{regex.escape(person.name)}\s?[(|/,·]\s?(?P<value>{_FULL_DATE})")))
    for kind, pattern in named:
        yield from ((kind, *found.span("value")) for found in pattern.finditer(seen))
    for found in _PHONE.finditer(seen):
        if _is_phone(found.group()):
            yield "PHONE", *found.span()
    for found in _LABELLED_PHONE.finditer(seen):
        if _is_phone(found["value"]):
            yield "PHONE", *found.span("value")
    for found in _HANDLE.finditer(seen):
        if _names_the_person(found.group(), person):
            yield "LINK", *found.span()


def _fold(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, and for every character where it stands in `text`."""
    if text.isascii():
        return text, list(range(len(text)))
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = character
        if not character.isascii() and not "가" <= character <= "힣":
            if _UNSEEN.match(character):
                continue
            folded = "-" if character in _DASHES else " " if character.isspace() else unicodedata.normalize("NFKC", character)
            folded = folded if len(folded) == 1 else character
        characters.append(folded)
        places.append(place)
    return "".join(characters), places


def _is_phone(number: str) -> bool:
    """Whether there are as many digits as a number has; years from-to (1600-1700) are none."""
    digits = regex.sub(r"\D", "", number)
    if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        return False
    years = regex.fullmatch(r"(1[568]\d{2})-(\d{4})", number.strip())
    return not (years and int(years[1]) < int(years[2]) <= 2100)


def _names_the_person(handle: str, person: Person) -> bool:
    """A handle or a domain made of the name: `ivalkonen-dev`, `valkonen92`, not `Valkonen` alone.

    A part that merely stands inside a word is none, or an Ines could not write "lines" and a Dev not "developer". Not caught: a handle
    that hides the name in other letters.
    """
    bare = handle.lower().strip("@/")
    if bare in person.parts or bare in person.name.lower():
        return False
    if handle.startswith("@"):
        return any(part in bare for part in person.parts)
    pieces = regex.findall(r"[a-z]+|\d+", bare)
    return any(_spells_the_name(piece, person, alone=len(pieces) == 1) for piece in pieces)


def _spells_the_name(piece: str, person: Person, alone: bool) -> bool:
    """Whether letters are a part of the name (not `alone`: then it is just a word), or two of its parts or initials run together."""
    beginnings = {part[0] for part in person.parts} | {word[0].lower() for word in person.name.split()}
    for part in person.parts:
        rest = piece.removeprefix(part) if piece.startswith(part) else piece.removesuffix(part) if piece.endswith(part) else None
        if rest is None:
            continue
        if not rest:
            return not alone
        if rest in person.parts or (len(rest) <= 2 and set(rest) <= beginnings - {part[0]}):
            return True
    return False


def _name_patterns(person: Person) -> Iterator[regex.Pattern[str]]:
    """The name as it may be written: in capitals, with wider gaps, its parts alone; a Korean one also without the surname."""
    words = person.name.replace(",", " ").split()
    if not words:
        return
    yield regex.compile(r"(?<![\p{L}\p{N}])" + r"\s+".join(map(regex.escape, words)), regex.IGNORECASE)
    for word in words:
        if len(word) > 2 and regex.fullmatch(r"[\p{Latin}'’-]+", word):
            yield regex.compile(
                rf"(?<![\p{{L}}\p{{N}}])(?:{regex.escape(word.title())}|{regex.escape(word)}|{regex.escape(word.upper())})(?![\p{{L}}\p{{N}}])"
            )
    whole = "".join(words)
    if regex.fullmatch(r"\p{Hangul}{2,6}", whole):
        surname = 2 if whole.startswith(_TWO_SYLLABLE_SURNAMES) and len(whole) > 2 else 1
        yield regex.compile(rf"(?<!\p{{L}}){regex.escape(whole[:surname])}\s?{regex.escape(whole[surname:])}")
        if len(whole) - surname > 1:
            yield regex.compile(rf"(?<!\p{{L}}){regex.escape(whole[surname:])}")
    if person.parts:
        part = "|".join(rf"{part.title()}|{part.upper()}" for part in person.parts)
        yield regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{part})(?:[\s,-]{{1,2}}(?:{part}))+(?![\p{{L}}\p{{N}}])")
