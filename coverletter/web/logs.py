"""One line a fact, with the id of the request it belongs to; never a text of a person, never a key."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

request_id: ContextVar[str] = ContextVar("request_id", default="-")
"""The id of the request being served; nginx sends it as X-Request-ID and the call to the model carries it on."""

PLAIN_FORMAT = "%(asctime)s - %(name)s - %(levelname)s - [%(request_id)s] %(message)s"


class _AddRequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": request_id.get(),
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


class _PlainFormatter(logging.Formatter):
    """Names the kind of an exception and where it rose, but not its message: that may hold a piece of a resume."""

    def formatException(self, ei: object) -> str:
        kind, trace = (ei[0], ei[2]) if isinstance(ei, tuple) else (None, None)
        while isinstance(trace, TracebackType) and trace.tb_next:
            trace = trace.tb_next
        place = ""
        if isinstance(trace, TracebackType):
            place = f" in {trace.tb_frame.f_globals.get('__name__')}.{trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}"
        return f"{kind.__name__ if isinstance(kind, type) else kind}{place}"


def configure_logging(level: str, as_json: bool) -> None:
    """Send every log line of this process to standard output, plain or as one JSON object a line."""
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(_AddRequestId())
    handler.setFormatter(_JsonFormatter() if as_json else _PlainFormatter(PLAIN_FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for talkative in (
        "httpx",
        "httpx2",
        "httpcore",
        "httpcore2",
        "openai",
        "chromadb",
        "sentence_transformers",
        "uvicorn.access",
        "gradio",
    ):
        logging.getLogger(talkative).setLevel(logging.WARNING)
