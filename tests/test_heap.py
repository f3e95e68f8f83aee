"""What is freed is overwritten."""

from __future__ import annotations

import ctypes

from coverletter import heap

LINKS = 16
"""The allocator's own pointers take the first bytes of what is freed."""


def test_what_was_freed_cannot_be_read_again() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    heap.overwrite_what_is_freed()
    secret = b"what Mina erased " * 200
    place = libc.malloc(len(secret))
    ctypes.memmove(place, secret, len(secret))
    libc.free(place)
    assert b"Mina" not in ctypes.string_at(place + LINKS, len(secret) - LINKS)
