"""Personal details are marks before anything goes to a model, and themselves again in the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from coverletter.types import AnswerRequest, Language, Passage, Question, Resume, ReviseRequest, WriteRequest
from coverletter.writing.details import find_details, person_of
from coverletter.writing.openai_writer import OpenAIWriter
from coverletter.writing.privacy import Mask
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING, brief_of
from tests.fake_model import FakeModel
from tests.house import gather, house, last, run, writing_with

ENGLISH_DETAILS = [
    ("write to morag.ellison@mail.example today", "morag.ellison@mail.example"),
    ("m_ellison+jobs@mail.co.example", "m_ellison+jobs@mail.co.example"),
    ("phone 07700 900345 after six", "07700 900345"),
    ("+44 7700 900345", "+44 7700 900345"),
    ("+44 (0)20 7946 0958", "+44 (0)20 7946 0958"),
    ("(541) 555-0137", "(541) 555-0137"),
    ("541-555-0137", "541-555-0137"),
    ("541.555.0137", "541.555.0137"),
    ("+1 541 555 0137", "+1 541 555 0137"),
    ("021 555 0139", "021 555 0139"),
    ("+61 491 570 158", "+61 491 570 158"),
    ("lives at 14 Larch Road, Dundee DD2 1AB", "14 Larch Road, Dundee DD2 1AB"),
    ("221B Baker Street", "221B Baker Street"),
    ("1600 Harbour View Avenue, Apt 4C", "1600 Harbour View Avenue, Apt 4C"),
    ("Flat 7, 12 Mill Lane", "12 Mill Lane"),
    ("P.O. Box 410", "P.O. Box 410"),
    ("Date of birth: 14 March 1989", "14 March 1989"),
    ("DOB 03/14/1989", "03/14/1989"),
    ("born on March 14, 1989", "March 14, 1989"),
    ("https://morag-ellison.example/cv", "https://morag-ellison.example/cv"),
    ("linkedin.com/in/morag-ellison", "linkedin.com/in/morag-ellison"),
    ("github.com/mellison", "github.com/mellison"),
    ("morag-ellison-dev", "morag-ellison-dev"),
    ("@moragellison", "@moragellison"),
]
KOREAN_DETAILS = [
    ("메일은 chaeun.ban@mail.example입니다", "chaeun.ban@mail.example"),
    ("휴대전화 010-2345-6789", "010-2345-6789"),
    ("01023456789", "01023456789"),
    ("010 2345 6789", "010 2345 6789"),
    ("+82 10-2345-6789", "+82 10-2345-6789"),
    ("자택 042-483-1234", "042-483-1234"),
    ("02-345-6789", "02-345-6789"),
    ("대표 1588-1234", "1588-1234"),
    ("주민등록번호 930514-2345678", "930514-2345678"),
    ("930514-2******", "930514-2******"),
    ("생년월일 1993.05.14", "1993.05.14"),
    ("생년월일: 1993년 5월 14일", "1993년 5월 14일"),
    ("1993년생", "1993년생"),
    ("출생 1993-05-14", "1993-05-14"),
    ("대전광역시 서구 둔산로 100, 1203호에 삽니다", "대전광역시 서구 둔산로 100"),
    ("서울 마포구 와우산로29길 15", "서울 마포구 와우산로29길 15"),
    ("경기도 성남시 분당구 정자동 178-4", "경기도 성남시 분당구 정자동 178-4"),
    ("https://chaeun-ban.example", "https://chaeun-ban.example"),
    ("velog.io/@chaeunban", "velog.io/@chaeunban"),
]
KEPT = [
    "cut stops from 31 to 12 a month in 2024",
    "a budget of £120,000 and 4,200,000 lines a day",
    "May 2020 – Apr 2024",
    "in 2019 and 2020 I trained 24 operators",
    "물류비 4억 3천만 원 절감",
    "2020.03 – 2024.02 근무",
    "1만 2천 권의 실사, 오차율 3.1%에서 0.8%로",
    "version 3.11.7 of Python",
    "ISO 9001 and EN 1090-2",
    "TOEIC 745점, 2023.10 응시",
]


@pytest.mark.parametrize(("text", "detail"), ENGLISH_DETAILS)
def test_english_details_are_hidden(text: str, detail: str) -> None:
    mask = Mask([text], "Morag Ellison")
    assert detail not in mask.hide(text)
    assert mask.restore(mask.hide(text)) == text


@pytest.mark.parametrize(("text", "detail"), KOREAN_DETAILS)
def test_korean_details_are_hidden(text: str, detail: str) -> None:
    mask = Mask([text, "chaeun.ban@mail.example"], "반채운")
    assert detail not in mask.hide(text)
    assert mask.restore(mask.hide(text)) == text


@pytest.mark.parametrize("text", KEPT)
def test_deeds_and_figures_are_left_alone(text: str) -> None:
    assert Mask([text], "Morag Ellison").hide(text) == text


def test_the_name_stays_unless_it_is_to_be_hidden() -> None:
    assert "Morag Ellison" in Mask(["Morag Ellison"], "Morag Ellison").hide("Morag Ellison")
    assert "Morag" not in Mask(["Morag Ellison"], "Morag Ellison", hide_name=True).hide("Dear team, I am Morag Ellison.")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11])
def test_marks_are_restored_across_the_pieces_of_a_stream(size: int) -> None:
    mask = Mask(["morag@mail.example and 07700 900345"])
    hidden = mask.hide("Write to morag@mail.example or call 07700 900345, 1 << 2 is fine.")
    restorer = mask.restorer()
    shown = "".join(restorer.feed(hidden[start : start + size]) for start in range(0, len(hidden), size)) + restorer.finish()
    assert shown == "Write to morag@mail.example or call 07700 900345, 1 << 2 is fine."


def test_a_mark_written_by_a_document_stays_what_it_is() -> None:
    mask = Mask(["<<EMAIL_1>> me@mail.example"])
    assert mask.restore(mask.hide("<<EMAIL_1>> me@mail.example")) == "<<EMAIL_1>> me@mail.example"


def _full_of_details(resume: Resume, details: list[tuple[str, str]]) -> Resume:
    lines = tuple(
        Passage(id=f"d{number}", page=1, text=text, kind="sentence", heading="Summary") for number, (text, _) in enumerate(details)
    )
    return resume.model_copy(
        update={"passages": (*resume.passages, *lines), "text": "\n".join([resume.text, *(text for text, _ in details)])}
    )


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_personal_is_sent_whatever_is_asked(tmp_path: Path, language: Language) -> None:
    details = ENGLISH_DETAILS if language == "en" else KOREAN_DETAILS
    resume, posting = (ENGLISH, ENGLISH_POSTING) if language == "en" else (KOREAN, KOREAN_POSTING)
    resume = _full_of_details(resume, details)
    notes = f"{details[0][0]}. {details[2][0]}."
    with FakeModel(says="fabricate") as model:
        letters = house(tmp_path, writing_with(model), keeps=False)
        letter = last(letters.write(WriteRequest(resume=resume, posting=posting, notes=notes, length=200))).letter
        assert letter is not None
        draft = f"{letter.text}\n\n{details[0][0]}"
        last(letters.revise(ReviseRequest(letter=draft, instruction=details[1][0], resume=resume, posting=posting, notes=notes)))
        last(
            letters.answer(
                AnswerRequest(resume=resume, posting=posting, questions=(Question(question="왜? Why?", limit=400),), notes=notes)
            )
        )
        sent = "\n".join(call.prompt for call in model.received)
        assert len(model.received) >= 4
    assert [detail for _, detail in details if detail in sent] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_everything_hidden_is_restored_in_the_letter(language: Language) -> None:
    details = ENGLISH_DETAILS if language == "en" else KOREAN_DETAILS
    lines = tuple(Passage(id=f"d{number}", page=1, text=text, kind="sentence") for number, (text, _) in enumerate(details))
    brief = brief_of(language, passages=lines, matches=(), length=1400, name="Morag Ellison" if language == "en" else "반채운")
    with FakeModel() as model:
        writer = OpenAIWriter(model.url, "", "fake", 10)
        model.text = writer.would_send(brief)
        text = "".join(chunk.text for chunk in run(gather(writer.write(brief))))
    assert "<<" in model.text
    assert [line for line, _ in details if line not in text] == []


def test_structured_calls_are_masked_as_well() -> None:
    async def ask(writer: OpenAIWriter) -> str:
        return await writer.complete("Is morag@mail.example or 07700 900345 in the resume?", {"type": "object"})

    with FakeModel(text='{"said": "<<EMAIL_1>>"}') as model:
        assert run(ask(OpenAIWriter(model.url, "", "fake", 5))) == '{"said": "morag@mail.example"}'
        assert "morag@mail.example" not in model.received[0].prompt
        assert "900345" not in model.received[0].prompt


@pytest.mark.parametrize("name", ["Ines Okonjo", "Ann Devlin", "Min Sun"])
def test_a_name_inside_an_ordinary_word_is_no_handle(name: str) -> None:
    text = "Planned production lines as a developer, planning and managing admin work on Sundays, minimum two."
    person = person_of(name, [f"{name.split()[0].lower()}.dev@mail.example"])
    assert [detail for kind, detail in find_details(text, person) if kind == "LINK"] == []


@pytest.mark.parametrize("handle", ["inesokonjo", "i-okonjo", "iokonjo", "okonjo92", "ines.codes", "okonjo-dev/portfolio", "@ines_bakes"])
def test_a_handle_spelled_from_the_name_is_one(handle: str) -> None:
    found = [detail for kind, detail in find_details(f"Code: {handle}", person_of("Ines Okonjo", [])) if kind == "LINK"]
    assert found == [handle]
