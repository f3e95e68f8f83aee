"""The model's server fails in every way: the right sentence, the right outcome, in time, and nothing written is lost."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from coverletter.errors import ModelBusy, ModelFailed, ModelRefusedKey, ModelSilent, ModelUnknown
from coverletter.types import Letter, ModelChoice, Outcome, Progress, ReviseRequest, WriteRequest
from coverletter.writing.openai_writer import OpenAIWriter
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING
from tests.fake_model import SECRET_IN_ERRORS, FakeModel
from tests.house import WORKSPACE, first_text, gather, house, run, writing_with

SECONDS = 2.0
"""The overall deadline of one letter in these tests."""

ENGLISH_REQUEST = WriteRequest(resume=ENGLISH, posting=ENGLISH_POSTING, length=120, workspace=WORKSPACE)
KOREAN_REQUEST = WriteRequest(resume=KOREAN, posting=KOREAN_POSTING, length=300, unit="characters", workspace=WORKSPACE)

NOTHING_CAME: list[tuple[str, type[ModelFailed], str]] = [
    ("400", ModelFailed, "did not take the request"),
    ("401", ModelRefusedKey, "check the key"),
    ("403", ModelRefusedKey, "check the key"),
    ("404", ModelUnknown, "does not know this model"),
    ("422", ModelFailed, "did not take the request"),
    ("429", ModelBusy, "try again in a minute"),
    ("retry_after", ModelBusy, "try again in a minute"),
    ("retry_after_long", ModelBusy, "try again in a minute"),
    ("500", ModelSilent, "an error of its own"),
    ("503", ModelBusy, "try again in a minute"),
    ("html", ModelSilent, "not as a model's server"),
    ("wrong_json", ModelSilent, "not as a model's server"),
    ("slow", ModelSilent, "in time"),
    ("mute", ModelSilent, "in time"),
    ("keep_alives", ModelSilent, "in time"),
    ("empty", ModelSilent, "with nothing"),
    ("hang_up", ModelSilent, "cannot be reached"),
]

SOMETHING_CAME: list[tuple[str, Outcome, str]] = [
    ("drip", "timed_out", "ran out of time"),
    ("cut", "cut_off", "broke off"),
    ("no_finish", "cut_off", "broke off"),
    ("error_event", "cut_off", "broke off"),
    ("length", "truncated", "length limit"),
    ("refusal", "refused", "declined"),
    ("filtered", "refused", "declined"),
]


@contextmanager
def self_signed_server(folder: Path) -> Iterator[str]:
    """The address of a TLS server whose certificate it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    certificate = certificate.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem = certificate.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    both = folder / "server.pem"
    both.write_bytes(pem + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def written(tmp_path: Path, model: FakeModel, request: WriteRequest = ENGLISH_REQUEST) -> Letter:
    steps = run(gather(house(tmp_path, writing_with(model, SECONDS)).write(request)))
    letter = steps[-1].letter
    assert letter is not None
    return letter


@pytest.mark.parametrize(("manner", "error", "words"), NOTHING_CAME)
def test_nothing_came(tmp_path: Path, manner: str, error: type[ModelFailed], words: str) -> None:
    with FakeModel(does=manner) as model:
        letters = house(tmp_path, writing_with(model, SECONDS))
        began = time.monotonic()
        with pytest.raises(error, match=words) as caught:
            run(gather(letters.write(ENGLISH_REQUEST)))
        assert time.monotonic() - began < SECONDS + 8
        assert SECRET_IN_ERRORS not in caught.value.english
        assert "offline" in caught.value.english
        assert "오프라인" in caught.value.korean
        assert len(model.received) <= 3
        assert letters.letters(WORKSPACE) == ()


@pytest.mark.parametrize(("manner", "outcome", "words"), SOMETHING_CAME)
def test_what_came_is_kept_as_partial(tmp_path: Path, manner: str, outcome: Outcome, words: str) -> None:
    with FakeModel(does=manner) as model:
        letters = house(tmp_path, writing_with(model, SECONDS))
        began = time.monotonic()
        steps = run(gather(letters.write(ENGLISH_REQUEST)))
        assert time.monotonic() - began < SECONDS + 8
        letter = steps[-1].letter
        assert letter is not None
        assert letter.outcome == outcome
        assert words in letter.notice
        assert letter.text.strip()
        assert SECRET_IN_ERRORS not in f"{letter.text}{letter.notice}"
        assert [version.text for version in letters.letter(WORKSPACE, letter.id).versions] == [letter.text]


def test_partial_letters_say_so_in_korean(tmp_path: Path) -> None:
    with FakeModel(does="cut") as model:
        assert "끊겨" in written(tmp_path, model, KOREAN_REQUEST).notice


def test_a_mark_cut_in_two_is_not_shown(tmp_path: Path) -> None:
    with FakeModel(text="Write to me at <<EMAIL_1>> or <<EMAIL_1>> any day.", does="length") as model:
        assert "<<EMA" not in written(tmp_path, model).text.replace("<<EMAIL_1>>", "")


@pytest.mark.parametrize("manner", ["plain", "no_schema", "well"])
def test_servers_that_differ_still_write(tmp_path: Path, manner: str) -> None:
    with FakeModel(does=manner) as model:
        assert written(tmp_path, model).outcome == "complete"


def test_a_server_that_recovers_within_the_retries(tmp_path: Path) -> None:
    with FakeModel(does=["503", "well"]) as model:
        assert written(tmp_path, model).outcome == "complete"


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        letters = house(tmp_path, lambda _: OpenAIWriter(address, "", "fake", SECONDS))
        with pytest.raises(ModelSilent, match="cannot be reached"):
            run(gather(letters.write(ENGLISH_REQUEST)))


def test_a_name_nobody_knows(tmp_path: Path) -> None:
    letters = house(tmp_path, lambda _: OpenAIWriter("http://no-such-host.invalid/v1", "", "fake", SECONDS))
    with pytest.raises(ModelSilent):
        run(gather(letters.write(ENGLISH_REQUEST)))


def test_a_certificate_nobody_vouches_for(tmp_path: Path) -> None:
    with self_signed_server(tmp_path) as address:
        letters = house(tmp_path, lambda _: OpenAIWriter(address, "", "fake", SECONDS))
        with pytest.raises(ModelSilent, match="cannot be reached"):
            run(gather(letters.write(ENGLISH_REQUEST)))


def test_a_repair_that_fails_leaves_the_first_draft(tmp_path: Path) -> None:
    with FakeModel(says="fabricate", does=["well", "500"]) as model:
        letter = written(tmp_path, model)
        assert letter.outcome == "complete"
        assert letter.review is not None
        assert letter.review.unsupported > 0


def test_a_repair_that_hangs_is_given_up_at_the_deadline(tmp_path: Path) -> None:
    with FakeModel(says="fabricate", does=["well", "slow"]) as model:
        letters = house(tmp_path, writing_with(model, 30), seconds=SECONDS)
        began = time.monotonic()
        steps = run(gather(letters.write(ENGLISH_REQUEST)))
        assert time.monotonic() - began < SECONDS + 8
        assert steps[-1].letter is not None
        assert steps[-1].letter.outcome == "complete"


async def until(is_so: Callable[[], bool], seconds: float = 5) -> float:
    """Wait until `is_so`; how long that took."""
    began = time.monotonic()
    while not is_so() and time.monotonic() - began < seconds:  # noqa: ASYNC110 - the server runs in another loop
        await asyncio.sleep(0.01)
    return time.monotonic() - began


async def _leave(stream: object, model: FakeModel) -> tuple[str, float]:
    """Read some text, go away, and wait until the server has seen it; the text and how long that took."""
    text = await first_text(stream)  # type: ignore[arg-type]
    return text, await until(lambda: model.open_now == 0)


@pytest.mark.parametrize("kept", [True, False])
def test_a_caller_that_goes_away_stops_the_model_within_a_second(tmp_path: Path, kept: bool) -> None:
    with FakeModel(pause=0.05) as model:
        letters = house(tmp_path, writing_with(model, 30))
        request = ENGLISH_REQUEST if kept else ENGLISH_REQUEST.model_copy(update={"workspace": ""})
        text, seconds = run(_leave(letters.write(request), model))
        assert seconds < 1
        assert model.broken_off == 1
        lines = letters.letters(WORKSPACE)
        assert len(lines) == (1 if kept else 0)
        if kept:
            assert letters.letter(WORKSPACE, lines[0].id).versions[0].text == text


def test_a_caller_that_is_cancelled_while_the_model_is_silent(tmp_path: Path) -> None:
    async def go_away(letters: object, model: FakeModel) -> float:
        async def read() -> None:
            async with aclosing(letters.write(ENGLISH_REQUEST)) as steps:  # type: ignore[attr-defined]
                async for _ in steps:
                    pass

        task = asyncio.ensure_future(read())
        await until(lambda: model.open_now > 0, 60)
        await asyncio.sleep(0.2)
        task.cancel()
        return await until(lambda: model.open_now == 0)

    with FakeModel(does="slow") as model:
        assert run(go_away(house(tmp_path, writing_with(model, 30)), model)) < 1
        assert model.broken_off == 1


def test_going_away_during_a_revision_keeps_both_versions(tmp_path: Path) -> None:
    with FakeModel(pause=0.0) as model:
        letters = house(tmp_path, writing_with(model, 30))
        first = run(gather(letters.write(ENGLISH_REQUEST)))[-1].letter
        assert first is not None
        model.pause = 0.05
        request = ReviseRequest(letter=first.id, instruction="bolder", resume=ENGLISH, posting=ENGLISH_POSTING, workspace=WORKSPACE)

        async def leave() -> str:
            async with aclosing(letters.revise(request)) as steps:
                async for step in steps:
                    if step.stage == "writing" and len(step.text) > 60:
                        return step.text
            return ""

        text = run(leave())
        assert [version.text for version in letters.letter(WORKSPACE, first.id).versions] == [first.text, text]


def test_fifteen_updates_a_second_at_most_and_the_first_at_once(tmp_path: Path) -> None:
    async def follow() -> list[tuple[float, Progress]]:
        letters = house(tmp_path, writing_with(model, 30), keeps=False)
        began = time.monotonic()
        return [(time.monotonic() - began, step) async for step in letters.write(ENGLISH_REQUEST)]

    with FakeModel(pause=0.01) as model:
        steps = run(follow())
    writing = [moment for moment, step in steps if step.stage == "writing"]
    assert len(writing) >= 3
    assert len(writing) <= 15 * (writing[-1] - writing[0] + 1)
    assert len(steps[1][1].text) <= 8


def test_a_visitors_choice_is_told_to_the_chooser(tmp_path: Path) -> None:
    chosen: list[ModelChoice] = []
    with FakeModel() as model:

        def choose(choice: ModelChoice) -> OpenAIWriter:
            chosen.append(choice)
            return OpenAIWriter(model.url, choice.api_key, choice.model, SECONDS)

        request = ENGLISH_REQUEST.model_copy(update={"choice": ModelChoice(model="mine", api_key="sk-mine")})  # type: ignore[arg-type]
        steps = run(gather(house(tmp_path, choose, keeps=False).write(request)))
        assert steps[-1].letter is not None
        assert steps[-1].letter.model == "mine"
        assert chosen[0].model == "mine"
