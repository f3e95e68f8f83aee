"""Addresses that try to make the server fetch from its own network, against real servers on loopback: 0 may be reached.

    python -m benchmarks.attack_addresses

Every attack names the port of a server that records whether anybody came. Names resolve through a resolver of our own, as
an attacker's name server would answer; nothing leaves the machine.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from coverletter.errors import AppError
from coverletter.reading.web import PostingFetcher


@dataclass(frozen=True)
class Target:
    """One attack: `address` may hold `{port}`; `names` is what the attacker's name server says, answer by answer."""

    name: str
    address: str
    names: tuple[tuple[str, ...], ...] = ()
    redirect: str = ""
    """Where an allowed page sends the client, if the attack begins with a redirect."""


_LOOPBACK_FORMS = {
    "plain": "http://127.0.0.1:{port}/",
    "other loopback": "http://127.8.8.8:{port}/",
    "name": "http://localhost:{port}/",
    "name with dot": "http://localhost.:{port}/",
    "upper case": "http://LOCALHOST:{port}/",
    "sub-name": "http://a.localhost:{port}/",
    "short": "http://127.1:{port}/",
    "zero": "http://0:{port}/",
    "all zeros": "http://0.0.0.0:{port}/",
    "decimal": "http://2130706433:{port}/",
    "octal": "http://0177.0.0.01:{port}/",
    "hexadecimal": "http://0x7f.0x0.0x0.0x1:{port}/",
    "one hexadecimal": "http://0x7f000001:{port}/",
    "mixed": "http://0x7f.1:{port}/",
    "padded": "http://127.000.000.001:{port}/",
    "trailing dot": "http://127.0.0.1.:{port}/",
    "ipv6": "http://[::1]:{port}/",
    "ipv6 long": "http://[0:0:0:0:0:0:0:1]:{port}/",
    "ipv6 any": "http://[::]:{port}/",
    "mapped": "http://[::ffff:127.0.0.1]:{port}/",
    "mapped hexadecimal": "http://[::ffff:7f00:1]:{port}/",
    "compatible": "http://[::127.0.0.1]:{port}/",
    "nat64": "http://[64:ff9b::7f00:1]:{port}/",
    "6to4": "http://[2002:7f00:1::]:{port}/",
    "scoped": "http://[fe80::1%25lo]:{port}/",
    "userinfo": "http://example.com@127.0.0.1:{port}/",
    "userinfo port": "http://example.com:80@127.0.0.1:{port}/",
    "two at signs": "http://a@b@127.0.0.1:{port}/",
    "backslash": "http://example.com\\@127.0.0.1:{port}/",
    "hash": "http://127.0.0.1:{port}#@example.com/",
    "question": "http://127.0.0.1:{port}?@example.com/",
    "circled digits": "http://①②⑦.⓪.⓪.①:{port}/",
    "wide digits": "http://１２７.０.０.１:{port}/",
    "ideographic dots": "http://127。0。0。1:{port}/",
    "escaped": "http://%31%32%37.0.0.1:{port}/",
    "blank before": " http://127.0.0.1:{port}/",
    "tab within": "http://127.0.0\t.1:{port}/",
    "line break": "http://127.0.0.1:{port}/\r\nHost: example.com",
    "no slashes": "http:127.0.0.1:{port}/",
    "three slashes": "http:///127.0.0.1:{port}/",
    "no scheme": "//127.0.0.1:{port}/",
    "https": "https://127.0.0.1:{port}/",
}
_OTHER_SCHEMES = {
    "file": "file:///etc/passwd",
    "file with host": "file://127.0.0.1:{port}/etc/passwd",
    "gopher": "gopher://127.0.0.1:{port}/_GET",
    "ftp": "ftp://127.0.0.1:{port}/",
    "dict": "dict://127.0.0.1:{port}/",
    "data": "data:text/html,<h1>x</h1>",
    "unix": "http+unix://%2Fvar%2Frun%2Fdocker.sock/info",
    "javascript": "javascript:alert(1)",
    "view-source": "view-source:http://127.0.0.1:{port}/",
}
_NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "name to loopback": (("127.0.0.1",),),
    "name to private": (("10.0.0.5",),),
    "name to metadata": (("169.254.169.254",),),
    "name to mapped": (("::ffff:127.0.0.1",),),
    "name to nat64": (("64:ff9b::7f00:1",),),
    "name to ipv6 loopback": (("::1",),),
    "public then loopback in one answer": (("203.0.113.9", "127.0.0.1"),),
    "rebinding": (("192.0.2.1",), ("127.0.0.1",), ("127.0.0.1",)),
}
_REDIRECTS = {
    "redirect": "http://127.0.0.1:{port}/",
    "redirect to a name": "http://inner.example:{port}/",
    "redirect to decimal": "http://2130706433:{port}/",
    "redirect without scheme": "//127.0.0.1:{port}/",
    "redirect to file": "file:///etc/passwd",
    "redirect to metadata": "http://169.254.169.254/latest/meta-data/",
    "redirect to ipv6": "http://[::1]:{port}/",
    "redirect to another port": "http://localhost:{port}/",
}
ATTACKS: tuple[Target, ...] = (
    *(Target(name, address) for name, address in (_LOOPBACK_FORMS | _OTHER_SCHEMES).items()),
    *(Target(name, "http://attacker.example:{port}/", names) for name, names in _NAMES.items()),
    *(Target(f"{name}, port 80", "http://attacker.example/", names) for name, names in _NAMES.items()),
    *(
        Target(f"{name} like nip.io", f"http://{host}/", (("127.0.0.1",),))
        for name, host in (("dotted", "127.0.0.1.nip.example"), ("dashed", "a-7f000001.nip.example"))
    ),
    *(Target(name, "http://allowed.example:{allowed}/", (("127.0.0.1",),), redirect) for name, redirect in _REDIRECTS.items()),
)


@contextmanager
def _recording(visits: list[str], redirect: Callable[[], str] | None = None) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_response(302 if redirect else 200)
            if redirect:
                self.send_header("Location", redirect())
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def attack(target: Target) -> str:
    """`reached` when the inner server was connected to, else `refused`."""
    visits: list[str] = []
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        if not target.names or not host.endswith(".example"):
            return ["127.0.0.1"]
        return target.names[min(len(asked), len(target.names)) - 1]

    with _recording(visits) as port, _recording([], lambda: target.redirect.replace("{port}", str(port))) as allowed:
        address = target.address.replace("{port}", str(port)).replace("{allowed}", str(allowed))
        fetcher = PostingFetcher([f"allowed.example:{allowed}"] if target.redirect else [], 1, resolve=resolve)
        try:
            fetcher.fetch(address)
        except AppError:
            return "reached" if visits else "refused"
    return "reached"


def main() -> None:
    """Run every attack and print what was reached."""
    reached = [target.name for target in ATTACKS if attack(target) == "reached"]
    print(f"{len(ATTACKS)} attack addresses, {len(reached)} reached" + (": " + ", ".join(reached) if reached else ""))


if __name__ == "__main__":
    main()
