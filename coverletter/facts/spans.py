"""Which stretches of a text are taken already, asked and told in time that grows with the stretch alone."""

from __future__ import annotations


class Taken:
    """The stretches of one text that some finding holds.

    >>> taken = Taken("PMP and CPA")
    >>> taken.claim(0, 3), taken.claim(2, 5), taken.claim(8, 11)
    (True, False, True)
    """

    def __init__(self, text: str) -> None:
        self._taken = bytearray(len(text))

    def claim(self, start: int, end: int) -> bool:
        """Take text[start:end]; False, and nothing taken, when any of it is."""
        if any(self._taken[start:end]):
            return False
        self._taken[start:end] = b"\x01" * (end - start)
        return True
