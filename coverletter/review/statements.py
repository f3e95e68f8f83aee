"""One sentence of a letter or one line of a resume, with the facts that can be read from it, each read once and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from coverletter.facts.changes import Change, find_changes
from coverletter.facts.credentials import FoundCertificate, FoundDegree, FoundScore, find_certificates, find_degrees, find_language_scores
from coverletter.facts.dates import FoundDate, FoundRange, find_date_ranges, find_dates
from coverletter.facts.durations import Duration, find_durations
from coverletter.facts.lexicon import concepts
from coverletter.facts.numbers import Quantity, find_quantities
from coverletter.facts.roles import Cue, find_cues
from coverletter.facts.tools import FoundLanguage, FoundTool, find_languages, find_tools
from coverletter.review.marks import Mark, find_marks
from coverletter.review.places import sounds_of
from coverletter.review.words import content_words
from coverletter.text.language import hangul_share

_CLAUSE_END = regex.compile(
    r"[,;:()–—]\s|[()]|\s(?:and|but|while|which|who|where|so|because|after|before|when|with)\s|(?<=\p{Hangul}(?:고|며|서|니|나|만|자|데|면))\s"
)


@dataclass(frozen=True)
class Statement:
    """A text and its facts."""

    text: str

    @cached_property
    def is_korean(self) -> bool:
        return hangul_share(self.text) >= 0.2

    @cached_property
    def folded(self) -> str:
        """The text in lower case."""
        return self.text.casefold()

    @cached_property
    def sounds(self) -> frozenset[str]:
        """What may be names in it, by sound."""
        return sounds_of(self.text)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Parts of at least three words (or eight letters of Hangul); the whole text where it has no two such parts."""
        parts: list[str] = []
        start = 0
        for match in [*_CLAUSE_END.finditer(self.text), None]:
            part = self.text[start : match.start() if match else len(self.text)].strip(" ,;:.()–—")
            start = match.end() if match else start
            if not part:
                continue
            if parts and (len(part.split()) < 3 and len(part) < 12):
                parts[-1] += " " + part
            else:
                parts.append(part)
        return tuple(parts) if len(parts) > 1 else (self.text,)

    @cached_property
    def words(self) -> frozenset[str]:
        return content_words(self.text)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return concepts(self.text)

    @cached_property
    def units(self) -> frozenset[str]:
        """What it names: its words, concepts, tools and languages, each with a mark of its kind."""
        return frozenset(
            {f"w:{word}" for word in self.words}
            | {f"c:{concept}" for concept in self.concepts}
            | {f"t:{tool.name}" for tool in self.tools}
            | {f"l:{language.name}" for language in self.languages}
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The amounts, those of a change with the unit of their fellow ("from 47 minutes to 18")."""
        told = {end.start: end for change in self.changes for end in (change.before, change.after)}
        return tuple(told.get(quantity.start, quantity) if quantity.unit != "of" else quantity for quantity in find_quantities(self.text))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return find_changes(self.text)

    @cached_property
    def durations(self) -> tuple[Duration, ...]:
        return find_durations(self.text)

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        return find_dates(self.text)

    @cached_property
    def ranges(self) -> tuple[FoundRange, ...]:
        return find_date_ranges(self.text)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        return find_marks(self.text)

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(mark.kind for mark in self.marks)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        return find_cues(self.text)

    @cached_property
    def tools(self) -> tuple[FoundTool, ...]:
        return find_tools(self.text)

    @cached_property
    def languages(self) -> tuple[FoundLanguage, ...]:
        return find_languages(self.text)

    @cached_property
    def certificates(self) -> tuple[FoundCertificate, ...]:
        return find_certificates(self.text)

    @cached_property
    def degrees(self) -> tuple[FoundDegree, ...]:
        return find_degrees(self.text)

    @cached_property
    def scores(self) -> tuple[FoundScore, ...]:
        return find_language_scores(self.text)
