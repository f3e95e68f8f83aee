"""The title of the post, by weighing every place where it might stand.

Labelled fields, the parts of the first lines and the phrases that offer a post ("... is looking for a ...", "...를 모십니다")
count, above all where the noun of an occupation or rank stands in them (`role_nouns.txt`); the heaviest title wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from coverletter.reading.clauses import strip_ends
from coverletter.reading.clean import Line
from coverletter.reading.company import HEAD_LINES, LEGAL, SPLIT_HEAD, core_name
from coverletter.reading.prose import split_prose
from coverletter.reading.words import covering_cues, names_role

LONGEST_TITLE = 90
_FIELD = regex.compile(
    r"^(?:(?:job|post|position|role|vacancy)?\s*(?:title|position|role|post|vacancy)|(?:모집|채용)\s?(?:부문|분야|직무|직종|직급|포지션)(?: 및 인원)?"
    r"|포지션|직무명?|직종|공고명)\s*[:：]\s*(?P<value>\S.*)$",
    regex.IGNORECASE,
)
_LABEL = regex.compile(
    r"^(?:job title|position|role|post title|.{0,40}\bposition of|(?:모집|채용)\s?(?:부문|분야|직무|직종)|포지션|직무|직종)$",
    regex.IGNORECASE,
)
_OFFERS = regex.compile(
    r"\b(?i:looking for|hiring|seek(?:ing|s)?|recruit(?:ing|s)?|need(?:s|ed)?(?: is)?|search(?:ing)? for|wants?|appoint(?:ing)?|position of|role of|"
    r"post of|opening for|vacancy for|as)\s+(?i:(?:is|an?|our|the|one|two|three|\d+|another|some|new|next|more)\s+)*(?P<title>\p{Lu}[^.!?;:|]{3,90})"
)
_KOREAN_OFFERS = regex.compile(
    r"^(?P<title>(?:[^()]|\([^()]*\)){2,70}?)\s*(?:을|를|\s(?:[\p{Hangul}\d]{1,3})\s?(?:분|명)(?:을|를)?)?\s*"
    r"(?:모십니다|모셔요|모집합니다|모집해요|모집|채용합니다|채용해요|채용|찾습니다|찾아요|찾고|구합니다|기다립니다|뽑습니다|공개경쟁채용|공개채용)"
)
_KOREAN_DROP = regex.compile(
    r"20\d\d년도?|제?\d{4}-\d+호?|상반기|하반기|긴급|급구|(?:신입|경력)(?:\s?및\s?(?:신입|경력))?\s?(?:사원|직원)?\s?(?:채용|모집)?(?=\s*(?:공고|안내|$))"
    r"|(?:공개|수시|상시|공개경쟁)?\s?(?:채용|모집)\s?(?:공고|안내|합니다)?\s*$|공고\s*$|\(\s?\d+\s?명\s?\)|/?\s*\d+\s?명\s*$|\s[\p{Hangul}]{1,2}\s?(?:분|명)\s*$"
)
_KOREAN_PLACE = regex.compile(
    r"\s*\((?:서울|경기|부산|인천|대구|대전|광주|울산|세종|강원|충청|전라|경상|제주|정규직|계약직|재택|원격)[^()]*\)$"
)
_TERMS = regex.compile(
    r"\s*[(\[][^()\[\]]*\b(?:remote|hybrid|permanent|full|part|fte|contract|temporary|months?|m/f|f/m|m/w|all genders|onsite|on-site)\b[^()\[\]]*[)\]]?",
    regex.IGNORECASE,
)
_PREFIX = regex.compile(
    r"^(?:job title|position|vacancy|re|fwd?|subject|wanted|now hiring|hiring|we are hiring|job advert)\s*[:：-]\s*", regex.IGNORECASE
)
_SENTENCE = regex.compile(
    r"\b(?:is|are|was|will|would|has|have|had|can|we|you|our|your|they|opened|do|does)\b|[.!?]$|(?:니다|[아어해여]요)[.!]?$",
    regex.IGNORECASE,
)
_TITLE_WORD = r"(?:[\p{Lu}\d][\p{L}\p{N}&/+.'’-]*|and|of|&|for|in|to the|to|\([^()]{2,40}\))"
_RUN = regex.compile(rf"{_TITLE_WORD}(?:,?\s+{_TITLE_WORD})*")


def find_title(lines: Sequence[Line], company: str) -> str:
    """The title as it stands in the posting, without the company, the place and the terms; empty when none was found."""
    weights: dict[str, float] = {}
    for raw, weight in _candidates([line.text[:2_000] for line in lines[:60]], lines, company):
        title = _clean(raw, company)
        if 2 <= len(title) <= LONGEST_TITLE and core_name(title) != core_name(company):
            weights[title] = weights.get(title, 0.0) + weight
    if not weights:
        return ""
    return max(
        weights,
        key=lambda title: weights[title] + sum(0.2 * weight for other, weight in weights.items() if other != title and title in other),
    )


def _candidates(texts: list[str], lines: Sequence[Line], company: str) -> Iterator[tuple[str, float]]:
    for number, text in enumerate(texts):
        if found := _FIELD.match(text):
            yield found["value"], 12.0
            continue
        if _LABEL.match(text):
            yield from ((later, 8.0) for later in texts[number + 1 : number + 6] if names_role(later) and len(later) <= LONGEST_TITLE)
        if number < HEAD_LINES and lines[number].marker in ("", "block", "emoji"):
            yield from _in_head(text, number, lines[number].heading)
        if number < HEAD_LINES * 3:
            for sentence in split_prose(text)[:40]:
                for found in _OFFERS.finditer(sentence):
                    if names_role(title := _run(found["title"])):
                        yield title, 3.0 if number < HEAD_LINES else 1.5
    del company


def _in_head(text: str, number: int, heading: bool) -> Iterator[tuple[str, float]]:
    weight = 2.0 - 0.3 * number + (0.7 if heading else 0.0)
    text = regex.split(r"\?\s|\sgesucht\b", text)[0]
    body = _TERMS.sub("", (split_prose(text) or [text])[0]) if len(text) > 140 else _TERMS.sub("", text)
    parts = SPLIT_HEAD.split(_PREFIX.sub("", body))
    if body.startswith("[") and "]" in body:
        parts = [body.split("]", 1)[1], *parts]
    for place, part in enumerate(parts):
        if (
            names_role(part)
            and not covering_cues(part)
            and len(part) <= LONGEST_TITLE
            and not (_SENTENCE.search(part) and len(part.split()) > 3)
        ):
            short = (
                place == 0 and len(part.split()) <= 2 and len(parts) > 1 and body.count(" – ") + body.count(" - ") + body.count(" — ") == 1
            )
            yield (body if short and not names_role(parts[1]) else part), weight + 2.0 - 0.3 * place
        elif place == 0 and number == 0:
            yield part, 0.5
    for sentence in split_prose(text)[:4]:
        if len(sentence) <= 100 and (found := _KOREAN_OFFERS.match(sentence)):
            yield found["title"], weight + (1.5 if names_role(found["title"]) else 0.5)


def _run(text: str) -> str:
    """The words from the first capital on while they look like a title: capitals, small joining words, brackets."""
    found = _RUN.match(text)
    return regex.sub(r"(?:,?\s+(?:and|of|for|in|to the|to|&))+$", "", found.group()) if found else ""


def _clean(raw: str, company: str) -> str:
    title = _PREFIX.sub("", _TERMS.sub("", raw.strip()))
    title = _clean_korean(title, company) if regex.search(r"\p{Hangul}", title) else _clean_english(title, company)
    title = strip_ends(title.strip(" |/"))
    return title[: title.rfind("(")].strip() if title.count("(") > title.count(")") else title


def _clean_korean(title: str, company: str) -> str:
    title = regex.sub(r"^\s*[\[【][^\]】]{1,24}[\]】]\s*", "", title)
    if core := core_name(company):
        title = regex.sub(rf"^(?:{LEGAL}\s?)?{regex.escape(core)}\s?{LEGAL}?(?:에서|의|\s|$)\s*", "", title, flags=regex.IGNORECASE)
        title = regex.sub(rf"\s*[|–—-]\s*(?:{LEGAL}\s?)?{regex.escape(core)}\s?{LEGAL}?$", "", title, flags=regex.IGNORECASE)
    if found := _KOREAN_OFFERS.match(title):
        title = found["title"]
    for _ in range(3):
        title = _KOREAN_DROP.sub("", title).strip(" -–—|/·,")
    title = regex.sub(r"^.{0,30}에서\s(?:함께|같이)?\s?(?:일할|일하실|근무할|성장할|할)\s", "", title)
    title = regex.sub(r"^(?:이번에|현재|지금|함께할|함께 일할|새로운|새)\s|(?<=\p{Hangul})님$", "", title)
    title = regex.sub(r"^(?:신입|경력|계약직|정규직)?\s?(?:사원|직원|인재)\s?(?:수시|공개|상시|대규모)?$", "", title)
    title = regex.sub(r"^\p{Hangul}{1,12}(?:실|부|팀|본부)에서\s+", "", title)
    return _KOREAN_PLACE.sub("", title)


def _clean_english(title: str, company: str) -> str:
    if company:
        title = regex.sub(rf"\s*(?:,|[-–—@|]|\bat\b)\s*{regex.escape(company)}.*$", "", title, flags=regex.IGNORECASE)
    title = regex.sub(r"\s+(?:wanted|needed|required|vacancy|job|position|role)$", "", title, flags=regex.IGNORECASE)
    first = SPLIT_HEAD.split(title)[0]
    return first if names_role(first) and len(first.split()) > 2 else title
