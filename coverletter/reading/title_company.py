"""The title and the company of a posting, by weighing every place where each might stand.

Labelled fields, the first lines and their parts, the phrases that offer a post ("... is looking for a ...", "...를 모십니다"),
legal forms and repetition all count; the heaviest candidate wins. Nothing is made up: both occur in the posting.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import regex

from coverletter.reading.clauses import split_prose, strip_ends
from coverletter.reading.clean import Line
from coverletter.reading.words import role_nouns

HEAD_LINES = 6
LONGEST = 90

_NAME = r"(?:The\s+)?[\p{Lu}\d][\p{L}\p{N}.'’&+-]*(?:\s+(?:(?:of|and|for|the|de|la|von|van|du)\s+)?(?:&\s+)?[\p{Lu}\d&][\p{L}\p{N}.'’&+-]*){0,6}"
_HANGUL_NAME = r"[\p{Hangul}A-Za-z0-9&·.]{2,20}"
_LEGAL = r"(?:㈜|\(주\)|（주）|주식회사|\(재\)|\(사\)|\(유\)|재단법인|사단법인|유한회사|의료법인|학교법인)"
_ENGLISH_LEGAL = regex.compile(
    r",?\s+(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|Co|PLC|plc|AG|SE|AB|BV|B\.V|S\.A|Pty|Pte)\b\.?(?:\s+Ltd\.?)?$"
)
_ORGANISATION = regex.compile(
    r"\b(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|PLC|plc|AG|AB|BV|Group|Holdings?|Hospitals?|Clinic|University|College|School|Foundation|Trust|Council|"
    r"Institute|Associates|Partners|Bank|Labs?|Studios?|Technologies|Systems|Software|Solutions|Industries|Engineering|Logistics|Foods?|Hotels?|Resorts?|Health|"
    r"Healthcare|Pharma|Airlines?|Insurance|Energy|Media|Games|Press|Agency|Consulting|Services|Company|Charity|Museum|Society)\b"
)
_KOREAN_ORGANISATION = regex.compile(
    rf"{_LEGAL}|(?:병원|의원|재단|대학교|은행|공사|공단|협회|연구원|연구소|센터|학교|그룹|전자|제약|바이오|건설|식품|물산|테크|소프트|랩스?|스튜디오|컴퍼니|코리아|푸드)$"
)
_NOT_NAMES = regex.compile(
    r"remote|hybrid|full[- ]?time|part[- ]?time|permanent|contract|on[- ]?site|fixed[- ]term|temporary|posted|ref\b|vacancy|requisition|job (?:advert|description|id)|hours|shifts?|days?\b|"
    r"fte|€|£|\$|salary|location|careers?|sign in|saved|skip to|similar jobs|apply|closing|hiring|cookies?|share|print|english|home\b|"
    r"채용|모집|공고|신입|경력|정규직|계약직|인턴|긴급|수시|상시|공채|사원|급구|구인|서울|경기|부산|인천|대구|대전|광주|울산|세종|강원|충북|충남|전북|전남|경북|경남|제주|년\b|이상|안내|[0-9]{4}",
    regex.I,
)
_PLACE = regex.compile(
    r"(?:,\s*(?:[A-Z]{2}|UK|USA|Canada|Australia|Germany|Netherlands|Scotland|England|Ireland|Korea|Japan|Singapore)\b|\boffice\b|^(?:[A-Z]\p{L}+,\s*){1,2}[A-Z]\p{L}+$)"
)
_SPLIT_HEAD = regex.compile(r"\s*[|·•/]\s+|\s+[|·•]\s*|\s+[–—‑-]\s+|\s*@\s*|,\s+(?=(?:remote|hybrid|full|part|permanent)\b)")
_AT_COMPANY = regex.compile(rf"(?:^|\s)(?:at|with|join|for|@)\s+(?P<name>{_NAME})")
_STARTS_SENTENCE = regex.compile(
    rf"^(?P<name>{_NAME})(?P<aside>\s+in\s+[^,]{{2,40}}(?:,[^,]{{2,40}},)?|,[^.]{{3,160}}?,)?\s+(?P<verb>is|are|has|have|was|were|makes?|runs?|builds?|gives?|offers?|provides?|develops?|designs?|helps?|serves?|operates?|"
    r"sells?|spends?|believes?|works?|supplies|produces?|publishes|trains?|manages|exists|creates?|connects?|delivers?|welcomes|grows?|brews?|ships?)\b(?P<rest>[^.]{0,120})"
)
_HIRES = regex.compile(r"look(?:ing|s) for|hiring|seek|recruit|opening|search", regex.I)
_INTRODUCES = regex.compile(
    rf"(?:\bwe(?:['’]re| are)|\bwho (?:is|are)|\babout|\bjoin|\bwelcome to|\bhere at|\bat)\s+(?P<name>{_NAME})(?=\s*(?:[,.!?:–—]|$|\s[a-z]))",
    regex.I,
)
_KOREAN_INTRODUCES = (
    (3.0, regex.compile(rf"^안녕하세요[^.]{{0,80}}?(?P<name>{_LEGAL}?\s?{_HANGUL_NAME}?)(?:입니다|이에요|예요)")),
    (2.5, regex.compile(rf"^(?P<name>{_LEGAL}?\s?{_HANGUL_NAME}?{_LEGAL}?)(?:은|는)\s[^.]{{4,}}")),
    (3.0, regex.compile(rf"^(?P<name>{_LEGAL}?\s?{_HANGUL_NAME}?{_LEGAL}?)(?:에서|의)?\s[^.]{{2,60}}(?:찾|모십|모집|채용|기다립|구합)")),
    (1.5, regex.compile(rf"(?P<name>{_LEGAL}\s?{_HANGUL_NAME}|{_HANGUL_NAME}{_LEGAL})")),
    (1.0, regex.compile(rf"[’'\"」”]?(?:을|를)?\s(?:만드는|운영하는)\s(?P<name>{_HANGUL_NAME}?)(?:은|는|입니다|이에요|예요)")),
    (1.5, regex.compile(rf"(?:^|\s)(?P<name>{_LEGAL}?\s?{_HANGUL_NAME}?)\s드림$")),
)
_COMPANY_FIELD = regex.compile(
    r"^(?:company|employer|organi[sz]ation|client|hiring company|firm|회사명?|기업명?|기관명?|업체명?|상호|사업장명?)\s*[:：]\s*(?P<value>\S.*)$",
    regex.I,
)
_TITLE_FIELD = regex.compile(
    r"^(?:(?:job|post|position|role|vacancy)?\s*(?:title|position|role|post|vacancy)|(?:모집|채용)\s?(?:부문|분야|직무|직종|직급|포지션)(?: 및 인원)?|포지션|직무명?|직종|공고명)\s*[:：]\s*(?P<value>\S.*)$",
    regex.I,
)
_TITLE_LABEL = regex.compile(r"^(?:job title|position|role|post title|(?:모집|채용)\s?(?:부문|분야|직무|직종)|포지션|직무|직종)$", regex.I)
_OFFERS = regex.compile(
    r"\b(?:looking for|hiring|seek(?:ing|s)?|recruit(?:ing|s)?|need(?:s|ed)?(?: is)?|search(?:ing)? for|want(?:s)?|appoint(?:ing)?|position of|role of|post of|opening for|vacancy for|as)\s+"
    r"(?:is\s+)?(?:(?:an?|our|the|one|two|three|\d+|another|some|new|next|more)\s+)*(?P<title>[\p{Lu}][^.!?;:|]{3,90})"
)
_KOREAN_OFFERS = regex.compile(
    r"^(?P<title>.{2,70}?)\s*(?:을|를|\s(?:한|두|세|네|열두|[\p{Hangul}\d]{1,3})\s?(?:분|명)(?:을|를)?)?\s*(?:모십니다|모셔요|모집합니다|모집해요|모집|채용합니다|채용해요|채용|찾습니다|찾아요|찾고|구합니다|기다립니다|뽑습니다|공개경쟁채용|공개채용)"
)
_KOREAN_DROP = regex.compile(
    r"(?:20\d\d년도?|제?\d{4}-\d+호?|상반기|하반기|(?:신입|경력)(?:\s?및\s?(?:신입|경력))?\s?(?:사원|직원)?\s?(?:채용|모집)?(?=\s*(?:공고|안내|$))|(?:공개|수시|상시|공개경쟁)?\s?(?:채용|모집)\s?(?:공고|안내|합니다)?\s*$|공고\s*$|긴급|급구"
    r"|\(\s?\d+\s?명\s?\)|/?\s*\d+\s?명\s*$|\s(?:한|두|세|네)\s?분\s*$|\s(?:열두|[한두세네])\s명\s*$)"
)
_ASIDE = regex.compile(
    r"\s*[(\[][^()\[\]]*\b(?:remote|hybrid|permanent|full|part|fte|contract|temporary|months?|m/f|f/m|m/w|all genders|onsite|on-site|team days|any)\b[^()\[\]]*[)\]]?\s*$",
    regex.I,
)


def find_title_and_company(lines: Sequence[Line]) -> tuple[str, str]:
    """Title and company as they stand in the posting, each empty when it was not found."""
    texts = [line.text[:2_000] for line in lines[:200]]
    whole = "\n".join(texts)
    company = _best(_company_candidates(texts, lines), whole)
    title = _best_title(texts, lines, company)
    return title, company


def _best(candidates: Iterator[tuple[str, float]], whole: str) -> str:
    """The heaviest name; forms of one name count together, and the fullest of the head lines is returned."""
    weights: dict[str, float] = {}
    for name, weight in candidates:
        name = strip_ends(name).strip("\"'“”‘’[]<>《》「」")
        if 2 <= len(name) <= 60 and regex.search(r"\p{L}", name):
            weights[name] = weights.get(name, 0.0) + weight
    if not weights:
        return ""
    total: dict[str, float] = {}
    for name in weights:
        core = _core(name)
        akin = sum(weight for other, weight in weights.items() if _core(other) == core)
        shorter = sum(0.6 * weight for other, weight in weights.items() if _core(other) != core and core.startswith(_core(other) + " "))
        repeated = min(2.0, math.log2(1 + whole.lower().count(core))) if core else 0.0
        total[name] = akin + shorter + repeated
    best = max(total, key=lambda name: (total[name], len(name)))
    forms = [name for name in weights if _core(name) == _core(best)]
    korean = [name for name in forms if regex.search(_LEGAL, name) and not name.startswith("주식회사")]
    plain = [name for name in forms if not _ENGLISH_LEGAL.search(name) and not name.isupper()]
    return max(korean, key=lambda name: weights[name]) if korean else max(plain or forms, key=lambda name: weights[name])


def _core(name: str) -> str:
    name = regex.sub(rf"^{_LEGAL}\s?|\s?{_LEGAL}$", "", name)
    return _ENGLISH_LEGAL.sub("", name).removeprefix("The ").casefold().strip()


def _company_candidates(texts: list[str], lines: Sequence[Line]) -> Iterator[tuple[str, float]]:
    for number, text in enumerate(texts):
        if found := _COMPANY_FIELD.match(text):
            yield regex.split(r"\s*[|(/]\s*", found["value"])[0], 6.0
        if number < HEAD_LINES:
            yield from _head_names(text, number, lines[number])
        if lines[number].heading or len(text) < 60:
            for found in _INTRODUCES.finditer(text):
                if not names_role(found["name"]) and found["name"][0].isupper():
                    yield found["name"], 2.0
        for place, sentence in enumerate(split_prose(text)[:60]):
            yield from _sentence_names(sentence, number, place)


def _head_names(text: str, number: int, line: Line) -> Iterator[tuple[str, float]]:
    if found := regex.match(rf"^[\[【<]\s*(?P<name>[^\]】>]{{2,24}})\s*[\]】>]", text):
        if not _NOT_NAMES.search(found["name"]):
            yield found["name"], 3.0
    parts = _SPLIT_HEAD.split(text) if len(text) <= 140 else []
    for place, part in enumerate(parts):
        part = regex.sub(r"\s*\([^()]*\)?$", "", part).strip()
        if not part or len(part) > 50 or names_role(part) or _PLACE.search(part):
            continue
        first_word = part.split(",")[0]
        if _NOT_NAMES.search(first_word):
            continue
        weight = (1.6 if len(parts) > 1 else 0.6) - 0.15 * number - 0.2 * max(0, place - 1)
        weight += 2.0 if _ORGANISATION.search(first_word) or _KOREAN_ORGANISATION.search(first_word) else 0.0
        weight -= 1.0 if len(first_word.split()) > 5 else 0.0
        yield first_word, weight
    if found := _AT_COMPANY.search(text[:140]):
        yield found["name"], 1.5
    if "@" in text and (found := regex.search(rf"@\s*(?P<name>{_NAME})", text)):
        yield found["name"], 2.0
    hangul = regex.match(rf"^(?P<name>{_LEGAL}\s?{_HANGUL_NAME}|{_HANGUL_NAME}{_LEGAL}|{_HANGUL_NAME})\s", text)
    if hangul and len(text) <= 80 and not _NOT_NAMES.search(hangul["name"]) and not names_role(hangul["name"]):
        yield hangul["name"], 1.2 if number else 1.5


def _sentence_names(sentence: str, number: int, place: int) -> Iterator[tuple[str, float]]:
    early = number < HEAD_LINES * 2
    if found := _STARTS_SENTENCE.match(sentence):
        name = found["name"]
        if name.split()[0].lower() not in _SENTENCE_STARTERS and not names_role(name):
            weight = 2.0 if early else 0.5
            if _HIRES.search(found["rest"]) or "equal opportunity" in found["rest"]:
                weight += 1.5
            yield name, weight + (1.0 if _ORGANISATION.search(name) else 0.0)
    elif early:
        for found in _INTRODUCES.finditer(sentence):
            if found["name"][0].isupper() and not names_role(found["name"]):
                yield found["name"], 1.5
    if regex.search(r"\p{Hangul}", sentence):
        for weight, pattern in _KOREAN_INTRODUCES:
            if found := pattern.search(sentence):
                name = found["name"].strip()
                if name and not _NOT_NAMES.search(name) and not names_role(name) and name not in _HANGUL_STARTERS:
                    yield name, weight if early else weight * 0.5
    if found := regex.search(rf"(?:search|role|position|job|running|client)\b[^.]{{0,30}}?\b(?:for|at|with)\s+(?P<name>{_NAME})", sentence):
        yield found["name"], 1.5


_SENTENCE_STARTERS = frozenset(
    "we you they he she it our your this that these those there the a an if when what who as in at on for to with applications applicants candidates please all some most "
    "every each no not only last next since after before from by one two three salary pay benefits hours shift interviews offers experience".split()
)
_HANGUL_STARTERS = frozenset(
    "저희 우리 저는 이번 지금 올해 작년 현재 회사 당사 본사 연봉 급여 근무지 사무실 처우 전형 서류 지원서 여기 이 그 팀 직급 인원 매출 직원 임직원 하루 결과 제출 면접 초봉 지원".split()
)


def _best_title(texts: list[str], lines: Sequence[Line], company: str) -> str:
    weights: dict[str, float] = {}
    for raw, weight in _title_candidates(texts, lines, company):
        title = _clean_title(raw, company)
        if not title or len(title) > LONGEST or title.casefold() == company.casefold():
            continue
        weights[title] = weights.get(title, 0.0) + weight
    if not weights:
        return ""
    return max(
        weights,
        key=lambda title: (
            weights[title] + sum(0.5 * weight for other, weight in weights.items() if other != title and other in title),
            len(title),
        ),
    )


def _title_candidates(texts: list[str], lines: Sequence[Line], company: str) -> Iterator[tuple[str, float]]:
    for number, text in enumerate(texts[:60]):
        if found := _TITLE_FIELD.match(text):
            yield found["value"], 5.0
        if _TITLE_LABEL.match(text):
            for later in texts[number + 1 : number + 6]:
                if names_role(later) and len(later) <= LONGEST:
                    yield later, 4.0
                    break
        if number < HEAD_LINES:
            weight = 2.0 - 0.3 * number + (0.7 if lines[number].heading else 0.0)
            body = split_prose(text)[0] if len(text) > 140 else text
            parts = _SPLIT_HEAD.split(body)
            if body.startswith("[") and "]" in body:
                parts = [body.split("]", 1)[1], *parts]
            for place, part in enumerate(parts):
                if names_role(part) and len(part) <= LONGEST:
                    yield part, weight + 2.0 - 0.3 * place
                elif place == 0 and number == 0:
                    yield part, 0.6
            if (found := _KOREAN_OFFERS.match(text)) and len(text) <= 100:
                yield found["title"], weight + (1.5 if names_role(found["title"]) else 0.5)
        for sentence in split_prose(text)[:40] if number < HEAD_LINES * 3 else []:
            for found in _OFFERS.finditer(sentence):
                title = _capitalised_run(found["title"])
                if names_role(title):
                    yield title, 2.5 if number < HEAD_LINES else 1.5


def _capitalised_run(text: str) -> str:
    """The words from the first capital on while they look like a title: capitals, small joining words, brackets."""
    found = regex.match(
        r"(?:[\p{Lu}\d][\p{L}\p{N}&/+.'’-]*|and|of|&|for|in|\([^()]{2,40}\))(?:,?\s+(?:[\p{Lu}\d][\p{L}\p{N}&/+.'’-]*|and|of|&|for|in|\([^()]{2,40}\)))*",
        text,
    )
    run = found.group() if found else ""
    return regex.sub(r"(?:,?\s+(?:and|of|for|in|&))+$", "", run)


def _clean_title(raw: str, company: str) -> str:
    title = _ASIDE.sub("", raw.strip())
    if regex.search(r"\p{Hangul}", title):
        title = regex.sub(r"^\s*[\[【][^\]】]{1,24}[\]】]\s*", "", title)
        for _ in range(3):
            title = _KOREAN_DROP.sub("", title).strip(" -–—|/·,")
        core = _core(company)
        if core:
            title = regex.sub(rf"^(?:{_LEGAL}\s?)?{regex.escape(core)}\s?{_LEGAL}?(?:에서|의|\s)\s*", "", title, flags=regex.I)
        if found := _KOREAN_OFFERS.match(title):
            title = found["title"]
        title = regex.sub(r"\s*\((?:서울|경기|부산|인천|대구|대전|광주|울산|세종|판교|정규직|계약직|재택)[^()]*\)$", "", title)
        title = regex.sub(r"^[\p{Hangul}]{2,12}(?:실|부|팀|본부)에서\s+", "", title)
    else:
        if company:
            title = regex.sub(rf"\s*(?:,|[-–—@|]|\bat\b)\s*{regex.escape(company)}.*$", "", title)
        title = _SPLIT_HEAD.split(title)[0] if names_role(_SPLIT_HEAD.split(title)[0]) else title
        title = regex.sub(
            r"^(?:job title|position|vacancy|re|fwd|fw|subject|hiring|wanted|now hiring|we are hiring)\s*[:：-]\s*",
            "",
            title,
            flags=regex.I,
        )
    title = strip_ends(title)
    if title.count("(") > title.count(")"):
        title = title[: title.rfind("(")].strip()
    return title


def names_role(text: str) -> bool:
    """Whether a job title's noun stands in it."""
    if any(word in role_nouns() for word in regex.findall(r"[a-z-]+", text.lower())):
        return True
    return any(word.endswith(noun) for word in regex.findall(r"[\p{Hangul}]+|[A-Z]{2}", text) for noun in _hangul_roles())


def _hangul_roles() -> tuple[str, ...]:
    return tuple(noun for noun in role_nouns() if not noun.isascii() or noun.isupper())
