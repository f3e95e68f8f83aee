"""This process's heap: two things asked of the C library, and nothing where it is another than glibc."""

from __future__ import annotations

import contextlib
import ctypes

M_PERTURB = -6
FILL = 0x55


def overwrite_what_is_freed() -> None:
    """From now on memory is overwritten when it is freed and when it is given out, so that what a person erased is not found in
    a file of a library that writes its buffers with their unused parts (Chroma does). Costs nothing that could be measured in the
    time of a letter. Does not catch pieces below about a kilobyte, which the C library keeps at hand as they are.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_PERTURB, FILL)


def give_back() -> None:
    """Return freed memory to the machine; what many threads freed in between otherwise stays with the process."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
