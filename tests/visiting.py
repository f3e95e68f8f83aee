"""A visitor of the page in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, expect, sync_playwright

from tests.server import Server

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30_000
LETTER = "#letter textarea"
SAMPLES = {"en": ("English resume and posting", "Annelie de Wit", "Tidewater"), "ko": ("한국어 이력서와 공고", "서지안", "한결해운테크")}
SIZES = {390: 844, 820: 1180, 1280: 900}


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium, closed in the end."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


class Visit:
    """One visitor's browser window; notes what went wrong in it and every address it asked."""

    def __init__(self, browser: Browser, server: Server, locale: str = "en-US", width: int = 1280) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": SIZES[width]},
            locale=locale,
            is_mobile=width < 600,
            has_touch=width < 600,
            accept_downloads=True,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.troubles: list[str] = []
        self.addresses: set[str] = set()
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        self.page.on("request", lambda request: self.addresses.add(request.url))
        self.server = server
        self.open()

    def open(self) -> None:
        self.page.goto(self.server.url)
        self.wait_until_drawn()

    def wait_until_drawn(self) -> None:
        """The page is there and has put back what the browser remembers."""
        expect(self.page.locator("#write")).to_be_visible()
        self.page.wait_for_function("document.querySelector('#resume-card').innerText.trim().length > 0")

    def take_sample(self, language: str = "en") -> None:
        sample, name, company = SAMPLES[language]
        self.page.get_by_role("button", name=sample).click()
        expect(self.page.locator("#resume-card")).to_contain_text(name)
        expect(self.page.locator("#posting textarea")).to_have_value(re.compile(company))

    def fill_in(self, label: str, text: str) -> None:
        """Write into a field of a part that was just opened."""
        field = self.page.get_by_label(label, exact=True)
        self._until_it_stays(lambda: field.fill(text), lambda: field.input_value() == text)

    def tick(self, label: str) -> None:
        """Tick a box of a part that was just opened."""
        box = self.page.get_by_label(label)
        self._until_it_stays(box.check, box.is_checked)

    def _until_it_stays(self, do: Callable[[], None], is_done: Callable[[], bool]) -> None:
        """Gradio draws what an accordion holds twice after it opened, some 50 ms apart, and the second drawing sets back
        what a machine was quick enough to write after the first.
        """
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            do()
            self.page.wait_for_timeout(300)
            if is_done():
                return
        raise AssertionError("the page does not keep what is put into it")

    def write(self) -> None:
        self.page.click("#write")
        expect(self.page.locator("#review .sentence").first).to_be_visible()
        expect(self.page.locator("#letter-status .busy")).to_have_count(0)

    def go(self, name: str) -> None:
        tab = self.page.get_by_role("tab", name=name)
        if not tab.is_visible():
            self.page.locator(".overflow-menu > button").click()
            tab = self.page.locator(".overflow-dropdown button", has_text=name)
        tab.click()

    def status(self) -> Locator:
        return self.page.locator("#letter-status")

    def close(self) -> None:
        self.context.close()
