"""What every stage of a run does first: be known to be at work, and take its helpers with it when it dies."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

SECONDS_BETWEEN = 1.0
_parents: list[int] = []


def begin_stage() -> None:
    """Let the next run wait for this stage, and let no process that it forks outlive it.

    A pool of processes whose parent is killed waits for work without end, holding memory and locks.
    """
    from coprod_review.io.run_locks import share_stages

    share_stages(Path())
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_note_parent, after_in_child=_end_with_parent)


def _note_parent() -> None:
    # Asked after the fork, a parent killed at once would not be told from the system's first process.
    _parents[:] = [os.getpid()]


def _end_with_parent() -> None:
    threading.Thread(target=_watch, args=tuple(_parents), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN)
    os._exit(1)
