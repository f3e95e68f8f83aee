"""A posting by its address."""

from __future__ import annotations

from collections.abc import Collection

from coverletter.types import Posting


class PostingFetcher:
    """Fetches a page behind the guard and reads the posting on it; satisfies `pipeline.FetchesPostings`.

    Args:
        allowed_hosts: inner hosts the operator allows, as `name` or `name:port`.
        seconds: overall deadline of one fetch.
        max_characters: the longest posting that is read.
    """

    def __init__(self, allowed_hosts: Collection[str] = (), seconds: float = 15, *, max_characters: int = 50_000) -> None:
        self._allowed_hosts, self._seconds, self._max_characters = allowed_hosts, seconds, max_characters

    def fetch(self, url: str) -> Posting:
        """The posting at `url`, with `source` set to the address it was finally read from.

        Call it from a thread without a running event loop.

        Raises:
            RefusedAddress: an address that is never opened.
            UnreadablePosting: a login wall, an empty shell, a list page, not a page, too large, too slow: paste the text.
        """
        raise NotImplementedError
