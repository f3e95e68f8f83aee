"""A real Postgres for tests: Debian's own binaries, a temporary folder, a free port on loopback."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

MISSING = "Postgres is missing: install Debian's `postgresql` package, so that the records can be tested against it."


def binaries() -> Path:
    """Where the newest server's programs lie. Fails the test under CI and skips it elsewhere when there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found[-1].parent


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Postgres:
    """A server that can be stopped, killed and started again on the same port and data."""

    def __init__(self) -> None:
        self._binaries = binaries()
        self.folder = Path(tempfile.mkdtemp(prefix="coverletter-postgres-"))
        self._data = self.folder / "data"
        self._port = free_port()
        self._free: list[str] = []
        self._lent: list[str] = []
        if os.geteuid() == 0:
            postgres = pwd.getpwnam("postgres")
            os.chown(self.folder, postgres.pw_uid, postgres.pw_gid)
        self._run("initdb", "-D", str(self._data), "-U", "letters", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(
            command, check=True, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60
        )

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c shared_buffers=16MB"
        self._run("pg_ctl", "-D", str(self._data), "-l", str(self.folder / "log"), "-w", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is a crash: nothing is written back."""
        self._run("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop")

    def new_database(self) -> str:
        """The address of an empty database, which is the caller's until `take_back`."""
        if not self._free:
            self._free.append(f"letters_{len(self._lent)}")
            self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "letters", self._free[-1])
        name = self._free.pop()
        self._lent.append(name)
        return f"postgresql+psycopg://letters@127.0.0.1:{self._port}/{name}"

    def take_back(self) -> None:
        """Empty all lent databases: cheaper than making new ones, which copy a thousand files each."""
        for name in self._lent:
            with psycopg.connect(host="127.0.0.1", port=self._port, user="letters", dbname=name, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
        self._free += self._lent
        self._lent = []

    def remove(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def running_postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.remove()
