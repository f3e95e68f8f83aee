"""The line in front of the model: in order of arrival, told how many are ahead, and never longer than it may be."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, aclosing

import pytest

from coverletter.drafting import Transcript
from coverletter.errors import ModelBusy, ModelFailed
from coverletter.types import Brief, Chunk, Posting
from coverletter.writing.line import Line
from coverletter.writing.openai_writer import OpenAIWriter
from tests.fake_model import FakeModel

BRIEF = Brief(
    task="letter", language="en", posting=Posting(title="Engineer", company="Gaon", language="en", text="Engineer", requirements=())
)


async def _turns(line: Line, name: str, began: list[str], seen: list[int], seconds: float = 5) -> None:
    with line.ticket() as ticket:
        async with aclosing(line.wait(ticket, asyncio.get_running_loop().time() + seconds)) as places:
            async for ahead in places:
                seen.append(ahead)
        began.append(name)
        await asyncio.sleep(0.3)


def test_first_come_first_served_and_told_how_many_are_ahead() -> None:
    async def all_at_once() -> tuple[list[str], list[list[int]]]:
        line, began = Line(places=2), list[str]()
        seen: list[list[int]] = [[] for _ in range(6)]
        await asyncio.gather(*(_turns(line, str(number), began, seen[number]) for number in range(6)))
        return began, seen

    began, seen = asyncio.run(all_at_once())
    assert began == list("012345")
    assert [list(dict.fromkeys(places)) for places in seen[:3]] == [[], [], [1]]
    assert seen[5][0] == 4
    assert seen[5] == sorted(seen[5], reverse=True)


def test_a_full_line_is_a_sentence() -> None:
    line = Line(places=1, longest=2)
    with ExitStack() as held:
        for _ in range(3):
            held.enter_context(line.ticket())
        with pytest.raises(ModelFailed, match="2 letters are waiting already"), line.ticket():
            pass
    with line.ticket() as ticket:
        assert line.ahead(ticket) == 0


def test_who_goes_away_gives_the_place_back() -> None:
    async def leave() -> int:
        line, began = Line(places=1), list[str]()
        first = asyncio.ensure_future(_turns(line, "first", began, []))
        await asyncio.sleep(0)
        second = asyncio.ensure_future(_turns(line, "second", began, []))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        with line.ticket() as ticket:
            return line.ahead(ticket)

    assert asyncio.run(leave()) == 0


def test_whose_turn_does_not_come_in_time_is_told_that_it_is_busy() -> None:
    async def wait() -> None:
        line = Line(places=1)
        await asyncio.gather(_turns(line, "first", [], []), _turns(line, "second", [], [], seconds=0.1))

    with pytest.raises(ModelBusy):
        asyncio.run(wait())


def test_a_waiting_letter_says_its_place_and_is_then_written() -> None:
    async def write(writer: OpenAIWriter) -> list[Chunk]:
        return [chunk async for chunk in writer.write(BRIEF)]

    async def two_at_once(url: str) -> list[list[Chunk]]:
        writer = OpenAIWriter(url, "", "fake", 20, line=Line(places=1))
        return list(await asyncio.gather(write(writer), write(writer)))

    with FakeModel(text="One two three four five six seven eight nine ten.", pause=0.05) as model:
        first, second = sorted(asyncio.run(two_at_once(model.url)), key=lambda chunks: max(chunk.ahead for chunk in chunks))
    assert all(chunk.ahead == 0 for chunk in first)
    assert second[0].ahead == 1
    transcript, stages = Transcript(), list[str]()
    for chunk in second:
        transcript.add(chunk)
        stages.append(transcript.stage)
    assert list(dict.fromkeys(stages)) == ["waiting", "writing"]
    assert transcript.text == "One two three four five six seven eight nine ten."
    assert transcript.outcome == "complete"
