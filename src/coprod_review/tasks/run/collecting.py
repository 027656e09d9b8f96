"""Batch work without the search for cycles of objects."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Look for no cycles: where millions of values are made and none has any, that takes a third of the time.

    Every stage works so, and some commands do. Processes that are forked meanwhile look for none either. What
    is left at the end is not looked through: the work is the last thing that its process does.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
