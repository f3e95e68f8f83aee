"""Everything about an offline text but its facts: to whom, for what, in which tone, and which optional sentences it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from coverletter.text.language import detect_language
from coverletter.types import Brief, Language, Tone
from coverletter.writing import phrases
from coverletter.writing.employers import Place
from coverletter.writing.english import joined, plain_request
from coverletter.writing.evidence import Material
from coverletter.writing.korean import plain_request as plain_korean_request

SENTENCES_IN_A_PARAGRAPH = 4

_TITLE_TAIL = regex.compile(r"\s*(?:모집|채용|구인|공고|직무|포지션|\([^()]*\)|\[[^\[\]]*\])$")


@dataclass(frozen=True)
class Frame:
    """`asked`, `own_words`, `tools` and `notes` are optional sentences, empty when left out."""

    language: Language
    tone: Tone
    company: str
    title: str
    name: str
    variant: int = 0
    job: Place | None = None
    asked: str = ""
    own_words: str = ""
    tools: str = ""
    notes: tuple[str, ...] = ()
    courtesies: bool = True

    @property
    def title_ko(self) -> str:
        """The title as it stands before '직무' or '모집'."""
        return _TITLE_TAIL.sub("", self.title) or self.title

    def fill(self, phrase: str) -> str:
        """A fixed phrase with company, title and name."""
        return phrase.format(company=self.company, title=self.title, title_ko=self.title_ko, name=self.name or "지원자")

    def choose(self, options: tuple[str, ...] | list[str]) -> str:
        """The phrase of this variant, filled."""
        return self.fill(options[self.variant % len(options)])

    def greeting(self) -> str:
        """The first line."""
        return self.fill(phrases.GREETING[self.language][self.tone]) if self.company else phrases.GREETING_WITHOUT_COMPANY[self.language]

    def applying(self) -> str:
        """The sentence that names the role and the company."""
        if not self.company:
            return self.fill(phrases.APPLYING_WITHOUT_COMPANY[self.language])
        return self.choose(tuple(phrases.APPLYING[self.language][self.tone]))

    def closing(self) -> str:
        """The last paragraph."""
        thanks = phrases.THANKS[self.language][self.tone]
        if not (self.courtesies and self.company):
            return thanks
        return f"{self.choose(tuple(phrases.CLOSING[self.language][self.tone]))} {thanks}"

    def signature(self) -> str:
        """The sign-off with the name, if it is known."""
        if self.language == "ko":
            return self.fill(phrases.SIGN_OFF["ko"][self.tone]) if self.name else ""
        sign_off = phrases.SIGN_OFF["en"][self.tone]
        return f"{sign_off}\n{self.name}" if self.name else sign_off.rstrip(",")


def full_frame(brief: Brief, material: Material) -> Frame:
    """The frame with every optional sentence that there is material for."""
    return Frame(
        language=brief.language,
        tone=brief.tone,
        company=brief.posting.company.strip(),
        title=_in_small_letters(brief.posting.title.strip()),
        name=_in_small_letters(brief.name.strip()),
        variant=brief.variant,
        job=material.last_job,
        asked=_asked(brief, material),
        own_words=material.own_words[brief.variant % len(material.own_words)] if material.own_words else "",
        tools=material.tools,
        notes=material.notes,
    )


def _asked(brief: Brief, material: Material) -> str:
    """One or two requirements that the resume meets, as the posting words them."""
    plain = plain_korean_request if brief.language == "ko" else plain_request
    same_language = [
        match for match in material.asked if match.kind != "responsibility" and detect_language(match.requirement) == brief.language
    ]
    wished = sorted(same_language, key=lambda match: match.kind != "required")
    found = [words for match in wished if (words := plain(match.requirement))]
    if not found:
        return ""
    start = brief.variant % len(found)
    chosen = (found[start:] + found[:start])[: 2 if brief.language == "en" else 1]
    words = joined(chosen) if brief.language == "en" else f"‘{chosen[0]}’"
    return phrases.ASKED[brief.language][brief.variant % len(phrases.ASKED[brief.language])].format(asked=words)


def _in_small_letters(name: str) -> str:
    """A name or title in capitals as people write it; acronyms of up to three letters stay."""
    if not name.isupper() or not name.isascii():
        return name
    return " ".join(word if len(word.strip(",.")) <= 3 else word.capitalize() for word in name.split())


def in_paragraphs(sentences: Sequence[str]) -> list[str]:
    """Sentences in paragraphs of at most four, none left alone at the end."""
    parts = -(-len(sentences) // SENTENCES_IN_A_PARAGRAPH)
    size = -(-len(sentences) // parts) if parts else 1
    return [" ".join(sentences[start : start + size]) for start in range(0, len(sentences), size)]
