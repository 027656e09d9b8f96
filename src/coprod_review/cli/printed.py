"""Lines on the terminal, whatever it can show."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def print_lines(lines: Sequence[str]) -> None:
    """Print to whatever reads it; what its encoding lacks is written as an escape."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    print("\n".join(lines), flush=True)
