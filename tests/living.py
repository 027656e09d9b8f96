"""Whether a process is still there."""

from __future__ import annotations

import os
import time
from pathlib import Path


def has_ended(process: int) -> bool:
    """Whether the process with this number ends, within a minute if it has not yet."""
    for _ in range(600):
        if not _is_alive(process):
            return True
        time.sleep(0.1)
    return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
