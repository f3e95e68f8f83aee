"""A whole letter: cut, judged, quoted; the same letter with another person's resume; and texts no one should write."""

from __future__ import annotations

import time

import pytest
import regex

from coverletter.review.reviewer import Reviewer
from coverletter.types import Passage, Resume, Review
from tests.applicants import ENGLISH, KOREAN
from tests.review_cases import BAKER, EMBEDDER, PLANNER, POSTING, TODAY

NUMBER = regex.compile(r"(?<![\d.,A-Za-z(])(?!(?:19|20)\d\d)[3-9]\d*(?![\d.,]*\d)")

TRUE = """Dear Orchard Vale team,

I am applying for the position of Supply Planner. I plan 14 lines at Millbrook Foods, where scrap fell from 8% to 5% between 2022 and 2024. \
Before that I supervised a shift of twelve bakers at Quarry Lane Bakery and wrote the rota every week. With a new sieve I cut flour waste there \
from 900 kg to 300 kg a month. I have trained 22 new planners in Excel so far.

I would be glad to talk about your 90 shops. Thank you for your time.

Ines Okonjo"""

FALSE = """Dear Orchard Vale team,

I led the setup of the SAP interface. Scrap on my 14 lines fell from 8% to 2% between 2022 and 2024. I hold a master's degree in food science \
from Eastmoor University. I plan with Kinaxis every day. I won the Young Planner of the Year award in 2022.

Ines Okonjo"""


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer(EMBEDDER)


def verdicts(review: Review) -> list[str]:
    return [sentence.verdict for sentence in review.sentences]


def test_a_true_letter_stands(reviewer: Reviewer) -> None:
    review = reviewer.review(TRUE, BAKER, POSTING, (), TODAY)
    assert review.unsupported == 0, [
        (sentence.text, sentence.reasons) for sentence in review.sentences if sentence.verdict == "unsupported"
    ]
    assert review.supported == 4
    assert review.supported + review.neutral == len(review.sentences)


def test_every_false_sentence_is_doubted_and_says_why(reviewer: Reviewer) -> None:
    review = reviewer.review(FALSE, BAKER, POSTING, (), TODAY)
    doubted = [sentence for sentence in review.sentences if sentence.verdict == "unsupported"]
    assert len(doubted) == 5
    assert all(sentence.reasons for sentence in doubted)
    assert sum(any(reason.hard for reason in sentence.reasons) for sentence in doubted) >= 4


def test_the_text_is_kept_to_the_letter(reviewer: Reviewer) -> None:
    review = reviewer.review(TRUE, BAKER, POSTING, (), TODAY)
    assert " ".join(" ".join(sentence.text for sentence in review.sentences).split()) == " ".join(TRUE.split())


def test_a_supported_sentence_quotes_its_line(reviewer: Reviewer) -> None:
    review = reviewer.review(TRUE, BAKER, POSTING, (), TODAY)
    quoted = [sentence.evidence[0].text for sentence in review.sentences if "sieve" in sentence.text]
    assert quoted == ["Cut flour waste from 900 kg to 300 kg a month with a new sieve"]


def test_with_another_persons_resume_the_deeds_are_doubted(reviewer: Reviewer) -> None:
    stranger = PLANNER.model_copy(update={"passages": PLANNER.passages[-2:]})
    review = reviewer.review(TRUE, stranger, POSTING, (), TODAY)
    deeds = [sentence for sentence in review.sentences if "I plan" in sentence.text or "sieve" in sentence.text or "shift" in sentence.text]
    assert [sentence.verdict for sentence in deeds] == ["unsupported"] * 3


def test_notes_are_a_second_source(reviewer: Reviewer) -> None:
    claim = "In 2024 I ran the harvest festival kitchen for 650 guests in Ashcombe."
    note = Passage(id="n1", page=0, text="2024: ran the kitchen of the harvest festival in Ashcombe, 650 guests", source="notes")
    assert verdicts(reviewer.review(claim, BAKER, POSTING, (), TODAY)) == ["unsupported"]
    told = reviewer.review(claim, BAKER, POSTING, (note,), TODAY)
    assert verdicts(told) == ["supported"]
    assert told.sentences[0].evidence[0].source == "notes"


def test_a_skill_of_the_posting_is_not_the_candidates(reviewer: Reviewer) -> None:
    sentence = reviewer.review("I build all my plans in Kinaxis.", BAKER, POSTING, (), TODAY).sentences[0]
    assert sentence.verdict == "unsupported"
    assert any(reason.hard and "Kinaxis" in reason.claim for reason in sentence.reasons)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dear hiring team,",
        "I look forward to hearing from you.",
        "Could we talk next week?",
        "I am applying for vacancy OV-2207.",
        "귀사의 무궁한 발전을 기원합니다.",
        "면접에서 뵙겠습니다.",
        "감사합니다.",
    ],
)
def test_courtesies_are_neutral(reviewer: Reviewer, sentence: str) -> None:
    assert verdicts(reviewer.review(f"{sentence}", BAKER, POSTING, (), TODAY)) == ["neutral"]


def test_without_a_posting_the_resume_alone_decides(reviewer: Reviewer) -> None:
    review = reviewer.review(FALSE, BAKER, None, (), TODAY)
    assert review.unsupported >= 3


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "…", "ㅋㅋㅋ", "a" * 3000, "1 2 3 4 5", "🙂🙂", "\x00\x01", "(((((", "% % % 3분의 0", "0 of 0", "from 0 to 0"]
)
def test_nothing_one_can_type_breaks_it(reviewer: Reviewer, text: str) -> None:
    review = reviewer.review(text, BAKER, POSTING, (), TODAY)
    assert all(0 <= sentence.score <= 1 for sentence in review.sentences)


def test_an_empty_resume_supports_nothing(reviewer: Reviewer) -> None:
    empty = BAKER.model_copy(update={"passages": (), "text": ""})
    assert reviewer.review(TRUE, empty, POSTING, (), TODAY).supported == 0


def lines_of(resume: Resume) -> list[str]:
    return [passage.text for passage in resume.passages if passage.kind == "bullet"]


@pytest.mark.parametrize("resume", [BAKER, PLANNER, ENGLISH, KOREAN], ids=lambda resume: resume.name)
def test_no_line_of_a_resume_is_doubted_in_its_own_words(reviewer: Reviewer, resume: Resume) -> None:
    review = reviewer.review("\n".join(lines_of(resume)), resume, None, (), TODAY)
    assert [sentence.text for sentence in review.sentences if sentence.verdict == "unsupported"] == []


@pytest.mark.parametrize("resume", [BAKER, PLANNER, ENGLISH, KOREAN], ids=lambda resume: resume.name)
def test_a_line_with_another_number_is_doubted(reviewer: Reviewer, resume: Resume) -> None:
    """Nearly always: now and then the new number follows from others by chance."""
    changed = [new for line in lines_of(resume) if (new := NUMBER.sub(lambda found: str(int(found[0]) * 2 + 7), line, count=1)) != line]
    review = reviewer.review("\n".join(changed), resume, None, (), TODAY)
    assert review.unsupported >= 0.75 * len(changed)


def test_the_same_letter_gets_the_same_review(reviewer: Reviewer) -> None:
    assert reviewer.review(TRUE, BAKER, POSTING, (), TODAY) == reviewer.review(TRUE, BAKER, POSTING, (), TODAY)


def test_time_grows_with_the_letter_not_with_its_square(reviewer: Reviewer) -> None:
    def seconds(times: int) -> float:
        text = "\n".join(f"{TRUE}\nParagraph {number}." for number in range(times))
        spent = []
        for _ in range(4):
            started = time.thread_time()
            reviewer.review(text, BAKER, POSTING, (), TODAY)
            spent.append(time.thread_time() - started)
        return min(spent)

    assert seconds(12) < 8 * seconds(3)


@pytest.mark.parametrize("place", ["first", "middle", "last", "below the signature"])
def test_an_invented_deed_is_doubted_wherever_it_stands(reviewer: Reviewer, place: str) -> None:
    deed, honest = "At Northgate Observatory I led the telescope team.", "I plan 14 lines with Asprova."
    letter = {
        "first": f"{deed}\n\n{honest}\n\nSincerely,\nInes Okonjo",
        "middle": f"Dear team,\n\n{honest} {deed} {honest}\n\nSincerely,\nInes Okonjo",
        "last": f"Dear team,\n\n{honest}\n\n{deed}",
        "below the signature": f"Dear team,\n\n{honest}\n\nSincerely,\nInes Okonjo\n\n{deed} Thank you.",
    }[place]
    review = reviewer.review(letter, BAKER, None, (), TODAY)
    assert next(sentence.verdict for sentence in review.sentences if sentence.text == deed) == "unsupported"


def test_a_reason_is_told_in_whole_words_and_once(reviewer: Reviewer) -> None:
    review = reviewer.review("샘물제과에서 박사 학위를 받았습니다. 혼자 SAP 인터페이스 구축을 총괄했습니다.", PLANNER, POSTING, (), TODAY)
    claims = [reason.claim for sentence in review.sentences for reason in sentence.reasons]
    assert claims
    assert all(len(claim) > 3 or claim == "박사" for claim in claims), claims
    for sentence in review.sentences:
        told = [(reason.claim, reason.found) for reason in sentence.reasons]
        assert not any(one != other and one[0] in other[0] and one[1] == other[1] for one in told for other in told), told


def test_a_heading_is_no_evidence(reviewer: Reviewer) -> None:
    review = reviewer.review("저는 자격을 갖추고 있습니다.", PLANNER, POSTING, (), TODAY)
    headings = {passage.text for passage in PLANNER.passages if passage.kind == "heading"}
    assert not headings & {evidence.text for sentence in review.sentences for evidence in sentence.evidence}
