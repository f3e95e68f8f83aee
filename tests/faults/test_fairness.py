"""A visitor's own model server that never answers takes no place from those who use the operator's."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

from pydantic import SecretStr

from coverletter.assembly import WriterChoice
from coverletter.settings import Settings
from coverletter.types import ModelChoice
from tests.applicants import brief_of
from tests.fake_model import FakeModel


def test_slow_servers_of_visitors_keep_nobody_else_waiting(tmp_path: Path) -> None:
    async def both(visitors: FakeModel, operators: FakeModel) -> str:
        settings = Settings(
            data_dir=tmp_path, openai_base_url=operators.url, model_concurrency=2, model_seconds=20, allowed_hosts="127.0.0.1"
        )
        choose = WriterChoice(settings)
        own = choose(ModelChoice(base_url=visitors.url, api_key=SecretStr("sk-mine")))
        async with AsyncExitStack() as waiting:
            tasks = []
            for _ in range(4):
                stream = await waiting.enter_async_context(aclosing(own.write(brief_of("en"))))
                tasks.append(asyncio.ensure_future(anext(stream)))
            while visitors.open_now < 2:  # noqa: ASYNC110 - the server runs in another loop
                await asyncio.sleep(0.02)
            async with asyncio.timeout(10):
                chunks = [chunk async for chunk in choose(ModelChoice()).write(brief_of("en"))]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        assert not any(chunk.ahead for chunk in chunks)
        return "".join(chunk.text for chunk in chunks)

    with FakeModel(does="slow") as visitors, FakeModel() as operators:
        assert "Morag Ellison" in asyncio.run(both(visitors, operators))
