"""The tab of questions (자소서 문항) in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from coverletter.text.counting import count
from coverletter.types import Unit
from tests.fake_model import FakeModel
from tests.server import Server
from tests.visiting import Visit

pytestmark = pytest.mark.browser
TYPED = "가나다 ABC\n🙂"
RULES: list[tuple[str, Unit]] = [
    ("글자 (공백 포함)", "characters"),
    ("글자 (공백 제외)", "characters_no_blanks"),
    ("바이트 (EUC-KR)", "bytes_euckr"),
    ("바이트 (UTF-8)", "bytes_utf8"),
    ("바이트 (나이스)", "bytes_neis"),
]


@pytest.fixture
def korean(browser: Browser, server: Server) -> Visit:
    visit = Visit(browser, server, "ko-KR")
    visit.take_sample("ko")
    visit.go("자소서 문항")
    return visit


def ask(visit: Visit, *questions: tuple[str, int]) -> None:
    for number, (question, limit) in enumerate(questions, 1):
        if number > 1:
            visit.page.click("#more-questions")
        visit.page.fill(f"#question-{number} textarea", question)
        visit.page.fill(f"#limit-{number} input", str(limit))


def test_the_count_follows_the_typing_under_each_rule(korean: Visit) -> None:
    page = korean.page
    page.fill("#answer-1 textarea", TYPED)
    for name, unit in RULES:
        page.click("#unit-1 input")
        page.get_by_role("option", name=name).click()
        expect(page.locator("#meter-1")).to_contain_text(f"{count(TYPED, unit)} / 700 {name}")
    page.locator("#answer-1 textarea").press("Control+End")
    page.keyboard.type("라")
    expect(page.locator("#meter-1")).to_contain_text(f"{count(TYPED + '라', 'bytes_neis')} / 700")
    korean.close()


def test_each_answer_keeps_its_limit_under_a_heading_and_tells_other_deeds(korean: Visit) -> None:
    ask(korean, ("지원동기와 입사 후 포부를 적어 주세요.", 400), ("직무 역량을 쌓기 위해 한 일을 적어 주세요.", 300))
    korean.page.click("#write-answers")
    expect(korean.page.locator("#answers-status .ending")).to_be_visible()
    first, second = (korean.page.input_value(f"#answer-{number} textarea") for number in (1, 2))
    assert 200 <= len(first) <= 400
    assert 0 < len(second) <= 300
    assert first.startswith("[")
    assert second.startswith("[")
    told = [{line.strip() for line in text.split("\n", 1)[1].split(". ") if len(line) > 30} for text in (first, second)]
    assert not told[0] & told[1]
    expect(korean.page.locator("#meter-1")).to_contain_text(f"{len(first)} / 400")
    sentence = korean.page.locator("#answers-review .sentence.supported").first
    sentence.click()
    expect(korean.page.locator("#answers-review .lines:not([hidden]) cite").first).to_have_text("1쪽")
    korean.close()


def test_an_empty_question_is_passed_over_and_answers_stand_under_their_own(korean: Visit) -> None:
    ask(korean, ("", 500), ("직무 역량을 적어 주세요.", 300))
    korean.page.click("#write-answers")
    expect(korean.page.locator("#answers-status .ending")).to_be_visible()
    assert korean.page.input_value("#answer-1 textarea") == ""
    assert korean.page.input_value("#answer-2 textarea")
    korean.close()


def test_questions_and_answers_survive_a_refresh(korean: Visit) -> None:
    ask(korean, ("성장과정을 적어 주세요.", 500), ("직무 역량을 적어 주세요.", 300))
    korean.page.fill("#answer-2 textarea", "제가 쓴 답입니다.")
    expect(korean.page.locator("#meter-2")).to_contain_text("10 / 300")
    korean.page.reload()
    korean.wait_until_drawn()
    korean.go("자소서 문항")
    expect(korean.page.locator("#question-2 textarea")).to_have_value("직무 역량을 적어 주세요.")
    expect(korean.page.locator("#answer-2 textarea")).to_have_value("제가 쓴 답입니다.")
    expect(korean.page.locator("#limit-1 input")).to_have_value("500")
    expect(korean.page.locator("#meter-2")).to_contain_text("10 / 300")
    korean.close()


def test_an_answer_edited_by_hand_is_reviewed_again_and_its_review_survives_a_refresh(korean: Visit) -> None:
    ask(korean, ("지원동기를 적어 주세요.", 400), ("직무 역량을 적어 주세요.", 400))
    korean.page.click("#write-answers")
    expect(korean.page.locator("#answers-status .ending")).to_be_visible()
    contradicted = korean.page.locator("#answers-review .sentence.hard")
    expect(contradicted).to_have_count(0)
    invented = "스탠퍼드 대학교에서 박사 학위를 받았습니다."
    second = korean.page.input_value("#answer-2 textarea")
    korean.page.fill("#answer-2 textarea", f"{second} {invented}")
    expect(contradicted).to_have_text(invented)
    expect(korean.page.locator("#answers-status")).not_to_contain_text("확인하고 있습니다")
    korean.page.reload()
    korean.wait_until_drawn()
    korean.go("자소서 문항")
    expect(contradicted).to_have_text(invented)
    korean.close()


def test_what_is_missing_is_told_under_the_button(korean: Visit) -> None:
    korean.page.click("#write-answers")
    expect(korean.page.locator("#answers-status .problem")).to_contain_text("문항을 하나 이상")
    ask(korean, ("지원동기를 적어 주세요.", 0))
    korean.page.click("#write-answers")
    expect(korean.page.locator("#answers-status .problem")).not_to_contain_text("문항을 하나 이상")
    expect(korean.page.locator("#answers-status .problem")).to_be_visible()
    korean.close()


def test_answers_are_stopped_and_stay(browser: Browser, with_model: tuple[Server, FakeModel]) -> None:
    visit = Visit(browser, with_model[0], "ko-KR")
    visit.take_sample("ko")
    visit.go("자소서 문항")
    ask(visit, ("지원동기를 적어 주세요.", 500))
    visit.page.click("#write-answers")
    expect(visit.page.locator("#answer-1 textarea")).not_to_have_value("")
    expect(visit.page.locator("#write-answers")).to_be_disabled()
    visit.page.click("#stop-answers")
    expect(visit.page.locator("#answers-status")).to_contain_text("멈췄습니다")
    expect(visit.page.locator("#answers-status .busy")).to_have_count(0)
    expect(visit.page.locator("#write-answers")).to_be_enabled()
    assert visit.page.input_value("#answer-1 textarea")
    visit.close()
