"""What a workspace keeps, in a real browser: each browser its own, opened, compared, brought back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.server import Server
from tests.visiting import LETTER, Visit

pytestmark = pytest.mark.browser


def test_each_browser_sees_its_own_letters_alone(browser: Browser, server: Server) -> None:
    mine, other = Visit(browser, server), Visit(browser, server)
    mine.take_sample()
    mine.write()
    mine.go("History")
    expect(mine.page.locator("#history-letters label")).to_contain_text("Senior Backend Engineer · Tidewater Freight")
    other.go("History")
    expect(other.page.locator("#history-empty")).to_be_visible()
    expect(other.page.locator("#history-letters label")).to_have_count(0)
    mine.close()
    other.close()


def test_nothing_is_kept_when_keeping_is_off(visit: Visit) -> None:
    visit.take_sample()
    visit.page.locator("#keep input").uncheck()
    visit.write()
    visit.page.click("#keep-edit")
    expect(visit.status()).to_contain_text("Keep my letters")
    visit.go("History")
    expect(visit.page.locator("#history-empty")).to_be_visible()


def test_an_opened_letter_brings_its_posting_and_is_the_one_that_is_kept_further(visit: Visit) -> None:
    visit.take_sample("en")
    visit.write()
    english = visit.page.input_value(LETTER)
    visit.take_sample("ko")
    visit.page.click("#again")
    expect(visit.page.locator("#letter-status .ending")).to_be_visible()
    expect(visit.page.locator("#fit")).to_contain_text("한결해운테크")
    visit.go("History")
    letters = visit.page.locator("#history-letters label")
    expect(letters).to_have_count(2)
    letters.filter(has_text="Tidewater").click()
    expect(visit.page.locator("#history-text")).to_contain_text("Dear Tidewater")
    visit.page.locator("summary", has_text="The posting as it was").click()
    expect(visit.page.locator(".kept-posting")).to_contain_text("An AWS certification")
    visit.page.click("#history-open")
    expect(visit.page.locator(LETTER)).to_be_visible()
    expect(visit.page.locator(LETTER)).to_have_value(english)
    assert "Tidewater Freight" in visit.page.input_value("#posting textarea")
    expect(visit.page.locator("#review .sentence").first).to_be_visible()
    visit.page.fill(LETTER, english + "\n\nP.S. Thank you.")
    expect(visit.page.locator("#review")).to_contain_text("P.S.")
    visit.page.click("#keep-edit")
    expect(visit.status()).to_contain_text("Kept in your workspace")
    visit.go("History")
    expect(letters.filter(has_text="Tidewater")).to_contain_text("versions: 2")
    expect(letters.filter(has_text="한결해운테크")).to_contain_text("versions: 1")


def test_any_two_versions_are_compared(visit: Visit) -> None:
    visit.take_sample()
    visit.write()
    text = visit.page.input_value(LETTER)
    for word in ("Hello", "Good evening"):
        visit.page.fill(LETTER, text.replace("Dear", word))
        expect(visit.page.locator("#review")).to_contain_text(word)
        visit.page.click("#keep-edit")
        expect(visit.status()).to_contain_text("Kept in your workspace")
    visit.go("History")
    visit.page.locator("#history-letters label").first.click()
    expect(visit.page.locator("#history-text ins")).to_contain_text("Good evening")
    expect(visit.page.locator("#history-text del")).to_contain_text("Hello")
    visit.page.click("#history-compare input")
    visit.page.get_by_role("option").first.click()
    expect(visit.page.locator("#history-text del")).to_contain_text("Dear")
