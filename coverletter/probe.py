"""The container's health check: asks this machine's own server, for a slim image has no curl.

`python -m coverletter.probe [PATH]` exits with 0 when the server on loopback answers PATH (default `/health`) with 200.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException


def answers(port: int, path: str) -> bool:
    """Whether the server on loopback answers `path` with 200 within five seconds."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else "/health"
    sys.exit(0 if answers(int(os.environ.get("BACKEND_PORT") or 8000), path) else 1)
