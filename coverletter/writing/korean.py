"""A line of a Korean resume as a 합니다 sentence, with the resume's own words and numbers.

    "주간 수요예측과 발주 담당, 예측 오차를 28%에서 19%로 낮춤"  ->  "주간 수요예측과 발주를 담당하고 예측 오차를 28%에서 19%로 낮췄습니다"
    "반품과 거래명세서 처리, 월 400건 안팎"                     ->  "반품과 거래명세서를 처리했습니다(월 400건 안팎)"

A line that ends with no verb, no nominal ending and no noun that a verb can be made of gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from coverletter.text.sentences import kiwi
from coverletter.writing.word_lists import listed

MOST_CHARACTERS = 150
_MOST_CLAUSES = 3

_COMMA = regex.compile(r",\s+(?![^(（]*[)）])")
_TRAILING_PARENTHESES = regex.compile(r"\s*(?P<inside>[(（][^()（）]*[)）])$")
_AMOUNT = r"(?:약\s?|월\s?|연\s?|주\s|주당\s?|분기\s?|하루\s?|일평균\s?|월평균\s?|연평균\s?|평균\s?|건당\s?|인당\s?|최대\s?){0,3}\d[\d.,]*\s?[^\s에]{0,4}(?:\s\d[\d.,]*\s?[^\s에]{0,4}){0,2}(?:\s[원명건개])?"
_FROM_TO = regex.compile(rf"(?P<what>[\p{{Hangul}}\p{{Latin}}\)\]’”])\s(?P<span>{_AMOUNT}에서 {_AMOUNT}(?:으로|로))(?=\s|,|$)")
_COUNT_OF_TIMES = regex.compile(
    r"(?P<what>[\p{Hangul}\p{Latin})’”〉])\s(?P<times>(?:총\s?|(?:매?[월주년]|매달|연|분기|반기|하루|일)\s?(?:평균\s?)?)?\d[\d,]*\s?(?:여\s?)?(?:회|차례|번))$"
)
_GAP = regex.compile(r"쉬었|쉬는|공백|휴직|아래|끝났|없|못|일했습니다만")
_CLOSED_TIME = regex.compile(r"(?:19|20)\d{2}[^)]{0,12}[~–-]\s?(?:(?:19|20)\d{2}|\d{1,2})")
_DATES_IN_PARENTHESES = regex.compile(r"\s*[(（](?:19|20)\d{2}[^()（）]*[)）]")
_FINISHED = regex.compile(r"니다[.!]?$")
_TIME = regex.compile(
    r"(?:매\s?(?:일|주|월|년|달|분기)|동안|이후|이전|당시|때|(?<![가-힣])(?:시|전|후)|(?:분기|반기|격주|주|월|달|연|년)마다|\d+\s?(?:개월|년|주|일)(?:간)?)$"
)
_JOINED_DEEDS = regex.compile(r"^(?P<left>.*\s(?P<noun>\S+?))(?:과|와| 및)\s(?P<right>.+)$")
_HAS_PARTICLE = regex.compile(r"(?:[을를이가은는도만에와과로의서며고]|까지|부터|마다|당|별|기준)$")
_SHARE = regex.compile(r"^(?P<what>.*[\p{Hangul}\p{Latin})’”])\s(?P<share>(?:약\s?)?\d[\d.,]*\s?(?:%p?|퍼센트|배))$")
_ROLE_AT_END = regex.compile(r"(?:장|대표|간사|강사|멘토|리더|담당자|프리셉터|간호사|위원|책임자|매니저|조원|팀원)$")
_DOUBT = regex.compile(r"불합격|미취득|미제출|미갱신|만료|없음|준비 중|휴학|탈락|실패|무산|취소|못함|예정")


@dataclass(frozen=True, slots=True)
class Clause:
    """The part before the verb, with its particle, and the verb's stem as Kiwi's (form, tag) pairs."""

    before: str
    stem: tuple[tuple[str, str], ...]
    goes_on: bool = False
    is_past: bool = False
    also: bool = False

    def ending(self, *endings: tuple[str, str]) -> str:
        """The clause with an ending: `("고", "EC")`, or `("었", "EP"), ("습니다", "EF")`."""
        kept = tuple(ending for ending in endings if not (self.is_past and ending[1] == "EP"))
        return f"{self.before}{kiwi().join([*self.stem, *kept])}"


@cache
def _verbal_nouns() -> dict[str, tuple[str, str, bool]]:
    """Noun -> (particle before it, stem of its verb, whether the deed goes on as long as the job does)."""
    lines = (files("coverletter.writing") / "verbal_nouns.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [(line + "\t\t\t").split("\t") for line in lines if line.strip()]
    return {cell[0]: (cell[1], cell[2], cell[3] == "yes") for cell in cells}


def sentence_of(text: str, current: bool = False) -> str:
    """The sentence of a resume's line, with its full stop; empty when the line is no plain deed.

    `current` says that the job goes on: then what it consists of (담당, 관리, 운영 ...) is told in the present.
    """
    text = " ".join(text.split()).strip(" •·-–—*▪◦").rstrip(" .;,")
    if not 6 <= len(text) <= MOST_CHARACTERS or _DOUBT.search(text) or "→" in text:
        return ""
    if _FINISHED.search(text):
        return f"{text}."
    topic, _, rest = text.partition(": ")
    if not rest:
        return _said(text, current)
    setting = _setting(_DATES_IN_PARENTHESES.sub("", topic).strip())
    said = _said(rest, current) if setting else ""
    return f"{setting} {said}" if said else ""


def own_words(text: str) -> str:
    """A sentence of the summary in which the person speaks, or nothing when it is a fragment or tells of a gap."""
    text = " ".join(text.split())
    fits = _FINISHED.search(text) and 12 <= len(text) <= 110 and not _DOUBT.search(text) and not _GAP.search(text)
    return f"{text.rstrip('.')}." if fits else ""


def _setting(topic: str) -> str:
    """'도서관 앱 개편' -> '도서관 앱 개편에서는', '레이드 파트장' -> '레이드 파트장으로서', '구매 담당' -> '구매를 담당하며'."""
    if not topic or len(topic) > 32 or "," in topic or regex.search(r"(?:[)\d]|\d\S{1,2}|중)$", topic):
        return ""
    if topic.endswith(" 담당"):
        clause = clause_of(topic)
        return clause.ending(("며", "EC")) if clause else ""
    return with_particle(topic, "로") + "서" if _ROLE_AT_END.search(topic) else f"{topic}에서는"


def _said(text: str, current: bool) -> str:
    clauses: list[tuple[Clause, list[str]]] = []
    pending = ""
    for chunk in _COMMA.split(text):
        whole = f"{pending}, {chunk}" if pending else chunk
        bare, asides = whole, list[str]()
        while (found := _TRAILING_PARENTHESES.search(bare)) and not clause_of(bare):
            bare, asides = bare[: found.start()], [found["inside"][1:-1], *asides]
        clause = clause_of(bare)
        if clause:
            clauses.append((clause, asides))
        pending = "" if clause else whole
    if not clauses or len(clauses) > _MOST_CLAUSES:
        return ""
    if pending:
        if len(pending) > 40 or "(" in pending:
            return ""
        clauses[-1][1].append(pending)
    only = len(clauses) == 1 and not clauses[0][0].also
    goes_on = current and only and clauses[0][0].goes_on and not _CLOSED_TIME.search(text)
    said: list[str] = []
    for place, (clause, asides) in enumerate(clauses):
        if place == len(clauses) - 1:
            told = clause.ending(("고", "EC")) + " 있습니다" if goes_on else clause.ending(("었", "EP"), ("습니다", "EF"))
        else:
            plain = place == 0 and not clause.also
            told = clause.ending(("고", "EC")) if plain else clause.ending(("었", "EP"), ("으며", "EC"))
        said.append(told + (f"({', '.join(asides)})" if asides else ""))
    return f"{' '.join(said)}."


def clause_of(text: str) -> Clause | None:
    """The clause at the end of `text`, or None when it does not end with a deed."""
    text = text.strip()
    return None if text.endswith(" 중") else _nominal_clause(text) or _noun_clause(text)


def _noun_clause(text: str) -> Clause | None:
    """'단가 재협상' -> '단가를 재협상하-'; '원고 교정과 발행 일정 관리' -> '원고를 교정하고 발행 일정을 관리하-'."""
    before, _, noun = text.rpartition(" ")
    if noun not in _verbal_nouns() or not before:
        return None
    particle, stem, goes_on = _verbal_nouns()[noun]
    tokens = kiwi().tokenize(before)
    tag = str(tokens[-1].tag)
    has_object = any(str(token.tag) == "JKO" for token in tokens)
    if tag.startswith(("ETM", "MM")):
        return None
    if (both := _JOINED_DEEDS.match(before)) and both["noun"] in _verbal_nouns():
        left = _noun_clause(both["left"]) if not regex.search(r"의\s\S+$", both["left"]) else None
        if left and (noun not in listed("korean_light_nouns") or both["right"].split()[-1] not in _verbal_nouns()):
            right = _noun_clause(f"{both['right']} {noun}")
            if right:
                return Clause(f"{left.ending(('고', 'EC'))} {right.before}", right.stem, goes_on, also=True)
        if noun not in listed("korean_light_nouns"):
            particle = "self"
    if (tag == "JC" and not has_object) or regex.search(r"[A-Za-z]/[A-Za-z]$", before):
        particle = "self"
    if particle == "self":
        return Clause(f"{with_particle(text, '를')} ", (("하", "VV"),), goes_on)
    before = _from_to_marked(before, "가" if particle == "가" else "를")
    if _ends_with_from_to(before) or _TIME.search(before):
        return Clause(f"{before} {noun}", ((stem, "XSV"),), goes_on)
    rest, _, last = before.rpartition(" ")
    if last in listed("korean_modifiers") and rest:
        before = f"{_marked(rest, particle)} {last}"
    elif tag.startswith(("NN", "SL", "SN", "XSN", "SS", "NR", "SH", "NP", "SW", "MAG", "W_")) and last not in (
        "함께",
        "직접",
        "다시",
        "매주",
        "매월",
    ):
        before = _marked(before, particle)
    return Clause(f"{before} {noun}", ((stem, "XSV"),), goes_on)


def _nominal_clause(text: str) -> Clause | None:
    """'19%로 낮춤' -> '19%로 낮추-'."""
    tokens = kiwi().tokenize(text)
    if len(tokens) < 3 or tokens[-1].form not in ("ᆷ", "음", "기") or not str(tokens[-1].tag).startswith(("ETN", "EF")):
        return None
    place = len(tokens) - 2
    is_past = str(tokens[place].tag) == "EP"
    place -= is_past
    verb = tokens[place]
    if not str(verb.tag).startswith(("VV", "VA", "VX", "XSV", "XSA", "VCP")):
        return None
    stem = tuple((token.form, str(token.tag)) for token in tokens[place:-1])
    return Clause(_from_to_marked(text[: verb.start], "를"), stem, is_past=is_past)


def _from_to_marked(text: str, particle: str) -> str:
    """'폐기율 3.1%에서 1.7%로' -> '폐기율을 3.1%에서 1.7%로'."""

    def marked(found: regex.Match[str]) -> str:
        if _HAS_PARTICLE.search(text[: found.start() + 1]):
            return found.group()
        return f"{with_particle(found['what'], particle)} {found['span']}"

    return _FROM_TO.sub(marked, text)


def _ends_with_from_to(text: str) -> bool:
    return bool(regex.search(rf"{_AMOUNT}에서 {_AMOUNT}(?:으로|로)$", text))


def _marked(before: str, particle: str) -> str:
    if not regex.search(r"[\p{L}\p{N}%)’”〉\]]$", before):
        return before
    if particle == "가" and (found := _SHARE.match(before)):
        return f"{with_particle(found['what'], '가')} {found['share']}"
    if particle == "를" and (found := _COUNT_OF_TIMES.search(before)):
        return f"{with_particle(before[: found.start() + 1], '를')} {found['times']}"
    return with_particle(before, particle)


_LATIN_WITH_FINAL = regex.compile(r"(?i)(?:[lmnr]|[bcdgkpt](?<![aeiou][cgt]e)|ng)$")
_DIGITS_WITH_FINAL = frozenset("013678")
_OPEN, _CLOSED = 0, 1


def with_particle(word: str, particle: str) -> str:
    """`word` with the form of 을/를, 이/가, 은/는, 와/과 or (으)로 that its last sound asks for; `particle` names the open one."""
    final = _final_of(word)
    pairs = {"를": ("를", "을"), "가": ("가", "이"), "는": ("는", "은"), "와": ("와", "과"), "로": ("로", "으로"), "으로": ("로", "으로")}
    if particle not in pairs:
        return word + particle
    if pairs[particle][0] == "로" and final == 8:
        return word + "로"
    return word + pairs[particle][_CLOSED if final else _OPEN]


def _final_of(word: str) -> int:
    """The index of the final consonant of the last sound, 0 for none, 8 for ㄹ; parentheses and quotes are looked through."""
    bare = regex.sub(r"\s*[(（][^()（）]*[)）]$", "", word).rstrip("'\"’”)]〉》」』 ")
    if not bare:
        return 0
    sign = bare[-1]
    if "가" <= sign <= "힣":
        return (ord(sign) - 0xAC00) % 28
    if sign.isdigit():
        return 8 if sign in "178" else 1 if sign in _DIGITS_WITH_FINAL else 0
    if sign == "%":
        return 0
    if sign.isupper() and (len(bare) == 1 or bare[-2:-1].isupper()):
        return 8 if sign in "LR" else 1 if sign in "MN" else 0
    return 8 if sign in "lr" and sign == "l" else 1 if _LATIN_WITH_FINAL.search(bare) and sign not in "r" else 0


_REQUEST_TAIL = regex.compile(
    r"(?:\s*(?:이|가|을|를|에|은|는))?\s*(?:있는|있으신|보유한|보유하신|갖춘|갖추신|가능한|가능하신|하신|해 ?본|능숙한|풍부한|계신|아시는)?\s*(?:분|자|사람|것)$"
)


def plain_request(requirement: str) -> str:
    """A requirement as a noun phrase to be quoted, or nothing when it is none."""
    text = regex.split(r"[(;:]|\s[-–—]\s", requirement.strip(" .•·-–—*"))[0].strip(" .,")
    text = _REQUEST_TAIL.sub("", text).strip(" ,.")
    if (
        not 4 <= len(text) <= 32
        or _FINISHED.search(text)
        or not regex.search(r"(?:경험|경력|역량|능력|이해|지식|자격증|학위|운영|개발|설계|분석|관리|구축|이상|기획|협업|업무|활용)$", text)
    ):
        return ""
    return text
