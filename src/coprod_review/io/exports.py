"""Exports on disk: their bytes in pieces, up to the size that the configuration allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coprod_review.errors import ReviewError
from coprod_review.io.files import open_bytes, read_bytes, read_from
from coprod_review.model.limits import DEFAULT_LIMITS, ReadingLimits

PIECE = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContent:
    """The bytes of an export on disk, read anew each time and never held whole.

    Whoever asks for the bytes gets a ReviewError where the file is missing, may not be read, or has more than
    `limits.max_file_mb` megabytes.
    """

    path: Path
    limits: ReadingLimits = DEFAULT_LIMITS

    def pieces(self) -> Iterator[bytes]:
        """All the bytes, about a quarter of a million at a time."""
        _check_size(self.path, self.limits.max_file_mb)
        with open_bytes(self.path) as stream:
            while piece := _next_of(stream, self.path):
                yield piece


def read_export_bytes(path: Path, *, max_file_mb: int | None = None) -> bytes:
    """The bytes of an export at once; raises as FileContent does."""
    _check_size(path, max_file_mb)
    return read_bytes(path)


def _next_of(stream: BinaryIO, path: Path) -> bytes:
    with read_from(path):
        return stream.read(PIECE)


def _check_size(path: Path, max_file_mb: int | None) -> None:
    if max_file_mb is not None and path.is_file() and path.stat().st_size > max_file_mb * 1_000_000:
        raise ReviewError(
            f"this file has more than {max_file_mb} MB",
            where=str(path),
            remedy="check what it is; raise read.max_file_mb in config/config.yaml to read it all the same",
        )
