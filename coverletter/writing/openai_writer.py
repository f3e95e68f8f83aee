"""Writes with any server that speaks the OpenAI protocol: OpenAI, Ollama, vLLM, llama.cpp, LM Studio.

The official client signs, sends and sorts errors; the stream's lines are read here, which costs a tenth of the client's
typed chunks, sees keep-alives, HTML and a missing end, and holds everything to one overall deadline.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing
from typing import TYPE_CHECKING, cast

import httpx2
import openai
import regex
from pydantic import SecretStr

from coverletter.types import Brief, Chunk
from coverletter.writing import failures
from coverletter.writing.line import Line
from coverletter.writing.privacy import Mask
from coverletter.writing.prompts import Prompt, letter_prompt
from coverletter.writing.stream import Reading

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

OPENAI_ADDRESS = "https://api.openai.com/v1"
NO_KEY = "none"
"""What is sent where no key is needed: the client insists on one."""

RETRIES = 2
FIRST_PAUSE = 0.4
LONGEST_PAUSE = 8.0
CONNECT_SECONDS = 10.0
AFTER_THE_END = 1.0
"""Seconds to wait for the usage, which comes after `finish_reason` from servers that report it."""

_FENCED = regex.compile(r"^\s*```[a-zA-Z]*\s*\n(.*?)\n?```\s*$", regex.DOTALL)


class OpenAIWriter:
    """A writer at a model's server.

    Args:
        base_url: the server's address, usually ending in /v1; empty for OpenAI itself.
        api_key: empty where the server asks for none.
        model: the model's name at that server.
        seconds: the overall deadline of one text: waiting for a free place, retries and the whole stream.
        line: where calls wait for their turn, shared by all writers of the process.
        http_client: a client with a guard of its own, for an address that a visitor gave.
        hide_name: also keep the applicant's name from the model.
    """

    def __init__(
        self,
        base_url: str,
        api_key: SecretStr | str,
        model: str,
        seconds: float,
        *,
        line: Line | None = None,
        http_client: httpx2.AsyncClient | None = None,
        retries: int = RETRIES,
        hide_name: bool = False,
    ) -> None:
        self._base_url = base_url or OPENAI_ADDRESS
        self._api_key = api_key if isinstance(api_key, SecretStr) else SecretStr(api_key)
        self._model = model
        self._seconds = seconds
        self._line = line or Line(places=1_000)
        self._http_client = http_client
        self._retries = retries
        self._hide_name = hide_name
        self._mark_key = secrets.token_bytes(16)
        self._client: openai.AsyncOpenAI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    def would_send(self, brief: Brief) -> str:
        """Exactly the words that `write` would send for this brief, personal details already replaced by marks."""
        prompt, _ = self._masked(brief)
        return f"{prompt.system}\n\n{prompt.user}"

    async def write(self, brief: Brief) -> AsyncGenerator[Chunk, None]:
        """Stream the text; the last chunk says how it ended. Closing the generator ends the call at once.

        Before there is a place at the model, chunks without text say how many letters are ahead.

        Raises:
            ModelFailed: nothing came; its sentence says what to do.
            ModelBusy: too many are waiting already, or its turn did not come in time.
        """
        deadline = asyncio.get_running_loop().time() + self._seconds
        prompt, mask = await asyncio.to_thread(self._masked, brief)
        messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        restorer = mask.restorer()
        reading = Reading()
        with self._line.ticket() as ticket:
            async with aclosing(self._line.wait(ticket, deadline)) as places:
                async for ahead in places:
                    yield Chunk(ahead=ahead)
            async with aclosing(self._stream(messages, None, reading, deadline)) as pieces:
                async for piece in pieces:
                    if shown := restorer.feed(piece):
                        yield Chunk(text=shown)
        outcome = reading.outcome()
        yield Chunk(text=restorer.finish(), outcome=outcome, notice=failures.notice_of(outcome, brief.language), usage=reading.usage)

    async def complete(self, prompt: str, schema: dict[str, object] | None = None, name: str = "") -> str:
        """The whole answer to `prompt`; with `schema`, JSON with fences taken off, which the caller still validates.

        Personal details are masked as in `write`, the applicant's `name` too where it is to be hidden. Servers that do not know structured output are asked again without.

        Raises:
            ModelFailed: no answer that came to its proper end, or with `schema` none that is JSON.
        """
        mask = Mask([prompt], name, self._hide_name)
        reading = Reading()
        answer = ""
        messages = [{"role": "user", "content": mask.hide(prompt)}]
        deadline = asyncio.get_running_loop().time() + self._seconds
        with self._line.ticket() as ticket:
            async with aclosing(self._line.wait(ticket, deadline)) as places:
                async for _ in places:
                    pass
            async with aclosing(self._stream(messages, schema, reading, deadline)) as pieces:
                async for piece in pieces:
                    answer += piece
        if reading.outcome() != "complete":
            raise failures.broken()
        answer = mask.restore(answer).strip()
        return answer if schema is None else _json_in(answer)

    async def aclose(self) -> None:
        """Close the connections that are kept open."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    def _masked(self, brief: Brief) -> tuple[Prompt, Mask]:
        """The prompt with its marks; the boundary is one no document can foresee, and the same for the same brief."""
        boundary = hmac.new(self._mark_key, brief.model_dump_json().encode(), hashlib.sha256).hexdigest()[:12]
        prompt = letter_prompt(brief, boundary)
        contact = [passage.text for passage in brief.passages]
        mask = Mask([*contact, prompt.user], brief.name, self._hide_name)
        return Prompt(prompt.system, mask.hide(prompt.user)), mask

    async def _stream(
        self, messages: list[dict[str, str]], schema: dict[str, object] | None, reading: Reading, deadline: float
    ) -> AsyncGenerator[str, None]:
        """The pieces of one answer as they come; `reading` knows afterwards how it ended."""
        loop = asyncio.get_running_loop()
        async with AsyncExitStack() as opened:
            response = await self._open(opened, messages, schema, deadline)
            lines = response.aiter_lines()
            while not reading.ended:
                patience = deadline if not reading.finish else min(deadline, loop.time() + AFTER_THE_END)
                try:
                    async with asyncio.timeout_at(patience):
                        line = await anext(lines, None)
                except TimeoutError:
                    reading.is_late = True
                    break
                except (httpx2.HTTPError, httpx2.StreamError):
                    break
                if line is None:
                    break
                if piece := reading.take(line):
                    yield piece
        reading.raise_if_nothing_came()

    async def _open(
        self, opened: AsyncExitStack, messages: list[dict[str, str]], schema: dict[str, object] | None, deadline: float
    ) -> httpx2.Response:
        """A response with status 200 whose body is still to be read, after at most `retries` more tries.

        A server that refuses the optional fields is asked once more without them.
        """
        optional: dict[str, object] = {"stream_options": {"include_usage": True}}
        if schema is not None:
            optional["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema, "strict": True}}
        tries = 0
        while True:
            try:
                async with asyncio.timeout_at(deadline):
                    response = await opened.enter_async_context(
                        self._connected().chat.completions.with_streaming_response.create(
                            model=self._model,
                            messages=cast("list[ChatCompletionMessageParam]", messages),
                            stream=True,
                            extra_body=optional,
                        )
                    )
                return response.http_response
            except TimeoutError as error:
                raise failures.too_slow() from error
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not optional:
                    raise failures.failure_of(error) from error
                optional = {}
            except openai.OpenAIError as error:
                pause = _pause(error, tries)
                in_time = asyncio.get_running_loop().time() + pause < deadline
                if tries >= self._retries or not in_time or pause > LONGEST_PAUSE or not failures.is_worth_a_retry(error):
                    raise failures.failure_of(error) from error
                tries += 1
                await asyncio.sleep(pause)

    def _connected(self) -> openai.AsyncOpenAI:
        """One client for each running loop: its connections cannot move to another."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._loop = loop
            self._client = openai.AsyncOpenAI(
                base_url=self._base_url,
                api_key=self._api_key.get_secret_value() or NO_KEY,
                max_retries=0,
                timeout=httpx2.Timeout(self._seconds, connect=min(CONNECT_SECONDS, self._seconds)),
                http_client=self._http_client,
            )
        return self._client


def _pause(error: openai.OpenAIError, tries: int) -> float:
    """Seconds to wait before the next try: what the server asks for, else twice as long each time."""
    if isinstance(error, openai.APIStatusError):
        try:
            return max(0.0, float(error.response.headers.get("retry-after", "")))
        except ValueError:
            pass
    return FIRST_PAUSE * 2.0**tries


def _json_in(answer: str) -> str:
    """The JSON of an answer that may stand in a fence."""
    fenced = _FENCED.match(answer)
    text = fenced[1] if fenced else answer
    try:
        json.loads(text)
    except ValueError as error:
        raise failures.not_a_model() from error
    return text
