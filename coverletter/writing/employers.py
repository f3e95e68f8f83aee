"""Who a deed was done for: employer, title and whether it goes on, out of the header lines of a resume's entry.

Read only where the header is plain enough: what cannot be told apart stays empty, and a letter then names no employer,
which is true, rather than a wrong one.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from coverletter.writing.word_lists import listed

_DATES = regex.compile(
    r"""(?ix)
    \(?\b(?:0?[1-9]|1[0-2])[/.](?:19|20)\d{2}(?:\s*(?:[-–—~∼～]|to|until)\s*(?:(?:0?[1-9]|1[0-2])[/.](?:19|20)\d{2}|present|now|current|today|ongoing|date|현재|재직\s?중)?)?\)?
  | \(?(?:(?:since|from|seit|spring|summer|autumn|fall|winter)\s+)?
    (?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+)?
    (?:19|20)\d{2}(?:\s?[./년-]\s?\d{1,2}\s?월?)?
    (?:\s*(?:[-–—~∼～]|to|until)\s*
       (?:(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+)?(?:19|20)\d{2}(?:\s?[./년-]\s?\d{1,2}\s?월?)?|present|now|current|today|ongoing|date|현재|재직\s?중|진행\s?중)?)?\)?
  | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s*(?:[-–—~]|to)\s*(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec))
    """
)
_GOES_ON = regex.compile(
    r"(?i)(?:[-–—~∼～]|\bto|\bsince)\s*(?:present|now|current|today|ongoing|date)\b|현재|재직\s?중|(?:[~∼～–])\s*$|\bsince\s+(?:\p{L}+\s+)?\d{4}"
)
_PARENTHESES = regex.compile(r"\s*[(（](?!주[)）])[^()（）]*[)）]")
_REMARK_BETWEEN = regex.compile(r"\s*[(（][^()（）]*[ ,][^()（）]*[)）](?=\s+\p{L})")
_STRONG_CUT = regex.compile(r"\s+[-–—|·/]\s+|[|·•]|\s{2,}")
_CUT = regex.compile(r"\s+[-–—|·/]\s+|[|·•]|,\s+|:\s+|;\s+|\s{2,}")
_LEGAL_FORM = regex.compile(r"㈜|\(주\)|주식회사|\b(?:Inc|Ltd|LLC|GmbH|Corp|PLC|AB|AG)\b\.?")
_FORM_BEFORE_NAME = regex.compile(
    r"^(?:세무|회계|법무|특허|노무|관세|의료|학교|재단|사단|사회복지|농업회사)?법인$|협동조합$|^(?:주식회사|㈜|\(주\))$"
)
_KOREAN_ORGANISATION = regex.compile(
    r"(?:대학교|대학|병원|의원|교육원|진흥원|평가원|은행|증권|보험|공사|공단|재단|협회|연구원|연구소|학교|센터|구청|시청|도청|조합|법인|그룹|전자|제약|물산|건설|중공업)$"
)
_ORGANISATION = regex.compile(
    r"\b(?:University|College|School|Academy|Hospital|Infirmary|Clinic|Medical Cent(?:er|re)|Institute|Laborator(?:y|ies)|Council|Bank|Trust"
    r"|Association|Foundation|Universit[äae]\w*|Hochschule|Högskol\w+|Polytechnic|Community College|Agency|Company|Group|Museum|Library|Airlines|Pharmacy|Hotel|Ministry|Department of)\b"
)
_DEPARTMENT = regex.compile(r"(?:팀|부|과|실|국|파트|본부|사업부|병동)$")
_KOREAN_PLACE = regex.compile(
    r"^(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청|전라|경상|대한민국)\p{Hangul}{0,5}(?:\s\p{Hangul}{1,5}){0,2}$"
)
_NO_KOREAN_NAME = regex.compile(
    r"(?:직|제|업|인턴|신입|경력|근무|재택|원격|파견|아르바이트|알바|입사|승진|수료|졸업|재학|휴학|전역|과정|공백|돌봄|간병|준비)$|\d|[→.]"
)
_STATE = regex.compile(r"^[A-Z]{2}$")
_TOWN_AFTER_NAME = regex.compile(r"^(?:\s\p{Lu}[\p{L}.'’-]+){1,3}$")
_NO_EMPLOYER = regex.compile(
    r"(?i)^(?:self[- ]employed|freelance|프리랜서|1인|개인|자영업|(?:상급)?종합병원$|remote|휴식|경력 공백|공백|가족|육아)"
)
_SENTENCE = regex.compile(r"\s[a-z]\p{L}{3,}\s[a-z]\p{L}{3,}|^No\s")
_TITLE_IN_MOTION = regex.compile(r"^(?:부터|까지|에서|로)\s|→")
_UNFINISHED = regex.compile(r"(?i)\b(?:to|from|until|since|then|of|in|at|and)$")
_HANGUL = regex.compile(r"\p{Hangul}")
_HEADINGS_OF_JOBS = regex.compile(
    r"(?i)experience|employment|\bwork|career|appointment|history|\bposts?\b|\bjobs?\b|경력|경험|근무|이력|실무|인턴"
)
_HEADINGS_OF_TEACHING = regex.compile(r"(?i)teaching|service|committee|강의|봉사")
_HEADINGS_OF_STUDY = regex.compile(r"(?i)education|schooling|academic|degree|\blearning|training|학력|학업|교육|훈련")
_HEADINGS_OF_PROJECTS = regex.compile(r"(?i)project|open source|portfolio|프로젝트|과제|포트폴리오")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deed belongs. `kind` is job, study, project or other; `employer`, `title` are as written, or empty."""

    kind: str
    employer: str = ""
    title: str = ""
    current: bool = False


@cache
def role_nouns() -> tuple[frozenset[str], tuple[str, ...]]:
    """English nouns in lower case, and Korean endings, longest first."""
    lines = (files("coverletter.writing") / "roles.txt").read_text(encoding="utf-8").splitlines()
    words = " ".join(line for line in lines if not line.startswith("#")).split()
    return frozenset(word.lower() for word in words if word.isascii()), tuple(
        sorted((word for word in words if _HANGUL.search(word)), key=len, reverse=True)
    )


def is_title(text: str) -> bool:
    """Whether `text` reads as a job title: it ends with, or holds before a comma or 'of', a noun for a role."""
    english, korean = role_nouns()
    words = [word.strip(".,()").lower() for word in text.split()]
    if _HANGUL.search(text):
        return any(word.endswith(korean) for word in words[-2:]) or any(word in english for word in words[-1:])
    return len(words) <= 8 and any(word in english for word in words)


def place_of(heading: str, entry: str) -> Place:
    """The place that the header lines of an entry tell of."""
    kind = _kind(heading)
    current = bool(_GOES_ON.search(entry))
    lines = [line for line in (_bare(line) for line in entry.splitlines()) if line]
    if not lines:
        return Place(kind, current=current)
    if kind == "project":
        name = regex.split(r"[,:(]|\s[-–—|·]\s", lines[0])[0].strip()
        return Place(kind, employer=name if len(name) <= 50 else "", current=current)
    employer, title = _read(lines)
    if employer and (_NO_EMPLOYER.match(employer) or not _begins_like_a_name(employer) or _SENTENCE.search(employer)):
        employer = ""
    if not _HANGUL.search(employer) and not _ORGANISATION.search(employer):
        is_a_thing = any(word.islower() and len(word) > 3 for word in employer.split()) and any(sign.isdigit() for sign in employer)
        if is_a_thing or kind == "study" or _HEADINGS_OF_TEACHING.search(heading):
            employer = ""
    title = title.partition(" at ")[0] if employer else title
    if _TITLE_IN_MOTION.search(title):
        title = ""
    if kind == "other" and employer and title:
        kind = "job"
    return Place(kind, employer=employer, title="" if _UNFINISHED.search(title) else title, current=current)


def _read(lines: list[str]) -> tuple[str, str]:
    """Employer and title from the header's lines, dates and parentheses already taken off."""
    while len(lines) > 1 and _KOREAN_PLACE.match(lines[0]):
        lines = lines[1:]
    first = lines[0]
    if _HANGUL.search(first):
        return _read_korean(first, lines[1:])
    if is_title(_parts(first)[0]) and len(lines) > 1 and _HANGUL.search(lines[1]):
        return _read_korean(lines[1], [first, *lines[2:]])
    employer, title = _read_english(lines)
    return _without_town(employer, first), title


def _without_town(employer: str, line: str) -> str:
    """'Larch Hospital Perth' of 'Staff Nurse – Larch Hospital Perth, WA' -> 'Larch Hospital'."""
    followed = any(part == employer and _STATE.match(after) for part, after in itertools.pairwise(_parts(line)))
    for found in _ORGANISATION.finditer(employer) if followed else ():
        if found.start() and _TOWN_AFTER_NAME.match(employer[found.end() :]):
            return employer[: found.end()]
    return employer


def _read_english(lines: list[str]) -> tuple[str, str]:
    first = lines[0]
    titled = next((line for line in lines[:4] if is_title(_parts(line)[0])), "")
    halves = [half.strip(" ,.:") for half in _STRONG_CUT.split(first) if half.strip(" ,.:")]
    if len(halves) >= 2:
        with_title = next((half for half in halves if any(is_title(part) for part in _parts(half))), "")
        other = next((half for half in halves if half != with_title and not is_title(_parts(half)[0])), "")
        beside = [part for part in _parts(with_title) if with_title and not is_title(part)]
        if with_title and other:
            is_place = not _ORGANISATION.search(other) and ("," in other or " " not in other)
            employer = beside[0] if beside and (_ORGANISATION.search(beside[0]) or is_place) else _parts(other)[0]
            return employer, next(part for part in _parts(with_title) if is_title(part))
    parts = _parts(first)
    titles = [part for part in parts if is_title(part) and not _ORGANISATION.search(part)]
    others = [part for part in parts if part not in titles]
    if titles and titles[0] == parts[0] and len(lines) > 1 and _ORGANISATION.search(_parts(lines[1])[0]):
        return _parts(lines[1])[0], titles[0]
    if titles and titles[0] == parts[0] and len(lines) > 1 and "," not in lines[-1] and _is_in_capitals(lines[-1]):
        return lines[-1], titles[0]
    if titles and others:
        return others[0], titles[0]
    if not titles and titled:
        return parts[0], next(part for part in _parts(titled) if is_title(part))
    if not titles and (_LEGAL_FORM.search(parts[0]) or _ORGANISATION.search(parts[0])):
        return parts[0], ""
    return "", titles[0] if titles else ""


def _read_korean(first: str, below: list[str]) -> tuple[str, str]:
    parts = _parts(first)
    if len(parts) > 1 and is_title(parts[0]) and _LEGAL_FORM.search(parts[1]):
        return parts[1], parts[0]
    words = parts[0].split()
    marked = next((place for place, word in enumerate(words[:3]) if _LEGAL_FORM.search(word) or _KOREAN_ORGANISATION.search(word)), -1)
    if marked >= 0:
        end = marked + 2 if _FORM_BEFORE_NAME.search(words[marked]) and len(words) > marked + 1 else marked + 1
        employer, rest = " ".join(words[:end]), " ".join(words[end:])
        titles = [part for part in (rest, *parts[1:], *(_parts(line)[0] for line in below[:1])) if part and is_title(part)]
        return employer, titles[0] if titles else ""
    if len(parts) > 1 and is_title(parts[1]) and not _DEPARTMENT.search(parts[0]) and not is_title(parts[0]):
        return parts[0], parts[1]
    if is_title(parts[0]) and len(parts) > 1 and _is_korean_name(parts[1]) and any(_KOREAN_PLACE.match(part) for part in parts[2:3]):
        return parts[1], parts[0]
    below = [line for line in below if not _KOREAN_PLACE.match(line)]
    other = _parts(below[0])[0] if below else ""
    if len(parts) == 1 and is_title(other) and not is_title(first) and _is_korean_name(first):
        return first, other
    if len(parts) == 1 and is_title(first) and other and _is_korean_name(other) and len(other.split()) <= 2 and len(_parts(below[0])) == 1:
        return other, first
    if len(parts) == 1 and len(words) > 2 and is_title(first) and _is_korean_name(words[0]) and words[0] not in listed("korean_crafts"):
        return words[0], " ".join(words[1:])
    return "", ""


def _is_korean_name(text: str) -> bool:
    """Whether `text` may be what an employer is called: short, no department, no title, no remark."""
    return len(text.split()) <= 3 and not (_DEPARTMENT.search(text) or _NO_KOREAN_NAME.search(text) or is_title(text))


def _parts(line: str) -> list[str]:
    return [part.strip(" ,.·|–-:/") for part in _CUT.split(line) if part.strip(" ,.·|–-:/")] or [line]


def _is_in_capitals(line: str) -> bool:
    words = [word for word in line.split() if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)


def _begins_like_a_name(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or bool(_HANGUL.match(text[0])) or text[0] in "㈜(〈<"


def _kind(heading: str) -> str:
    if _HEADINGS_OF_PROJECTS.search(heading):
        return "project"
    if _HEADINGS_OF_STUDY.search(heading):
        return "study"
    return "job" if _HEADINGS_OF_JOBS.search(heading) else "other"


def _bare(line: str) -> str:
    """The line without dates and without what stands in parentheses."""
    line = _REMARK_BETWEEN.sub("  ", _DATES.sub("  ", line))
    return _PARENTHESES.sub("", line).split(";")[0].strip(" ,.·|–-~→\t")
