"""What must not stand in a letter: contact details of nobody, contents of planted instructions, and in blind hiring the person."""

from __future__ import annotations

import regex

from coverletter.text.injection import find_instructions, find_planted
from coverletter.types import Check, Language, Posting, Resume

_EMAIL = regex.compile(r"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")
_LINK = regex.compile(
    r"(?i)(?:https?://|www\.)[^\s<>()\"'”’,]+|\b[\p{Latin}\p{N}-]{2,}(?:\.[\p{Latin}\p{N}-]+)*\.(?:com|net|org|io|dev|app|kr|co|me|site|example|info|ly|gg|xyz|link)(?:/[^\s<>()\"'”’,]*)?\b"
)
_PHONE = regex.compile(r"(?<![\d.,])(?:\+|\(?0|\(\d{3}\)|\d{3}-\d{3}-)[\d\s().-]{6,16}\d(?![\d%])")
_HANDLE = regex.compile(r"(?<![\p{L}\p{N}.])@[A-Za-z][\w.]{2,}")

_BLIND: tuple[tuple[str, str, regex.Pattern[str]], ...] = (
    (
        "성별",
        "sex",
        regex.compile(
            r"남성|여성|남자|여자|아들|딸|장남|장녀|군필|만기 ?전역|병역|육군|해군|공군|해병대|(?i)\b(?:male|female|son of|daughter of)\b"
        ),
    ),
    (
        "나이",
        "age",
        regex.compile(
            r"만 ?\d{1,2}세|\d{2}세|\d{2}살|(?:19|20)\d{2}년 ?(?:\d{1,2}월 ?)?(?:\d{1,2}일 ?)?(?:생|출생|에 태어)|생년월일|(?i)\b(?:\d{2} years old|date of birth|born in)\b"
        ),
    ),
    (
        "지역",
        "region",
        regex.compile(r"(?:출신(?!의)|고향|태어나|자랐|나고 자란|거주)|(?i)\b(?:hometown|born and raised|i live in|i grew up in)\b"),
    ),
    (
        "학교",
        "school",
        regex.compile(
            r"\p{L}{2,}(?:대학교|대학원|전문대학|고등학교|여대|과학고|외고|예고)|(?<!\p{L})(?:서울대|연세대|고려대|카이스트|포스텍)(?!\p{L})|\b[\p{Lu}]\p{L}+ (?:University|College)\b|\bUniversity of [\p{Lu}]\p{L}+|KAIST|POSTECH"
        ),
    ),
    (
        "가족",
        "family",
        regex.compile(
            r"부모님|아버지|어머니|할머니|할아버지|형제|자매|남매|외동|배우자|남편|아내|자녀|결혼|가정 ?형편|(?i)\bmy (?:father|mother|parents|brother|sister|wife|husband|children|family)\b"
        ),
    ),
)

_BOAST = regex.compile(r"[^.!?\n]*\bI (?:(?:have|am|was|hold|led|won|earned|built|managed|speak|graduated)\b|\p{L}+ed\b)[^.!?\n]*[.!?\n]?")
"""A posting does not say "I led ..."; what does was put there to be copied."""


def contacts(text: str, known: str, language: Language) -> Check:
    """No e-mail address, telephone number, link or handle that the resume and the notes do not hold, be it in the posting."""
    flat = regex.sub(r"[\s().-]", "", known.casefold())
    found = [match.group().strip(" .,") for pattern in (_EMAIL, _LINK, _PHONE, _HANDLE) for match in pattern.finditer(text)]
    strange = [
        detail
        for detail in dict.fromkeys(found)
        if _bare_link(detail) not in flat and regex.sub(r"[\s().-]", "", detail.casefold()) not in flat
    ]
    strange = [detail for detail in strange if not any(detail != other and detail in other for other in strange)]
    if language == "ko":
        message = f"이력서에 없는 연락처나 링크가 있습니다: {', '.join(strange)}." if strange else "낯선 연락처나 링크가 없습니다."
    else:
        message = (
            f"These contact details are not in the resume: {', '.join(strange)}." if strange else "No strange contact details or links."
        )
    return Check(name="contacts", passed=not strange, message=message)


def instructions(text: str, resume: Resume, posting: Posting | None, language: Language) -> Check:
    """Nothing that a hidden instruction in the resume or the posting asked for stands in the letter."""
    planted = [*find_planted(resume.text), *(find_instructions(posting.text) if posting else ())]
    planted += [found.group().strip() for found in _BOAST.finditer(posting.text)] if posting else []
    honest = _words(_without(resume.text, planted)) | _words(_without(posting.text, planted) if posting else "")
    sentences = regex.split(r"(?<=[.!?。])\s+|\n+", text)
    followed = any(_follows(sentence, order, honest) for order in planted for sentence in sentences) or bool(find_instructions(text))
    if language == "ko":
        message = (
            "문서에 숨은 지시의 내용이 글에 들어 있습니다. 읽고 지워 주세요."
            if followed
            else "문서에 숨은 지시의 내용이 들어 있지 않습니다."
        )
    else:
        message = (
            "The letter holds what an instruction hidden in the documents asked for: read it and take it out."
            if followed
            else "Nothing of any instruction hidden in the documents stands in it."
        )
    return Check(name="instructions", passed=not followed, message=message)


def blind(text: str, resume: Resume, language: Language) -> Check:
    """Korean blind hiring: no name, sex, age, region, school or family."""
    leaks = [
        f"{korean if language == 'ko' else english}({match.group().strip()})"
        for korean, english, pattern in _BLIND
        if (match := pattern.search(text))
    ]
    name = resume.name.split(",")[0].strip()
    if len(name) >= 2 and regex.search(rf"(?<!\p{{L}}){regex.escape(name)}", text):
        leaks.insert(0, f"{'이름' if language == 'ko' else 'name'}({name})")
    if language == "ko":
        message = (
            f"블라인드 채용에서 밝히면 안 되는 내용이 있습니다: {', '.join(leaks)}."
            if leaks
            else "블라인드 채용 기준에 걸리는 내용이 없습니다."
        )
    else:
        message = f"Blind hiring forbids: {', '.join(leaks)}." if leaks else "Nothing that blind hiring forbids."
    return Check(name="blind", passed=not leaks, message=message)


def tells_the_person(text: str) -> bool:
    """Whether a line tells what blind hiring forbids; such lines are kept from the writer when blind hiring is switched on."""
    return any(pattern.search(text) for _, _, pattern in _BLIND)


def _bare_link(detail: str) -> str:
    return regex.sub(r"[\s().-]", "", regex.sub(r"(?i)^(?:https?://)?(?:www\.)?", "", detail).rstrip("/").casefold())


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in regex.findall(r"[\p{L}\p{N}][\p{L}\p{N}'’.%+#-]*[\p{L}\p{N}%+#]|\p{N}", text))


def _without(text: str, planted: list[str]) -> str:
    for order in planted:
        text = text.replace(order, " ")
    return text


def _follows(sentence: str, order: str, honest: frozenset[str]) -> bool:
    """Whether a sentence holds at least two words, or a third, of what only the instruction says."""
    only = _words(order) - honest
    shared = _words(sentence) & only
    return len(shared) >= 2 or (len(shared) == 1 and len(only) <= 3)
