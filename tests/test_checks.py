"""The checks before sending: each passes an honest letter and fails on its own fault, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coverletter.review.checks import CheckList, run_checks
from coverletter.text.language import detect_language, language_of_letter
from coverletter.text.sentences import split_sentences
from coverletter.types import Check, KeptLetter, Passage, Posting, Resume, ReviewedSentence, Version
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING

ENGLISH_LETTER = """Dear Brackenfield Foods hiring team,

I am applying for the position of Reliability Engineer at Brackenfield Foods.
At Tayside Conveyors Ltd, I led a team of 6 fitters through the replacement of 180 drive units.

I also wrote the fault catalogue in SAP PM that three sites now use. You can reach me at morag.ellison@mail.example.

Sincerely,
Morag Ellison"""

KOREAN_LETTER = """㈜물푸레상점 채용 담당자님께

안녕하십니까. ㈜물푸레상점 고객경험 매니저 직무에 지원하는 반채운입니다. ㈜가온유통에서 하루 평균 180건의 문의를 응대했습니다.

반품 처리 기간을 5일에서 2일로 단축했습니다. 면접에서 자세히 말씀드리겠습니다.

반채운 올림"""


def checked(
    text: str, resume: Resume, posting: Posting | None, asked: CheckList | None = None, notes: tuple[Passage, ...] = ()
) -> dict[str, Check]:
    sentences = [ReviewedSentence(text=sentence, verdict="neutral", score=0) for sentence in split_sentences(text)]
    return {check.name: check for check in run_checks(text, sentences, resume, posting, notes, asked or CheckList())}


def english(text: str, **asked: object) -> dict[str, Check]:
    return checked(text, ENGLISH, ENGLISH_POSTING, CheckList(**asked))  # type: ignore[arg-type]


def korean(text: str, **asked: object) -> dict[str, Check]:
    return checked(text, KOREAN, KOREAN_POSTING, CheckList(**asked))  # type: ignore[arg-type]


def test_honest_letters_pass_every_check() -> None:
    for checks in (english(ENGLISH_LETTER, length=60, unit="words"), korean(KOREAN_LETTER, length=170, unit="characters")):
        assert {name: check.message for name, check in checks.items() if not check.passed} == {}
        assert set(checks) >= {
            "company",
            "other_company",
            "role",
            "language",
            "length",
            "placeholder",
            "jamo",
            "repetition",
            "cliches",
            "contacts",
        }


def test_messages_are_in_the_language_of_the_letter() -> None:
    assert all(not any("가" <= sign <= "힣" for sign in check.message) for check in english(ENGLISH_LETTER).values())
    assert all(
        any("가" <= sign <= "힣" for sign in check.message) for check in korean(KOREAN_LETTER, length=170, unit="characters").values()
    )


ENGLISH_FAULTS = [
    ("company", "Brackenfield Foods", "the company"),
    ("other_company", "Dear Brackenfield Foods hiring team", "Dear Larkspur Mills hiring team"),
    ("other_company", "at Brackenfield Foods.", "at Brackenfield Foods. I have always wanted to work at Corriemoor Dairies."),
    ("role", "Reliability Engineer", "Head Chef"),
    ("placeholder", "Sincerely,\nMorag Ellison", "Sincerely,\n[Your Name]"),
    ("placeholder", "Morag Ellison", "____"),
    ("placeholder", "Dear Brackenfield", "Sure, here is your cover letter:\n\nDear Brackenfield"),
    ("placeholder", "180 drive units", "**180 drive units**"),
    ("placeholder", "Morag Ellison", "<<NAME_1>>"),
    ("jamo", "drive units.", "drive units ㅋㅋ."),
    ("repetition", "\n\nSincerely", " I also wrote the fault catalogue in SAP PM that three sites now use.\n\nSincerely"),
    ("cliches", "I am applying", "I am thrilled to bring my proven track record and am applying"),
    ("contacts", "morag.ellison@mail.example", "morag@ellison-careers.example"),
    ("contacts", "morag.ellison@mail.example", "07700 900999"),
    ("contacts", "morag.ellison@mail.example", "https://get-hired.example/morag"),
]

KOREAN_FAULTS = [
    ("company", "㈜물푸레상점", "그 회사"),
    ("other_company", "㈜물푸레상점 채용 담당자님께", "㈜느티나무마켓 채용 담당자님께"),
    ("other_company", "면접에서", "㈜해오름전자에 입사해 보탬이 되겠습니다. 면접에서"),
    ("role", "고객경험 매니저", "회계 담당"),
    ("placeholder", "반채운 올림", "[이름] 올림"),
    ("placeholder", "㈜가온유통에서", "○○회사에서"),
    ("jamo", "응대했습니다", "응대했습니다ㅎㅎ"),
    ("repetition", "면접에서", "반품 처리 기간을 5일에서 2일로 단축했습니다. 면접에서"),
    ("cliches", "면접에서", "귀사의 초석이 되겠습니다. 면접에서"),
    ("contacts", "면접에서", "제 번호는 010-9999-1111입니다. 면접에서"),
]


@pytest.mark.parametrize(("name", "old", "new"), ENGLISH_FAULTS)
def test_english_faults_fail_their_check(name: str, old: str, new: str) -> None:
    assert old in ENGLISH_LETTER
    assert not english(ENGLISH_LETTER.replace(old, new))[name].passed


@pytest.mark.parametrize(("name", "old", "new"), KOREAN_FAULTS)
def test_korean_faults_fail_their_check(name: str, old: str, new: str) -> None:
    assert old in KOREAN_LETTER
    assert not korean(KOREAN_LETTER.replace(old, new))[name].passed


def test_a_letter_in_the_wrong_language_is_told_so() -> None:
    assert not checked(ENGLISH_LETTER, ENGLISH, KOREAN_POSTING)["language"].passed
    assert checked(ENGLISH_LETTER, ENGLISH, KOREAN_POSTING, CheckList(language="en"))["language"].passed


@pytest.mark.parametrize(
    ("length", "is_limit", "passes"), [(60, True, True), (40, True, False), (58, False, True), (40, False, False), (200, False, False)]
)
def test_length_is_neither_over_nor_under_half(length: int, is_limit: bool, passes: bool) -> None:
    check = english(ENGLISH_LETTER, length=length, unit="words", is_limit=is_limit)["length"]
    assert check.passed is passes, check.message


@pytest.mark.parametrize(
    "leak",
    [
        "저는 반채운입니다.",
        "저는 남성입니다.",
        "만 29세입니다.",
        "대전에서 태어나 자랐습니다.",
        "한빛대학교를 졸업했습니다.",
        "아버지께 배웠습니다.",
    ],
)
def test_blind_hiring_leaks(leak: str) -> None:
    text = f"고객경험 매니저 직무에 지원합니다. {leak}"
    assert not korean(text, blind=True)["blind"].passed
    assert korean("고객경험 매니저 직무에 지원합니다. 반품 기간을 줄였습니다.", blind=True)["blind"].passed
    assert "blind" not in korean(text)


def test_sentences_of_earlier_letters_are_pointed_out() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    earlier = KeptLetter(
        id="1",
        title="Fitter",
        company="Larch Ltd",
        language="en",
        posting="",
        created=now,
        versions=(Version(text=ENGLISH_LETTER, created=now),),
    )
    assert not english(ENGLISH_LETTER, earlier=(earlier,))["reuse"].passed
    assert english("Dear team,\n\nI would like to talk about your nine frozen lines soon.", earlier=(earlier,))["reuse"].passed


def test_employers_of_the_resume_are_no_other_company() -> None:
    text = ENGLISH_LETTER.replace("I also", "My work at Harrow Pumps taught me patience. I also")
    assert english(text)["other_company"].passed


def test_a_company_may_be_named_in_the_other_script() -> None:
    posting = KOREAN_POSTING.model_copy(update={"company": "㈜한빛전자"})
    english_letter = "Dear Hanbit Electronics team,\n\nI would like to work with you."
    assert checked(english_letter, KOREAN, posting)["company"].passed
    assert not checked("Dear Corriemoor team,\n\nI would like to work with you.", KOREAN, posting)["company"].passed


def test_without_a_posting_only_the_text_is_checked() -> None:
    checks = checked(ENGLISH_LETTER, ENGLISH, None)
    assert "company" not in checks
    assert checks["placeholder"].passed


def test_a_letter_that_quotes_a_resume_in_the_other_language_keeps_its_own() -> None:
    line = "Rebuilt the shipment tracking service in Go and PostgreSQL; it now serves 1.8 million updates a day"
    quoted = f"누리상점 담당자님께\n\n이력서에 “{line}”, “{line}”라고 적었습니다."
    assert detect_language(quoted) == "en"
    assert language_of_letter(quoted) == "ko"
    assert language_of_letter("Dear team,\n\nMy resume says: “주문 추적 서비스를 다시 만들어 하루 180만 건을 처리했습니다”.") == "en"
    assert language_of_letter("“주문 추적”") == "ko"
