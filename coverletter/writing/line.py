"""The line in front of the model: first come, first served, and everybody is told how many are before them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager

from coverletter.errors import ModelBusy
from coverletter.writing.failures import busy

LONGEST_LINE = 200
"""More letters waiting than this would not be begun within any deadline."""

LOOK_SECONDS = 0.2


class Line:
    """At most `places` calls at once, at most `longest` waiting; one for all writers of a process.

    It holds nothing of an event loop, so the command line may use it in one loop after another.
    """

    def __init__(self, places: int, longest: int = LONGEST_LINE) -> None:
        self._places, self._longest = places, longest
        self._tickets: list[object] = []

    @contextmanager
    def ticket(self) -> Iterator[object]:
        """A place in the line, given back at the end. Raises `ModelBusy` when the line is full."""
        if len(self._tickets) >= self._places + self._longest:
            raise ModelBusy(
                f"{self._longest} letters are waiting already; come back in a few minutes, or compose the letter offline.",
                f"이미 {self._longest}편이 기다리고 있습니다. 몇 분 뒤에 다시 오시거나 오프라인으로 작성해 주세요.",
            )
        ticket = object()
        self._tickets.append(ticket)
        try:
            yield ticket
        finally:
            self._tickets.remove(ticket)

    def ahead(self, ticket: object) -> int:
        """How many are to be let in before this one is; 0 for one that may go."""
        return max(0, self._tickets.index(ticket) + 1 - self._places)

    async def wait(self, ticket: object, deadline: float) -> AsyncGenerator[int, None]:
        """Tells how many are ahead, again and again, until none is.

        Raises:
            ModelBusy: it is still not this one's turn at `deadline` (of the running loop's clock).
        """
        while ahead := self.ahead(ticket):
            if asyncio.get_running_loop().time() >= deadline:
                raise busy()
            yield ahead
            await asyncio.sleep(LOOK_SECONDS)
