"""Both writers satisfy the same promises; the offline one invents nothing and is as long as asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
import regex

from coverletter.drafting import Writer
from coverletter.review.checks import CheckList, run_checks
from coverletter.review.reviewer import Reviewer
from coverletter.text.counting import count
from coverletter.text.language import detect_language
from coverletter.text.sentences import split_sentences
from coverletter.types import Brief, Chunk, ReviewedSentence, Tone, Unit
from coverletter.writing.composing import compose_letter
from coverletter.writing.employers import place_of
from coverletter.writing.english import predicate_of
from coverletter.writing.korean import sentence_of
from coverletter.writing.offline_writer import OfflineWriter
from coverletter.writing.openai_writer import OpenAIWriter
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING, brief_of, passages
from tests.fake_model import FakeModel
from tests.house import TODAY, embedder, gather


@pytest.fixture(params=["offline", "openai"])
def writer(request: pytest.FixtureRequest) -> Iterator[Writer]:
    if request.param == "offline":
        yield OfflineWriter()
        return
    with FakeModel() as model:
        yield OpenAIWriter(model.url, "", "fake", 10)


def written(writer: Writer, brief: Brief) -> tuple[str, list[Chunk]]:
    chunks = asyncio.run(gather(writer.write(brief)))
    return "".join(chunk.text for chunk in chunks), chunks


TASKS = {
    "letter": {},
    "answer": {"question": "Why do you want to work here?", "length": 500, "unit": "characters"},
    "revise": {"draft": "Dear team,\n\nI led a team of 6 fitters. I like belts.\n\nSincerely,\nMorag Ellison", "instructions": "shorter"},
    "mend": {"draft": "Dear team,\n\nI led a team of 6 fitters.\n\nSincerely,\nMorag Ellison"},
    "shorten": {"draft": "I led a team of 6 fitters. " * 40, "length": 60},
    "lengthen": {"draft": "Dear team,\n\nI led a team of 6 fitters.\n\nSincerely,\nMorag Ellison"},
}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_letter_streams_and_ends_with_its_outcome(writer: Writer, language: str) -> None:
    brief = brief_of(language)  # type: ignore[arg-type]
    text, chunks = written(writer, brief)
    assert len(chunks) > 3
    assert [chunk.outcome for chunk in chunks[:-1]] == [None] * (len(chunks) - 1)
    assert chunks[-1].outcome == "complete"
    assert brief.posting.company in text
    assert brief.posting.title in text
    assert brief.name in text
    assert detect_language(text) == language


@pytest.mark.parametrize("task", TASKS)
def test_every_task_gives_text(writer: Writer, task: str) -> None:
    text, chunks = written(writer, brief_of("en", task=task, **TASKS[task]))
    assert text.strip()
    assert chunks[-1].outcome == "complete"


def test_the_name_is_told_and_what_would_be_sent_is_text(writer: Writer) -> None:
    assert writer.name
    sent = writer.would_send(brief_of("en"))
    assert sent == "" if writer.name == "offline" else "42 belt lines" in sent


def test_closing_the_stream_early_is_quiet(writer: Writer) -> None:
    async def leave() -> None:
        stream = writer.write(brief_of("en"))
        await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(leave())


LENGTHS: list[tuple[str, int, Unit]] = [
    ("en", 120, "words"),
    ("en", 180, "words"),
    ("en", 1000, "characters"),
    ("ko", 450, "characters"),
    ("ko", 600, "characters"),
    ("ko", 400, "characters_no_blanks"),
    ("ko", 1000, "bytes_euckr"),
    ("ko", 1300, "bytes_utf8"),
    ("ko", 130, "words"),
]


@pytest.mark.parametrize(("language", "length", "unit"), LENGTHS)
def test_offline_letters_are_as_long_as_asked(language: str, length: int, unit: Unit) -> None:
    text = compose_letter(brief_of(language, length=length, unit=unit)).text  # type: ignore[arg-type]
    assert 0.9 * length <= count(text, unit) <= 1.1 * length


def test_a_letter_longer_than_the_evidence_says_so() -> None:
    composed = compose_letter(brief_of("en", length=900))
    assert count(composed.text, "words") < 810
    assert "shorter than asked" in composed.notice
    assert "오프라인" in compose_letter(brief_of("ko")).notice


@pytest.mark.parametrize("crossed", [False, True])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("variant", [0, 1, 2])
def test_the_review_doubts_no_sentence_of_an_offline_letter(language: str, crossed: bool, variant: int) -> None:
    brief = brief_of(language, crossed, variant=variant)  # type: ignore[arg-type]
    resume, posting = (ENGLISH, ENGLISH_POSTING) if brief.posting == ENGLISH_POSTING else (KOREAN, KOREAN_POSTING)
    text = compose_letter(brief).text
    review = Reviewer(embedder()).review(text, resume, posting, (), TODAY)
    assert [sentence.text for sentence in review.sentences if sentence.verdict == "unsupported"] == []
    assert review.supported >= 3
    asked = CheckList(length=brief.length, unit=brief.unit, language=brief.language)
    checks = run_checks(text, review.sentences, resume, posting, (), asked)
    expected = {"length", "language"} if crossed else set()
    assert {check.name for check in checks if not check.passed} <= expected, checks


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_number_of_an_offline_letter_stands_in_the_documents(language: str) -> None:
    brief = brief_of(language)  # type: ignore[arg-type]
    documents = " ".join([*(passage.text for passage in brief.passages), brief.posting.text])
    numbers = regex.findall(r"\d[\d,.]*\d|\d", compose_letter(brief).text)
    assert numbers
    assert [number for number in numbers if number not in documents] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_offline_letter_that_is_doubted_tells_something_else(language: str) -> None:
    brief = brief_of(language, length=150 if language == "en" else 380)  # type: ignore[arg-type]
    text = compose_letter(brief).text
    doubted = next(sentence for sentence in split_sentences(text) if "180" in sentence)
    doubts = (ReviewedSentence(text=doubted, verdict="unsupported", score=0.9),)
    mended, _ = written(OfflineWriter(), brief.model_copy(update={"task": "mend", "draft": text, "doubts": doubts}))
    assert doubted not in mended
    assert count(mended, brief.unit) >= 0.9 * brief.length
    foreign = brief.model_copy(update={"task": "mend", "draft": "A person's own words.", "doubts": doubts})
    assert written(OfflineWriter(), foreign)[0] == "A person's own words."


def test_deeds_stand_with_their_employer() -> None:
    paragraphs = compose_letter(brief_of("en")).text.split("\n\n")
    pumps = next(paragraph for paragraph in paragraphs if "seal change" in paragraph)
    assert "Harrow Pumps" in pumps
    assert "Tayside" not in pumps.split("Harrow Pumps")[1]


def test_tones_and_variants_differ() -> None:
    tones: tuple[Tone, ...] = ("formal", "warm", "direct")
    for language in ("en", "ko"):
        assert len({compose_letter(brief_of(language, tone=tone)).text for tone in tones}) == 3
        assert len({compose_letter(brief_of(language, variant=variant)).text for variant in range(3)}) == 3


def test_nothing_of_the_resume_gives_an_honest_short_letter() -> None:
    composed = compose_letter(brief_of("en", passages=(), matches=()))
    assert "Brackenfield Foods" in composed.text
    assert "shorter than asked" in composed.notice


def with_line(brief: Brief, line: str, heading: str = "") -> Brief:
    """The brief with another bullet under its first job, or under a heading of its own."""
    first = next(passage for passage in brief.passages if passage.kind == "bullet")
    change = {"id": "p99", "text": line} | ({"heading": heading, "entry": ""} if heading else {})
    place = brief.passages.index(first)
    return brief.model_copy(
        update={"passages": (*brief.passages[: place + 1], first.model_copy(update=change), *brief.passages[place + 1 :])}
    )


def test_a_letter_that_is_lengthened_tells_no_deed_twice() -> None:
    brief = with_line(brief_of("ko", length=1200), "상담 창구 이전(2022.09 – 2023.04) 담당: 답변 양식 재설계, 교육 60명")
    short = compose_letter(brief).text
    assert "60명" in short
    longer, _ = written(OfflineWriter(), brief.model_copy(update={"task": "lengthen", "draft": short}))
    assert longer.count("60명") == 1


def test_a_deed_that_the_resume_tells_twice_is_told_once() -> None:
    for language, line in (("en", "Trained 24 operators in lock-out procedures."), ("ko", "독서 모임 24회 운영")):
        brief = with_line(brief_of(language, length=900 if language == "en" else 1500), line, "Highlights of experience / 주요 경험")  # type: ignore[arg-type]
        assert compose_letter(brief).text.count("24") == 1


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_sentence_of_tools_stands_alone(language: str) -> None:
    brief = brief_of(language, length=900 if language == "en" else 1500)  # type: ignore[arg-type]
    paragraphs = compose_letter(brief).text.split("\n\n")
    tools = next(paragraph for paragraph in paragraphs if "tools I work with" in paragraph or "사용하는 도구" in paragraph)
    assert len(split_sentences(tools)) > 1


@pytest.mark.parametrize(
    ("language", "entries", "lines", "said"),
    [
        (
            "ko",
            ("㈜한들상사 영업팀 대리\n2021.03 ~ 현재", "2017.05 ~ 2021.02"),
            ("거래처 30곳을 관리했습니다.", "재고 실사를 매달 진행했습니다."),
            "이전 직장에서는 재고 실사를",
        ),
        (
            "en",
            ("Marrow Traders Ltd, Sales Lead\n2021 – present", "2017 – 2021"),
            ("Managed 30 accounts across the north.", "Ran the monthly stock count for two sites."),
            "In an earlier job, I ran the monthly stock count",
        ),
    ],
)
def test_a_deed_of_a_job_without_a_name_is_not_told_as_the_one_before(
    language: str, entries: tuple[str, str], lines: tuple[str, str], said: str
) -> None:
    told = passages(*(("경력" if language == "ko" else "Experience", entry, (line,)) for entry, line in zip(entries, lines, strict=True)))
    brief = brief_of(language, passages=told, matches=())  # type: ignore[arg-type]
    assert said in compose_letter(brief).text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "양식을 통일해 보고서 작성 시간을 주 6시간에서 2시간으로 단축",
            "양식을 통일해 보고서 작성 시간을 주 6시간에서 2시간으로 단축했습니다.",
        ),
        ("사용자 인터뷰 월 8회 진행", "사용자 인터뷰를 월 8회 진행했습니다."),
        ("불량률 3.1%에서 1.7%로 감소", "불량률이 3.1%에서 1.7%로 감소했습니다."),
    ],
)
def test_a_rate_takes_no_particle(line: str, sentence: str) -> None:
    assert sentence_of(line, current=False) == sentence


@pytest.mark.parametrize("dates", ["(09/2016 – 12/2019)", "09.2016 - 12.2019", "(Sep 2016 – Dec 2019)", "2016–2019"])
def test_dates_are_no_part_of_a_title(dates: str) -> None:
    assert place_of("Experience", f"Marrow Grid Ltd — Junior Engineer {dates}").title == "Junior Engineer"


def test_two_bare_verbs_are_a_deed() -> None:
    predicate = predicate_of("Plan and send two newsletters a week to 84,000 subscribers", current=True)
    assert predicate is not None
    assert predicate.text.startswith("plan and send")
