"""No connection to an inner address: for postings by URL and for a model address that a visitor gave.

The check stands where the connection is made: a name is resolved once, the addresses it resolves to are checked, and
exactly a checked one is connected to. So a redirect is checked like the first address, and a name that resolves to
something else a moment later (rebinding) gains nothing. Proxies, cookies and the environment are not used.

What it does not catch: a public server that itself forwards to an inner one, and IPv6-only networks that reach the public
web through NAT64, where every name is refused.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy

import anyio
import anyio.to_thread
import httpcore2
import httpx2

from coverletter.errors import RefusedAddress

Resolve = Callable[[str, int], Sequence[str]]
"""Name and port to numeric addresses; blocking, called in a thread. Raises `OSError` for an unknown name."""

WEB_PORTS = frozenset({80, 443})
MAX_BYTES = 10_000_000
PLAIN = frozenset({"", "identity"})
_PIECE = 4096  # deflate grows at most about a thousandfold, so a decoded piece stays under five megabytes

_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        # IANA special-purpose registries: nothing of these is a public web server
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
        *("192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # addresses of clouds' machine metadata that look public
        *("100.100.100.200/32", "168.63.129.16/32"),
        # within 2000::/3, which alone is looked at: Teredo and other protocol assignments, documentation, 6to4, segment routing
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16"),
    )
)
_GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")
"""Everything else of IPv6 is loopback, local, mapped, translated (NAT64), multicast or unassigned."""


def check_address(address: str) -> None:
    """Refuse a numeric address that is not a public unicast one.

    Args:
        address: IPv4 or IPv6 as the resolver gives it, such as `93.184.215.14`; a name or a scoped address is refused.

    Raises:
        RefusedAddress: private, loopback, link-local, metadata, carrier, multicast, reserved, mapped, NAT64, 6to4 or Teredo.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        raise _refused() from None
    if parsed.version == 6 and parsed not in _GLOBAL_IPV6:
        raise _refused()
    if not parsed.is_global or parsed.is_multicast or any(parsed in network for network in _REFUSED):
        raise _refused()


def check_url(url: str | httpx2.URL, allowed_hosts: Collection[str] = ()) -> httpx2.URL:
    """The address as the client itself will read it, refused early where it can never be opened.

    This is for a quick sentence; what protects is the check at the connection.

    Args:
        url: `http` or `https`, port 80 or 443, no user name in it.
        allowed_hosts: see `guarded_client`.

    Raises:
        RefusedAddress: another scheme or port, a user name or password, no host, or a numeric inner address.
    """
    try:
        parsed = url if isinstance(url, httpx2.URL) else httpx2.URL(url.strip())
        host, port = parsed.host, parsed.port or (443 if parsed.scheme == "https" else 80)
    except (httpx2.InvalidURL, ValueError):
        raise _refused() from None
    if parsed.scheme not in ("http", "https") or not host or parsed.userinfo or "%" in host:
        raise _refused()
    if _is_allowed(host, port, allowed_hosts):
        return parsed
    if port not in WEB_PORTS:
        raise _refused()
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return parsed
    check_address(host)
    return parsed


def resolve_name(host: str, port: int) -> Sequence[str]:
    """Every address the system's resolver gives for a name, in its order."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def guarded_client(
    allowed_hosts: Collection[str] = (),
    seconds: float = 20,
    *,
    max_bytes: int = MAX_BYTES,
    encodings: Collection[str] = PLAIN,
    resolve: Resolve = resolve_name,
    network: httpcore2.AsyncNetworkBackend | None = None,
) -> httpx2.AsyncClient:
    """A client that connects to public web servers only: no proxies, no cookies, no redirects followed by itself.

    A refusal is raised as `RefusedAddress` from the request (a library on top may wrap it: look at `__cause__`).

    Args:
        allowed_hosts: inner hosts the operator allows, as `name` (any port) or `name:port`; compared with the name in the
            address, never with what it resolves to.
        seconds: longest wait for a connection and for each read; the caller holds the overall deadline.
        max_bytes: largest body, as it comes over the wire.
        encodings: content encodings accepted; every other one is refused, so that nothing unpacks to more than was counted.
        resolve: names to addresses.
        network: what opens the connection to a checked address.
    """
    return httpx2.AsyncClient(
        transport=_GuardedTransport(tuple(allowed_hosts), max_bytes, frozenset(encodings), resolve, network or httpcore2.AnyIOBackend()),
        timeout=httpx2.Timeout(seconds),
        headers={"Accept-Encoding": ", ".join(sorted(set(encodings) - {""}))},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        trust_env=False,
        follow_redirects=False,
    )


def _is_allowed(host: str, port: int, allowed_hosts: Collection[str]) -> bool:
    name = f"[{host}]" if ":" in host else host
    return any(entry.strip().lower() in (name.lower(), f"{name.lower()}:{port}") for entry in allowed_hosts)


def _refused() -> RefusedAddress:
    return RefusedAddress(
        "This address is not opened: give the public http or https address of the page, or paste the text.",
        "이 주소는 열 수 없습니다. 공개된 http 또는 https 주소를 넣거나 내용을 붙여넣어 주세요.",
    )


class _GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Resolves once, checks, and connects to the very address that was checked."""

    def __init__(self, allowed_hosts: Collection[str], resolve: Resolve, inner: httpcore2.AsyncNetworkBackend) -> None:
        self._allowed_hosts, self._resolve, self._inner = allowed_hosts, resolve, inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, the backend's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            with anyio.fail_after(timeout):
                addresses = await anyio.to_thread.run_sync(self._resolve, host, port, abandon_on_cancel=True)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError("unknown name") from error
        if not _is_allowed(host, port, self._allowed_hosts):
            if port not in WEB_PORTS:
                raise _refused()
            for address in addresses:
                check_address(address)
        failure: Exception = httpcore2.ConnectError("no address")
        for address in addresses[:3]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


class _CountedStream(httpx2.AsyncByteStream):
    """A body in small pieces that ends with an error when it grows too large."""

    def __init__(self, stream: httpx2.AsyncByteStream, max_bytes: int) -> None:
        self._stream, self._max_bytes = stream, max_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for part in self._stream:
            seen += len(part)
            if seen > self._max_bytes:
                raise httpx2.ReadError("the body is too large")
            for start in range(0, len(part), _PIECE):
                yield part[start : start + _PIECE]

    async def aclose(self) -> None:
        await self._stream.aclose()


class _GuardedTransport(httpx2.AsyncHTTPTransport):
    def __init__(
        self,
        allowed_hosts: Collection[str],
        max_bytes: int,
        encodings: frozenset[str],
        resolve: Resolve,
        network: httpcore2.AsyncNetworkBackend,
    ) -> None:
        super().__init__(trust_env=False)
        self._allowed_hosts, self._max_bytes, self._encodings = allowed_hosts, max_bytes, encodings
        if not isinstance(self._pool, httpcore2.AsyncConnectionPool):
            raise TypeError("httpx2 keeps its connections elsewhere than this guard expects")
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_connections=10,
            network_backend=_GuardedNetwork(allowed_hosts, resolve, network),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        check_url(request.url, self._allowed_hosts)
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "").strip().lower() not in self._encodings:
            await response.aclose()
            raise httpx2.DecodingError("an encoding that was not asked for", request=request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        return httpx2.Response(
            status_code=response.status_code,
            headers=response.headers,
            stream=_CountedStream(response.stream, self._max_bytes),
            extensions=response.extensions,
        )
