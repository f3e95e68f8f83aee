"""A resume's entries (jobs, schools, projects) with their stretches of time, and how long they come to.

An entry is what the reader of the resume put under one header. Its time is read from the header alone: dates in a bullet tell of a deed.
A break that stands among the jobs (leave, care, search) is no job.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from coverletter.facts.dates import FoundRange, find_date_ranges, total_months
from coverletter.facts.degrees import find_degrees
from coverletter.types import Passage

EntryKind = Literal["job", "education", "project", "other"]

_HEADINGS: tuple[tuple[EntryKind, str], ...] = (
    (
        "other",
        r"volunt|award|hono|certif|licen|regist|train|public|interest|hobb|military|member|activit|"
        r"봉사|수상|자격|면허|연수|논문|활동|병역|어학|동아리|대외",
    ),
    ("project", r"project|portfolio|case stud|프로젝트|과제|포트폴리오|수행\s?실적"),
    ("education", r"educat|academic|school|stud(?:y|ies)|qualification|학력|학업|교육|학교"),
    ("job", r"experience|employ|work|career|job|position|post|history|practice|intern|profession|경력|경험|근무|직장|이력|인턴|재직"),
)
_BREAK = re.compile(
    r"\b(?:career break|parental leave|maternity|sabbatical|unemployed|job search|looked after|caring for|carer for|gap year|no paid work|"
    r"time out|recover(?:y|ing)|travel(?:l?ing)?)\b|육아\s?휴직|구직|공백|휴식|간병|돌봄|쉼|경력\s?단절|요양\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One job, school or project: its header text, its time, and the passages that belong to it (the header's own included)."""

    header: str
    heading: str
    kind: EntryKind
    ranges: tuple[FoundRange, ...]
    passage_ids: tuple[str, ...]


def _kind_of(heading: str, header: str) -> EntryKind:
    last_line = header.splitlines()[-1] if header else ""
    if _BREAK.search(last_line):
        return "other"
    for kind, words in _HEADINGS:
        if re.search(words, heading, re.IGNORECASE):
            return kind
    return "education" if find_degrees(header) else "job" if find_date_ranges(header) else "other"


def entries_of(passages: Iterable[Passage], today: date) -> tuple[Entry, ...]:
    """The entries in reading order; passages that belong to none, and stretches that begin after `today`, are left out."""
    entries = []
    under_entries = (passage for passage in passages if passage.entry)
    for (heading, header), group in groupby(under_entries, key=lambda passage: (passage.heading, passage.entry)):
        ranges = tuple(one for one in find_date_ranges(header) if one.range.start <= today)
        entries.append(Entry(header, heading, _kind_of(heading, header), ranges, tuple(passage.id for passage in group)))
    return tuple(entries)


def _is_job(entry: Entry) -> bool:
    return entry.kind == "job"


def months_in(entries: Iterable[Entry], today: date, *, where: Callable[[Entry], bool] = _is_job) -> tuple[int, int]:
    """The least and the most months of the entries that `where` accepts, overlaps counted once."""
    return total_months((one for entry in entries if where(entry) for one in entry.ranges), today)
