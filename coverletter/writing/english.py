"""A line of an English resume as a sentence in the first person, with the resume's own words and numbers.

"Cut reconciliation from 5 h 40 min to 52 min"  ->  "I cut reconciliation from 5 h 40 min to 52 min."
"Primary on-call one week in five"              ->  nothing: a line that is no deed is left out rather than bent into one
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import regex

from coverletter.facts.tools import find_languages, find_tools
from coverletter.writing.employers import role_nouns
from coverletter.writing.word_lists import listed

Tense = Literal["past", "present", "either"]
MOST_WORDS = 44

_CHANGED = "rose|fell|grew|went|dropped|increased|decreased|improved|stayed|doubled|tripled|halved|climbed|declined|shrank|reached|won|brought|came"
_STATEMENT = regex.compile(rf"^(?:[\p{{L}}\p{{N}}'’%-]+\s+){{1,9}}(?:{_CHANGED})\s")
_ADJECTIVE = regex.compile(
    r"^(?:Responsible for|Experienced (?:in|with)|Skilled (?:in|at)|Fluent in|Comfortable|Proficient (?:in|with)|Familiar with|Able to|Used to|At home (?:in|with))\b"
)
_ROLE_THEN = regex.compile(r"^(?P<role>(?:[\p{L}\p{N}/&-]+\s+){0,4}?(?P<noun>[\p{L}-]+))(?=\s+(?:for|of|on|to|in|at|with|who|from)\b)")
_NEXT_IS_AN_OBJECT = regex.compile(
    r"(?i)^(?:the|a|an|all|our|my|their|its|new|each|every|about|over|up|both|several|two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
)
_DOUBT = regex.compile(
    r"(?i)\b(?:no|not|never|none|unsuccessful|declined|withdrawn|lapsed|expired|pending|in progress|to be|planned|unfinished|paused|dropped out)\b"
)
_AFTER_BREAK = regex.compile(r"(?P<sign>[;:]\s+)(?P<word>[\p{L}-]+)\s+(?P<next>\S+)(?P<rest>[^;:]*)")
_SINCE = regex.compile(r"(?i)\bsince\b")
_PRIZE = regex.compile(r"(?i)\bof the (?:year|month|quarter|week)\b|\baward|\bprize")
_TELLS = regex.compile(rf"\b(?:{_CHANGED}|was|were|is|are|has|had|done|cut|thanked?|unloaded|stayed)\b")
_PRONOUN = regex.compile(r"\b(?:I|I'm|I've|I’m|I’ve)\b")
_VOWEL = regex.compile(r"^(?:[aeioAEIO]|u(?!n?i|s[aei]|t[io])|(?:hour|honest|heir|MBA|MSc|MA|NHS|HR|RN|LPN|SEO|SRE|FP)\b)")


@dataclass(frozen=True, slots=True)
class Predicate:
    """What follows "I" (or stands alone, when `subject` is empty), without the final full stop."""

    text: str
    tense: Tense
    subject: str = "I"


@cache
def _verbs() -> tuple[dict[str, bool], frozenset[str]]:
    """Base forms with whether they are nouns as well, and past forms."""
    lines = (files("coverletter.writing") / "verbs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [(line + "\t\t").split("\t") for line in lines if line.strip()]
    return {cell[0]: cell[2] == "noun" for cell in cells}, frozenset(past for cell in cells for past in cell[1].split("/"))


def predicate_of(text: str, current: bool = False, in_present: bool = False) -> Predicate | None:
    """The predicate of a resume's line, or None when the line is no plain deed.

    `current` says that the job goes on: only then is a bare verb ("Own the settlement service") read as the present.
    `in_present` says that the job's other lines begin with bare verbs: then words that may be nouns are verbs as well.
    """
    text = " ".join(text.split()).strip(" •·-–—*▪◦").rstrip(" .;,")
    words = text.split()
    if not 3 <= len(words) <= MOST_WORDS or not text[0].isalpha():
        return None
    if _PRONOUN.match(text):
        return Predicate(text.partition(" ")[2], "either") if text.startswith("I ") else None
    adverb, rest = _leading_adverb(text)
    first, _, after = rest.partition(" ")
    word, following = first.lower(), after.split()[0].lower()
    bases, pasts = _verbs()
    if word in listed("always_done_to_somebody") or (word in listed("done_to_somebody") and following in listed("after_a_passive")):
        return Predicate(_with_subjects(f"was {adverb}{_lowered(rest)}", current), "past")
    if word in listed("adjectives_of_standing"):
        return None
    if word in pasts:
        return Predicate(_with_subjects(adverb + _lowered(rest), current), "either" if word in bases else "past")
    if _STATEMENT.match(text) and ":" not in text.split(";")[0]:
        return Predicate(text, "past", subject="")
    sure = not bases.get(word, True) or bool(_NEXT_IS_AN_OBJECT.match(after)) or (in_present and following not in listed("prepositions"))
    sure = sure or (following == "and" and after.split()[1:2] != [] and after.split()[1].lower() in bases)  # "Plan and send"
    if word in bases and current and sure:
        return Predicate(_with_subjects(adverb + _lowered(rest), current), "present")
    if current and (base := _base_of_third_person(word)):
        return Predicate(_with_subjects(f"{adverb}{base} {after}", current), "present")
    if (base := _base_of_gerund(word)) and _NEXT_IS_AN_OBJECT.match(after):
        return Predicate(f"{'work' if current else 'worked'} on {_lowered(rest)}", "present" if current else "past")
    return _role(text, current)


def part_of_work(text: str, current: bool) -> Predicate | None:
    """A line that names a thing ("Primary on-call one week in five") as a part of the job; None for what is no such line."""
    text = " ".join(text.split()).strip(" •·-–—*▪◦").rstrip(" .;,")
    words = text.split()
    if not 4 <= len(words) <= 32 or not text[0].isalpha() or _PRONOUN.search(text) or _DOUBT.search(text) or _PRIZE.search(text):
        return None
    first = words[0].lower()
    if (
        first in listed("prepositions")
        or regex.match(r"(?i)(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|no)\b", first)
        or _TELLS.search(text)
    ):
        return None
    if {word.lower().strip(",;") for word in words[:4]} & role_nouns()[0] or any(
        word in _verbs()[1] and following[:1].isdigit() for word, following in itertools.pairwise(words)
    ):
        return None
    if ":" in text or "“" in text or '"' in text or not regex.search(r"\b(?:of|for|in|at|with|by|from|on|to|a|the)\b", text):
        return None
    return Predicate(
        _with_subjects(f"{'includes' if current else 'included'} {text if find_tools(words[0]) else _lowered(text)}", current),
        "present",
        subject="My work",
    )


def begins_with_bare_verb(text: str) -> bool:
    """Whether a line surely begins with a verb in the present, such as "Mentor three engineers"."""
    word, _, after = text.strip(" •·-–—*▪◦").partition(" ")
    bases, pasts = _verbs()
    word = word.lower()
    return word in bases and word not in pasts and not bases[word] and bool(after)


def own_words(text: str) -> str:
    """A sentence of the summary in which the person speaks ("In 2024 I left the classroom ..."), or nothing."""
    text = " ".join(text.split())
    fits = text.endswith(".") and 6 <= len(text.split()) <= 30 and _PRONOUN.search(text) and ":" not in text and not _DOUBT.search(text)
    return text if fits else ""


def _role(text: str, current: bool) -> Predicate | None:
    """A role ("Foreman for the electrical package ...") or an adjective ("Comfortable owning a service ...")."""
    tense: Tense = "present" if current else "past"
    be = "am" if current else "have been" if _SINCE.search(text) else "was"
    if _ADJECTIVE.match(text):
        return Predicate(f"{be} {_lowered(text)}", tense)
    head = _ROLE_THEN.match(text)
    if not head or head["noun"].lower() not in role_nouns()[0] or _DOUBT.search(text) or _PRIZE.search(text):
        return None
    if current and _SINCE.search(text):
        be = "have been"
    article = "" if head["noun"].lower() in listed("roles_without_article") else "an " if _VOWEL.match(text) else "a "
    return Predicate(_with_subjects(f"{be} {article}{_lowered(text)}", current), tense)


def _leading_adverb(text: str) -> tuple[str, str]:
    """'Independently designed ...' begins with its adverb."""
    word, _, rest = text.partition(" ")
    return (f"{word.lower()} ", rest) if regex.fullmatch(r"[A-Z]\w+ly", word) and rest and word.lower() not in _verbs()[0] else ("", text)


def _with_subjects(text: str, current: bool) -> str:
    """A verb after a semicolon or a colon gets its subject back: '...; wrote 23 runbooks' -> '...; I wrote 23 runbooks'."""
    bases, pasts = _verbs()

    def subject(found: regex.Match[str]) -> str:
        word, following = found["word"], found["next"].lower()
        is_verb = word in pasts or (current and word in bases and (not bases[word] or _NEXT_IS_AN_OBJECT.match(following)))
        says_itself = _STATEMENT.match(f"{found['next']}{found['rest']}")
        if not is_verb or (word in pasts and following in listed("after_a_passive")) or says_itself:
            return found.group()
        return f"{found['sign']}I {word} {found['next']}{found['rest']}"

    return _AFTER_BREAK.sub(subject, text)


def _base_of_third_person(word: str) -> str:
    bases, _ = _verbs()
    for ending, base in (("ies", word[:-3] + "y"), ("es", word[:-2]), ("s", word[:-1])):
        if word.endswith(ending) and base in bases and not bases[base]:
            return base
    return ""


def _base_of_gerund(word: str) -> str:
    if not word.endswith("ing"):
        return ""
    bases, _ = _verbs()
    stem = word[:-3]
    return next((base for base in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem) if base in bases), "")


def _lowered(text: str) -> str:
    """The first letter small, unless the word is an acronym or a name in camel case."""
    word = text.split()[0]
    return text if len(word) > 1 and any(letter.isupper() for letter in word[1:]) else text[0].lower() + text[1:]


def statement_lowered(text: str) -> str:
    """A sentence of its own with its first letter made small, to follow "At Acme, "."""
    return _lowered(text)


def joined(things: list[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} {last} {things[-1]}"


_PRAISE = regex.compile(
    r"(?i)^(?:strong|proven|solid|excellent|demonstrated|good|deep|significant|outstanding|exceptional|extensive|the)\s+"
)
_NO_REQUEST = regex.compile(
    r"(?i)^(?:you|must|able|ability|willing|please|this|if|should|can|have|has|had|is|are|to|not|who|that|which|what|how|when|where)\b"
    r"|\b(?:you|your|yourself|we|our|us|is|are|will|would|must|should|can|those|these|them|themselves)\b"
)
_AFTER_AN_ADJECTIVE = regex.compile(r"(?i)^(?:to|in|with|at|for|as|on|by|from|about|of|under|working|using)\b")
_FIRST_WORD_OF_NOUNS = regex.compile(r"(?i)^(?:sales|\p{L}+(?:ics|ions|tems|ents|ities))$")


def plain_request(requirement: str) -> str:
    """A requirement as a noun phrase for "Your posting asks for ...", or nothing when it is none."""
    text = regex.sub(r"\s*\([^()]*\)", "", requirement.strip(" .•·-–—*"))
    text = _PRAISE.sub("", regex.split(r"[;:,]|\s[-–—]\s|\.\s", text)[0].strip(" ."))
    words = text.split()
    bases, pasts = _verbs()
    first = words[0].lower() if words else ""
    if (
        not 2 <= len(words) <= 10
        or _NO_REQUEST.search(text)
        or first in bases
        or first in pasts
        or regex.search(r"\b(?:of|and|or|in|with|the|a)$", text)
    ):
        return ""
    if _begins_with_what_one_does(first, words[1].lower()) or not first[:1].isalnum():
        return ""
    is_name = bool(find_tools(words[0]) or find_languages(words[0])) or first.startswith(("bachelor", "master", "doctor", "associate"))
    is_name = is_name or (words[1][:1].isupper() and not {first, *first.split("-")} & listed("words_before_a_name"))
    text = text if is_name else _lowered(text)
    return f"a {text}" if regex.match(r"(?i)(?:bachelor|master|degree|background|valid|current|minimum|full|clean)\b", text) else text


def _begins_with_what_one_does(first: str, second: str) -> bool:
    """Whether a requirement's first words are a verb, an adverb or an adjective of what one is, and so no thing asked for."""
    bases, _ = _verbs()
    if (
        first in listed("verbs_of_postings")
        or first in listed("adjectives_of_standing")
        or first.endswith("ing")
        or (first.endswith("ly") and first not in ("daily", "early"))
    ):
        return True
    if first in listed("adjectives_of_being") and _AFTER_AN_ADJECTIVE.match(second):
        return True
    if not first.endswith("s") or first.endswith(("ss", "us", "is", "'s", "’s")):
        return False
    stems = [first[:-1], *([first[:-2]] if first.endswith("es") else []), *([f"{first[:-3]}y"] if first.endswith("ies") else [])]
    if does := [stem for stem in stems if stem in bases or stem in listed("verbs_of_postings")]:
        return not (second in ("of", "in") and any(bases.get(stem) for stem in does))
    return second not in listed("prepositions") and not _FIRST_WORD_OF_NOUNS.match(first)


def with_article(title: str) -> str:
    """'a Senior Engineer', 'an Analyst'; a deputy head or a treasurer goes without."""
    last = title.split()[-1].lower()
    return title if last in listed("roles_without_article") else f"{'an' if _VOWEL.match(title) else 'a'} {title}"


def joined_tools(line: str) -> str:
    """The tools of a skills line without its label, or nothing when the line tells of lacks or levels that need their sentence."""
    tools = line.partition(": ")[2] or line
    tools = regex.sub(r"\.\s.*$", "", tools).strip(" .")
    return tools if tools and len(tools.split()) <= 24 and not _DOUBT.search(tools) and "," in tools else ""
