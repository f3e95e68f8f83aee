"""TLS with a mounted certificate, as docs/deployment.md tells an operator to do it."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.deployment.conftest import SINGLE, stack
from tests.deployment.engine import Engine, Stack, free_port

pytestmark = pytest.mark.deployment


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `tls.crt` and `tls.key` that the frontend's user may read."""
    folder = tmp_path_factory.mktemp("tls")
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject)
    subprocess.run([*made, "-keyout", folder / "tls.key", "-out", folder / "tls.crt"], check=True, capture_output=True)
    folder.chmod(0o755)
    (folder / "tls.key").chmod(0o644)
    return folder


@pytest.fixture(scope="module")
def encrypted(images: Engine, certificate: Path) -> Iterator[Stack]:
    files = (*SINGLE, "tests/deployment/docker-compose.tls.yml")
    yield from stack(images, "cl-tls", files, TLS_PORT=str(free_port()), TLS_FOLDER=str(certificate))


def test_the_page_comes_encrypted_and_says_so(encrypted: Stack, certificate: Path) -> None:
    port = encrypted.engine.reach(int(encrypted.variables["TLS_PORT"]))
    trust = ssl.create_default_context(cafile=str(certificate / "tls.crt"))
    answer = httpx.get(f"https://localhost:{port}/", verify=trust, timeout=30)
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert f"https://localhost:{port}" in answer.text or "http://" not in answer.text.split('"root"')[1][:60]
