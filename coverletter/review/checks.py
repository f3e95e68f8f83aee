"""What is looked at before a letter is sent. Each check is a name, passed or not, and one sentence in the letter's language.

company, other_company, role         the right employer and job, and no other        `check_names`
language, length                     as the posting and the form ask                 here
placeholder, jamo, repetition,       what a hurried letter leaves behind             `check_words`
cliches, reuse
contacts, instructions, blind        what must not stand in it                       `check_leaks`
evidence                             no deed told in two answers of a form           `together`

The checks read words, not meaning: a cliché in new words, a company named only by a pronoun, or a hint at one's age pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coverletter.review import check_leaks, check_names, check_words
from coverletter.text.counting import count
from coverletter.text.language import language_of_letter
from coverletter.types import Check, KeptLetter, Language, Passage, Posting, Resume, ReviewedSentence, Unit

LETTER_TOLERANCE = 1.10
LEAST_SHARE = 0.5
"""Under half of the limit many Korean forms reject at once."""


@dataclass(frozen=True)
class CheckList:
    """What the checks must know besides the documents.

    Args:
        length: what was asked for, in `unit`; 0 when nothing was.
        is_limit: `length` must not be exceeded (answers), rather than be met within a tenth (letters).
        language: the language that was asked for; None for the posting's.
        blind: Korean blind hiring: name, sex, age, region, school and family must not be told.
        earlier: the person's own earlier letters, to point out what is used again.
    """

    length: int = 0
    unit: Unit = "words"
    is_limit: bool = False
    language: Language | None = None
    blind: bool = False
    earlier: tuple[KeptLetter, ...] = ()


def run_checks(
    text: str,
    sentences: Sequence[ReviewedSentence],
    resume: Resume,
    posting: Posting | None,
    notes: Sequence[Passage],
    asked: CheckList,
) -> tuple[Check, ...]:
    """Every check that applies, in the order a reader looks: company, role, language, length, then the text itself."""
    language = language_of_letter(text)
    known = "\n".join((resume.text, *(passage.text for passage in notes)))
    checks: list[Check] = []
    if posting is not None:
        if not asked.is_limit:
            checks += [check_names.company(text, posting, language), check_names.role(text, posting, language)]
        checks.append(check_names.other_company(text, posting, known, language))
    if wanted := asked.language or (posting.language if posting else None):
        checks.append(_language(language, wanted))
    if asked.length:
        checks.append(_length(text, asked, language))
    checks += [
        check_words.placeholder(text, language),
        check_words.jamo(text, language),
        check_words.repetition([sentence.text for sentence in sentences], language),
        check_words.cliches(text, language),
        check_leaks.contacts(text, known, language),
        check_leaks.instructions(text, resume, posting, language),
    ]
    if asked.blind:
        checks.append(check_leaks.blind(text, resume, language))
    if asked.earlier:
        checks.append(check_words.reuse([sentence.text for sentence in sentences], asked.earlier, language))
    return tuple(checks)


def _language(language: Language, wanted: Language) -> Check:
    passed = language == wanted
    names = {"en": ("English", "영어"), "ko": ("Korean", "한국어")}
    if language == "ko":
        message = (
            f"{names[language][1]}로 쓰였습니다." if passed else f"{names[wanted][1]}로 써야 하는데 {names[language][1]}로 쓰였습니다."
        )
    else:
        message = (
            f"It is written in {names[language][0]}." if passed else f"It should be in {names[wanted][0]} but is in {names[language][0]}."
        )
    return Check(name="language", passed=passed, message=message)


def _length(text: str, asked: CheckList, language: Language) -> Check:
    length = count(text, asked.unit)
    most = asked.length if asked.is_limit else int(asked.length * LETTER_TOLERANCE)
    passed = asked.length * LEAST_SHARE <= length <= most
    unit = _UNIT_NAMES[language][asked.unit]
    if language == "ko":
        state = "분량에 맞습니다" if passed else "너무 깁니다" if length > most else "절반에도 못 미칩니다"
        message = f"{asked.length:,}{unit} 기준 {length:,}{unit}로 {state}."
    else:
        state = "the length fits" if passed else "too long" if length > most else "less than half"
        message = f"{length:,} of {asked.length:,} {unit}: {state}."
    return Check(name="length", passed=passed, message=message)


_UNIT_NAMES: dict[Language, dict[Unit, str]] = {
    "en": {
        "words": "words",
        "characters": "characters",
        "characters_no_blanks": "characters without blanks",
        "bytes_euckr": "bytes (EUC-KR)",
        "bytes_utf8": "bytes (UTF-8)",
        "bytes_neis": "bytes (NEIS)",
    },
    "ko": {
        "words": "단어",
        "characters": "자",
        "characters_no_blanks": "자(공백 제외)",
        "bytes_euckr": "바이트",
        "bytes_utf8": "바이트(UTF-8)",
        "bytes_neis": "바이트(NEIS)",
    },
}
