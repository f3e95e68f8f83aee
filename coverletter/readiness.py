"""Which parts of the house are up: warmed in the background, so that the page is there before the model is."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["starting", "up", "down"]
log = logging.getLogger("coverletter.web")

LOOK_AGAIN_SECONDS = 5.0
"""A part is asked again at most this often: `/ready` is polled, and a part that came back is up without a restart."""


@dataclass(frozen=True)
class Part:
    """One part: `start` makes it ready once (slow, in the background); `ping` asks cheaply whether it is still there."""

    start: Callable[[], object]
    ping: Callable[[], object] | None = None


@dataclass
class _Known:
    state: State = "starting"
    asked: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Readiness:
    """The parts by name, and what is known of each."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = dict(parts)
        self._known = {name: _Known() for name in parts}

    def warm_up(self) -> threading.Thread:
        """Start every part in a thread of its own, one after the other: two at once only slow each other."""
        thread = threading.Thread(target=self._start_all, name="warm-up", daemon=True)
        thread.start()
        return thread

    def states(self) -> dict[str, State]:
        """What each part is; a part that was asked long ago is asked again."""
        for name, part in self._parts.items():
            known = self._known[name]
            if known.state != "starting" and time.monotonic() - known.asked > LOOK_AGAIN_SECONDS:
                self._ask(name, part.ping or (part.start if known.state == "down" else None))
        return {name: known.state for name, known in self._known.items()}

    def _start_all(self) -> None:
        for name, part in self._parts.items():
            self._ask(name, part.start)

    def _ask(self, name: str, question: Callable[[], object] | None) -> None:
        known = self._known[name]
        if question is None or not known.lock.acquire(blocking=False):
            return
        try:
            question()
            if known.state != "up":
                log.info("%s is up", name)
            known.state = "up"
        except Exception as error:
            if known.state != "down":
                log.warning("%s is down: %s", name, type(error).__name__)
            known.state = "down"
        finally:
            known.asked = time.monotonic()
            known.lock.release()
