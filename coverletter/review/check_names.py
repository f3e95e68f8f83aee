"""The right company and the right role, and no other: the first thing a recruiter rejects a letter for."""

from __future__ import annotations

import unicodedata

import regex

from coverletter.facts.names import same_name
from coverletter.types import Check, Language, Posting

_LEGAL_FORM = regex.compile(
    r"(?i)㈜|\(주\)|（주）|주식회사|유한회사|재단법인|사단법인|\b(?:inc|incorporated|ltd|limited|llc|llp|plc|gmbh|corp|corporation|co|ag|ab|sa|bv|pty|kk)\b\.?"
)
_GREETED = regex.compile(
    r"(?m)^(?:Dear|Hello|Hi|To)(?: the)?\s+(?P<name>(?:[\p{Lu}\p{N}][\p{L}\p{N}&'’.-]*\s?){1,5}?)\s?(?:[Hh]iring|[Rr]ecruit\w*|[Tt]alent|[Tt]eam|HR|[Pp]eople)\b"
)
_TARGETED = regex.compile(
    r"(?:appl(?:y|ying|ication)|joining|join|contribut\w+|position|role|opportunity|opening|vacancy|career|work(?:ing)?|interest\w*|future|part of"
    r"|member of|serve|help)\b[^.!?\n]{0,60}?\s(?:at|to|with|for|join|joining|of|serve|in)\s(?:the )?(?P<name>[\p{Lu}][\p{L}\p{N}&'’-]*(?:\s(?:&\s)?[\p{Lu}][\p{L}\p{N}&'’-]*){0,3})"
)
_TARGETED_KOREAN = regex.compile(
    r"(?P<name>(?:㈜|\(주\))?\p{L}[\p{L}\p{N}&]*(?:㈜|\(주\))?)(?:에|의|에서|와|과|이|은|는|을|를)?\s?(?:(?:\S+\s){0,3}?)(?:지원(?:하|합|한|했|동기|을)|입사|채용 담당|인재상|구성원)"
)
_FORMAL_KOREAN = regex.compile(r"(?P<name>(?:㈜|\(주\)|주식회사 )\p{L}[\p{L}\p{N}&]*|\p{L}[\p{L}\p{N}&]*(?:㈜|\(주\)))")
_PARTICLE = regex.compile(r"(?:에서는|에서|에게|에|의|와|과|이|은|는|을|를|로|으로|도)$")
_TITLE_NOISE = regex.compile(r"(?i)\((?:m/f/d|m/w/d|f/m/x|all genders|[^()]*)\)|\[[^\]]*\]|모집|채용|구인|신입|경력|직무|정규직|계약직")


def bare_name(name: str) -> str:
    """A company's name without legal form, blanks, marks and case."""
    name = unicodedata.normalize("NFKC", _LEGAL_FORM.sub(" ", name))
    return regex.sub(r"[^\p{L}\p{N}]", "", name).casefold()


def company(text: str, posting: Posting, language: Language) -> Check:
    """The posting's company is named."""
    if not posting.company.strip():
        message = (
            "공고에서 회사 이름을 찾지 못해 확인하지 못했습니다." if language == "ko" else "The posting names no company to compare with."
        )
        return Check(name="company", passed=True, message=message)
    bare = bare_name(text)
    passed = bare_name(posting.company) in bare or _first_words(posting.company) in bare or _in_other_script(text, posting.company)
    if language == "ko":
        message = f"{posting.company} 이름이 바르게 들어 있습니다." if passed else f"회사 이름 {posting.company}이(가) 글에 없습니다."
    else:
        message = f"{posting.company} is named." if passed else f"The company's name, {posting.company}, does not occur."
    return Check(name="company", passed=passed, message=message)


def other_company(text: str, posting: Posting, known: str, language: Language) -> Check:
    """No company is addressed that is neither the posting's nor one of the applicant's own documents."""
    documents = bare_name(f"{known}\n{posting.text}\n{posting.company}\n{posting.title}")
    strangers = [
        name for name in _addressed(text) if (bare := bare_name(name)) and bare not in documents and not _is_known(name, documents)
    ]
    strangers = list(dict.fromkeys(strangers))
    passed = not strangers
    if language == "ko":
        message = "다른 회사 이름이 없습니다." if passed else f"공고와 이력서에 없는 회사 이름이 있습니다: {', '.join(strangers)}."
    else:
        message = "No other company is named." if passed else f"Another company seems to be named: {', '.join(strangers)}."
    return Check(name="other_company", passed=passed, message=message)


def role(text: str, posting: Posting, language: Language) -> Check:
    """The posting's title, or most of its words, occurs."""
    title = " ".join(_TITLE_NOISE.sub(" ", posting.title).split())
    words = [word for word in regex.findall(r"[\p{L}\p{N}+#]+", title.casefold()) if len(word) > 1]
    flat = regex.sub(r"\s+", "", text.casefold())
    found = sum(word in flat for word in words)
    passed = not words or regex.sub(r"\s+", "", title.casefold()) in flat or found / len(words) >= 0.5
    if language == "ko":
        message = f"지원 직무({title})가 들어 있습니다." if passed else f"지원 직무({title})가 글에 없습니다."
    else:
        message = f"The role, {title}, is named." if passed else f"The role, {title}, does not occur."
    return Check(name="role", passed=passed, message=message)


def _addressed(text: str) -> list[str]:
    """Names that the letter addresses itself to."""
    names = [found["name"].strip(" .'’") for pattern in (_GREETED, _TARGETED) for found in pattern.finditer(text)]
    names += [_PARTICLE.sub("", found["name"]) for found in _FORMAL_KOREAN.finditer(text)]
    for found in _TARGETED_KOREAN.finditer(text):
        name = _PARTICLE.sub("", found["name"])
        if _looks_like_a_name(name, text):
            names.append(name)
    return [name for name in names if len(bare_name(name)) > 1]


def _looks_like_a_name(word: str, text: str) -> bool:
    """Kiwi knows no company, so only Latin names and those that stand where only a company can."""
    return bool(regex.fullmatch(r"[\p{Lu}][\p{Latin}\p{N}&]+", word)) or f"{word} 채용 담당" in text or f"{word}에 입사" in text


def _first_words(company: str) -> str:
    """'Halvorsen Regional Health Ltd' is also named by its first two words."""
    words = _LEGAL_FORM.sub(" ", company).split()
    return bare_name(" ".join(words[:2])) if len(words) > 2 else bare_name(company)


def _in_other_script(text: str, company: str) -> bool:
    """Whether a Korean company is named in Latin letters, or the other way round."""
    hangul = bool(regex.search(r"\p{Hangul}", company))
    shape = r"[\p{Lu}][\p{Latin}\p{N}&'’-]*(?: [\p{Lu}][\p{Latin}\p{N}&'’-]*){0,3}" if hangul else r"\p{Hangul}{2,}(?: \p{Hangul}{2,}){0,2}"
    names = set(regex.findall(shape, text, overlapped=True))
    return any(same_name(_PARTICLE.sub("", name), company) for name in names)


def _is_known(name: str, documents: str) -> bool:
    """A name whose every word stands in the documents, such as 'Senior Backend Engineer'."""
    words = [bare_name(word) for word in name.split()]
    return bool(words) and all(word in documents for word in words if word)
