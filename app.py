"""Settings become adapters, the adapters a pipeline, the pipeline a server; also where a Space starts."""

from __future__ import annotations

import logging
import sys

from coverletter.assembly import build_house
from coverletter.errors import AppError
from coverletter.settings import load_settings
from coverletter.web.logs import configure_logging
from coverletter.web.server import build_server, serve

log = logging.getLogger("coverletter")


def main() -> int:
    """Serve until told to stop; 2 if a setting is wrong."""
    try:
        settings = load_settings()
        configure_logging("DEBUG" if settings.debug else settings.log_level, settings.log_format == "json")
        server = build_server(settings, build_house(settings))
    except AppError as error:
        print(error.english, file=sys.stderr)
        return 2
    log.info("Cover Letter is at http://%s:%d%s", settings.host, settings.port, settings.root_path)
    serve(server, settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
