"""The server: the page, the endpoints, `/health`, `/ready` and `/metrics` in one FastAPI app behind the guard."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import fastapi
import gradio as gr
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, Response

from coverletter import heap
from coverletter.assembly import House
from coverletter.errors import Busy
from coverletter.readiness import Readiness
from coverletter.settings import Settings
from coverletter.web.desk import Desk
from coverletter.web.front_page import FrontPage
from coverletter.web.guard import Guard
from coverletter.web.limits import HourlyLimit, caller_of
from coverletter.web.metrics import Metrics
from coverletter.web.ui import build_page
from coverletter.web.uploads import receive_upload, sweep

SWEEP_SECONDS, TIDY_MINUTES = 60, 60
FILE_SECONDS = 15 * 60
"""How long an export waits to be fetched, and an upload to be read."""

QUEUE_LENGTH = 400
SLOTS = 320
"""Events served at once: every letter that may wait in the writers' line, which tells its place, and some more for all else.
In the framework's own queue nobody is told anything.
"""
THREADS = 40
SESSIONS = 100
"""Sessions whose components the framework remembers, 0.4 MB each with the texts in them; it would remember 10,000, one for every
call of a script too. A page that is forgotten is remembered anew with its next event, for what is its own lies in the browser.
"""
UPLOADS_A_LETTER, PAGES_A_LETTER = 5, 2
"""How many files a caller may upload, and pages have fetched, for each letter of the hour."""


def build_server(settings: Settings, house: House) -> fastapi.FastAPI:
    """The whole server for `settings`; nothing is loaded until it is started, and then in the background."""
    files = Path(os.environ.setdefault("GRADIO_TEMP_DIR", tempfile.mkdtemp(prefix="coverletter-"))).resolve()
    files.mkdir(parents=True, exist_ok=True)
    metrics = Metrics()
    if house.count_vectors:
        metrics.watch_index(house.count_vectors)
    readiness = Readiness(house.parts)
    max_upload_bytes = int(settings.max_upload_mb * 1_000_000)

    @contextlib.asynccontextmanager
    async def lifespan(_: fastapi.FastAPI) -> AsyncIterator[None]:
        readiness.warm_up()
        forget = functools.partial(forget_sessions, page.blocks, FILE_SECONDS)
        sweeping = asyncio.create_task(_keep_sweeping(files, forget, house.keep_tidy))
        try:
            yield
        finally:
            sweeping.cancel()
            if house.close:
                await asyncio.to_thread(house.close)

    app = fastapi.FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/ready")
    async def ready() -> JSONResponse:
        states = await asyncio.to_thread(readiness.states)
        return JSONResponse({"ready": _all_up(states), "parts": states}, status_code=200 if _all_up(states) else 503)

    @app.get("/metrics")
    async def read_metrics() -> Response:
        return Response(await asyncio.to_thread(metrics.page), media_type="text/plain; version=0.0.4; charset=utf-8")

    @app.get("/gradio_api/upload_progress")
    async def upload_progress() -> Response:
        return Response('data: {"msg": "done"}\n\n', media_type="text/event-stream")

    @app.post("/gradio_api/upload")
    async def upload(request: fastapi.Request) -> Response:
        try:
            uploads.spend(caller_of(request.client.host) if request.client else "")
        except Busy as busy:
            return JSONResponse({"detail": busy.english}, status_code=429)
        return await receive_upload(request, files)

    hourly = settings.letters_per_hour
    uploads = HourlyLimit(hourly * UPLOADS_A_LETTER, "uploads")
    desk = Desk(house.letters, metrics, HourlyLimit(hourly), HourlyLimit(hourly * PAGES_A_LETTER, "pages"), files, max_upload_bytes)
    page = build_page(desk, settings)
    page.blocks.max_threads = SLOTS  # the queue takes its slots from it, the pool of threads is made later
    page.blocks.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=THREADS)
    page.blocks.has_launched = True  # a mounted app would read any path of the machine without it
    page.blocks.max_threads = THREADS
    page.blocks.state_session_capacity = SESSIONS
    gr.mount_gradio_app(
        app,
        page.blocks,
        path="/",
        root_path=settings.root_path or None,
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,
        show_error=False,
        blocked_paths=[str(settings.data_dir.resolve())],
        max_file_size=max_upload_bytes,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=True,
        theme=page.theme,
        css=page.css,
        i18n=page.words,
    )
    origins = [origin.strip() for origin in settings.allowed_origins.split(",") if origin.strip()]
    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=["*"])
    app.add_middleware(FrontPage)
    app.add_middleware(Guard, metrics=metrics, allowed_origins=origins, max_upload_bytes=max_upload_bytes)
    return app


def _all_up(states: Mapping[str, str]) -> bool:
    return all(state == "up" for state in states.values())


def forget_sessions(blocks: gr.Blocks, seconds: float) -> int:
    """Forget the sessions that nobody used for so long: their components hold the last texts. Returns how many went."""
    holder, oldest = blocks.state_holder, datetime.now() - timedelta(seconds=seconds)
    idle = [session for session, used in list(holder.time_last_used.items()) if used < oldest]
    for session in idle:
        holder.session_data.pop(session, None)
        holder.time_last_used.pop(session, None)
    return len(idle)


async def _keep_sweeping(folder: Path, forget: Callable[[], int], keep_tidy: Callable[[], None] | None) -> None:
    """Every minute what lies about goes, every hour what is past its time."""
    for minute in itertools.count(1):
        forget()
        await asyncio.to_thread(heap.give_back)
        await asyncio.to_thread(sweep, folder, FILE_SECONDS)
        if keep_tidy and minute % TIDY_MINUTES == 0:
            await asyncio.to_thread(keep_tidy)
        await asyncio.sleep(SWEEP_SECONDS)
