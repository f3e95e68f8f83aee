"""The files of the deployment, read by the tools that know them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from coverletter.settings import Settings
from tests.deployment.conftest import DEVELOPMENT, PRODUCTION, SINGLE
from tests.deployment.engine import ROOT, Engine

TOOLS = Path(sys.executable).parent
SET_BY_THE_IMAGE = {"DATA_DIR", "SERVER_HOST", "BACKEND_PORT", "FRONTEND_PORT", "SPACE_ID", "TRUSTED_PROXIES"}


def run(*command: str | Path) -> str:
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_hadolint_finds_nothing() -> None:
    assert run(TOOLS / "hadolint", "Dockerfile", "nginx/Dockerfile") == ""


def test_gixy_finds_nothing() -> None:
    assert run(sys.executable, "-m", "scripts.lint_nginx").count(": clean") == 2


@pytest.mark.parametrize("file", ["docker-compose.yml", "docker-compose.override.yml", "docker-compose.prod.yml"])
def test_the_compose_schema_holds(file: str) -> None:
    assert "ok" in run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)


@pytest.mark.parametrize("files", [SINGLE[:1], DEVELOPMENT[:2], PRODUCTION[:2]])
def test_compose_takes_the_files(engine: Engine, files: tuple[str, ...]) -> None:
    engine.docker("compose", *(part for file in files for part in ("-f", file)), "config", "-q")


def test_every_setting_reaches_the_backend() -> None:
    passed = set(re.findall(r"^  ([A-Z_]+): \$\{", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"), re.MULTILINE))
    settings = {name.upper() for name in Settings.model_fields} - SET_BY_THE_IMAGE
    assert settings <= passed
    assert {name.removesuffix("_FILE") for name in passed} <= settings
