"""Tables as a command has written them: beside each lies its digest, by which later edits are known."""

from __future__ import annotations

import hashlib
from pathlib import Path

from coprod_review.io.files import write_text

ENDING = ".sha256"
"""What the name of a table with its digest ends in behind its own; `sha256sum --check` reads such files."""


def digest_beside(table: Path) -> Path:
    """Where the digest of a table lies."""
    return table.with_name(f"{table.name}{ENDING}")


def keep_digest(table: Path) -> None:
    """Put the digest of a table beside it; of one without rows none is needed, and none stays."""
    beside = digest_beside(table)
    if has_rows(table):
        write_text(beside, f"{_digest(table)}  {table.name}\n")
    else:
        beside.unlink(missing_ok=True)


def is_as_written(table: Path) -> bool:
    """Whether a table has no rows, or is byte for byte the one whose digest lies beside it."""
    if not has_rows(table):
        return True
    try:
        kept = digest_beside(table).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return False
    return bool(kept) and kept[0] == _digest(table)


def has_rows(table: Path) -> bool:
    """Whether anything stands behind the header line of a table."""
    with table.open("rb") as stream:
        stream.readline()
        return any(line.strip() for line in stream)


def _digest(table: Path) -> str:
    with table.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
