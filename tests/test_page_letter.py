"""Step three in a real browser: how a letter is written, told, stopped, chosen and taken along."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.fake_model import FakeModel
from tests.server import Server, running_server
from tests.visiting import LETTER, Visit

pytestmark = pytest.mark.browser
KEY = "sk-visitors-own-0123456789"
LISTEN = """() => {
  window.told = []; window.clicked = performance.now();
  const status = () => document.querySelector("#letter-status").innerText.trim() || document.querySelector("#documents-status").innerText.trim();
  new MutationObserver(() => { const now = status(); if (now && window.told.at(-1)?.[1] !== now) window.told.push([performance.now() - window.clicked, now]); })
    .observe(document.body, { childList: true, subtree: true, characterData: true });
  document.querySelector("#write").click();
}"""


def test_every_step_is_told_in_words_and_the_first_at_once(
    browser: Browser, with_model: tuple[Server, FakeModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, model = with_model
    monkeypatch.setattr(model, "pause", 0.01)
    visit = Visit(browser, server)
    visit.take_sample()
    visit.page.wait_for_timeout(300)
    visit.page.evaluate(LISTEN)
    expect(visit.page.locator("#letter-status .ending")).to_be_visible()
    told = visit.page.evaluate("window.told")
    assert told[0][0] < 500, told
    expect(visit.page.locator("#step-letter")).to_be_in_viewport()
    said = " ".join(words for _, words in told)
    for stage in ("Looking for evidence", "Writing", "Holding every sentence", "Written by"):
        assert stage in said, said
    visit.close()


def test_no_two_texts_are_written_over_each_other_and_stop_stays_in_sight(browser: Browser, with_model: tuple[Server, FakeModel]) -> None:
    visit = Visit(browser, with_model[0], width=390)
    visit.take_sample()
    visit.page.click("#write")
    expect(visit.page.locator("#stop")).to_be_visible()
    for button in ("#write", "#variants", "#revise"):
        expect(visit.page.locator(button)).to_be_disabled()
    visit.page.locator("#keep-edit").scroll_into_view_if_needed()
    expect(visit.page.locator("#stop")).to_be_in_viewport()
    expect(visit.status()).to_be_in_viewport()
    visit.page.click("#stop")
    for button in ("#write", "#variants", "#revise", "#again"):
        expect(visit.page.locator(button)).to_be_enabled()
    visit.close()


@pytest.mark.parametrize(("does", "said"), [("cut", "the connection broke"), ("length", "ran out of room"), ("no_finish", "broke")])
def test_a_letter_that_did_not_end_is_shown_as_partial(browser: Browser, tmp_path: Path, does: str, said: str) -> None:
    with FakeModel(does=does) as model, running_server(tmp_path, {"OPENAI_BASE_URL": model.url}) as server:
        visit = Visit(browser, server)
        visit.take_sample()
        visit.page.click("#write")
        expect(visit.page.locator("#letter-status .ending")).to_contain_text("Not finished")
        expect(visit.page.locator("#letter-status .ending")).to_contain_text(said)
        assert visit.page.input_value(LETTER)
        expect(visit.page.locator("#offline")).to_be_visible()
        visit.close()


def test_inventions_are_marked_and_taken_out_when_strict(browser: Browser, tmp_path: Path) -> None:
    with FakeModel(says="stubborn") as model, running_server(tmp_path, {"OPENAI_BASE_URL": model.url}) as server:
        visit = Visit(browser, server)
        visit.take_sample()
        visit.write()
        marked = visit.page.locator("#review .sentence.hard, #review .sentence.soft")
        assert marked.count() >= 3
        assert visit.page.locator("#review .sentence.hard").count() >= 1
        visit.page.get_by_text("How the letter should be").click()
        visit.tick("Strict: take out what the resume does not support")
        visit.page.click("#again")
        expect(marked).to_have_count(0)
        assert visit.page.locator("#review .sentence.supported").count() >= 3
        visit.close()


def test_the_two_tiers_look_different_and_are_told_in_different_words(visit: Visit) -> None:
    visit.take_sample()
    visit.page.fill(LETTER, "I hold a PhD from Stanford University. At Google I led the search team. I mentor two junior engineers.")
    hard, soft = visit.page.locator("#review .sentence.hard"), visit.page.locator("#review .sentence.soft")
    expect(hard).to_contain_text("PhD")
    expect(soft).to_contain_text("At Google")
    look = "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).textDecorationStyle].join()"
    assert hard.evaluate(look) != soft.evaluate(look)
    behind = visit.page.locator("#review .lines:not([hidden])")
    expect(behind).to_contain_text("Contradicts your resume")
    expect(behind).to_contain_text("Your resume says")
    soft.click()
    expect(behind).to_contain_text("Can you back this up?")
    expect(behind).to_contain_text("Is it true")


def test_a_sentence_is_chosen_with_the_keyboard(visit: Visit) -> None:
    visit.take_sample()
    visit.write()
    sentence = visit.page.locator("#review .sentence.supported").nth(1)
    sentence.focus()
    visit.page.keyboard.press("Enter")
    expect(sentence).to_have_attribute("aria-pressed", "true")
    expect(visit.page.locator("#review .lines:not([hidden]) cite").first).to_have_text("p. 1")


def test_a_letter_of_ones_own_is_reviewed_and_what_it_leaves_out_is_listed(visit: Visit) -> None:
    visit.take_sample()
    visit.page.click("#match")
    expect(visit.page.locator("#fit .ring")).to_be_visible()
    visit.page.fill(LETTER, "Dear Tidewater Freight team,\n\nI mentor two junior engineers and run the fortnightly design review.")
    expect(visit.page.locator("#review .sentence.supported")).to_contain_text("mentor two junior")
    visit.page.locator("#unused summary").click()
    expect(visit.page.locator("#unused li", has_text="Kubernetes in production")).to_contain_text("Moved 14 services")
    assert "Guide two or three junior engineers" not in visit.page.inner_text("#unused")


def test_one_paragraph_is_revised_and_the_others_stay(
    browser: Browser, with_model: tuple[Server, FakeModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, model = with_model
    monkeypatch.setattr(model, "pause", 0.0)
    visit = Visit(browser, server)
    visit.take_sample()
    text = "Dear Tidewater Freight team,\n\nI mentor two junior engineers.\n\nSincerely,\nAnnelie de Wit"
    visit.page.fill(LETTER, text)
    expect(visit.page.locator("#review")).to_contain_text("I mentor two junior engineers.")
    visit.page.click("#where input")
    visit.page.get_by_role("option", name=re.compile("^Paragraph 2")).click()
    visit.page.fill("#instruction textarea, #instruction input", "more about the migration")
    visit.page.click("#revise")
    expect(visit.page.locator("#letter-status .ending")).to_be_visible()
    now = visit.page.input_value(LETTER)
    assert now.startswith("Dear Tidewater Freight team,\n\n")
    assert now.endswith("\n\nSincerely,\nAnnelie de Wit")
    assert now != text
    assert any("more about the migration" in call.prompt for call in model.received)
    visit.close()


def test_a_letter_is_written_again_beside_the_first_and_reuse_is_pointed_out(visit: Visit) -> None:
    visit.take_sample()
    visit.write()
    visit.page.click("#again")
    expect(visit.page.locator("#checks")).to_contain_text("stand in your earlier letters")
    visit.page.locator("#drafts-panel .label-wrap").click()
    expect(visit.page.locator("#drafts .draft")).to_have_count(2)


def test_a_letter_is_copied(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server)
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.take_sample()
    visit.write()
    visit.page.locator("#letter").get_by_role("button", name="Copy the text").click()
    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.page.input_value(LETTER)
    visit.close()


def test_what_was_typed_survives_a_refresh_in_the_next_instant(visit: Visit) -> None:
    visit.page.locator("#posting textarea").press_sequentially("Baker wanted in Delft")
    visit.page.get_by_text("What the resume does not say").click()
    visit.fill_in("In your own words", "From ")
    visit.page.get_by_label("In your own words").press_sequentially("May")
    visit.page.reload()
    visit.wait_until_drawn()
    expect(visit.page.locator("#posting textarea")).to_have_value("Baker wanted in Delft")
    visit.page.get_by_text("What the resume does not say").click()
    expect(visit.page.get_by_label("In your own words")).to_have_value("From May")


def test_blind_hiring_leaves_the_person_out_and_warns(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "ko-KR")
    visit.take_sample("ko")
    visit.page.get_by_text("말투, 분량, 언어").click()
    visit.tick("블라인드 채용")
    visit.write()
    written = visit.page.input_value(LETTER)
    assert "서지안" not in written
    assert "가온대학교" not in written
    visit.page.fill(LETTER, written + "\n\n부산에서 자란 서지안입니다.")
    expect(visit.page.locator("#checks .failed", has_text="블라인드")).to_contain_text("이름")
    visit.close()


def test_ones_own_key_stays_in_the_browser_and_the_call(browser: Browser, tmp_path: Path) -> None:
    with FakeModel() as mine, running_server(tmp_path, {"ALLOWED_HOSTS": f"127.0.0.1:{mine.port}"}) as server:
        visit = Visit(browser, server)
        visit.take_sample()
        visit.page.get_by_text("Your own model and key").click()
        visit.fill_in("Model", "my-model")
        visit.fill_in("Server address", mine.url)
        visit.page.fill("#own-key input", KEY)
        visit.write()
        expect(visit.status()).to_contain_text("Written by my-model")
        assert {call.headers["authorization"] for call in mine.received} == {f"Bearer {KEY}"}
        assert {call.body["model"] for call in mine.received} == {"my-model"}
        assert KEY not in visit.page.evaluate("JSON.stringify(localStorage)")
        visit.page.reload()
        visit.wait_until_drawn()
        visit.page.get_by_text("Your own model and key").click()
        expect(visit.page.locator("#own-key input")).to_have_value(KEY)
        assert KEY.encode() not in server.written()
        visit.close()


def test_a_letter_is_taken_along_in_four_formats_and_what_print_cannot_show_is_told(visit: Visit, tmp_path: Path) -> None:
    visit.take_sample()
    visit.page.fill(LETTER, "Dear Tidewater Freight team,\n\nI moved 14 services to Kubernetes. 🚀\n\n감사합니다.")
    expect(visit.status()).to_contain_text("Reviewed again")
    files = {}
    for name in ("txt", "md", "docx", "pdf"):
        with visit.page.expect_download() as waiting:
            visit.page.click(f"#export-{name}")
        target = tmp_path / f"letter.{name}"
        waiting.value.save_as(target)
        files[name] = target.read_bytes()
        expect(visit.status()).to_contain_text(f".{name} is in your downloads")
        assert ("lack these characters" in visit.status().inner_text()) == (name == "pdf")
    assert "감사합니다." in files["txt"].decode()
    assert "감사합니다." in files["md"].decode()
    assert "감사합니다." in [paragraph.text for paragraph in docx.Document(io.BytesIO(files["docx"])).paragraphs]
    assert "감사합니다." in pypdfium2.PdfDocument(files["pdf"])[0].get_textpage().get_text_bounded()


def test_when_the_server_goes_away_it_is_told_in_the_pages_language_and_nothing_is_lost(browser: Browser, tmp_path: Path) -> None:
    with FakeModel(pause=0.2) as model, running_server(tmp_path, {"OPENAI_BASE_URL": model.url}) as server:
        visit = Visit(browser, server, "ko-KR")
        visit.take_sample("ko")
        visit.page.click("#write")
        expect(visit.page.locator(LETTER)).to_have_value(re.compile("한결해운테크"))
        server.process.kill()
        toast = visit.page.get_by_test_id("toast-body")
        expect(toast).to_contain_text("연결이 끊겼습니다. 지금까지 쓴 글은 이 브라우저에 남아 있고")
        assert "Error" not in toast.inner_text()
        visit.close()
