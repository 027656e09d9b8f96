"""How this installation is called from a folder that has no environment of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from coprod_review.pages.terminal import typed


def program() -> str:
    """What is typed for `coprod-review`: its full path, or words that run it where it is not there."""
    beside = Path(sys.executable).with_name("coprod-review")
    return typed(str(beside)) if beside.exists() else f"{typed(sys.executable)} -m coprod_review"
