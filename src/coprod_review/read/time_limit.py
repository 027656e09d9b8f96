"""A limit of time for reading an export, which also ends what hangs in the midst of one expression."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from coprod_review.errors import ReviewError

AGAIN = 1.0
"""Seconds after which the alarm comes again, where it came while nothing could be raised."""


class _Elapsed(BaseException):
    """The seconds are over; no `except Exception` on the way takes it for a fault of its own."""


class Clock:
    """The seconds that reading an export has taken so far, and how many it may take."""

    def __init__(self, most: int, *, where: str) -> None:
        self.seconds = 0.0
        self._most = most
        self._where = where

    @contextmanager
    def running(self, *, beside: float = 0.0) -> Iterator[None]:
        """Count what is done here; raises ReviewError once the seconds are used up.

        `beside` are those that other processes have spent on the export.
        """
        began = time.monotonic()
        try:
            with within(self._most - self.seconds - beside, fault=too_slow(self._most, where=self._where)):
                yield
        finally:
            self.seconds += time.monotonic() - began


def too_slow(most: int, *, where: str) -> ReviewError:
    """What is to be said of an export that takes longer than it may."""
    return ReviewError(
        f"reading this export takes longer than {most:,} seconds",
        where=where,
        remedy="look what it is, and export it in several parts; read.max_seconds in config/config.yaml "
        "allows more, which a slow disk or a busy machine may need",
    )


@contextmanager
def within(seconds: float, *, fault: ReviewError) -> Iterator[None]:
    """Raise the fault as soon as the block takes longer than these seconds of the clock on the wall.

    The alarm of the system interrupts regular expressions, loops and waits alike. It reaches the main thread
    of a process alone: elsewhere, and on Windows, the block ends by itself and the fault is raised behind it.
    """
    if seconds <= 0:
        raise fault
    if not _has_alarm():
        began = time.monotonic()
        yield
        if time.monotonic() - began > seconds:
            raise fault
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _Elapsed:
        raise fault from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)  # the alarm may have come before the first of these
        signal.signal(signal.SIGALRM, before)


def _has_alarm() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _Elapsed
