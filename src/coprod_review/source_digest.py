"""A digest of the code that a stage runs, so that an edit of the package reruns what it changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).parent
SHARED = ("errors.py", "config.py", "model", "io", "cli/__init__.py", "cli/paths.py")
"""What every stage rests on."""


def source_digest(*places: str, without: str = "") -> str:
    """SHA-256, in 16 hexadecimal digits, of the named parts of the package and those shared by all.

    Places are relative to the package: "read", "cli/read.py"; `without` is one below them that the stage does
    not run. Raises FileNotFoundError for a place that does not exist, so that a misspelt name cannot pass for
    unchanged code.
    """
    digest = hashlib.sha256()
    left_out = PACKAGE / without if without else None
    for place in (*places, *SHARED, *filter(None, (without,))):
        if not (PACKAGE / place).exists():
            raise FileNotFoundError(f"no such place in the package: {place}")
    for place in sorted({*places, *SHARED}):
        root = PACKAGE / place
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file())
        for path in files:
            if path.suffix == ".pyc" or (left_out and path.is_relative_to(left_out)):
                continue
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return digest.hexdigest()[:16]
