"""Settings become adapters, the adapters a pipeline, the pipeline a server; also where a Space starts."""

from __future__ import annotations

import sys

from coverletter.errors import AppError
from coverletter.settings import load_settings
from coverletter.web.start import start


def main() -> int:
    """Serve until told to stop; 2 if a setting is wrong."""
    try:
        start(load_settings())
    except AppError as error:
        print(error.english, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
