"""What stands before every request: its id, who may ask, which doors exist, how much a body may hold, and whose a session is."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coverletter.web.logs import request_id
from coverletter.web.metrics import Metrics
from coverletter.web.sentences import SOMETHING_BROKE
from coverletter.web.sessions import SessionOwners, new_visitor_cookie, visitor_of

log = logging.getLogger("coverletter.web")

API = "/gradio_api"
MOST_JSON_BYTES = 4_000_000
MULTIPART_OVERHEAD = 100_000

_DOORS = re.compile(
    r"/(?:|config/?|assets/.*|static/.*|svelte/.*|theme\.css|favicon\.ico|robots\.txt|manifest\.json|health|ready|metrics"
    rf"|{API[1:]}/(?:info/?|openapi\.json|app_id/?|startup-events|theme\.css|upload|upload_progress|cancel|reset/?"
    r"|heartbeat/[^/]+|queue/(?:join|data)|run/[^/]+/?|call/[^/]+(?:/[^/]+)?/?|call/v2/[^/]+(?:/[^/]+)?/?|file=(?!https?:).+|mcp(?:/.*)?))"
)
"""The doors of the framework that this house uses; its proxy, recordings, deep links, monitoring and the rest stay shut."""

NOT_UNDERSTOOD = "That call could not be understood; /gradio_api/info names what each endpoint takes."
"""What the framework cannot take apart is always the caller's: what fails inside an endpoint is told in its stream."""

TOO_MANY = "Too many are being served just now; come back in a minute."

TOO_LARGE = "That is more than this server takes at once; send a smaller file or a shorter text."

_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """ASGI middleware around the whole server.

    Args:
        app: what is guarded.
        metrics: counts requests by method and status.
        allowed_origins: origins besides the server's own whose pages may call it.
        max_upload_bytes: the largest file; uploads may be a little more with what wraps them.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, allowed_origins: Collection[str], max_upload_bytes: int) -> None:
        self._app, self._metrics = app, metrics
        self._allowed_origins = frozenset(allowed_origins)
        self._max_upload_bytes = max_upload_bytes
        self._sessions = SessionOwners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it with a sentence."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = MutableHeaders(scope=scope)
        given = headers.get("x-request-id", "")
        identity = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        headers["x-request-id"] = identity
        request_id.set(identity)
        answer = _Answer(scope, send, identity, new_visitor_cookie(_is_secure(scope)) if _wants_cookie(scope, headers) else "")
        started = time.perf_counter()
        try:
            await self._serve(scope, headers, receive, answer)
        except _TooLarge:
            await answer.finish(413, TOO_LARGE)
        except Exception as error:
            log.error("%s broke off: %s", _named(scope), type(error).__name__)
        finally:
            is_call = scope["method"] == "POST"
            if answer.is_full:
                await answer.finish(503, TOO_MANY)
            await answer.finish(400 if is_call else 500, NOT_UNDERSTOOD if is_call else SOMETHING_BROKE.english)
            self._metrics.requests.labels(scope["method"], str(answer.status)).inc()
            log.debug("%s %s %d %.3fs", scope["method"], _named(scope), answer.status, time.perf_counter() - started)

    async def _serve(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if not self._may_call(headers):
            await _refuse(403, "Pages of other sites may not call this server.")(scope, receive, send)
            return
        if not _DOORS.fullmatch(path):
            await _refuse(404, "There is nothing at this address.")(scope, receive, send)
            return
        visitor = visitor_of(headers.get("cookie", ""))
        if path == f"{API}/upload":
            receive = _limited(receive, headers, self._max_upload_bytes + MULTIPART_OVERHEAD)
        elif scope["method"] == "POST" and not path.startswith(f"{API}/mcp"):
            body = await _whole(_limited(receive, headers, MOST_JSON_BYTES))
            if body is None:
                return
            if not self._owns_session(path, body, visitor):
                await _refuse(404, "There is no such session.")(scope, receive, send)
                return
            receive = _replay(body, receive)
        elif path == f"{API}/queue/data":
            session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
            if not self._sessions.owns(session, visitor):
                await _refuse(404, "There is no such session.")(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _may_call(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None or origin in self._allowed_origins:
            return True
        own = {headers.get("host", ""), headers.get("x-forwarded-host", "").split(",")[0].strip()}
        return bool(urlsplit(origin).netloc) and urlsplit(origin).netloc in own

    def _owns_session(self, path: str, body: bytes, visitor: str) -> bool:
        """Whether a call may act in the session it names; calls that name none have one of their own."""
        try:
            named = json.loads(body) if body else {}
        except ValueError:
            return True
        session = named.get("session_hash") if isinstance(named, dict) else None
        if session is None:
            return True
        if not isinstance(session, str):
            return False
        if path.startswith((f"{API}/cancel", f"{API}/reset")):
            return self._sessions.owns(session, visitor)
        return self._sessions.claim(session, visitor)


class _TooLarge(Exception):
    """A body holds more than it may."""


class _Answer:
    """Sends an answer on, with the headers every answer has, and remembers how far it got.

    The framework's own words for an error (500) and for a full queue (503) are withheld: they say nothing that helps.
    """

    def __init__(self, scope: Scope, send: Send, identity: str, cookie: str) -> None:
        self._scope, self._send, self._identity, self._cookie = scope, send, identity, cookie
        self.status = 0
        self.is_withheld = False
        self.is_full = False
        self._is_finished = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_full = message["status"] == 503 and self._scope["method"] == "POST"
            self.is_withheld = message["status"] == 500 or self.is_full
            if not self.is_withheld:
                await self._start(message)
        elif not self.is_withheld:
            self._is_finished = not message.get("more_body", False)
            await self._send(message)

    async def finish(self, status: int, sentence: str) -> None:
        """Bring an answer that broke off to its end: a connection that just closes takes a proxy's other callers with it."""
        if not self.status:
            body = JSONResponse({"detail": sentence}, status_code=status)
            await self._start({"type": "http.response.start", "status": status, "headers": body.raw_headers})
            await self._send({"type": "http.response.body", "body": body.body})
            self._is_finished = True
        elif not self._is_finished:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _start(self, message: Message) -> None:
        self.status = message["status"]
        headers = MutableHeaders(scope=message)
        headers["x-request-id"] = self._identity
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        if self._cookie:
            headers.append("set-cookie", self._cookie)
        await self._send(message)


def _named(scope: Scope) -> str:
    """The path for the log: without what may be somebody's, and on one line."""
    return repr(str(scope["path"]).split("=")[0])[1:-1]


def _refuse(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"detail": sentence}, status_code=status)


def _wants_cookie(scope: Scope, headers: Headers) -> bool:
    opens_page = scope["method"] == "GET" and scope["path"].endswith(("/", "/config"))
    return opens_page and not visitor_of(headers.get("cookie", ""))


def _is_secure(scope: Scope) -> bool:
    return scope.get("scheme") == "https"


def _limited(receive: Receive, headers: Headers, most: int) -> Receive:
    """`receive`, but raising `_TooLarge` once more than `most` bytes came or are announced."""
    seen = 0

    async def count() -> Message:
        nonlocal seen
        if headers.get("content-length", "").isdigit() and int(headers["content-length"]) > most:
            raise _TooLarge
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise _TooLarge
        return message

    return count


async def _whole(receive: Receive) -> bytes | None:
    """The whole body; None when the caller went away before it was there."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    is_given = False

    async def give() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give
