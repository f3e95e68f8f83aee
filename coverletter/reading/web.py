"""A posting by its address: fetched behind the guard, JSON-LD first, then the page's main text."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Collection
from dataclasses import dataclass

import httpx2
import lxml.html
import regex
import trafilatura

from coverletter.errors import RefusedAddress, UnreadablePosting
from coverletter.guard import Resolve, check_url, guarded_client, resolve_name
from coverletter.reading.jobposting import job_postings, posting_text
from coverletter.reading.posting import MAX_CHARACTERS, read_posting
from coverletter.reading.words import names_role
from coverletter.text.language import hangul_share
from coverletter.types import Posting

MAX_BYTES = 5_000_000
"""Of a page, before and after unpacking."""
MOST_REDIRECTS = 5
FEWEST_REQUIREMENTS = 2
FEWEST_CHARACTERS = 250
"""A page with less text than this holds no posting: a shell that a browser fills, or a wall."""
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; CoverLetter/1.0; reads one posting for its reader)", "Accept-Language": "en,ko;q=0.9"}
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_LOGIN_PATH = regex.compile(r"/(?:[\w-]*log-?in|sign-?in|signup|sso|auth|authwall|oauth2?|account/session|member/login)\b", regex.I)
_META_CHARSET = regex.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]{2,20})", regex.I)


@dataclass(frozen=True)
class _Page:
    url: str
    text: str
    plain: bool


class PostingFetcher:
    """Fetches a page behind the guard and reads the posting on it; satisfies `pipeline.FetchesPostings`.

    Args:
        allowed_hosts: inner hosts the operator allows, as `name` or `name:port`.
        seconds: overall deadline of one fetch, redirects and a slow drip included.
        max_characters: the longest posting that is read.
        resolve: names to addresses.
    """

    def __init__(
        self,
        allowed_hosts: Collection[str] = (),
        seconds: float = 15,
        *,
        max_characters: int = MAX_CHARACTERS,
        resolve: Resolve = resolve_name,
    ) -> None:
        self._allowed_hosts, self._seconds = allowed_hosts, seconds
        self._max_characters, self._resolve = max_characters, resolve

    def fetch(self, url: str) -> Posting:
        """The posting at `url`, with `source` set to the address it was finally read from.

        Call it from a thread without a running event loop.

        Raises:
            RefusedAddress: an address that is never opened.
            UnreadablePosting: a login wall, an empty shell, a list page, not a page, too large, too slow: paste the text.
        """
        return self._read(asyncio.run(self._get(url)))

    async def _get(self, url: str) -> _Page:
        try:
            async with (
                asyncio.timeout(self._seconds),
                guarded_client(
                    self._allowed_hosts, self._seconds, max_bytes=MAX_BYTES, encodings={"", "identity", "gzip"}, resolve=self._resolve
                ) as client,
            ):
                return await self._follow(client, check_url(url, self._allowed_hosts))
        except TimeoutError:
            raise _paste("The page did not answer in time", "페이지가 제때 응답하지 않습니다") from None
        except RefusedAddress:
            raise
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, UnicodeError):
            raise _paste("The page could not be fetched", "페이지를 가져올 수 없습니다") from None

    async def _follow(self, client: httpx2.AsyncClient, url: httpx2.URL) -> _Page:
        for _ in range(MOST_REDIRECTS + 1):
            async with client.stream("GET", url, headers=_HEADERS) as response:
                if response.is_redirect and response.headers.get("location"):
                    url = url.join(response.headers["location"]).copy_with(fragment=None)
                    if _LOGIN_PATH.search(url.path):
                        raise _wall()
                    continue
                return await _take(response, str(url))
        raise _paste("The address leads from page to page", "주소가 계속 다른 페이지로 넘어갑니다")

    def _read(self, page: _Page) -> Posting:
        if page.plain:
            return _with_source(read_posting(page.text, max_characters=self._max_characters), page.url)
        try:
            tree = lxml.html.document_fromstring(page.text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=False))
        except (lxml.etree.LxmlError, ValueError):
            raise _shell() from None
        found = job_postings(tree)
        if len(found) > 1:
            raise _list()
        if found:
            text = posting_text(found[0], hangul_share(str(found[0].get("description") or "")) >= 0.2)
            if len(text) >= FEWEST_CHARACTERS:
                return _with_source(read_posting(text, max_characters=self._max_characters), page.url)
        main = _main_text(page.text)
        walled = bool(tree.xpath("//input[@type='password']")) or _LOGIN_PATH.search(httpx2.URL(page.url).path) is not None
        if len(main) < FEWEST_CHARACTERS:
            raise _wall() if walled else _shell()
        posting = read_posting(main, max_characters=self._max_characters)
        titles = [line for line in main.splitlines() if 0 < len(line.split()) <= 10 and names_role(line) and "|" not in line[2:]]
        links = [link for link in tree.iter("a") if names_role((link.text_content() or "")[:80])]
        few = len(posting.requirements) < FEWEST_REQUIREMENTS
        if walled and few:
            raise _wall()
        if (few and len(links) >= 5) or len(titles) > max(6, len(posting.requirements)):
            raise _list()
        if few:
            raise _shell()
        return _with_source(posting, page.url)


async def _take(response: httpx2.Response, url: str) -> _Page:
    if response.status_code in (401, 403, 407, 429, 451, 999):
        raise _wall()
    if response.status_code >= 400:
        raise _paste("The page is not there", "페이지가 없습니다")
    kind = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if kind not in _PAGES:
        raise _paste("This address is not a web page", "웹 페이지 주소가 아닙니다")
    body = b"".join([part async for part in response.aiter_raw()])
    if response.headers.get("content-encoding", "").strip().lower() == "gzip":
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES + 1)
        except zlib.error:
            raise _paste("The page could not be fetched", "페이지를 가져올 수 없습니다") from None
    if len(body) > MAX_BYTES:
        raise _paste("The page is too large", "페이지가 너무 큽니다")
    return _Page(url, _decode(body, response.charset_encoding), kind == "text/plain")


def _decode(body: bytes, declared: str | None) -> str:
    meta = _META_CHARSET.search(body[:4096])
    for name in (declared, meta.group(1).decode("ascii") if meta else None, "utf-8", "cp949"):
        if name:
            try:
                return body.decode("cp949" if name.lower() in ("euc-kr", "ks_c_5601-1987", "euckr") else name)
            except (LookupError, UnicodeDecodeError):
                continue
    return body.decode("utf-8", errors="replace")


def _main_text(page: str) -> str:
    """What a reader came for, as Markdown, so that headings and bullets stay."""
    try:
        text = trafilatura.extract(page, output_format="markdown", include_comments=False, include_tables=True, favor_recall=True)
    except (ValueError, RecursionError, lxml.etree.LxmlError):
        text = None
    return str(text or "")


def _with_source(posting: Posting, url: str) -> Posting:
    return posting.model_copy(update={"source": url})


def _paste(english: str, korean: str) -> UnreadablePosting:
    return UnreadablePosting(f"{english}: paste the text of the posting instead.", f"{korean}. 공고 내용을 붙여넣어 주세요.")


def _wall() -> UnreadablePosting:
    return _paste("The page asks for a login", "로그인이 필요한 페이지입니다")


def _shell() -> UnreadablePosting:
    return _paste("No posting was found on the page, which may need a browser to fill it", "페이지에서 공고를 찾지 못했습니다")


def _list() -> UnreadablePosting:
    return _paste("The page lists several postings", "여러 공고의 목록입니다")
