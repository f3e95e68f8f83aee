"""A model's server for tests: real HTTP on loopback, the OpenAI chat completions protocol, every good and bad manner.

    with FakeModel(says="good", does="well") as model:
        OpenAIWriter(model.url, "", "fake", seconds=5)

What it says is made from the prompt it was sent, so it behaves like a model that can read and nothing more:
`good` writes from the evidence, `obey` also does whatever it is told anywhere, `fabricate` mixes in every kind of invention,
`stubborn` does so again when asked to mend, `long` and `short` ignore the length. What it does is how it answers. Both can
be a list: one for each call, the last for all further ones. From a shell, with nothing but Python's own library:

    python -m tests.fake_model --port 9001 --says good --does well --pause 0.02
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fake_voice import REPAIR_WORDS, VOICES, compose

STATUSES = (400, 401, 403, 404, 422, 429, 500, 503)
MANNERS = (
    *(str(status) for status in STATUSES),
    *("well", "plain", "html", "slow", "drip", "cut", "no_finish", "empty", "refusal", "length", "filtered", "wrong_json", "keep_alives"),
    *("retry_after", "retry_after_long", "error_event", "hang_up", "no_schema", "mute"),
)
SECRET_IN_ERRORS = "sk-leaked-by-the-server"


@dataclass(frozen=True)
class Received:
    """One call as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, object]

    @property
    def prompt(self) -> str:
        """Every word of every message."""
        messages = self.body.get("messages")
        return "\n\n".join(str(message.get("content", "")) for message in messages) if isinstance(messages, list) else ""


@dataclass
class FakeModel:
    """The server; `received` holds every call, `broken_off` counts the callers that went away in mid-stream.

    `text` is what it says whatever it is asked; with `mends` it says that only until it is asked to put sentences right. `doubts` is what it
    says when it is asked for JSON.
    """

    says: str | Sequence[str] = "good"
    does: str | Sequence[str] = "well"
    text: str = ""
    mends: bool = False
    doubts: str = ""
    pause: float = 0.0
    piece: int = 4
    host: str = "127.0.0.1"
    port: int = 0
    received: list[Received] = field(default_factory=list)
    broken_off: int = 0
    open_now: int = 0
    _thread: threading.Thread | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        """The base address to give to a client."""
        return f"http://{self.host}:{self.port}/v1"

    def __enter__(self) -> FakeModel:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join(10)

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        calls: set[asyncio.Task[None]] = set()

        async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task
            calls.add(task)
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._handle(reader, writer)
            writer.close()
            calls.discard(task)

        server = await asyncio.start_server(serve_one, self.host, self.port, limit=4_000_000)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stopped.wait()
        server.close()
        for task in set(calls):
            task.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        raw = await reader.readexactly(int(headers.get("content-length", "0")))
        if not path.endswith("/chat/completions"):
            await _send(writer, 200, json.dumps({"object": "list", "data": [{"id": "fake", "object": "model"}]}))
            return
        call = Received(path, headers, json.loads(raw))
        self.received.append(call)
        said, manner = _turn(self.says, len(self.received)), _turn(self.does, len(self.received))
        is_repair = self.mends and any(words in call.prompt for words in REPAIR_WORDS)
        answer = compose(call.prompt, said) if is_repair or not self.text else self.text
        if self.doubts and "response_format" in call.body:
            answer = self.doubts
        self.open_now += 1
        gone = asyncio.ensure_future(reader.read(1))
        talking = asyncio.ensure_future(self._answer(writer, call, answer, manner))
        try:
            await asyncio.wait({gone, talking}, return_when=asyncio.FIRST_COMPLETED)
            if not talking.done():
                self.broken_off += 1
            else:
                talking.result()
        finally:
            self.open_now -= 1
            for task in (gone, talking):
                task.cancel()
            await asyncio.gather(gone, talking, return_exceptions=True)

    async def _answer(self, writer: asyncio.StreamWriter, call: Received, answer: str, manner: str) -> None:
        if manner == "hang_up":
            return
        if manner == "mute":
            await asyncio.sleep(3600)
        if manner == "no_schema":
            if "response_format" in call.body or "stream_options" in call.body:
                await _send(writer, 400, json.dumps({"error": {"message": "unknown field"}}))
                return
            manner = "well"
        if manner.isdigit():
            await _send(writer, int(manner), json.dumps({"error": {"message": f"no: {SECRET_IN_ERRORS}"}}))
        elif manner in ("retry_after", "retry_after_long"):
            wait = "0.1" if manner == "retry_after" else "3600"
            await _send(writer, 429, json.dumps({"error": {"message": "slow down"}}), extra=f"Retry-After: {wait}\r\n")
        elif manner == "html":
            await _send(writer, 200, "<!doctype html><title>Sign in</title><p>Welcome to the intranet</p>", "text/html")
        elif manner == "wrong_json":
            await _send(writer, 200, '{"choices": "all of them", "id": 7}')
        elif manner == "plain" or not call.body.get("stream"):
            await _send(writer, 200, json.dumps(_whole(answer, "stop")))
        else:
            await self._stream(writer, answer, manner)

    async def _stream(self, writer: asyncio.StreamWriter, answer: str, manner: str) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        await writer.drain()
        if manner == "slow":
            await asyncio.sleep(3600)
        while manner == "keep_alives":
            writer.write(b": still thinking\n\n")
            await writer.drain()
            await asyncio.sleep(0.05)
        pieces = {"empty": [], "refusal": ["I'm sorry, but I can't help with that."]}.get(manner, _pieces(answer, self.piece))
        half = len(pieces) // 2
        for place, piece in enumerate(pieces):
            if manner in ("cut", "no_finish", "length", "error_event") and place == half:
                break
            await _event(writer, {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
            await asyncio.sleep(3600 if manner == "drip" and place == half else self.pause)
        if manner == "cut":
            writer.transport.abort()
            return
        if manner == "error_event":
            await _event(writer, {"error": {"message": SECRET_IN_ERRORS}})
        if manner not in ("no_finish", "error_event"):
            reason = {"length": "length", "filtered": "content_filter"}.get(manner, "stop")
            await _event(writer, {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
            usage = {"prompt_tokens": 1000, "completion_tokens": len(pieces), "total_tokens": 1000 + len(pieces)}
            await _event(writer, {"choices": [], "usage": usage})
            writer.write(b"data: [DONE]\n\n")
        await writer.drain()


def _turn(script: str | Sequence[str], call: int) -> str:
    return script if isinstance(script, str) else script[min(call, len(script)) - 1]


def _pieces(answer: str, size: int) -> list[str]:
    """About what a tokenizer gives: a few characters each, cutting words and marks in two."""
    return [answer[start : start + size] for start in range(0, len(answer), size)]


def _whole(answer: str, reason: str) -> dict[str, object]:
    message = {"role": "assistant", "content": answer}
    return {"id": "fake", "object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": reason}]}


async def _send(writer: asyncio.StreamWriter, status: int, body: str, kind: str = "application/json", extra: str = "") -> None:
    data = body.encode()
    writer.write(
        f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n{extra}Connection: close\r\n\r\n".encode()
    )
    writer.write(data)
    await writer.drain()


async def _event(writer: asyncio.StreamWriter, event: dict[str, object]) -> None:
    writer.write(b"data: " + json.dumps({"id": "fake", "object": "chat.completion.chunk", **event}, ensure_ascii=False).encode() + b"\n\n")
    await writer.drain()


async def _forever(model: FakeModel) -> None:
    await model._serve(threading.Event())


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="fake_model", description="A model's server for tests.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=9001)
    parser.add_argument("--says", "--mode", default="good", choices=VOICES)
    parser.add_argument("--does", default="well", choices=MANNERS)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two pieces of a stream")
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"http://{chosen.host}:{chosen.port}/v1\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_forever(FakeModel(chosen.says, chosen.does, pause=chosen.pause, host=chosen.host, port=chosen.port)))


if __name__ == "__main__":
    main()
