"""The company of a posting, by weighing every place where its name might stand.

Labelled fields, the parts of the first lines, sentences that introduce or hire, legal forms and repetition count; the
heaviest name wins, in its fullest form. It occurs in the posting (case apart, where the posting shouts).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import regex

from coverletter.reading.clauses import strip_ends
from coverletter.reading.clean import Line
from coverletter.reading.prose import split_prose
from coverletter.reading.words import covering_cues, names_role

HEAD_LINES = 6
LONGEST_NAME = 60
MOST_LINES = 200

NAME = r"(?:The\s+)?[\p{Lu}\d][\p{L}\p{N}.'’&+-]*(?:\s+(?:(?:of|and|for|the|de|la|von|van|du)\s+)?(?:&\s+)?[\p{Lu}\d&][\p{L}\p{N}.'’&+-]*){0,6}"
_HANGUL = r"[\p{Hangul}A-Za-z0-9&·.]{2,20}"
LEGAL = r"(?:㈜|\(주\)|（주）|주식회사|\(재\)|\(사\)|\(유\)|재단법인|사단법인|유한회사|의료법인|학교법인)"
_HANGUL_NAME = rf"(?:{LEGAL}\s?)?{_HANGUL}?(?:\s?{LEGAL})?"
_ENGLISH_LEGAL = regex.compile(
    r",?\s+(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|Co|PLC|AG|SE|AB|BV|Pty|Pte|S\.A)\b\.?(?:\s+Ltd\.?)?$", regex.IGNORECASE
)
_ORGANISATION = regex.compile(
    r"\b(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|PLC|plc|AG|AB|BV|Group|Holdings?|Hospitals?|Clinic|University|College|School|"
    r"Foundation|Trust|Council|Institute|Associates|Partners|Bank|Labs?|Studios?|Technologies|Systems|Software|Solutions|Industries|"
    r"Engineering|Logistics|Foods?|Hotels?|Resorts?|Health|Healthcare|Pharma|Airlines?|Insurance|Energy|Media|Games|Press|Agency|"
    r"Consulting|Services|Company|Charity|Museum|Society)\b",
    regex.IGNORECASE,
)
_KOREAN_ORGANISATION = regex.compile(
    rf"{LEGAL}|(?:병원|의원|재단|대학교|은행|공사|공단|협회|연구원|연구소|센터|학교|그룹|전자|제약|바이오|건설|식품|물산|테크|소프트|랩스?|스튜디오|컴퍼니|코리아|푸드)$"
)
_ANNOUNCES = regex.compile(r"^[\[【][^\]】]{0,12}(?:채용|공고|모집|구인)[^\]】]{0,12}[\]】]\s*")
_PUBLIC_BODY = regex.compile(r"[가-힣]{2}(?:재단|공단|공사|진흥원|연구원|협회|복지관|의료원|대학교)$")
_NOT_NAMES = regex.compile(
    r"remote|hybrid|full[- ]?time|part[- ]?time|permanent|contract|on[- ]?site|fixed[- ]term|temporary|posted|ref\b|vacancy|requisition|"
    r"job (?:advert|description|id|title)|hours|shifts?|days?\b|fte|€|£|\$|salary|location|careers?|sign in|saved|skip to|similar jobs|apply|"
    r"closing|hiring|cookies?|share|print|^english|^home$|subject|채용|모집|공고|신입|경력|정규직|계약직|인턴|긴급|수시|상시|공채|사원|급구|구인|"
    r"서울|경기|부산|인천|대구|대전|광주|울산|세종|강원|충북|충남|전북|전남|경북|경남|제주|년\b|이상|안내|[0-9]{4}",
    regex.IGNORECASE,
)
_PLACE = regex.compile(
    r",\s*(?:[A-Z]{2}|UK|USA|Canada|Australia|Germany|Netherlands|Scotland|England|Ireland|Korea|Japan|Singapore)\b|\boffice\b"
    r"|^(?:\p{Lu}\p{L}+,\s*){1,2}\p{Lu}\p{L}+$"
)
SPLIT_HEAD = regex.compile(r"\s*[|•/]\s+|\s+[|·•]\s*|\s*·\s+|\s+[–—‑-]\s+|\s*@\s*|,\s+(?=(?:remote|hybrid|full|part|permanent)\b)")
_FIELD = regex.compile(
    r"^(?:company|employer|organi[sz]ation|client|hiring company|firm|회사명?|기업명?|기관명?|업체명?|상호|사업장명?)\s*[:：]\s*(?P<value>\S.*)$",
    regex.IGNORECASE,
)
_BRACKETED = regex.compile(r"^[\[【<]\s*(?P<name>[^\]】>]{2,24})\s*[\]】>]")
_AT = regex.compile(rf"(?:^|\s)(?i:at|with|join|for|@)\s+(?P<name>{NAME})|@\s*(?P<name>{NAME})")
_STARTS_SENTENCE = regex.compile(
    rf"^(?P<name>{NAME})(?:\s+in\s+[^,]{{2,40}}(?:,[^,]{{2,40}},)?|,[^.]{{3,160}}?,)?\s+"
    r"(?:is|are|has|have|was|were|makes?|runs?|builds?|gives?|offers?|provides?|develops?|designs?|helps?|serves?|operates?|sells?|spends?|"
    r"believes?|looks?|keeps?|brings?|turns?|lets?|cares?|works?|supplies|produces?|publishes|trains?|manages|exists|creates?|connects?|delivers?|welcomes|grows?|ships?)\b(?P<rest>[^.]{0,120})"
)
_WANTED = regex.compile(
    r"\s+(?:an?\s)?(?:(?:big|real|strong|definite|huge|distinct|clear)\s)?"
    r"(?:plus|must|bonus|advantage|asset|required?|preferred|desirable|desired|welcome|essential|nice|needed|helpful|beneficial|mandatory|considered)\b",
    regex.IGNORECASE,
)
"""After "SQL is": what is asked for is no company."""
_HIRES = regex.compile(r"look(?:ing|s) for|hiring|seek|recruit|opening|search|equal opportunit", regex.IGNORECASE)
_INTRODUCES = regex.compile(
    rf"(?i:\bwe(?:['’]re| are)|\bwho (?:is|are)|\babout|\bjoin|\bwelcome to|\bhere at|\bat)\s+(?P<name>{NAME})(?=\s*(?:[,.!?:–—]|$|\s\p{{Ll}}))"
)
_SEARCHES_FOR = regex.compile(rf"\b(?:search|role|position|job|running|client)\b[^.]{{0,30}}?\b(?:for|at|with)\s+(?P<name>{NAME})")
_PRESENTS = r"(?:회사|기업|병원|기관|재단|학교|센터|브랜드|서비스|스타트업|팀|만드|만들|운영|설립|문을 연|직원|임직원|매출|상장)"
_KOREAN_INTRODUCES = (
    (3.0, regex.compile(rf"^안녕하세요[^.]{{0,80}}?(?P<name>{_HANGUL_NAME})(?:입니다|이에요|예요)")),
    (2.5, regex.compile(rf"^(?P<name>{_HANGUL_NAME})(?:은|는)\s[^.]{{0,120}}?{_PRESENTS}")),
    (3.0, regex.compile(rf"^(?P<name>{_HANGUL_NAME})(?:에서|이|가|의)\s[^.]{{2,60}}(?:찾|모십|모집|모셔|채용|기다립|구합)")),
    (2.5, regex.compile(rf"(?:^|\s)(?P<name>{_HANGUL_NAME})에서\s(?:함께|같이)\s[^.]{{2,40}}(?:찾|모십|모집|모셔|채용|기다립|구합)")),
    (1.5, regex.compile(rf"(?P<name>{LEGAL}\s?{_HANGUL}|{_HANGUL}{LEGAL})(?=은|는|이|가|에서|을|를|의|\s|$|[,.)])")),
    (1.0, regex.compile(rf"(?:만드는|운영하는)\s(?P<name>{_HANGUL}?)(?:은|는|입니다|이에요|예요)")),
    (1.5, regex.compile(rf"(?:^|\s)(?P<name>{_HANGUL_NAME})\s드림$")),
)
_COMMON = frozenset(
    [
        "we",
        "you",
        "they",
        "he",
        "she",
        "it",
        "our",
        "your",
        "this",
        "that",
        "these",
        "those",
        "there",
        "the",
        "a",
        "an",
        "if",
        "when",
        "what",
        "who",
        "why",
        "how",
        "where",
        "as",
        "in",
        "at",
        "on",
        "for",
        "to",
        "with",
        "us",
        "all",
        "any",
        "some",
        "most",
        "every",
        "each",
        "no",
        "not",
        "only",
        "last",
        "next",
        "since",
        "after",
        "before",
        "from",
        "by",
        "one",
        "two",
        "three",
        "salary",
        "pay",
        "benefits",
        "hours",
        "shift",
        "interviews",
        "offers",
        "experience",
        "applications",
        "applicants",
        "candidates",
        "please",
        "hi",
        "hello",
        "dear",
        "join",
        "about",
        "role",
        "job",
        "team",
        "company",
        "employer",
        "저희",
        "우리",
        "저는",
        "이번",
        "지금",
        "올해",
        "작년",
        "현재",
        "회사",
        "당사",
        "본사",
        "연봉",
        "급여",
        "근무지",
        "사무실",
        "처우",
        "전형",
        "서류",
        "지원서",
        "여기",
        "이",
        "그",
        "팀",
        "직급",
        "인원",
        "매출",
        "직원",
        "임직원",
        "하루",
        "결과",
        "제출",
        "면접",
        "초봉",
        "지원",
        "그래서",
        "하지만",
        "그리고",
        "또한",
        "안녕하세요",
        "저희는",
        "우리는",
        "합류",
        "업무",
        "담당",
    ]
)


def find_company(lines: Sequence[Line]) -> str:
    """The company as the posting names it, empty when no name was found."""
    texts = [line.text[:2_000] for line in lines[:MOST_LINES]]
    weights: dict[str, float] = {}
    for raw, weight in _candidates(texts, lines):
        name = strip_ends(raw).strip("\"'“”‘’[]<>《》「」").removesuffix("'s").removesuffix("’s").strip()
        if 2 <= len(name) <= LONGEST_NAME and regex.search(r"\p{L}", name) and not _is_common(name) and not _is_heading(name):
            weights[name] = weights.get(name, 0.0) + weight
    return _calm(_heaviest(weights, "\n".join(texts).lower())) if weights else ""


def core_name(name: str) -> str:
    """A name in lower case without its article and legal form."""
    name = regex.sub(rf"^{LEGAL}\s?|\s?{LEGAL}$", "", name)
    return _ENGLISH_LEGAL.sub("", name).removeprefix("The ").casefold().strip()


def _is_common(name: str) -> bool:
    words = [word.casefold() for word in name.split()]
    return (
        words[0] in _COMMON - {"the"}
        or all(word in _COMMON for word in words)
        or (names_role(name) and not _ORGANISATION.search(name) and not _KOREAN_ORGANISATION.search(name))
    )


def _is_heading(name: str) -> bool:
    """Whether a Korean name is what postings head their parts with: 회사소개, 복리후생."""
    return regex.search(r"[가-힣]", name) is not None and bool(covering_cues(name)) and not regex.search(LEGAL, name)


def _heaviest(weights: dict[str, float], whole: str) -> str:
    cores: dict[str, float] = {}
    for name, weight in weights.items():
        cores[core_name(name)] = cores.get(core_name(name), 0.0) + weight
    best = max(cores, key=lambda core: cores[core] + min(2.0, math.log2(1 + whole.count(core))) if core else 0.0)
    fuller = [core for core in cores if core.startswith(best + " ") and cores[core] >= 0.3 and len(core.split()) <= len(best.split()) + 3]
    if fuller:
        best = max(fuller, key=lambda core: cores[core])
    forms = {name: weight for name, weight in weights.items() if core_name(name) == best}
    korean = [name for name in forms if regex.search(LEGAL, name) and "주식회사" not in name]
    plain = [name for name in forms if not _ENGLISH_LEGAL.search(name) and not name.isupper()]
    articled = [name for name in plain if name.startswith("The ")]
    return max(korean or articled or plain or list(forms), key=lambda name: forms[name])


def _calm(name: str) -> str:
    """A shouted name of several words in ordinary case; short words may be initials and stay."""
    if not name.isupper() or len(name.split()) < 2:
        return name
    return " ".join(
        word.capitalize() if len(word) > 3 or (word in ("LTD", "INC", "LLC") and word != "LLC") else word for word in name.split()
    )


def _candidates(texts: list[str], lines: Sequence[Line]) -> Iterator[tuple[str, float]]:
    for number, text in enumerate(texts):
        if found := _FIELD.match(text):
            yield regex.split(r"\s*[|(/]\s*", found["value"])[0], 6.0
        if number < HEAD_LINES and lines[number].marker in ("", "block", "emoji"):
            yield from _in_head(text, number)
        if lines[number].heading or len(text) < 60:
            yield from ((found["name"], 2.0) for found in _INTRODUCES.finditer(text))
        for sentence in split_prose(text)[:60]:
            yield from _in_sentence(sentence, number < HEAD_LINES * 2)


def _in_head(text: str, number: int) -> Iterator[tuple[str, float]]:
    if (found := _BRACKETED.match(text)) and not _NOT_NAMES.search(found["name"]):
        yield found["name"], 3.0
    parts = SPLIT_HEAD.split(text) if len(text) <= 140 else []
    for place, part in enumerate(parts):
        name = regex.sub(r"\s*\([^()]*\)?$", "", part).split(",")[0].strip()
        if not name or len(name) > 50 or _PLACE.search(part) or _NOT_NAMES.search(name) or regex.search(r"[.!?]$|:", part):
            continue
        known = _ORGANISATION.search(name) or _KOREAN_ORGANISATION.search(name)
        weight = (1.6 if len(parts) > 1 else 0.6) - 0.15 * number - 0.2 * max(0, place - 1) + (2.0 if known else 0.0)
        yield name, weight - (1.0 if len(name.split()) > 5 else 0.0)
    if found := _AT.search(text[:140]):
        yield found["name"], 2.0
    plain = _ANNOUNCES.sub("", text)
    hangul = regex.match(rf"^(?P<name>{LEGAL}\s?{_HANGUL}|{_HANGUL}{LEGAL}|{_HANGUL})\s", plain)
    if hangul and regex.search(r"\p{Hangul}", hangul["name"]) and len(text) <= 80 and not _NOT_NAMES.search(hangul["name"]):
        yield regex.sub(r"(?<=[가-힣]{3})(?:은|는)$", "", hangul["name"]), 0.9
    yield from ((word, 1.5) for word in text.split() if len(word) > 3 and len(text) <= 80 and _PUBLIC_BODY.search(word))


def _in_sentence(sentence: str, early: bool) -> Iterator[tuple[str, float]]:
    if (found := _STARTS_SENTENCE.match(sentence)) and not _WANTED.match(found["rest"]):
        weight = (2.0 if early else 0.5) + (1.5 if _HIRES.search(found["rest"]) else 0.0)
        yield found["name"], weight + (1.0 if _ORGANISATION.search(found["name"]) else 0.0)
    elif early:
        yield from ((found["name"], 1.5) for found in _INTRODUCES.finditer(sentence))
    if regex.search(r"\p{Hangul}", sentence):
        for weight, pattern in _KOREAN_INTRODUCES:
            if (found := pattern.search(sentence)) and not _NOT_NAMES.search(found["name"].strip()):
                yield found["name"].strip(), weight if early else weight / 2
    if found := _SEARCHES_FOR.search(sentence):
        yield found["name"], 1.5
