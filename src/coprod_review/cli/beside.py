"""Work that is done beside other work, by a process that has all that this one has read."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

_works: list[Callable[[], None]] = []
"""What a forked process is to do: it has this list from its parent, and nothing is sent to it."""


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Do `work` in a process of its own meanwhile; afterwards, in this one, where no process can be forked.

    Leaving waits for the work and raises what it raised.
    """
    if sys.platform != "linux":
        yield
        work()
        return
    _works.append(work)
    try:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
            waiting = pool.submit(_do)
            yield
            waiting.result()
    finally:
        _works.pop()


def _do() -> None:
    _works[-1]()
