"""The bytes of exports, up to the size that the configuration allows."""

from __future__ import annotations

from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes


def read_export_bytes(path: Path, *, max_file_mb: int | None = None) -> bytes:
    """The bytes of an export.

    Raises ReviewError where the file is missing, may not be read, or has more than `max_file_mb` megabytes.
    """
    if max_file_mb is not None and path.is_file() and path.stat().st_size > max_file_mb * 1_000_000:
        raise ReviewError(
            f"this file has more than {max_file_mb} MB",
            where=str(path),
            remedy="check what it is; raise read.max_file_mb in config/config.yaml to read it all the same",
        )
    return read_bytes(path)
