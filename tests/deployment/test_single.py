"""One frontend, one backend: limits, headers, walls, memory, and data that outlives its container."""

from __future__ import annotations

import json
import time

import httpx
import pytest

from tests.deployment.calls import call, called, finished, kept_ids, start_calling, write_letter
from tests.deployment.conftest import OPEN_LIMITS
from tests.deployment.engine import Engine, Stack

pytestmark = pytest.mark.deployment
WORKSPACE = "ab" * 32


@pytest.fixture(scope="module")
def address(single: Stack) -> str:
    return f"http://127.0.0.1:{single.port}"


def test_it_is_healthy_within_twenty_seconds(single: Stack) -> None:
    single.down()
    took = single.up()
    print(f"healthy after {took:.1f} s")
    assert took <= 20


def test_it_becomes_ready(address: str) -> None:
    for _ in range(120):
        answer = httpx.get(f"{address}/ready", timeout=10)
        if answer.status_code == 200:
            return
        time.sleep(0.5)
    raise AssertionError(answer.text)


def test_a_letter_is_written_by_a_client_and_by_curl(single: Stack) -> None:
    for kind in ("client", "curl", "session"):
        result = called(single, kind)
        assert result["good"] == 1, result


def test_the_other_name_of_the_api_works(address: str) -> None:
    event = httpx.post(f"{address}/api/call/v2/letters", json={"workspace": WORKSPACE}, timeout=30).json()["event_id"]
    assert "event: complete" in httpx.get(f"{address}/api/call/letters/{event}", timeout=30).text


def test_an_upload_of_seven_megabytes_is_refused_with_a_page(address: str) -> None:
    answer = httpx.post(f"{address}/gradio_api/upload", files={"files": ("big.pdf", b"%PDF-1.7" + bytes(7_000_000))}, timeout=60)
    assert answer.status_code == 413
    assert "smaller PDF" in answer.text


def test_quick_calls_from_one_address_are_slowed_down_and_others_are_served(single: Stack) -> None:
    hasty = start_calling(single, "quick", "--count", "60", "--hold", "20")
    time.sleep(8)
    other = called(single, "quick", "--count", "3")["statuses"]
    statuses = finished(hasty)["statuses"]
    assert isinstance(statuses, dict)
    print(f"60 quick calls: {statuses}")
    assert set(statuses) == {"200", "429"}
    assert statuses["429"] >= 20
    assert other == {"200": 3}


def test_a_refusal_reads_well(single: Stack) -> None:
    program = (
        "import httpx; http = httpx.Client(base_url='http://frontend:8080');"
        "answers = [http.post('/gradio_api/call/read_posting', json={'data': ['x', '']}) for _ in range(60)];"
        "last = answers[-1]; print(last.status_code, last.headers.get('retry-after'), 'Wait a minute' in last.text)"
    )
    assert single.run("python", "-c", program).strip() == "429 60 True"


def test_hashed_assets_stay_for_a_year_and_pages_do_not(address: str) -> None:
    page = httpx.get(address, timeout=30, headers={"accept-encoding": "gzip"})
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in page.headers["vary"].lower()
    asset = next(part for part in page.text.split('"') if part.endswith(".js") and "/assets/" in part)
    answer = httpx.get(httpx.URL(address).join(asset), timeout=30)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    missing = httpx.get(f"{address}/assets/none-AbCdEf12.js", timeout=30)
    assert missing.status_code == 404
    assert missing.headers["cache-control"] == "no-store"


def test_every_answer_carries_the_security_headers(address: str) -> None:
    for path in ("/", "/health", "/no-such-page"):
        headers = httpx.get(f"{address}{path}", timeout=30).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers.get_list("x-content-type-options") == ["nosniff"]


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/monitoring", "/monitoring/summary", "/docs", "/openapi.json", "/gradio_api/dev/reload", "/gradio_api/proxy=http://x/"],
)
def test_what_an_operator_reads_is_not_for_visitors(address: str, path: str) -> None:
    assert httpx.get(f"{address}{path}", timeout=30).status_code == 404


def test_metrics_are_read_from_inside(single: Stack) -> None:
    (backend,) = single.containers("backend")
    program = "import urllib.request as r; print(r.urlopen('http://127.0.0.1:8000/metrics').read().decode())"
    assert "coverletter_requests" in single.engine.docker("exec", backend, "python", "-c", program)


@pytest.mark.parametrize("service", ["frontend", "backend"])
def test_a_container_can_do_little(single: Stack, service: str) -> None:
    (container,) = single.containers(service)
    status = single.engine.docker("exec", container, "cat", "/proc/self/status")
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert fields["Uid"].split()[0] != "0"
    assert int(fields["CapEff"], 16) == 0
    assert int(fields["CapPrm"], 16) == 0
    assert fields["NoNewPrivs"].strip() == "1"
    refused = single.engine.docker("exec", container, "sh", "-c", "touch /written; touch /usr/written; echo tried", check=False)
    assert refused.count("Read-only file system") == 2
    every = single.engine.docker("top", container, "-o", "pid,uid")
    assert all(line.split()[-1] != "0" for line in every.splitlines()[1:]), every


def test_nothing_but_the_frontend_is_published(single: Stack) -> None:
    published = {line.split()[0]: line for line in single.compose("ps", "--format", "{{.Service}} {{.Ports}}").splitlines()}
    assert "->8080" in published["frontend"]
    assert "->" not in published["backend"]


def test_the_log_holds_no_query_and_one_id_goes_through(single: Stack, address: str) -> None:
    answer = httpx.get(f"{address}/health?secret=abc123", timeout=30)
    identity = answer.headers["x-request-id"]
    time.sleep(0.5)
    log = single.engine.docker("logs", *single.containers("frontend"))
    assert "abc123" not in log
    entry = json.loads(next(line for line in log.splitlines() if line.startswith("{") and identity in line))
    assert entry["path"] == "/health"
    assert entry["status"] == 200


def test_memory_stays_small(single: Stack) -> None:
    """English alone, then twenty letters at once in two languages, then at rest."""
    single.down()
    single.variables.update(OPEN_LIMITS)
    single.up()
    assert called(single, "client", "--count", "2")["good"] == 2
    english = _megabytes(single)
    posting = "/samples/posting_ko.txt"
    both = called(single, "client", "--count", "20", "--at-once", "20", "--posting", posting)
    busy = _megabytes(single)
    assert both["good"] == 20, both
    time.sleep(5)
    rest = _megabytes(single)
    print(f"memory: English {english:.0f} MB, twenty letters in Korean {busy:.0f} MB, at rest {rest:.0f} MB")
    assert english < 800
    assert busy < 1200
    assert rest < 1200


def _megabytes(stack: Stack) -> float:
    """What the backend's container holds, without the page cache."""
    (container,) = stack.containers("backend")
    used = stack.engine.docker("stats", "--no-stream", "--format", "{{.MemUsage}}", container).split("/")[0].strip()
    number = float(used.rstrip("GMKiB"))
    return number * 1024 if "Gi" in used else number


def test_letters_survive_down_and_up_and_an_upgrade(single: Stack) -> None:
    address = f"http://127.0.0.1:{single.port}"
    kept = write_letter(address, WORKSPACE)
    single.down()
    single.up()
    assert kept["id"] in kept_ids(address, WORKSPACE)
    single.engine.docker("build", "-t", "coverletter", "--label", f"upgrade={time.time()}", ".")
    single.up()
    letter = call(address, "letter", workspace=WORKSPACE, id=kept["id"])
    assert isinstance(letter, dict)
    assert letter["versions"][0]["text"] == kept["text"]


def test_it_lives_below_a_sub_path(images: Engine, single: Stack) -> None:
    single.down("-v")
    stack = Stack(images, "cl-subpath", ("docker-compose.yml", "tests/deployment/docker-compose.model.yml"), {"ROOT_PATH": "/letters"})
    stack.down("-v")
    try:
        stack.up()
        address = f"http://127.0.0.1:{stack.port}/letters"
        assert httpx.get(f"{address}/health", timeout=30).status_code == 200
        assert called(stack, "client", "--address", "http://frontend:8080/letters/")["good"] == 1
        assert called(stack, "curl", "--address", "http://frontend:8080/letters")["good"] == 1
        page = httpx.get(f"{address}/", timeout=30).text
        asset = next(part for part in page.split('"') if part.endswith(".js") and "/assets/" in part)
        assert httpx.get(httpx.URL(f"{address}/").join(asset), timeout=30).status_code == 200
    finally:
        stack.down("-v")
