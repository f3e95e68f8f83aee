"""One run from end to end with a real language model behind a real server: `make test-model`. It takes minutes.

`LOCAL_LLM` names a command that takes `get` and `serve --port N`; without it the one of the tests' lab is used.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from coverletter.text.language import detect_language
from coverletter.types import Language, WriteRequest
from coverletter.writing.openai_writer import OpenAIWriter
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING
from tests.house import gather, house, run

pytestmark = pytest.mark.real_model

LAB = Path(__file__).parent / "lab" / "local-llm"
SECONDS = 600.0
START_SECONDS = 120.0


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the model's server, started for these tests and ended by its own process id."""
    command = os.environ.get("LOCAL_LLM", "").split() or [sys.executable, str(LAB)]
    subprocess.run([*command, "get"], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([*command, "serve", "--port", str(port)], start_new_session=True)
    address = f"http://127.0.0.1:{port}/v1"
    try:
        began = time.monotonic()
        while not _answers(address):
            assert process.poll() is None, "the model's server ended"
            assert time.monotonic() - began < START_SECONDS, "the model's server did not start"
            time.sleep(0.5)
        yield address
    finally:
        os.killpg(process.pid, 15)
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/models", timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_real_model_streams_a_reviewed_letter(server: str, tmp_path: Path, language: Language) -> None:
    resume, posting = (ENGLISH, ENGLISH_POSTING) if language == "en" else (KOREAN, KOREAN_POSTING)
    length, unit = (110, "words") if language == "en" else (260, "characters")
    letters = house(tmp_path, lambda _: OpenAIWriter(server, "", "local", SECONDS), keeps=False, seconds=SECONDS)
    request = WriteRequest(resume=resume, posting=posting, length=length, unit=unit)  # type: ignore[arg-type]
    steps = run(gather(letters.write(request)))
    letter = steps[-1].letter
    assert letter is not None
    print(f"\n{letter.text}\n[{letter.outcome}, {letter.usage.output_tokens} tokens]")
    assert len({step.text for step in steps if step.stage == "writing"}) > 5
    assert letter.outcome in ("complete", "truncated")
    assert detect_language(letter.text) == language
    assert len(letter.text) > 80
    assert letter.review is not None
    assert letter.review.supported + letter.review.unsupported + letter.review.neutral >= 3
    assert "<data-" not in letter.text
    assert "<<" not in letter.text
