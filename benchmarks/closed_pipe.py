"""How every benchmark ends whose reader has seen enough, as in `python benchmarks/measurements.py | head`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def quietly(main: Callable[[], int | None]) -> int:
    """Run a benchmark and give its exit code; where nobody reads on what it prints, it just ends."""
    try:
        done = main() or 0
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return done
