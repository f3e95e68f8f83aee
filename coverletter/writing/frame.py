"""Everything about an offline text but its facts: to whom, for what, in which tone, and which optional sentences it carries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from coverletter.facts.names import same_name
from coverletter.types import Brief, Language, Tone
from coverletter.writing import phrases
from coverletter.writing.employers import Place
from coverletter.writing.evidence import Fact, Material

SENTENCES_IN_A_PARAGRAPH = 4
MOST_ASKED = 2

_TITLE_TAIL = regex.compile(r"\s*(?:모집|채용|구인|공고|직무|포지션|\([^()]*\)|\[[^\[\]]*\])$")


@dataclass(frozen=True)
class Frame:
    """`own_words`, `tools` and `notes` are optional sentences, empty when left out; `asked` is how many of the posting's
    requirements are named before the facts that answer them."""

    language: Language
    tone: Tone
    company: str
    title: str
    name: str
    variant: int = 0
    job: Place | None = None
    asked: int = 0
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
        if not self.company:
            return phrases.GREETING_WITHOUT_COMPANY[self.language]
        return replace(self, company=self.company.removeprefix("The ")).fill(phrases.GREETING[self.language][self.tone])

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
        name=_in_small_letters(name_in(brief)),
        variant=brief.variant,
        job=material.last_job,
        asked=MOST_ASKED,
        own_words=material.own_words[brief.variant % len(material.own_words)] if material.own_words else "",
        tools=material.tools,
        notes=material.notes,
    )


def grouped(frame: Frame, facts: Sequence[Fact]) -> list[tuple[str, list[Fact]]]:
    """The facts by the place they belong to, in the order of the resume, each group with the sentence that names what it answers.

    The fact that answers a requirement opens its group; at most `frame.asked` groups have such a sentence.
    """
    in_order = sorted(facts, key=lambda fact: fact.order)
    groups = [list(group) for _, group in groupby(in_order, key=lambda fact: (fact.passage.heading, fact.place))]
    named = 0
    opened: list[tuple[str, list[Fact]]] = []
    for group in groups:
        best = max((fact for fact in group if fact.request and not fact.quoted), key=lambda fact: fact.weight, default=None)
        if best is None or named >= frame.asked:
            opened.append(("", group))
            continue
        options = phrases.ASKED_FIRST[frame.language] if named == 0 else phrases.ASKED_NEXT[frame.language]
        sentence = options[frame.variant % len(options)].format(asked=best.request)
        opened.append((sentence, [best, *(fact for fact in group if fact is not best)]))
        named += 1
    return opened


def name_in(brief: Brief) -> str:
    """The applicant's name as the letter's language writes it.

    A Korean name becomes Latin only as the person's own e-mail address spells it; else it stays Korean.
    """
    name = brief.name.strip()
    if brief.language == "ko" or not regex.fullmatch(r"\p{Hangul}{2,5}", name):
        return name
    for passage in brief.passages:
        for local in regex.findall(r"([A-Za-z]+[._-][A-Za-z]+)\d*@", passage.text):
            given, family = regex.split(r"[._-]", local)
            for first, last in ((given, family), (family, given)):
                if same_name(f"{first} {last}", name) and same_name(last, name[0]):
                    return f"{first.capitalize()} {last.capitalize()}"
    return name


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


def with_short_ones_joined(paragraphs: Sequence[str], size: Callable[[str], int], short: int, long: int) -> list[str]:
    """A paragraph below `short` does not stand alone, but goes with the one before unless that is `long`."""
    joined: list[str] = []
    for paragraph in paragraphs:
        if joined and size(paragraph) < short and size(joined[-1]) < long:
            joined[-1] = f"{joined[-1]} {paragraph}"
        else:
            joined.append(paragraph)
    return joined
