"""What a question of an application form is after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import regex

Topic = Literal["motive", "plan", "growth", "character", "together", "hardship", "skill"]

_TOPICS: Sequence[tuple[Topic, regex.Pattern[str]]] = (
    ("plan", regex.compile(r"(?i)포부|입사 ?후|계획|목표|비전|in (?:five|three|\d) years|plans?\b|goals?\b|future")),
    ("motive", regex.compile(r"(?i)지원 ?(?:동기|이유|하게|한)|왜 |선택한 이유|관심을 갖|why |motivat|interest")),
    ("growth", regex.compile(r"(?i)성장 ?과정|가치관|좌우명|인생|background|upbringing|values?\b")),
    ("character", regex.compile(r"(?i)성격|장단점|장점|단점|강점과 약점|strengths?|weakness|personality")),
    ("together", regex.compile(r"(?i)협업|협력|갈등|소통|팀워크|리더십|공동|team|conflict|collaborat|leadership")),
    ("hardship", regex.compile(r"(?i)어려움|실패|극복|위기|문제를? 해결|도전|challenge|fail|difficult|problem|overcome")),
)


def topic_of(question: str) -> Topic:
    """`skill` when nothing else is said."""
    return next((topic for topic, pattern in _TOPICS if pattern.search(question)), "skill")
