"""Work that is done beside other work, by a process that has all that this one has read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from coprod_review.processes import FORKS, processes

Result = TypeVar("Result")

_works: list[Callable[[], Any]] = []
"""What a forked process is to do: it has this list from its parent, and nothing is sent to it."""


@contextmanager
def beside(work: Callable[[], Result]) -> Iterator[Future[Result]]:
    """Do `work` in a process of its own meanwhile; afterwards, in this one, where no process can be forked.

    Leaving waits for the work and raises what it raised; from then on its result is there. It is sent
    from one process to the other: a large one costs more than it gains.
    """
    if not FORKS:
        done: Future[Result] = Future()
        yield done
        done.set_result(work())
        return
    _works.append(work)
    try:
        with processes(1) as pool:
            begun: Future[Result] = pool.submit(_do)
            yield begun
            begun.result()
    finally:
        _works.pop()


def _do() -> Any:
    return _works[-1]()
