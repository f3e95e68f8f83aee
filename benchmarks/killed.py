"""The whole house killed at random moments of its work: `python -m benchmarks.killed [--rounds 50]`.

A process imports the house once and forks a new life for each round: the records and the index are opened and brought in line,
then resumes and letters of several workspaces are kept, one is erased now and then, and each is told to this process once it
is acknowledged. The life is ended with SIGKILL at a random moment, also in the middle of its start. At last the house is
opened once more: letters that were acknowledged and are lost, letters of an acknowledged erase that are back, vectors that a
query for themselves misses, whether the database is whole.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import numpy as np

from coverletter.keeping.database import SQLITE_NAME
from coverletter.keeping.reconcile import reconcile
from coverletter.keeping.records import Records, open_records
from coverletter.keeping.rows import owner_of
from coverletter.matching.index import ChromaIndex, Vectors
from coverletter.settings import Settings
from coverletter.types import Letter, Passage, Posting, Resume

ROOT = Path(__file__).parents[1]
MODEL = "tiny"
POSTING = Posting(title="Data Engineer", company="가온", language="en", text="Posting of the day. " * 50, requirements=())
LINES, DIMENSION = 60, 32
LONGEST_LIFE = 0.6
EVERY_NTH_ERASED = 5


@dataclass
class Outcome:
    """What came of all rounds."""

    rounds: int = 0
    killed_in_start: int = 0
    letters: int = 0
    resumes: int = 0
    erased: int = 0
    lost: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    missed: int = 0
    healed: int = 0
    is_whole: bool = False
    slowest_start: float = 0.0

    @property
    def held(self) -> bool:
        """Whether every promise held."""
        return not self.lost and not self.returned and not self.missed and self.is_whole


def resume_of(name: str) -> Resume:
    """A resume whose id is told from its name."""
    passage = Passage(id="p1", page=1, text=f"text of {name}", kind="bullet")
    return Resume(id=name.encode().hex().ljust(64, "0")[:64], name="", pages=1, language="en", text=name, passages=(passage,), quality=1.0)


def vectors_of(name: str) -> Vectors:
    """The same directions for the same name."""
    drawn = np.random.default_rng(int.from_bytes(name.encode()[-8:], "big")).normal(size=(LINES, DIMENSION))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def open_house(settings: Settings) -> tuple[Records, ChromaIndex, int]:
    """Records and index, opened and in line; and how many vectors had to be healed."""
    records, index = open_records(settings), ChromaIndex(MODEL, settings.data_dir / "chroma_db")
    records.prepare()
    return records, index, reconcile(records, index).healed


def live(round_: str, settings: Settings, told: int) -> None:
    """Keep letters and resumes for ever."""
    os.write(told, f"begun {round_}\n".encode())
    started = time.monotonic()
    records, index, _ = open_house(settings)
    os.write(told, f"open {round_} {time.monotonic() - started:.3f}\n".encode())
    for number in count():
        name, workspace = f"r{round_}-{number}", secrets.token_hex(32)
        os.write(told, f"workspace {name} {workspace}\n".encode())
        records.keep_resume(workspace, resume_of(name))
        index.upsert(owner_of(workspace), resume_of(name).id, [f"p{line}" for line in range(LINES)], vectors_of(name))
        os.write(told, f"resume {name}\n".encode())
        letter = Letter(id=name, text=f"{name} first " * 40, language="en", outcome="complete", model="offline")
        records.save(workspace, letter, POSTING)
        os.write(told, f"letter {name}\n".encode())
        if number % EVERY_NTH_ERASED == EVERY_NTH_ERASED - 1:
            records.erase(workspace)
            index.forget(owner_of(workspace))
            records.vectors_gone(owner_of(workspace))
            os.write(told, f"erased {name}\n".encode())


def breed(folder: Path) -> None:
    """Fork a life for every line on standard input; say its process id, and when it is dead."""
    settings = Settings(data_dir=folder / "data")
    for line in sys.stdin:
        if child := os.fork():
            print(child, flush=True)
            os.waitpid(child, 0)
            print("dead", flush=True)
        else:
            live(line.strip(), settings, os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND))


def kill_again_and_again(folder: Path, rounds: int, seed: int = 4711) -> Outcome:
    """All rounds in `folder`, and what is left of what was acknowledged."""
    outcome, chance = Outcome(rounds=rounds), random.Random(seed)
    breeder = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.killed", "--breed", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert breeder.stdin is not None
    assert breeder.stdout is not None
    for round_ in range(rounds):
        breeder.stdin.write(f"{round_}\n")
        breeder.stdin.flush()
        child = int(breeder.stdout.readline())
        in_start = chance.random() < 0.2
        _wait_for(folder / "told", f"{'begun' if in_start else 'open'} {round_}")
        time.sleep(chance.uniform(0, 0.2 if in_start else LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        assert breeder.stdout.readline().strip() == "dead"
        outcome.killed_in_start += f"open {round_} " not in (folder / "told").read_text()
    breeder.stdin.close()
    breeder.wait(20)
    _look_again(folder, outcome)
    return outcome


def _wait_for(path: Path, line: str) -> None:
    deadline = time.monotonic() + 120
    while not (path.exists() and f"{line}" in path.read_text()):
        if time.monotonic() > deadline:
            raise RuntimeError("the house did not start")
        time.sleep(0.01)


def _look_again(folder: Path, outcome: Outcome) -> None:
    told: dict[str, dict[str, str]] = {}
    for what, name, *more in _lines(folder / "told"):
        told.setdefault(what, {})[name] = more[0] if more else ""
    records, index, outcome.healed = open_house(Settings(data_dir=folder / "data"))
    workspace_of, erased = told.get("workspace", {}), told.get("erased", {})
    outcome.letters, outcome.resumes, outcome.erased = len(told.get("letter", {})), len(told.get("resume", {})), len(erased)
    outcome.slowest_start = max((float(seconds) for seconds in told.get("open", {}).values()), default=0.0)
    for name in told.get("letter", {}):
        kept = [line.id for line in records.letters(workspace_of[name])]
        if name in erased:
            outcome.returned += kept
        elif (kept != [name] and not _was_being_erased(name)) or (
            kept and records.letter(workspace_of[name], name).versions[0].text != f"{name} first " * 40
        ):
            outcome.lost.append(name)
    for name in told.get("resume", {}):
        if records.letters(workspace_of[name]):
            found = index.query(owner_of(workspace_of[name]), resume_of(name).id, vectors_of(name), 1)
            outcome.missed += sum(f"p{line}" not in near for line, near in enumerate(found))
    records.close()
    index.close()
    with sqlite3.connect(folder / "data" / "cover_letters" / SQLITE_NAME) as file:
        outcome.is_whole = file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _was_being_erased(name: str) -> bool:
    return int(name.split("-")[1]) % EVERY_NTH_ERASED == EVERY_NTH_ERASED - 1


def _lines(path: Path) -> Iterator[list[str]]:
    """Whole lines; a last one that the kill cut does not count."""
    return (line.split() for line in path.read_text().split("\n")[:-1])


def describe(outcome: Outcome) -> str:
    """One sentence with every figure."""
    return (
        f"{outcome.rounds} kills ({outcome.killed_in_start} of them while it started): {outcome.letters} letters and {outcome.resumes} resumes acknowledged, "
        f"{outcome.erased} erased; {len(outcome.lost)} lost, {len(outcome.returned)} back after an erase, {outcome.missed} vectors missed "
        f"({outcome.healed} healed at the last start), database {'whole' if outcome.is_whole else 'DAMAGED'}, "
        f"slowest start after a kill {outcome.slowest_start:.2f} s"
    )


def main() -> int:
    """Kill, count, print; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--breed", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.breed:
        breed(given.breed)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_again_and_again(Path(folder), given.rounds)
    print(describe(outcome))
    return 0 if outcome.held else 1


if __name__ == "__main__":
    sys.exit(main())
