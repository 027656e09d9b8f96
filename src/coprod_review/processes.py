"""How work is shared among processes: the one way in which all stages start them."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

FORKS = sys.platform == "linux"
"""Whether a new process has at once, and without a copy, all that this one holds.

Elsewhere processes begin empty: macOS has libraries that do not bear a fork, Windows has none. Whatever the
interpreter does of itself, which is another thing from Python 3.14 on, does not count.
"""


def processes(
    workers: int, *, prepare: Callable[..., object] | None = None, given: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """Processes that wait for work, each of which has first called `prepare` with what is given."""
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare, initargs=given)
