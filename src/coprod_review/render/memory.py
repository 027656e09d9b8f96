"""Memory of a process that makes one large picture after another."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

TRIM_THRESHOLD, MMAP_MAX = -1, -4
"""The numbers of these parameters in <malloc.h> of the GNU C library."""

LARGEST = 2**31 - 1


def keep_freed_memory() -> None:
    """Let what was freed be used again, where the C library can be told to.

    It gives large blocks back to the system at once, which has to fill the next ones, of the same size, with
    zeros page by page: a second of processors for the figures of a review.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            library = ctypes.CDLL(None)
            library.mallopt(MMAP_MAX, 0)
            library.mallopt(TRIM_THRESHOLD, LARGEST)
