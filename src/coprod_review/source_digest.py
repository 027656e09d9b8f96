"""A digest of the code that a stage runs, so that an edit of the package reruns what it changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
SHARED = (
    "errors.py",
    "config.py",
    "model",
    "io",
    "pages/ledger.py",
    "pages/names.py",
    "pages/results.py",
    "pages/wording.py",
    "cli/__init__.py",
    "cli/commands.py",
    "paths.py",
)
"""What every stage rests on."""


Files = list[tuple[list[str], bytes]]
"""The way from the package to each file of a place, with its digest."""


def source_digest(*places: str, without: str = "", known: dict[str, Files] | None = None) -> str:
    """SHA-256, in 16 hexadecimal digits, of the named parts of the package and those shared by all.

    Places are relative to the package: "read", "cli/read.py"; `without` is one below them that the stage does
    not run. Stages share places: what is `known` of one is not looked up again, and what is looked up is put
    there. Raises FileNotFoundError for a place that does not exist, so that a misspelt name cannot pass for
    unchanged code.
    """
    known = {} if known is None else known
    digest = hashlib.sha256()
    for place in (*places, *SHARED, *filter(None, (without,))):
        if not (PACKAGE / place).exists():
            raise FileNotFoundError(f"no such place in the package: {place}")
    for place in sorted({*places, *SHARED}):
        if place not in known:
            known[place] = sorted(_files_below(PACKAGE / place))
        for parts, of_file in known[place]:
            name = "/".join(parts)
            if not without or not f"{name}/".startswith(f"{without}/"):
                digest.update(name.encode())
                digest.update(of_file)
    return digest.hexdigest()[:16]


def _files_below(root: Path) -> Iterator[tuple[list[str], bytes]]:
    """The way from the package to each file at or below a place, with its digest; without compiled code."""
    start = len(PACKAGE.parts)
    if root.is_file():
        yield list(root.parts[start:]), _digest_of(str(root), root.stat().st_mtime_ns)
        return
    waiting = [(str(root), list(root.parts[start:]))]
    while waiting:
        folder, way = waiting.pop()
        for entry in os.scandir(folder):
            if entry.is_dir():
                waiting.append((entry.path, [*way, entry.name]))
            elif not entry.name.endswith(".pyc"):
                yield [*way, entry.name], _digest_of(entry.path, entry.stat().st_mtime_ns)


@cache
def _digest_of(path: str, changed: int) -> bytes:
    """The digest of a file as of its last change, whatever ends its lines; many stages share files."""
    return hashlib.sha256(Path(path).read_bytes().replace(b"\r\n", b"\n")).digest()
