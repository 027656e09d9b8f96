"""Reading and writing whole files: atomic, UTF-8, with errors that a user can act on."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from coprod_review.errors import ReviewError

BROUGHT_TO_DISK = (".parquet",)
"""Endings of files that are on the disk before they are in their place. Where the power goes, a system may
keep the new name of a file and lose its content; later stages read these, and there are few of them."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that must be there; raises as `open_bytes` does."""
    with open_bytes(path) as stream:
        return stream.read()


def open_bytes(path: Path) -> BinaryIO:
    """A file that must be there, open for reading.

    Raises ReviewError where the file is missing, a folder, a pipe or a device, or may not be read.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ReviewError(
                "this is a pipe or a device, and a file is needed",
                where=str(path),
                remedy="write its content into a file, and name that",
            )
        return path.open("rb")
    except FileNotFoundError:
        raise ReviewError(
            "this file does not exist",
            where=str(path),
            remedy="put the file there, or correct the path that names it",
        ) from None
    except IsADirectoryError:
        raise ReviewError(
            "this is a folder, and a file is needed", where=str(path), remedy="name one file"
        ) from None
    except PermissionError:
        raise ReviewError(
            "this file may not be read", where=str(path), remedy="give yourself read permission"
        ) from None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file that people wrote; a byte-order mark is dropped.

    Raises ReviewError where the file is missing or is not UTF-8.
    """
    raw = read_bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ReviewError(
            f"this file is not UTF-8 text (byte {raw[error.start]:#04x})",
            where=f"{path}, line {line}",
            remedy="save the file again with the encoding UTF-8",
        ) from None


def no_stage_file(path: Path, what: str = "stage file") -> ReviewError:
    """What is to be said where a file is missing that a stage writes."""
    return ReviewError(
        f"this {what} does not exist",
        where=str(path),
        remedy="run the stage that writes it, or the whole review with `make review`",
    )


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary neighbour of `path` that takes its place when the block ends without error.

    Readers see the old file or the new one, never half of one. An OSError that names no file, as of a full
    disk, names this one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        if path.suffix in BROUGHT_TO_DISK:
            with temporary.open("rb+") as written:
                os.fsync(written.fileno())
        temporary.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with written_whole(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """Write a UTF-8 text whole or not at all, with line feeds on every system."""
    write_bytes(path, content.encode("utf-8"))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file as 64 hexadecimal digits."""
    return hashlib.sha256(read_bytes(path)).hexdigest()
