"""Reading a model's stream line by line: server-sent events, or one JSON object from servers that do not stream."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import regex

from coverletter.types import Outcome, Usage
from coverletter.writing import failures

_OUTCOMES: Mapping[str, Outcome] = {"length": "truncated", "content_filter": "refused"}
_REFUSAL = regex.compile(
    r"(?i)^\W*(?:(?:i['’]?m (?:very |really |truly )?sorry|sorry|i apologi[sz]e),? but\b"
    r"|i (?:can(?:no|['’])t|am unable to|am not able to|won['’]t) (?:help|assist|write|comply|create|fulfil|do|provide)"
    r"|죄송하지만|죄송합니다[,.]? ?(?:하지만 ?)?(?:이 |그 )?(?:요청|도와|작성))"
)
_LONGEST_REFUSAL = 500
"""Characters; a letter that begins with an apology is longer."""
_LONGEST_BODY = 1_000_000


@dataclass
class Reading:
    """What has been read of one answer."""

    text: str = ""
    refusal: str = ""
    finish: str = ""
    usage: Usage = field(default_factory=Usage)
    is_late: bool = False
    ended: bool = False
    failed: bool = False
    partial: str = ""
    """What has come of one JSON object that is printed over several lines."""
    events: int = 0
    debris: int = 0

    def take(self, line: str) -> str:
        """The text that one line of the body adds. Comments, blank lines and unknown fields add nothing."""
        line = line.strip()
        if line.startswith("data:"):
            data = line[5:].strip()
            if data == "[DONE]":
                self.ended = True
                return ""
        elif line.startswith("{") or self.partial:
            data = self.partial + line
        else:
            self.debris += bool(line) and not line.startswith((":", "event:", "id:", "retry:"))
            return ""
        try:
            event = json.loads(data)
        except ValueError:
            whole_body = not line.startswith("data:") and len(data) < _LONGEST_BODY
            self.partial = data if whole_body else ""
            self.debris += not whole_body
            return ""
        self.partial = ""
        return self._take_event(event) if isinstance(event, dict) else ""

    def outcome(self) -> Outcome:
        """How it ended. No `finish_reason` means cut off, whatever the connection says."""
        if self.refusal or (len(self.text) <= _LONGEST_REFUSAL and _REFUSAL.match(self.text)):
            return "refused"
        if self.is_late and not self.finish:
            return "timed_out"
        if not self.finish:
            return "cut_off"
        return _OUTCOMES.get(self.finish, "complete")

    def raise_if_nothing_came(self) -> None:
        """Raises `ModelFailed` when there is neither text nor a refusal to show."""
        if self.text.strip() or self.outcome() == "refused":
            return
        if self.failed:
            raise failures.broken()
        if self.is_late:
            raise failures.too_slow()
        if self.finish:
            raise failures.empty()
        if (self.debris or self.partial) and not self.events:
            raise failures.not_a_model()
        raise failures.unreachable()

    def _take_event(self, event: dict[str, object]) -> str:
        if event.get("error"):
            self.failed = self.ended = True
            return ""
        usage = event.get("usage")
        if isinstance(usage, dict):
            self.usage = Usage(input_tokens=_number(usage.get("prompt_tokens")), output_tokens=_number(usage.get("completion_tokens")))
        choices = event.get("choices")
        if not isinstance(choices, list):
            self.debris += 1
            return ""
        self.events += 1
        if not choices or not isinstance(choices[0], dict):
            return ""
        choice = cast("dict[str, object]", choices[0])
        finish = choice.get("finish_reason")
        self.finish = finish if isinstance(finish, str) else self.finish
        said = choice.get("delta") or choice.get("message")
        if not isinstance(said, dict):
            return ""
        refusal, content = said.get("refusal"), said.get("content")
        self.refusal += refusal if isinstance(refusal, str) else ""
        piece = content if isinstance(content, str) else ""
        self.text += piece
        return piece


def _number(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
