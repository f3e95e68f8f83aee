"""Putting right what no evidence supports, and taking out what stays so, such that the letter still reads."""

from __future__ import annotations

import regex

from coverletter.types import Brief, Review

_CONNECTIVE = regex.compile(
    r"(?:Moreover|Furthermore|Additionally|In addition|Besides|Also|Likewise|Similarly|Then|However|Still|Instead|Consequently|Therefore"
    r"|As a result|Accordingly|Meanwhile|Beyond that|On top of that|In particular|For example|For instance|Finally|Second|Secondly"
    r"|Third|Next),?\s+"
    r"|(?:또한|더불어|아울러|나아가|그리고|그러나|하지만|그래서|따라서|그 결과|이후|이어서|특히|예를 들어|이와 함께|이에 더해|뿐만 아니라"
    r"|둘째|셋째|마지막으로),?\s*"
)
_LEANS_BACK = regex.compile(
    r"(?:This|That|These|Those|It|They|Both|Such|There|Doing so|The (?:latter|former|same|result|change|project|effort))\b"
    r"|이를 통해|이 과정|이러한|이런|그런|그러한|이것|이는|그것|해당|위와 같은"
    r"|이 (?:경험|일|결과|성과|프로젝트)|그 (?:과정|경험|일|성과|프로젝트)"
)


def mend_of(brief: Brief, text: str, review: Review) -> Brief:
    """The brief that sends the doubtful sentences of `text` back, with the reasons and the evidence that exists."""
    doubts = tuple(sentence for sentence in review.sentences if sentence.verdict == "unsupported")
    return brief.model_copy(update={"task": "mend", "draft": text, "doubts": doubts})


def better_of(first: tuple[str, Review], second: tuple[str, Review]) -> tuple[str, Review]:
    """The text with fewer unsupported sentences; of two alike the one with more supported ones."""
    return min(first, second, key=lambda pair: (pair[1].unsupported, -pair[1].supported))


def strip_unsupported(text: str, review: Review) -> str:
    """`text` without the sentences that `review` marks, and without what would dangle after them.

    The sentence that follows loses its connective ("Moreover, "), and goes too when it leans on the one taken out ("This
    halved ...") and says nothing that stands alone. A 소제목 or an empty paragraph does not stay behind; greeting and
    signature do.
    """
    place = 0
    leans = False
    for sentence in review.sentences:
        found = _place_of(sentence.text, text, place)
        if found is None:
            continue
        start, end = found
        leans = leans and "\n" not in text[place:start]
        if sentence.verdict == "unsupported":
            text, place, leans = _cut(text, start, end), start, True
            continue
        if leans and _LEANS_BACK.match(sentence.text):
            text, place = _cut(text, start, end), start
            continue
        if leans and (connective := _CONNECTIVE.match(text, start)):
            rest = text[connective.end() :]
            text = text[:start] + rest[:1].upper() + rest[1:]
            end -= connective.end() - start
        place, leans = end, False
    return _tidied(text)


def _place_of(sentence: str, text: str, start: int) -> tuple[int, int] | None:
    """Where the sentence stands from `start` on, whatever its white space."""
    words = r"\s+".join(regex.escape(word) for word in sentence.split())
    found = regex.compile(words).search(text, start) if words else None
    return (found.start(), found.end()) if found else None


def _cut(text: str, start: int, end: int) -> str:
    after = text[end:]
    return text[:start].rstrip(" \t") + (" " if start and after[:1] in " \t" and text[start - 1] != "\n" else "") + after.lstrip(" \t")


def _tidied(text: str) -> str:
    """No empty paragraph, no headline without a text, no blank at a line's end."""
    paragraphs = [regex.sub(r"[ \t]+\n", "\n", paragraph).strip() for paragraph in regex.split(r"\n[ \t]*\n\s*", text)]
    kept = [
        paragraph for paragraph in paragraphs if paragraph and not (regex.fullmatch(r"\[[^\]\n]*\]", paragraph) and len(paragraphs) > 1)
    ]
    return "\n\n".join(kept).strip()
