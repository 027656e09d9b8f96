"""By what a file or a folder on the disk is known as one that a command wrote."""

from __future__ import annotations

import mmap
import re
from collections.abc import Sequence
from pathlib import Path

from coprod_review.io.sheets import header_of

HEADER_BYTES = 100_000
PARQUET = b"PAR1"
"""What a Parquet file begins with."""


def is_empty(path: Path) -> bool:
    """Whether a file or a folder holds nothing that could be lost."""
    return not any(path.iterdir()) if path.is_dir() else not path.stat().st_size


def begins_with_columns(path: Path, columns: Sequence[str]) -> bool:
    """Whether this is a table, CSV or Parquet by its content, whose first columns are these."""
    return _columns_of(path)[: len(columns)] == list(columns)


def begins_with_line(path: Path, pattern: str) -> bool:
    """Whether the first line of a file begins in this form."""
    with path.open("rb") as stream:
        return bool(re.match(pattern, stream.readline(HEADER_BYTES).decode("utf-8", "replace")))


def says(path: Path, words: str) -> bool:
    """Whether a file holds these words, in UTF-8."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(words.encode("utf-8")) >= 0


def holds(folder: Path, names: Sequence[str]) -> bool:
    """Whether a folder holds a file of one of these names, which may be patterns (`*.svg`)."""
    return any(True for name in names for _ in folder.glob(name))


def _columns_of(path: Path) -> list[str]:
    with path.open("rb") as stream:
        head = stream.read(HEADER_BYTES)
    if not head.startswith(PARQUET):
        return header_of(head)
    import pyarrow as pa  # noqa: PLC0415 - slow to import, and most outputs are no Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        names: list[str] = pq.read_schema(path).names
    except (pa.ArrowInvalid, OSError):
        return []
    return names
