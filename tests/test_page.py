"""The page in a real browser, as a person uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.fake_model import FakeModel
from tests.server import ROOT, Server, running_server
from tests.visiting import LETTER, Visit

pytestmark = pytest.mark.browser

WORDS = {
    "en": ("Write my letter", "Form questions", "History", "Privacy"),
    "ko": ("자기소개서 쓰기", "자소서 문항", "보관함", "개인정보"),
}


@pytest.mark.parametrize(("locale", "language", "width"), [("en-US", "en", 1280), ("ko-KR", "ko", 390), ("fr-FR", "en", 820)])
def test_the_page_speaks_the_browsers_language_and_fits_its_screen(
    browser: Browser, server: Server, locale: str, language: str, width: int
) -> None:
    visit = Visit(browser, server, locale, width)
    expect(visit.page.locator("html")).to_have_attribute("lang", language)
    expect(visit.page.locator("#write")).to_have_text(WORDS[language][0])
    visit.take_sample(language)
    visit.write()
    for tab in WORDS[language][1:]:
        visit.go(tab)
        assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, tab
    assert "__i18n__" not in visit.page.content().split("</script>")[-1]
    assert "undefined" not in visit.page.inner_text("body")
    assert visit.troubles == []
    visit.close()


def test_the_language_is_switched_and_nothing_typed_is_lost(visit: Visit) -> None:
    visit.page.fill("#posting textarea", "Engineer wanted at Tidewater Freight")
    visit.page.wait_for_timeout(500)
    visit.page.click("#switch-language")
    expect(visit.page.locator("#write")).to_have_text("자기소개서 쓰기")
    expect(visit.page.locator("#posting textarea")).to_have_value("Engineer wanted at Tidewater Freight")
    visit.page.click("#switch-language")
    expect(visit.page.locator("#write")).to_have_text("Write my letter")


def test_documents_become_a_fit_and_a_reviewed_letter(visit: Visit) -> None:
    before = set(visit.server.uploads())
    visit.page.set_input_files("#resume-upload input[type=file]", str(ROOT / "samples" / "resume.pdf"))
    expect(visit.page.locator("#resume-card")).to_contain_text("Annelie de Wit")
    visit.page.fill("#posting textarea", (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8"))
    visit.write()
    expect(visit.page.locator("#fit svg.ring")).to_be_visible()
    assert re.fullmatch(r"\d+%", visit.page.text_content("#fit .percent") or "")
    assert visit.page.locator("#fit tbody tr").count() >= 8
    assert visit.page.locator("#fit blockquote").count() >= 5
    assert "Tidewater Freight" in visit.page.input_value(LETTER)
    sentence = visit.page.locator("#review .sentence.supported").first
    sentence.click()
    expect(visit.page.locator("#review .lines:not([hidden]) blockquote").first).to_contain_text("p. 1")
    expect(visit.page.locator("#checks")).to_contain_text("Before you send it")
    assert set(visit.server.uploads()) <= before


def test_nothing_is_asked_of_another_server(visit: Visit) -> None:
    visit.take_sample()
    visit.write()
    assert {address for address in visit.addresses if not address.startswith((visit.server.url, "data:", "blob:"))} == set()
    assert visit.troubles == []


def test_two_tiers_are_told_apart_and_an_edit_is_reviewed_again(visit: Visit) -> None:
    visit.take_sample()
    visit.write()
    before = visit.page.input_value(LETTER)
    visit.page.fill(LETTER, before + "\n\nAt Oakhurst Ticketing I built the refund workflow used by 900 support agents.")
    visit.page.locator(LETTER).press("End")
    expect(visit.page.locator("#review .sentence.hard, #review .sentence.soft").first).to_contain_text("900 support agents")
    expect(visit.page.locator("#review .lines:not([hidden])")).to_contain_text("900")


def test_what_was_read_typed_and_edited_survives_a_refresh(visit: Visit) -> None:
    visit.take_sample()
    visit.write()
    visit.page.fill(LETTER, "My own words, edited.")
    expect(visit.page.locator("#review")).to_contain_text("My own words")
    visit.page.wait_for_timeout(500)
    visit.page.reload()
    visit.wait_until_drawn()
    expect(visit.page.locator(LETTER)).to_have_value("My own words, edited.")
    expect(visit.page.locator("#resume-card")).to_contain_text("Annelie de Wit")
    expect(visit.page.locator("#fit .percent")).to_be_visible()
    expect(visit.page.locator("#review")).to_contain_text("My own words")
    expect(visit.page.locator("#posting textarea")).to_have_value(re.compile("Tidewater"))


def test_a_letter_is_taken_along(visit: Visit, tmp_path: Path) -> None:
    visit.take_sample()
    visit.write()
    for name, starts in (("pdf", b"%PDF"), ("txt", b"Dear")):
        with visit.page.expect_download() as waiting:
            visit.page.click(f"#export-{name}")
        target = tmp_path / f"letter.{name}"
        waiting.value.save_as(target)
        assert target.read_bytes().startswith(starts)


def test_two_drafts_are_shown_side_by_side_and_one_is_used(visit: Visit) -> None:
    visit.take_sample()
    visit.page.click("#variants")
    expect(visit.page.locator("#review .sentence").first).to_be_visible()
    expect(visit.page.locator("#drafts .draft")).to_have_count(2)
    second = visit.page.locator("#drafts .draft", has_text="Draft 2")
    text = second.locator("div").inner_text()
    second.get_by_role("button", name="Use this draft").click()
    expect(visit.page.locator(LETTER)).to_have_value(text)
    expect(second).to_contain_text("in the editor")
    expect(visit.page.locator("#review .sentence").first).to_be_visible()


def test_versions_are_kept_compared_brought_back_and_erased(visit: Visit) -> None:
    visit.take_sample()
    visit.write()
    first = visit.page.input_value(LETTER)
    visit.page.fill(LETTER, first.replace("Dear", "Good day,"))
    expect(visit.page.locator("#review")).to_contain_text("Good day,")
    visit.page.click("#keep-edit")
    expect(visit.status()).to_contain_text("Kept in your workspace")
    visit.go("History")
    visit.page.locator("#history-letters label").first.click()
    expect(visit.page.locator("#history-text ins")).to_contain_text("Good day,")
    visit.page.click("#history-version input")
    visit.page.get_by_role("option").first.click()
    visit.page.click("#history-restore")
    expect(visit.page.locator("#history-status")).to_contain_text("newest version")
    visit.page.click("#history-open")
    expect(visit.page.locator(LETTER)).to_be_visible()
    expect(visit.page.locator(LETTER)).to_have_value(first)
    visit.go("History")
    visit.page.click("#erase")
    visit.page.click("#erase-sure")
    expect(visit.page.locator("#history-status")).to_contain_text("Erased: 1 letters")
    expect(visit.page.locator("#history-empty")).to_be_visible()


def test_answers_are_counted_as_one_types_and_keep_their_limit(visit: Visit) -> None:
    visit.take_sample()
    visit.go("Form questions")
    visit.page.fill("#question-1 textarea", "지원동기를 적어 주세요.")
    visit.page.fill("#limit-1 input", "300")
    visit.page.click("#write-answers")
    expect(visit.page.locator("#answers-review .sentence").first).to_be_visible()
    assert 0 < len(visit.page.input_value("#answer-1 textarea")) <= 300
    visit.page.fill("#answer-1 textarea", "가나다 라마바")
    expect(visit.page.locator("#meter-1")).to_contain_text("7 / 300")
    visit.page.fill("#answer-1 textarea", "가" * 301)
    expect(visit.page.locator("#meter-1 .over")).to_contain_text("over by 1")
    visit.page.click("#more-questions")
    expect(visit.page.locator("#question-2")).to_be_visible()


def test_what_is_missing_is_told_in_place(visit: Visit) -> None:
    visit.page.click("#write")
    expect(visit.page.locator("#documents-status")).to_contain_text("Choose a resume first.")
    expect(visit.page.locator("#documents-status")).to_be_in_viewport()
    visit.take_sample()
    visit.page.fill("#posting textarea", "")
    visit.page.click("#match")
    expect(visit.page.locator("#documents-status")).to_contain_text("Paste the job posting first.")
    assert "Error" not in visit.page.inner_text("body")


def test_a_bad_file_is_told_in_place(visit: Visit, tmp_path: Path) -> None:
    bad = tmp_path / "resume.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    visit.page.set_input_files("#resume-upload input[type=file]", str(bad))
    expect(visit.page.locator("#documents-status")).to_contain_text("damaged")


def test_the_privacy_page_says_that_nothing_is_sent_offline(visit: Visit) -> None:
    visit.take_sample()
    visit.go("Privacy")
    visit.page.click("#show-sent")
    expect(visit.page.locator("#privacy-status")).to_contain_text("Nothing is sent")
    visit.page.click("#forget")
    visit.wait_until_drawn()
    expect(visit.page.locator("#resume-card")).to_contain_text("Your file is read")


def test_a_letter_is_stopped_and_what_was_written_stays(browser: Browser, with_model: tuple[Server, FakeModel]) -> None:
    server, model = with_model
    visit = Visit(browser, server)
    visit.take_sample()
    visit.page.click("#write")
    expect(visit.page.locator("#stop")).to_be_visible()
    expect(visit.page.locator(LETTER)).not_to_have_value("")
    visit.page.click("#stop")
    expect(visit.status()).to_contain_text("Stopped. What was written stays.")
    assert visit.page.input_value(LETTER)
    visit.page.wait_for_timeout(1500)
    assert model.broken_off >= 1
    visit.close()


def test_the_page_shows_exactly_what_is_sent_with_personal_details_masked(browser: Browser, with_model: tuple[Server, FakeModel]) -> None:
    visit = Visit(browser, with_model[0])
    visit.take_sample()
    visit.go("Privacy")
    visit.page.click("#show-sent")
    expect(visit.page.locator("#sent textarea")).to_have_value(re.compile("Fenwick"))
    assert "annelie.dewit@example.com" not in visit.page.input_value("#sent textarea")
    visit.close()


def test_a_model_that_fails_is_told_and_the_offline_writer_offered(browser: Browser, tmp_path: Path) -> None:
    with FakeModel(does="500") as model, running_server(tmp_path, {"OPENAI_BASE_URL": model.url}) as server:
        visit = Visit(browser, server)
        visit.take_sample()
        visit.page.click("#write")
        expect(visit.page.locator("#letter-status .problem")).to_be_visible()
        visit.page.click("#offline")
        expect(visit.page.locator("#review .sentence").first).to_be_visible()
        expect(visit.status()).to_contain_text("the offline writer")
        visit.close()
