"""Fetching a posting: what is read, what is said, and that nothing inner is ever reached."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2
import httpx2
import pytest

from benchmarks.attack_addresses import ATTACKS, Target, attack
from coverletter.errors import RefusedAddress, UnreadablePosting
from coverletter.guard import check_address, check_url, guarded_client
from coverletter.reading.web import PostingFetcher

Answer = tuple[int, dict[str, str], bytes]

POSTING = """<html><head><title>Kite Builder</title></head><body><nav><a href="/">Home</a></nav><main><h1>Kite Builder</h1>
<p>Windrow Kites makes kites for schools and beaches. We are a company of nine people in Skegness.</p>
<h2>What you will do</h2><ul><li>Cut and sew sails for forty kites a week</li><li>Test every kite on the beach</li>
<li>Keep the workshop in order</li></ul><h2>Requirements</h2><ul><li>Two years of experience with industrial sewing machines</li>
<li>A driving licence</li><li>Good spoken English</li></ul><h2>Nice to have</h2><ul><li>Experience with carbon fibre</li></ul>
<h2>Benefits</h2><p>We pay 28,000 pounds a year and give 28 days of holiday.</p></main></body></html>"""


@contextmanager
def serve(answer: Callable[[str], Answer]) -> Iterator[str]:
    """A server on loopback; yields `host:port`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in ({"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def fetch(page: str | bytes, status: int = 200, seconds: float = 10, **headers: str):
    body = page.encode() if isinstance(page, str) else page
    with serve(lambda _: (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)) as host:
        return PostingFetcher([host], seconds).fetch(f"http://{host}/job")


def test_a_page_is_read_as_a_posting() -> None:
    posting = fetch(POSTING)
    assert posting.title == "Kite Builder"
    assert "Windrow" in posting.company
    kinds = {requirement.text: requirement.kind for requirement in posting.requirements}
    assert kinds["Cut and sew sails for forty kites a week"] == "responsibility"
    assert kinds["A driving licence"] == "required"
    assert kinds["Experience with carbon fibre"] == "preferred"
    assert not any("28" in text for text in kinds)
    assert posting.source.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "wrap", [lambda job: job, lambda job: [job], lambda job: {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, job]}]
)
def test_json_ld_comes_first_wherever_it_stands(wrap: Callable[[object], object]) -> None:
    job = {
        "@type": ["JobPosting"],
        "title": "Tide Table Clerk",
        "hiringOrganization": {"@type": "Organization", "name": "Harbour Office of Mew Island"},
        "description": "<p>You keep the tables that boats live by.</p><h3>Duties</h3><ul><li>Read the gauges every morning</li>"
        "<li>Publish the tables on Friday</li></ul><h3>Requirements</h3><ul><li>Experience with spreadsheets</li><li>A calm hand</li></ul>",
        "qualifications": "A certificate in hydrography",
    }
    page = f'<html><body><div id="app"></div><script type="application/ld+json">{json.dumps(wrap(job))}</script></body></html>'
    posting = fetch(page)
    assert (posting.title, posting.company) == ("Tide Table Clerk", "Harbour Office of Mew Island")
    assert {"Read the gauges every morning", "Experience with spreadsheets", "A certificate in hydrography"} <= {
        requirement.text for requirement in posting.requirements
    }


def test_korean_pages_in_the_old_encoding_are_read() -> None:
    page = POSTING.replace("Kite Builder", "연 제작 담당").replace("A driving licence", "운전면허 소지자").encode("cp949")
    posting = fetch(page, Content_Type="text/html; charset=euc-kr")
    assert "운전면허 소지자" in [requirement.text for requirement in posting.requirements]


def test_a_compressed_page_is_read() -> None:
    assert fetch(gzip.compress(POSTING.encode()), Content_Encoding="gzip").title == "Kite Builder"


LIST = (
    "<html><body><h1>Open positions</h1>"
    + "".join(
        f'<div><h3><a href="/jobs/{n}">{role}</a></h3><p>{place} · Full-time · Apply by the end of the month, we look forward to it</p></div>'
        for n, (role, place) in enumerate(
            (f"{level} {role}", place)
            for level in ("Junior", "Senior")
            for role in ("Data Engineer", "Account Manager", "Product Designer", "Support Specialist", "Office Administrator")
            for place in ("Bergen", "Oslo")
        )
    )
    + "</body></html>"
)
LOGIN = '<html><body><h1>Sign in to continue</h1><form><input name="u"><input type="password" name="p"></form></body></html>'


@pytest.mark.parametrize(
    ("page", "status", "said"),
    [
        (LOGIN, 200, "login"),
        ("<html><body>No</body></html>", 403, "login"),
        (
            '<html><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>',
            200,
            "browser",
        ),
        ("", 200, "browser"),
        (LIST, 200, "several"),
        ("gone", 404, "not there"),
    ],
)
def test_what_is_no_posting_says_so(page: str, status: int, said: str) -> None:
    with pytest.raises(UnreadablePosting) as refused:
        fetch(page, status)
    assert said in refused.value.english
    assert "paste the text" in refused.value.english
    assert "붙여넣어" in refused.value.korean


def test_two_postings_in_json_ld_are_a_list() -> None:
    jobs = [{"@type": "JobPosting", "title": f"Post {n}", "description": "x" * 400} for n in range(2)]
    with pytest.raises(UnreadablePosting, match="several"):
        fetch(f'<html><script type="application/ld+json">{json.dumps(jobs)}</script><body>x</body></html>')


def test_a_redirect_to_a_login_is_a_wall() -> None:
    with serve(lambda path: (302, {"Location": "/login?next=/job"}, b"") if path == "/job" else (200, {}, POSTING.encode())) as host:
        with pytest.raises(UnreadablePosting, match="login"):
            PostingFetcher([host]).fetch(f"http://{host}/job")


def test_redirects_are_followed_and_end() -> None:
    with serve(lambda path: (302, {"Location": "/job"}, b"") if path == "/" else (200, {}, POSTING.encode())) as host:
        assert PostingFetcher([host]).fetch(f"http://{host}/").source.endswith("/job")
    with serve(lambda _: (302, {"Location": "/again"}, b"")) as host, pytest.raises(UnreadablePosting, match="page to page"):
        PostingFetcher([host]).fetch(f"http://{host}/")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "application/octet-stream"])
def test_other_things_than_pages_are_refused(kind: str) -> None:
    with pytest.raises(UnreadablePosting, match="not a web page"):
        fetch(POSTING, Content_Type=kind)


def test_a_huge_page_is_refused() -> None:
    with pytest.raises(UnreadablePosting, match="paste the text"):
        fetch(b"a" * 6_000_000)


def test_a_gzip_bomb_is_refused_without_being_unpacked() -> None:
    with pytest.raises(UnreadablePosting, match="too large"):
        fetch(gzip.compress(b"a" * 200_000_000, 9), Content_Encoding="gzip")


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "deflate"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(UnreadablePosting, match="could not be fetched"):
        fetch(POSTING, Content_Encoding=encoding)


def test_a_slow_drip_ends_with_the_deadline() -> None:
    stop = threading.Event()

    class Drip(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            while not stop.wait(0.1):
                try:
                    self.wfile.write(b"<p>a</p>")
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Drip)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    started = time.monotonic()
    try:
        with pytest.raises(UnreadablePosting, match="in time"):
            PostingFetcher([host], 1).fetch(f"http://{host}/")
        assert time.monotonic() - started < 2.5
    finally:
        stop.set()
        server.shutdown()
        server.server_close()


def test_a_resolver_that_hangs_ends_with_the_deadline() -> None:
    release = threading.Event()

    def hang(host: str, port: int) -> Sequence[str]:
        release.wait(20)
        return []

    started = time.monotonic()
    with pytest.raises(UnreadablePosting):
        PostingFetcher(seconds=0.5, resolve=hang).fetch("http://jobs.example/")
    assert time.monotonic() - started < 3
    release.set()


@pytest.mark.parametrize("attacked", ATTACKS, ids=lambda one: one.name)
def test_no_attack_reaches_an_inner_server(attacked: Target) -> None:
    assert attack(attacked) == "refused"


def test_there_are_many_attacks() -> None:
    assert len(ATTACKS) >= 40


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:1::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "100::1",
        "localhost",
        "0x7f000001",
        "2130706433",
        "127.1",
    ],
)
def test_inner_addresses_are_refused(address: str) -> None:
    with pytest.raises(RefusedAddress):
        check_address(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "172.15.0.1", "172.32.0.1", "100.63.0.1"])
def test_public_addresses_pass(address: str) -> None:
    check_address(address)


def test_only_the_address_that_was_checked_is_connected_to() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []
    dialled: list[str] = []

    def rebind(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    class Network(httpcore2.AsyncNetworkBackend):
        async def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore2.AsyncNetworkStream:
            dialled.append(host)
            raise httpcore2.ConnectError("nobody there")

        async def sleep(self, seconds: float) -> None:
            await asyncio.sleep(seconds)

    async def get() -> None:
        async with guarded_client(resolve=rebind, network=Network()) as client:
            with pytest.raises(httpx2.ConnectError):
                await client.get("http://rebind.example/")
            with pytest.raises(RefusedAddress):
                await client.get("http://rebind.example/")

    asyncio.run(get())
    assert dialled == ["93.184.215.14"]
    assert asked == ["rebind.example", "rebind.example"]


def test_one_inner_address_among_public_ones_is_refused() -> None:
    async def get() -> None:
        async with guarded_client(resolve=lambda host, port: ["93.184.215.14", "10.0.0.1"]) as client:
            with pytest.raises(RefusedAddress):
                await client.get("http://mixed.example/")

    asyncio.run(get())


def test_an_allowed_host_is_reached_by_its_own_name_only() -> None:
    with serve(lambda _: (200, {}, POSTING.encode())) as host:
        port = host.split(":")[1]
        names = lambda name, _: ["127.0.0.1"]  # noqa: E731
        fetcher = PostingFetcher([f"inner.example:{port}"], resolve=names)
        assert fetcher.fetch(f"http://inner.example:{port}/").title == "Kite Builder"
        with pytest.raises(RefusedAddress):
            fetcher.fetch(f"http://other.example:{port}/")
        with pytest.raises(RefusedAddress):
            fetcher.fetch("http://inner.example.evil.example/")


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def answer(path: str) -> Answer:
        seen.append(path)
        return 200, {}, POSTING.encode()

    with serve(answer) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{proxy}")
        with pytest.raises((RefusedAddress, UnreadablePosting)):
            PostingFetcher(seconds=2, resolve=lambda *_: ["127.0.0.1"]).fetch("http://jobs.example/")
    assert seen == []


def test_cookies_are_not_kept() -> None:
    async def get(host: str) -> str:
        async with guarded_client([host]) as client:
            await client.get(f"http://{host}/")
            return client.build_request("GET", f"http://{host}/").headers.get("cookie", "")

    with serve(lambda _: (200, {"Set-Cookie": "a=b"}, b"x")) as host:
        assert asyncio.run(get(host)) == ""


def test_a_refused_address_is_not_repeated_in_the_sentence() -> None:
    with pytest.raises(RefusedAddress) as refused:
        check_url("http://user:secret@10.0.0.1/path")
    assert "secret" not in refused.value.english
    assert "10.0.0.1" not in refused.value.english
