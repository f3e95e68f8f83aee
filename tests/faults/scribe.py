"""A process that keeps letters until it is killed; started once, it forks a new life for every line on its input.

    python -m tests.faults.scribe DATA_DIR DATABASE_URL ACKNOWLEDGED

Each life writes one line to ACKNOWLEDGED after `save` or `add_version` has returned, and not before.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from coverletter.keeping.records import open_records
from coverletter.settings import Settings
from coverletter.types import Letter, Posting

WORKSPACE = "5c" * 32
POSTING = Posting(title="Data Engineer", company="가온", language="en", text="Posting of the day. " * 50, requirements=())


def live(round_: str, settings: Settings, acknowledged: Path) -> None:
    """Keep letters with two versions each, for ever."""
    records = open_records(settings)
    records.prepare()
    told = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(told, f"{round_} started\n".encode())
    for number in count():
        name = f"r{round_}-{number}"
        records.save(WORKSPACE, Letter(id=name, text=f"{name} first " * 40, language="en", outcome="complete", model="offline"), POSTING)
        os.write(told, f"{name} 1\n".encode())
        records.add_version(WORKSPACE, name, f"{name} second " * 40, "", None)
        os.write(told, f"{name} 2\n".encode())


def main() -> None:
    settings = Settings(data_dir=Path(sys.argv[1]), database_url=sys.argv[2])
    for line in sys.stdin:
        if child := os.fork():
            print(child, flush=True)
            os.waitpid(child, 0)
            print("dead", flush=True)
        else:
            live(line.strip(), settings, Path(sys.argv[3]))


if __name__ == "__main__":
    main()
