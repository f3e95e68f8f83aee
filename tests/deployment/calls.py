"""Calling a stack from a test: from a container beside it, or from this machine through its published port."""

from __future__ import annotations

import json
import subprocess
from typing import cast

import httpx

from tests.deployment.engine import ROOT, Stack


def called(stack: Stack, *arguments: str, timeout: float = 900) -> dict[str, object]:
    """What the callers in a container beside the stack report."""
    printed = stack.run("python", "/tests/callers.py", *arguments, timeout=timeout)
    return cast("dict[str, object]", json.loads(printed.strip().splitlines()[-1]))


def start_calling(stack: Stack, *arguments: str) -> subprocess.Popen[str]:
    """The same in the background; `finished` waits for it."""
    mounts = ("-v", f"{ROOT / 'tests' / 'deployment'}:/tests:ro", "-v", f"{ROOT / 'samples'}:/samples:ro")
    command = [
        "docker",
        "run",
        "--rm",
        "--network",
        "coverletter-network",
        *mounts,
        "coverletter",
        "python",
        "/tests/callers.py",
        *arguments,
    ]
    return subprocess.Popen(command, env=stack.engine.environment, stdout=subprocess.PIPE, text=True)


def finished(calling: subprocess.Popen[str], seconds: float = 600) -> dict[str, object]:
    """What a caller in the background reports at its end."""
    printed, _ = calling.communicate(timeout=seconds)
    return cast("dict[str, object]", json.loads(printed.strip().splitlines()[-1]))


def share_good(result: dict[str, object]) -> float:
    """The share of calls that came to a good end."""
    print(result)
    return cast(int, result["good"]) / cast(int, result["asked"])


def call(address: str, endpoint: str, **arguments: object) -> object:
    """One endpoint by bare HTTP; returns its result."""
    event = httpx.post(f"{address}/gradio_api/call/v2/{endpoint}", json=arguments, timeout=60).raise_for_status().json()["event_id"]
    stream = httpx.get(f"{address}/gradio_api/call/{endpoint}/{event}", timeout=240).text
    data = [line[5:] for line in stream.splitlines() if line.startswith("data:")]
    assert "event: complete" in stream, stream[-400:]
    return json.loads(data[-1])[0]


def write_letter(address: str, workspace: str) -> dict[str, object]:
    """A letter kept in a workspace, as the last step of its stream brought it."""
    with (ROOT / "samples" / "resume.pdf").open("rb") as file:
        path = httpx.post(f"{address}/gradio_api/upload", files={"files": ("resume.pdf", file)}, timeout=60).raise_for_status().json()[0]
    posting = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
    resume = {"path": path, "meta": {"_type": "gradio.FileData"}}
    final = call(address, "write", resume=resume, posting=posting, workspace=workspace)
    assert isinstance(final, dict)
    assert final["done"]
    return cast("dict[str, object]", final["letter"])


def kept_ids(address: str, workspace: str) -> set[str]:
    """The ids of the letters a workspace keeps."""
    return {str(line["id"]) for line in cast("list[dict[str, object]]", call(address, "letters", workspace=workspace))}
