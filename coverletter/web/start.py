"""From the environment to a server that listens: what `app.py` and `python -m coverletter serve` both do."""

from __future__ import annotations

import logging
from pathlib import Path

import fastapi
import uvicorn

from coverletter.assembly import build_house
from coverletter.settings import Settings, load_settings
from coverletter.web.logs import configure_logging
from coverletter.web.server import build_server

DRAIN_SECONDS = 25
"""How long letters being written may still take when the server is told to stop."""

PACKAGE = Path(__file__).parent.parent
log = logging.getLogger("coverletter")


def create_app() -> fastapi.FastAPI:
    """The whole server as the environment describes it. Raises `AppError` if a setting is wrong."""
    settings = load_settings()
    _configure_logging(settings)
    return build_server(settings, build_house(settings))


def start(settings: Settings, reload: bool = False) -> None:
    """Listen until told to stop; letters being written may still end. With `reload`, begin again whenever the code changes."""
    _configure_logging(settings)
    app = f"{__name__}:{create_app.__name__}" if reload else create_app()
    log.info("Cover Letter is at http://%s:%d%s", settings.host, settings.port, settings.root_path)
    uvicorn.run(
        app,
        factory=reload,
        reload=reload,
        reload_dirs=[str(PACKAGE)] if reload else None,
        host=settings.host,
        port=settings.port,
        root_path=settings.root_path,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
    )


def _configure_logging(settings: Settings) -> None:
    configure_logging("DEBUG" if settings.debug else settings.log_level, settings.log_format == "json")
