"""What every stage of a run does first: be known to be at work, and end at once, with all its helpers."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import CDLL

STOPPED = 130
"""The exit code of what an interrupt has ended."""

_WHEN_PARENT_ENDS = 1
"""PR_SET_PDEATHSIG of Linux: which signal a process is sent when the thread that forked it ends."""

_REQUESTS = [signal.SIGTERM, *([] if sys.platform == "win32" else [signal.SIGHUP])]

_parents: list[int] = []
_system: list[CDLL] = []


def begin_stage(name: str) -> None:
    """Let the next run wait for this stage and clear what it leaves; no process that it forks outlives it.

    A pool of processes whose parent is killed waits for work without end, holding memory and locks. Processes
    are forked by the main thread, which ends with its process.
    """
    from coprod_review.io.run_locks import keep_passing_files, share_stages

    end_at_interrupts(f"coprod-review {name}")
    share_stages(Path())
    keep_passing_files(Path())
    if sys.platform == "linux":  # nowhere else are processes forked
        os.register_at_fork(before=_note_parent, after_in_child=_end_with_parent)


def end_at_interrupts(name: str) -> None:
    """Let an interrupt (Ctrl-C) end this process on the spot, unless interrupts are to be ignored.

    A KeyboardInterrupt that reaches a callback of a library is printed with a traceback and lost there, and
    the work goes on. What was being written is not in its place yet; the next run removes it.
    """
    told_by = os.getpid()

    def end(_signal: int, _frame: object) -> None:
        if os.getpid() == told_by:
            os.write(2, f"{name}: stopped; files are whole or absent\n".encode())
        os._exit(STOPPED)

    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
        signal.signal(signal.SIGINT, end)


@contextmanager
def requests_to_end_minded() -> Iterator[None]:
    """Within, a request to end is minded as Ctrl-C is by a command that somebody started by hand.

    Such are SIGTERM, and SIGHUP of a terminal that closes.
    Unminded, it would end the process on the spot, and leave temporary folders that nobody would remove. A
    second request does so: the first may have reached a callback of a library, and been lost there.
    """
    told_by = os.getpid()
    is_asked = False

    def end(_signal: int, _frame: object) -> None:
        nonlocal is_asked
        if is_asked or os.getpid() != told_by:  # a process that was forked: libraries count on its end
            os._exit(STOPPED)
        is_asked = True
        raise KeyboardInterrupt

    is_main = threading.current_thread() is threading.main_thread()
    minded = [one for one in _REQUESTS if is_main and signal.getsignal(one) == signal.SIG_DFL]
    for request in minded:
        signal.signal(request, end)
    try:
        yield
    finally:
        for request in minded:
            signal.signal(request, signal.SIG_DFL)


def _note_parent() -> None:
    # Asked after the fork, a parent killed at once would not be told from the system's first process.
    _parents[:] = [os.getpid()]
    if not _system:
        import ctypes

        _system.append(ctypes.CDLL(None))


def _end_with_parent() -> None:
    # The system sees to it: a thread that watches would be started while the fork is not yet over.
    _system[0].prctl(_WHEN_PARENT_ENDS, signal.SIGKILL)
    if os.getppid() != _parents[0]:
        os._exit(1)
