"""How this installation is called from a folder that has no environment of its own."""

from __future__ import annotations

import sys
from pathlib import Path


def program() -> str:
    """The full path of `coprod-review`, or the words that run it where no such program is installed."""
    beside = Path(sys.executable).with_name("coprod-review")
    return str(beside) if beside.exists() else f"{sys.executable} -m coprod_review"
