"""Answers to a form's questions: never over the limit, normally well filled, whatever the writer does."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import regex

from coverletter.answering import draft_answers
from coverletter.drafting import Drafter, Writer
from coverletter.review.reviewer import Reviewer
from coverletter.text.counting import count
from coverletter.types import AnswerRequest, Brief, Letter, Match, Question, Review, ReviewedSentence, Unit
from coverletter.writing.answers import compose_answer, topic_of
from coverletter.writing.offline_writer import OfflineWriter, mend
from coverletter.writing.openai_writer import OpenAIWriter
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING, brief_of
from tests.fake_model import FakeModel
from tests.house import TODAY, embedder, gather, house, last, run, writing_with

KOREAN_QUESTIONS = (
    "지원 동기를 적어 주세요.",
    "직무와 관련된 경험을 구체적으로 적어 주세요.",
    "협업하며 갈등을 해결한 경험이 있습니까?",
    "성격의 장단점을 적어 주세요.",
    "입사 후 포부를 적어 주세요.",
)
ENGLISH_QUESTIONS = ("Why do you want this position?", "Describe a problem that you solved.", "What are your plans for the first year?")
UNITS: tuple[Unit, ...] = ("characters", "characters_no_blanks", "bytes_euckr", "bytes_utf8", "bytes_neis", "words")
LIMITS = (60, 150, 300, 500, 700, 1000, 1500)


def two_hundred() -> list[tuple[str, Question]]:
    """Two hundred questions and more over every unit and limit, in both languages."""
    texts = [("ko", text) for text in KOREAN_QUESTIONS] + [("en", text) for text in ENGLISH_QUESTIONS]
    return [
        (language, Question(question=text, limit=limit if unit != "words" else max(20, limit // 4), unit=unit))
        for (language, text), unit, limit in itertools.product(texts, UNITS, LIMITS)
    ]


def answered(writer: Writer, language: str, questions: tuple[Question, ...]) -> Letter:
    """Answer with no review but an empty one: what counts here is the length."""
    quiet = Review(sentences=(), checks=(), supported=0, unsupported=0, neutral=0)
    drafter = Drafter(writer, lambda _text, _asked: quiet, lambda _letter: None, seconds=30)
    brief = brief_of(language)  # type: ignore[arg-type]
    steps = run(gather(draft_answers(drafter, brief, questions)))
    letter = steps[-1].letter
    assert letter is not None
    return letter


@pytest.mark.parametrize(("voice", "half"), [("long", 0), ("short", 1)])
def test_two_hundred_answers_are_within_their_limits_whatever_the_model_does(voice: str, half: int) -> None:
    asked = two_hundred()
    assert len(asked) >= 200
    with FakeModel(says=voice, piece=300) as model:
        for language in ("en", "ko"):
            questions = tuple(question for spoken, question in asked[half::2] if spoken == language)
            letter = answered(OpenAIWriter(model.url, "", "fake", 30), language, questions)
            assert len(letter.answers) == len(questions)
            assert [answer.text for answer in letter.answers if count(answer.text, answer.unit) > answer.limit] == []
            assert [answer.question for answer in letter.answers if not answer.text.strip()] == []
            assert [answer.count for answer in letter.answers] == [count(answer.text, answer.unit) for answer in letter.answers]


def test_a_model_that_writes_too_long_is_asked_to_shorten_before_anything_is_cut() -> None:
    with FakeModel(says=["long", "good"]) as model:
        answered(OpenAIWriter(model.url, "", "fake", 30), "en", (Question(question="Why?", limit=200, unit="characters"),))
        assert "Shorten the draft" in model.received[1].prompt
        assert len(model.received) <= 3


def test_a_model_that_writes_too_short_is_asked_for_more_and_no_more_than_twice() -> None:
    with FakeModel(says="short") as model:
        answered(OpenAIWriter(model.url, "", "fake", 30), "en", (Question(question="Why?", limit=2000, unit="characters"),))
        assert "Lengthen the draft" in model.received[1].prompt
        assert len(model.received) <= 3


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("question", KOREAN_QUESTIONS)
def test_offline_answers_fill_their_limit(question: str, unit: Unit) -> None:
    limit = {"words": 60, "characters": 300, "characters_no_blanks": 240}.get(unit, 600)
    brief = brief_of("ko", task="answer", question=question, length=limit, unit=unit)
    text = compose_answer(brief).text
    assert 0.78 * limit <= count(text, unit) <= limit
    assert text.startswith("[")
    assert "저는" not in text.split("\n")[1][:4]


@pytest.mark.parametrize("limit", [30, 45, 80])
def test_even_the_shortest_limit_is_kept(limit: int) -> None:
    brief = brief_of("ko", task="answer", question="지원 동기", length=limit, unit="characters")
    assert 0 < count(compose_answer(brief).text, "characters") <= limit


def test_what_a_question_is_after() -> None:
    assert [topic_of(text) for text in KOREAN_QUESTIONS] == ["motive", "skill", "together", "character", "plan"]
    assert topic_of("성장과정을 기술하시오") == "growth"
    assert topic_of("Describe a challenge") == "hardship"


def test_no_evidence_is_used_for_two_questions(tmp_path: Path) -> None:
    questions = tuple(Question(question=text, limit=220) for text in KOREAN_QUESTIONS[:3])
    letter = last(house(tmp_path, keeps=False).answer(AnswerRequest(resume=KOREAN, posting=KOREAN_POSTING, questions=questions))).letter
    assert letter is not None
    figures = {passage.text: regex.search(r"\d[\d,]*\S", passage.text)[0] for passage in KOREAN.passages if passage.kind == "bullet"}  # type: ignore[index]
    told = [{text for text, figure in figures.items() if figure in answer.text} for answer in letter.answers]
    assert all(told)
    assert not (told[0] & told[1]) | (told[1] & told[2]) | (told[0] & told[2])


def test_spent_evidence_is_not_sent_to_the_model_again(tmp_path: Path) -> None:
    questions = tuple(Question(question=text, limit=260) for text in KOREAN_QUESTIONS[:2])
    with FakeModel() as model:
        letter = last(
            house(tmp_path, writing_with(model), keeps=False).answer(
                AnswerRequest(resume=KOREAN, posting=KOREAN_POSTING, questions=questions)
            )
        ).letter
        assert letter is not None
        second = next(call.prompt for call in model.received if f"문항:\n{KOREAN_QUESTIONS[1]}" in call.prompt)
        used = [passage.text for passage in KOREAN.passages if passage.kind == "bullet" and passage.text in letter.answers[0].text]
        assert used
        assert all(second.count(text) == 0 for text in used)


FOUR = ("지원동기를 적어 주세요.", "성장과정을 적어 주세요.", "협업 경험을 적어 주세요.", "직무 역량을 적어 주세요.")


def test_the_model_is_told_which_questions_are_still_to_come(tmp_path: Path) -> None:
    questions = tuple(Question(question=text, limit=400) for text in FOUR[:3])
    with FakeModel(says="good", does="well") as model:
        asked = AnswerRequest(resume=KOREAN, posting=KOREAN_POSTING, questions=questions)
        last(house(tmp_path, writing_with(model), keeps=False).answer(asked))
    first = next(call.prompt for call in model.received if f"문항:\n{FOUR[0]}" in call.prompt)
    third = next(call.prompt for call in model.received if f"문항:\n{FOUR[2]}" in call.prompt)
    assert f"- {FOUR[1]}\n- {FOUR[2]}" in first
    assert "이어서 답할 문항" not in third


def test_each_answer_is_reviewed_and_counted(tmp_path: Path) -> None:
    questions = (Question(question=ENGLISH_QUESTIONS[0], limit=600), Question(question=ENGLISH_QUESTIONS[1], limit=80, unit="words"))
    letter = last(house(tmp_path, keeps=False).answer(AnswerRequest(resume=ENGLISH, posting=ENGLISH_POSTING, questions=questions))).letter
    assert letter is not None
    assert letter.review is not None
    assert letter.review.supported >= 3
    assert {check.name for check in letter.review.checks} >= {"length", "placeholder", "repetition"}
    assert [answer.unit for answer in letter.answers] == ["characters", "words"]
    assert letter.text == f"{ENGLISH_QUESTIONS[0]}\n{letter.answers[0].text}\n\n{ENGLISH_QUESTIONS[1]}\n{letter.answers[1].text}"


def test_a_failure_half_way_keeps_what_is_finished(tmp_path: Path) -> None:
    questions = tuple(Question(question=text, limit=400) for text in ENGLISH_QUESTIONS[:2])
    with FakeModel(says="good", does=["well", "well", "well", "401"]) as model:
        brief_letter = last(
            house(tmp_path, writing_with(model), keeps=False).answer(
                AnswerRequest(resume=ENGLISH, posting=ENGLISH_POSTING, questions=questions)
            )
        ).letter
    assert brief_letter is not None
    assert len(brief_letter.answers) >= 1


def test_offline_answers_need_no_model() -> None:
    letter = answered(OfflineWriter(), "ko", tuple(Question(question=text, limit=200) for text in KOREAN_QUESTIONS))
    assert [0.7 * answer.limit <= answer.count <= answer.limit for answer in letter.answers[:2]] == [True, True]


def test_what_the_resume_tells_is_shared_out_among_the_questions() -> None:
    letter = answered(OfflineWriter(), "ko", tuple(Question(question=text, limit=1500) for text in FOUR))
    fullest, emptiest = max(answer.count for answer in letter.answers), min(answer.count for answer in letter.answers)
    assert emptiest >= fullest / 3
    assert "모자랍니다" in letter.notice


def test_a_fact_goes_to_the_question_it_bears_on() -> None:
    questions = tuple(Question(question=text, limit=200) for text in (FOUR[0], FOUR[2]))
    first = next(passage for passage in KOREAN.passages if passage.kind == "bullet")
    lines = ("재고 시스템을 다시 만들어 오류를 90건 줄였습니다.", "다른 부서 동료 네 명과 함께 교육 자료를 만들었습니다.")
    told = tuple(first.model_copy(update={"text": line}) for line in lines)
    brief = brief_of("ko", task="answer", question=FOUR[0], length=200, unit="characters", passages=told, matches=(), later=questions[1:])
    text = compose_answer(brief).text
    assert "재고 시스템을" in text
    assert "동료 네 명" not in text


def test_the_plan_names_the_duties_of_the_posting_and_claims_nothing() -> None:
    duty = Match(requirement="매장 문의 응대 품질 관리", kind="responsibility", status="missing", score=0.0, evidence=())
    brief = brief_of("ko", task="answer", question="입사 후 포부를 적어 주세요.", length=500, unit="characters", matches=(duty,))
    text = compose_answer(brief).text
    assert "‘매장 문의 응대 품질 관리’부터 맡아 익히겠습니다." in text
    review = Reviewer(embedder()).review(text, KOREAN, KOREAN_POSTING, (), TODAY)
    assert [sentence.text for sentence in review.sentences if sentence.verdict == "unsupported"] == []


def test_a_brief_of_an_answer_never_signs() -> None:
    brief: Brief = brief_of("en", task="answer", question="Why?", length=400, unit="characters")
    assert "Morag Ellison" not in compose_answer(brief).text


@pytest.mark.parametrize("question", [KOREAN_QUESTIONS[0], KOREAN_QUESTIONS[2], "어려움을 극복한 경험을 적어 주세요."])
def test_an_answer_whose_first_sentence_is_doubted_is_filled_again(question: str) -> None:
    brief = brief_of("ko", task="answer", question=question, length=300, unit="characters")
    draft = compose_answer(brief).text
    point = regex.match(r"\[.*?\]\n(.*?니다\.) ", draft)[1]  # type: ignore[index]
    doubts = (ReviewedSentence(text=point, verdict="unsupported", score=0.9),)
    mended = mend(brief.model_copy(update={"task": "mend", "draft": draft, "doubts": doubts})).text
    assert point not in mended
    assert 240 <= len(mended) <= 300


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("ko", "협업 경험을 적어 주세요."),
        ("ko", "어려움을 극복한 경험을 적어 주세요."),
        ("ko", "성장 과정을 적어 주세요."),
        ("en", "How do you work in a team?"),
        ("en", "Describe a challenge."),
        ("en", "Tell us about your background."),
    ],
)
def test_the_first_sentence_of_an_answer_claims_nothing(language: str, question: str) -> None:
    resume, posting = (KOREAN, KOREAN_POSTING) if language == "ko" else (ENGLISH, ENGLISH_POSTING)
    brief = brief_of(language, task="answer", question=question, length=500, unit="characters")  # type: ignore[arg-type]
    review = Reviewer(embedder()).review(compose_answer(brief).text, resume, posting, (), TODAY)
    assert [sentence.text for sentence in review.sentences if sentence.verdict == "unsupported"] == []


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("검수 기준표를 만들어 처리 기간을 9일에서 2일로 단축", "처리 기간을 9일에서 2일로"),
        ("월 평균 1,900건 전표 검토", "월 평균 1,900건 전표 검토"),
        ("캐시를 도입하고 쿼리를 고쳐 공개 API의 평균 응답 시간을 420ms에서 95ms로 줄였습니다.", "응답 시간을 420ms에서 95ms로"),
        ("결제 대사 작업을 자동화해 98.5%를 사람의 확인 없이 처리했습니다.", "결제 대사 작업 자동화"),
        ("신입 세 명을 교육하고 매주 설계 회의를 열었습니다.", "신입 세 명 교육"),
    ],
)
def test_a_headline_is_a_whole_phrase(line: str, headline: str) -> None:
    first = next(passage for passage in KOREAN.passages if passage.kind == "bullet")
    alone = (first.model_copy(update={"text": line}),)
    brief = brief_of("ko", task="answer", question="경험", length=200, unit="characters", passages=alone, matches=())
    assert compose_answer(brief).text.startswith(f"[{headline}]")
