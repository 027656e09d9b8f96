"""A line now and then while work takes long, so that nobody takes it for dead."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LOG = logging.getLogger("coprod_review")

SECONDS = 60.0
"""A line is told each time that so much has gone by."""


@contextmanager
def told_while_long(words: str, *, seconds: float = SECONDS) -> Iterator[None]:
    """Tell by these words, once a minute, that the work is going on; nothing where it ends before.

    A thread tells it: leave no process to be forked within.
    """
    from coprod_review.pages.wording import counted

    is_over = threading.Event()

    def tell() -> None:
        n = 0
        while not is_over.wait(seconds):
            n += 1
            LOG.info("%s (%s so far)", words, counted(n, "minute"))

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        is_over.set()
        teller.join()
