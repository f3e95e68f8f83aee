"""Warnings about a resume or a posting that was read: one sentence each, English in the record and Korean for the Korean page."""

from __future__ import annotations

import re
from collections.abc import Sequence, Sized
from functools import cache

from coverletter.reading.lines import Extract, Hidden

GARBLED = 0.85
"""Quality below which the reader is warned. Resumes of six typesetters measured .98 to 1."""

_SENTENCES = {
    "pages": (
        "Only the first {read} of {pages} pages were read; upload a shorter file if what matters comes later.",
        "{pages}쪽 가운데 앞의 {read}쪽만 읽었습니다. 중요한 내용이 뒤에 있다면 더 짧은 파일을 올려 주세요.",
    ),
    "cut": (
        "Part of the file could not be read or was too long and is left out; check the text before you rely on it.",
        "파일의 일부를 읽지 못했거나 너무 길어 뺐습니다. 읽은 내용을 확인해 주세요.",
    ),
    "garbled": (
        "Some of the text is garbled, because fonts in this file do not say which letters they draw; export the resume again.",
        "글꼴에 글자 정보가 없어 일부 글이 깨졌습니다. 이력서를 다시 내보내 올려 주세요.",
    ),
    "pictures": (
        "Some pages are pictures; what stands only in a picture was not read.",
        "그림으로 된 쪽이 있습니다. 그림 속의 글은 읽지 못했습니다.",
    ),
    "white": (
        "The file holds hidden text in the colour of the page ({words} words); it was left out and is not used.",
        "바탕과 같은 색으로 숨긴 글이 있습니다({words}단어). 빼고 읽었으며 쓰지 않습니다.",
    ),
    "tiny": (
        "The file holds hidden text too small to read ({words} words); it was left out and is not used.",
        "읽을 수 없을 만큼 작은 글이 숨어 있습니다({words}단어). 빼고 읽었으며 쓰지 않습니다.",
    ),
    "off the page": (
        "The file holds hidden text outside the page ({words} words); it was left out and is not used.",
        "쪽 밖에 숨긴 글이 있습니다({words}단어). 빼고 읽었으며 쓰지 않습니다.",
    ),
    "invisible": (
        "The file holds invisible text ({words} words); it was left out and is not used.",
        "보이지 않게 숨긴 글이 있습니다({words}단어). 빼고 읽었으며 쓰지 않습니다.",
    ),
    "instruction": (
        'The posting holds an instruction to language models, which is not followed: "{quoted}"',
        "공고에 언어 모델에게 내리는 지시가 숨어 있습니다. 따르지 않습니다: “{quoted}”",
    ),
    "no requirements": (
        "No requirements were found in this text: check that it is the whole job posting.",
        "이 글에서 요구 사항을 찾지 못했습니다. 공고 전체를 넣었는지 확인해 주세요.",
    ),
}


def warnings_of(extract: Extract, quality: float) -> tuple[str, ...]:
    """The warnings, in English; `in_korean` gives each in Korean. Hidden text is named and counted, never quoted."""
    found: list[str] = []
    if extract.pages > extract.pages_read:
        found.append(_SENTENCES["pages"][0].format(read=extract.pages_read, pages=extract.pages))
    elif extract.cut:
        found.append(_SENTENCES["cut"][0])
    if quality < GARBLED:
        found.append(_SENTENCES["garbled"][0])
    if extract.pictures and extract.pages_read > extract.pictures:
        found.append(_SENTENCES["pictures"][0])
    return (*found, *(_SENTENCES[how][0].format(words=words) for how, words in _hidden_words(extract.hidden)))


def posting_warnings(requirements: Sized, instructions: Sequence[str]) -> tuple[str, ...]:
    """The warnings about a posting, in English; the first planted instruction is quoted."""
    found: list[str] = []
    if instructions:
        quoted = instructions[0] if len(instructions[0]) <= 120 else instructions[0][:117].rstrip() + "..."
        found.append(_SENTENCES["instruction"][0].format(quoted=quoted))
    if not requirements:
        found.append(_SENTENCES["no requirements"][0])
    return tuple(found)


def _hidden_words(hidden: Sequence[Hidden]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for item in hidden:
        if any(character.isalnum() for character in item.text):
            how = item.how if item.how in _SENTENCES else "invisible"
            counts[how] = counts.get(how, 0) + len(item.text.split())
    return list(counts.items())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(english)), re.DOTALL), korean)
        for english, korean in _SENTENCES.values()
    )


def in_korean(warning: str) -> str:
    """A warning of this module in Korean; any other text as it is."""
    for pattern, korean in _patterns():
        if found := pattern.fullmatch(warning):
            return korean.format(**found.groupdict())
    return warning
