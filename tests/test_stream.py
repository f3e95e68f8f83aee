"""The lines of a model's answer, in every shape servers send them."""

from __future__ import annotations

import json

import pytest

from coverletter.errors import ModelSilent
from coverletter.writing.stream import Reading


def read(lines: list[str]) -> Reading:
    reading = Reading()
    for line in lines:
        reading.take(line)
    return reading


def delta(text: str, finish: str | None = None) -> str:
    return "data: " + json.dumps({"choices": [{"delta": {"content": text}, "finish_reason": finish}]})


def test_events_add_up() -> None:
    reading = read([": hello", "", delta("Dear "), "event: x", delta("team", "stop"), "data: [DONE]"])
    assert reading.text == "Dear team"
    assert reading.outcome() == "complete"
    assert reading.ended


def test_a_whole_answer_on_one_line_or_many() -> None:
    body = {
        "choices": [{"message": {"content": "Dear team"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2},
    }
    for text in (json.dumps(body), json.dumps(body, indent=2)):
        reading = read(text.splitlines())
        assert reading.text == "Dear team"
        assert reading.outcome() == "complete"
        assert reading.usage.output_tokens == 2


def test_no_finish_is_cut_off_and_late_is_timed_out() -> None:
    assert read([delta("Dear")]).outcome() == "cut_off"
    reading = read([delta("Dear")])
    reading.is_late = True
    assert reading.outcome() == "timed_out"


@pytest.mark.parametrize("lines", [["<!doctype html>", "<p>Sign in</p>"], ['{"choices": "all"}'], ["{", '"id": 7'], ["data: nonsense"]])
def test_what_is_no_answer_says_so(lines: list[str]) -> None:
    with pytest.raises(ModelSilent, match="not as a model"):
        read(lines).raise_if_nothing_came()


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("I'm sorry, but I can't help with that.", True),
        ("죄송하지만 요청을 도와드릴 수 없습니다.", True),
        ("I am sorry to hear that belts break, and I have kept 42 of them running. " * 10, False),
        ("Dear team, I led six fitters.", False),
    ],
)
def test_refusals_in_words(text: str, refused: bool) -> None:
    assert (read([delta(text, "stop")]).outcome() == "refused") is refused
