"""Names of tools, products, equipment, standards and languages, in Latin and Hangul.

The lists are general knowledge and never complete: a tool of one house or trade that is not in them is not found. Words that have a plain
meaning too ("R", "C", "Go", "Spring", "Word") count only in a list or after a word such as "in", "using" or "with".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from coverletter.facts.aliases import AliasTable

_LISTED_BEFORE = re.compile(r"(?:^|[,;/(·•:|+&\[]|\b(?:in|using|with|via|on|and|or|know|of|through|from)|[가-힣])\s*$", re.IGNORECASE)
_LISTED_AFTER = re.compile(
    r"\s*(?:$|[,;/)·|(+&\]\n.]|(?:and|or|for|to)\b|[가-힣]|\d+\b(?!\d{3}))|\s(?:scripts?|code|services?|programming|packages?|"
    r"Studio|Core|apps?)\b"
)
_PLAIN_AFTER = re.compile(
    r"\s?(?:&|-?(?:level|live|suite|class|to\b|no-go))|\s*(?:19|20)\d\d|\.\s?[A-Z]\w*\b|\s(?:of|for\s\w+)\b|/[Nn]o|-\w", re.IGNORECASE
)
_CURRENCY = re.compile(r"CAD\s?\d")
_NOT_THE_LETTER = re.compile(
    r"(?:°\s?|[Vv]itamin |[Cc]lass |[Ss]eries |[Aa]ppendix |[Hh]epatitis |[Ss]ection |[Gg]rade |[Tt]ype |[Uu]nit |\d\s?|&\s?|[Pp]lan )$"
)


@dataclass(frozen=True, slots=True)
class FoundTool:
    """A named tool: `name` canonical ("Kubernetes"), `category` one of the table's headings ("language", "database", "clinical", ...)."""

    name: str
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundLanguage:
    """A spoken language: `name` in English lower case; `level` 0 (not said), 1 (basic) to 6 (fluent, C2), 7 (native)."""

    name: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    category: str
    ambiguous: bool


def _table_lines(name: str) -> list[str]:
    text = files("coverletter.facts").joinpath("tables", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _rows() -> tuple[tuple[str, _Entry], ...]:
    aliases: list[tuple[str, _Entry]] = []
    category = ""
    for line in _table_lines("tools.tsv"):
        if line.startswith("["):
            category = line.strip("[]")
            continue
        name, *others = line.split("|")
        plain = {alias.lstrip("=?").lower() for alias in others if alias[0] in "=?"}
        for alias in (name, *others):
            if alias is name and name.lower() in plain:
                continue
            ambiguous = alias.startswith("?")
            aliases.append(("=" + alias[1:] if ambiguous else alias, _Entry(name, category, ambiguous)))
    return tuple(aliases)


@cache
def _tools() -> AliasTable[_Entry]:
    return AliasTable(_rows())


@cache
def _spoken() -> AliasTable[str]:
    return AliasTable(
        (alias, name) for name, names in (line.split("\t") for line in _table_lines("languages.tsv")) for alias in names.split("|")
    )


def _meant_as_tool(text: str, start: int, end: int) -> bool:
    if _PLAIN_AFTER.match(text, end) or _NOT_THE_LETTER.search(text[max(0, start - 12) : start]):
        return False
    return bool(_LISTED_BEFORE.search(text[max(0, start - 12) : start]) and _LISTED_AFTER.match(text, end))


@lru_cache(maxsize=8192)
def find_tools(text: str) -> tuple[FoundTool, ...]:
    """Known tools in order of text, the longest name at each place."""
    return tuple(
        FoundTool(entry.name, entry.category, start, end)
        for entry, start, end in _tools().find(text)
        if (not entry.ambiguous or _meant_as_tool(text, start, end)) and not _CURRENCY.match(text, start)
    )


_NATIONALITY_AFTER = re.compile(
    r"[- ](?:market|compan|team|customer|client|government|office|branch|won\b|peninsula|food|cuisine|restaurant|employer|law\b|resident|"
    r"national|citizen|subsidiar|war\b|army|navy|students?\b|visitor|guest|tourist|brand|bank|economy|firm|partner|supplier|hospital|culture|"
    r"history|headquarter|parent|context|factory|studies|manufacturer|maker|expatriate|sales|owned|famil(?:y|ies))"
    r"|\s?(?:시장|기업|회사|고객|정부)",
    re.IGNORECASE,
)
_LEVEL_AFTER_COMMA = (
    r"[ABC][12]\b|native|fluent|basic|business|beginner|inter|advanced|conv|spoken|mother|"
    r"원어민|유창|능통|초급|중급|고급|상급|비즈|기초|일상"
)
_AFTER_ENDS = re.compile(rf"[;|\n/]|\.\s|\b(?:and|or)\b|,(?!\s?\(?(?:{_LEVEL_AFTER_COMMA}))")
_BEFORE_BEGINS = re.compile(r"[;|\n/,)]|\.\s|\band\b")
_JOINT = re.compile(r"\s*(?:and|or|,|&|및|·|과|와|/)\s*(?:in\s)?")
_LEVELS = tuple(
    (level, re.compile(pattern, re.IGNORECASE))
    for level, pattern in (
        (1, r"\b(?:basic|beginner|elementary|limited|a little|some|A1|learning|school[- ]level)\b|초급|기초|기본|입문|간단한|인사말"),
        (2, r"\bA2\b|초중급"),
        (3, r"\b(?:intermediate|conversational|working knowledge|B1|everyday|day-to-day|spoken)\b|중급|일상\s?회화|회화\s?가능|의사소통"),
        (4, r"\b(?:upper[- ]intermediate|good|B2|limited working|working proficiency)\b|중상급|업무\s?(?:가능|메일)|실무"),
        (
            5,
            r"\b(?:advanced|professional|business|C1|very good|proficient|proficiency|strong|excellent)\b|상급|고급|비즈니스|"
            r"업무\s?수준|우수",
        ),
        (6, r"\b(?:fluent(?:ly)?|fluency|C2|near[- ]native|full professional|bilingual)\b|유창|능통|능숙|원어민\s?수준"),
        (7, r"\b(?:native|mother tongues?|first language|home language)\b|모국어|원어민(?!\s?(?:수준|강사|교사))|네이티브"),
    )
)


def _level_said(words: str) -> int:
    said = [level for level, pattern in _LEVELS if pattern.search(words)]
    return said[-1] if said else 0


@lru_cache(maxsize=4096)
def find_languages(text: str) -> tuple[FoundLanguage, ...]:
    """Spoken languages in order of text, with the level said beside each (after it, else before it in the same clause).

    "Korean market" and the like name a nation and are left out.
    """
    found = [(name, start, end) for name, start, end in _spoken().find(text) if not _NATIONALITY_AFTER.match(text, end)]
    languages: list[FoundLanguage] = []
    for index, (name, start, end) in enumerate(found):
        following = found[index + 1][1] if index + 1 < len(found) else len(text)
        level = _level_said(_AFTER_ENDS.split(text[end : min(following, end + 40)])[0])
        if level == 0:
            level = _level_said(_BEFORE_BEGINS.split(text[max(0, start - 30) : start])[-1])
        languages.append(FoundLanguage(name, level, start, end))
    return tuple(_shared_levels(text, languages))


def _shared_levels(text: str, languages: list[FoundLanguage]) -> list[FoundLanguage]:
    """ "Fluent in English and Korean", "Swedish, Spanish mother tongues": one level said for two joined languages."""
    shared = list(languages)
    for before, after in (*pairwise(range(len(shared))), *reversed(list(pairwise(range(len(shared)))))):
        one, other = shared[before], shared[after]
        if _JOINT.fullmatch(text, one.end, other.start):
            shared[before] = replace(one, level=one.level or other.level)
            shared[after] = replace(other, level=other.level or one.level)
    return shared


@cache
def tools_of(category: str) -> tuple[str, ...]:
    """The names of all tools of one category that mean nothing else."""
    return tuple(sorted({entry.name for _, entry in _rows() if entry.category == category and not entry.ambiguous}))
