"""The page for weak eyes, for a keyboard alone and for a screen reader."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.server import Server
from tests.visiting import LETTER, Visit

pytestmark = pytest.mark.browser
PALE = """() => {
  const luminance = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parse = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
  const over = (top, ground) => ground.map((v, i) => v * (1 - top[3]) + top[i] * top[3]);
  const ground = (one) => one ? over(parse(getComputedStyle(one).backgroundColor), ground(one.parentElement)) : [255, 255, 255];
  const pale = [];
  const look = (one, colour, text) => {
    const behind = ground(one), [dark, light] = [luminance(behind), luminance(over(parse(colour), behind))].sort((one, other) => one - other);
    const size = parseFloat(getComputedStyle(one).fontSize);
    if ((light + 0.05) / (dark + 0.05) < (size >= 24 ? 3 : 4.5)) pale.push(text.trim().slice(0, 60));
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const one = node.parentElement;
    if (!node.textContent.trim() || one.closest("[disabled]") || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    look(one, one instanceof SVGElement ? getComputedStyle(one).fill : getComputedStyle(one).color, node.textContent);
  }
  for (const field of document.querySelectorAll("input, textarea"))
    if (field.placeholder && field.checkVisibility()) look(field, getComputedStyle(field, "::placeholder").color, field.placeholder);
  return pale;
}"""
FOCUSED = """() => {
  const one = document.activeElement, box = one.closest(".wrap-inner") ?? one, look = getComputedStyle(box), own = getComputedStyle(one);
  const seen = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) || own.boxShadow !== "none";
  const name = one.getAttribute("aria-label") || one.innerText?.trim() || one.labels?.[0]?.innerText.trim() || "";
  return [one.tagName, one.id, name, seen];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(browser: Browser, server: Server, scheme: Literal["light", "dark"]) -> None:
    visit = Visit(browser, server, "ko-KR")
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.reload()
    visit.wait_until_drawn()
    assert visit.page.evaluate(PALE) == []
    visit.take_sample("ko")
    for heading in visit.page.locator(".label-wrap").all():
        heading.click()
    visit.write()
    text = visit.page.input_value(LETTER)
    visit.page.fill(LETTER, "저는 스탠퍼드 대학교에서 박사 학위를 받았습니다. 저는 구글에서 검색팀을 이끌었습니다.\n\n" + text)
    expect(visit.page.locator("#review .sentence.hard").first).to_be_visible()
    visit.page.wait_for_timeout(500)
    assert visit.page.evaluate(PALE) == []
    for tab in ("자소서 문항", "보관함", "개인정보"):
        visit.go(tab)
        visit.page.wait_for_timeout(500)
        assert visit.page.evaluate(PALE) == [], tab
    visit.close()


def test_the_keyboard_reaches_everything_named_and_in_sight(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "ko-KR")
    visit.take_sample("ko")
    visit.write()
    for heading in visit.page.locator(".label-wrap").all()[:3]:
        heading.click()
    visit.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    reached = []
    for _ in range(90):
        visit.page.keyboard.press("Tab")
        tag, identity, name, seen = visit.page.evaluate(FOCUSED)
        if tag == "BODY":
            continue
        reached.append(identity)
        assert seen, (tag, identity, name)
        assert name, (tag, identity)
    assert {"switch-language", "write", "variants", "match", "fetch", "posting-file", "revise", "export-pdf", "keep-edit"} <= set(reached)
    expect(visit.page.locator("#letter").get_by_role("textbox", name="글", exact=True)).to_be_visible()
    visit.close()


def test_what_goes_on_is_told_to_a_screen_reader(visit: Visit) -> None:
    for status in ("#documents-status", "#letter-status"):
        expect(visit.page.locator(f"{status} [aria-live=polite]").first).to_be_attached()
