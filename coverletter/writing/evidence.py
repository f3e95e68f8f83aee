"""What an offline letter can be made of: the resume's and the notes' lines, the most telling for this posting first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from coverletter.facts.credentials import find_certificates
from coverletter.facts.tools import find_languages
from coverletter.text.language import detect_language
from coverletter.types import Brief, Language, Match, Passage
from coverletter.writing import english, korean
from coverletter.writing.employers import Place, place_of
from coverletter.writing.english import Predicate

_KIND_WEIGHT = {"required": 3.0, "responsibility": 2.0, "preferred": 1.5}
_STATUS_WEIGHT = {"met": 1.0, "partial": 0.5, "missing": 0.0}
_RANK_WEIGHT = (1.0, 0.45, 0.25)
_TWO_SENTENCES = regex.compile(r"[.!?]\s")
_YEAR = regex.compile(r"\b(?:19|20)\d{2}\b")
_ABOUT_EMPLOYER = regex.compile(
    r"(?i)임직원|직원 \d|매출|상장사?|제조사|협력사,|전문 (?:기업|업체|회사)|\b\d[\d,]* (?:staff|employees|people|beds|households)\b|\b(?:maker|provider|manufacturer|insurer) (?:of|in)\b"
)
_DATES_IN_PARENTHESES = regex.compile(r"[(（](?:19|20)\d{2}[^()（）]*[)）]")
MOST_OF_ITS_WORDS = 0.75
PART_OF_WORK = 0.6
"""What a line counts that only names a part of the job: deeds read better."""

_NUMBER = regex.compile(r"\d")
_SUMMARY = regex.compile(r"(?i)summary|profile|about|objective|statement|hello|in short|^$|소개|요약|프로필|지원|자기|저는")
_SKILLS = regex.compile(r"(?i)skill|tool|technolog|system|software|program|computer|기술|도구|프로그램|툴|스킬|다룰|사용")
_LANGUAGES = regex.compile(r"(?i)languages?$|^languages|어학|외국어|언어")
_NEVER = regex.compile(r"(?i)reference|hobb|interest|병역|가족|인적|신상")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line that makes a sentence. `weight` is higher for what the posting asks for; `order` is its place in the resume.

    `predicate` is set for English lines, `sentence` for Korean ones; a fact in the other language than the letter's is
    `quoted`: its words are cited as they stand. `request` is what the posting asks for and this line answers, if that is plain.
    """

    passage: Passage
    place: Place
    weight: float
    order: int
    predicate: Predicate | None = None
    sentence: str = ""
    quoted: bool = False
    request: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """All a letter may draw on: deeds, the person's own words of the summary and notes, and lines of tools and languages."""

    facts: tuple[Fact, ...]
    own_words: tuple[str, ...]
    notes: tuple[str, ...]
    tools: str
    last_job: Place | None


def material_of(brief: Brief) -> Material:
    """Weigh every usable line of the brief's passages."""
    weights = _weights(brief.matches)
    spent = {_squeezed(text) for text in brief.spent}
    requests = _requests(brief)
    with_bullets = {(passage.heading, passage.entry) for passage in brief.passages if passage.kind == "bullet"}
    entries_in_present = _entries_in_present(brief.passages)
    facts: list[Fact] = []
    own_words: list[str] = []
    notes: list[str] = []
    tools: list[tuple[float, str]] = []
    last_job: Place | None = None
    for order, passage in enumerate(brief.passages):
        if passage.kind in ("heading", "contact") or _NEVER.search(passage.heading) or _squeezed(passage.text) in spent:
            continue
        weight = _weight_of(passage.text, weights)
        if passage.source == "notes":
            if said := _own_words(passage.text, brief.language):
                notes.append(said)
            continue
        if not passage.entry and _SUMMARY.search(passage.heading) and (said := _own_words(passage.text, brief.language)):
            own_words.append(said)
            continue
        place = place_of(passage.heading, passage.entry)
        if place.kind == "job" and place.title and last_job is None and (place.employer or place.current):
            last_job = place
        if passage.kind == "entry" or (passage.kind != "bullet" and _is_about_the_employer(passage, with_bullets)):
            continue
        if not passage.entry and _SKILLS.search(passage.heading) and not _LANGUAGES.search(passage.heading):
            if find_languages(passage.text) or find_certificates(passage.text):
                continue
            tools.append((weight, passage.text))
            continue
        fact = _fact_of(
            passage,
            place,
            weight + _base_weight(passage, place),
            order,
            brief.language,
            (passage.heading, passage.entry) in entries_in_present,
        )
        if fact:
            facts.append(replace(fact, request=requests.get(_squeezed(passage.text), "")))
    best_tools = max(tools, default=(0.0, ""), key=lambda tool: tool[0])[1]
    return Material(_each_once(facts), tuple(own_words), tuple(notes), best_tools, last_job)


def says(fact: Fact, text: str) -> bool:
    """Whether `text` holds the line, or the words that this house makes of it."""
    words = fact.predicate.text if fact.predicate and not fact.quoted else fact.sentence.rstrip(".")
    return fact.passage.text in text or (bool(words) and words[1:] in text)


def is_told(fact: Fact, text: str) -> bool:
    """Whether `text` already tells it: in the words it makes, or in most of the line's own words, its dates set aside."""
    if says(fact, text):
        return True
    words = regex.findall(r"[\p{L}\p{N}]{2,}", _DATES_IN_PARENTHESES.sub(" ", fact.passage.text))
    return bool(words) and sum(word in text for word in words) / len(words) > MOST_OF_ITS_WORDS


def _each_once(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts without those whose words stand in another one's line, as when a deed is told under a job and again among highlights."""
    bare = [regex.sub(r"[^\p{L}\p{N}]", "", fact.passage.text).lower() for fact in facts]

    def said_elsewhere(number: int) -> bool:
        mine, rank = bare[number], (not facts[number].place.employer, number)
        return any(
            mine in other and (mine != other or (not facts[place].place.employer, place) < rank)
            for place, other in enumerate(bare)
            if place != number
        )

    return tuple(fact for number, fact in enumerate(facts) if not said_elsewhere(number))


def _fact_of(passage: Passage, place: Place, weight: float, order: int, language: Language, in_present: bool) -> Fact | None:
    if detect_language(passage.text) == "ko":
        sentence = korean.sentence_of(passage.text, place.current) if passage.kind == "bullet" or passage.entry else ""
        if sentence and not (language == "en" and _TWO_SENTENCES.search(passage.text)):
            return Fact(passage, place, weight, order, sentence=sentence, quoted=language == "en")
        return None
    current = place.current or (not passage.entry and not _YEAR.search(passage.text))
    predicate = english.predicate_of(passage.text, current, in_present)
    if language == "ko" and _TWO_SENTENCES.search(passage.text):
        return None
    if predicate and (passage.kind == "bullet" or passage.entry or predicate.tense != "either"):
        return Fact(passage, place, weight, order, predicate=predicate, quoted=language == "ko")
    if (
        predicate is None
        and passage.kind == "bullet"
        and place.kind == "job"
        and (part := english.part_of_work(passage.text, place.current))
    ):
        return Fact(passage, place, weight * PART_OF_WORK, order, predicate=part, quoted=language == "ko")
    return None


def _is_about_the_employer(passage: Passage, with_bullets: set[tuple[str, str]]) -> bool:
    """A line under a job that tells what the employer makes and how large it is, such as "Online kitchen brand, 38 staff"."""
    return bool(passage.entry) and ((passage.heading, passage.entry) in with_bullets or bool(_ABOUT_EMPLOYER.search(passage.text)))


def _own_words(text: str, language: Language) -> str:
    if detect_language(text) != language:
        return ""
    if language == "ko":
        return korean.own_words(text)
    if said := english.own_words(text):
        return said
    predicate = english.predicate_of(text, current=True)
    return f"I {predicate.text}." if predicate and predicate.text.startswith("am ") else ""


def _base_weight(passage: Passage, place: Place) -> float:
    """A figure, a named employer, a job that goes on."""
    return 0.3 + 0.25 * bool(_NUMBER.search(passage.text)) + 0.2 * bool(place.employer) + 0.15 * place.current - 0.2 * (place.kind != "job")


def _requests(brief: Brief) -> dict[str, str]:
    """For each line that meets a requirement, the requirement as the posting words it, in the letter's language."""
    plain = korean.plain_request if brief.language == "ko" else english.plain_request
    requests: dict[str, str] = {}
    for match in brief.matches:
        if match.status == "met" and match.evidence and detect_language(match.requirement) == brief.language:
            requests.setdefault(_squeezed(match.evidence[0].text), plain(match.requirement))
    return requests


def _weights(matches: Sequence[Match]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for match in matches:
        for rank, evidence in enumerate(match.evidence[: len(_RANK_WEIGHT)]):
            gain = _KIND_WEIGHT[match.kind] * _STATUS_WEIGHT[match.status] * _RANK_WEIGHT[rank]
            key = _squeezed(evidence.text)
            weights[key] = max(weights.get(key, 0.0), gain) + 0.3 * min(weights.get(key, 0.0), gain)
    return weights


def _weight_of(text: str, weights: dict[str, float]) -> float:
    key = _squeezed(text)
    return weights.get(
        key, max((weight for other, weight in weights.items() if len(other) > 12 and (other in key or key in other)), default=0.0)
    )


def _entries_in_present(passages: Sequence[Passage]) -> set[tuple[str, str]]:
    return {(passage.heading, passage.entry) for passage in passages if english.begins_with_bare_verb(passage.text)}


def _squeezed(text: str) -> str:
    return regex.sub(r"\s+", "", text)
