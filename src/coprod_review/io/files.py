"""Reading and writing whole files: atomic, UTF-8, with errors that a user can act on."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from coprod_review import paths
from coprod_review.errors import ReviewError

BROUGHT_TO_DISK = (".parquet",)
"""Endings of files that are on the disk before they are in their place. Where the power goes, a system may
keep the new name of a file and lose its content; later stages read these, and there are few of them."""

IN_EXCEL = "; Excel does so at Save As, “CSV UTF-8 (Comma delimited)”, not at “CSV” or “Unicode Text”"
IN_PROGRAMS = {
    ".csv": IN_EXCEL,
    ".txt": "; Notepad does so at Save As, “Encoding: UTF-8”; Excel with tables at “CSV UTF-8”",
}
"""How programs that write files of these endings are made to write UTF-8."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that must be there; raises as `open_bytes` does."""
    with read_from(path), open_bytes(path) as stream:
        return stream.read()


def open_bytes(path: Path) -> BinaryIO:
    """A file that must be there, open for reading.

    Raises ReviewError where the file is missing, a folder, a pipe or a device, a link that leads to itself,
    or may not be read.
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
    except OSError as error:
        raise _unreadable(path, error) from None


@contextlib.contextmanager
def read_from(path: Path) -> Iterator[None]:
    """Raise what the system says while a file is read (a broken disk) as ReviewError, with its name."""
    try:
        yield
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> ReviewError:
    if error.errno == errno.ELOOP:
        return ReviewError(
            "this link leads to itself",
            where=str(path),
            remedy="put the file itself there, or make the link anew",
        )
    return ReviewError(
        f"this file cannot be read ({error.strerror or error})",
        where=str(path),
        remedy="see that it opens in another program, and export it again; name no file of the system",
    )


def read_text(path: Path) -> str:
    """The text of a UTF-8 file that people wrote; a byte-order mark is dropped.

    Raises ReviewError where the file is missing or is not UTF-8.
    """
    raw = read_bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        how = IN_PROGRAMS.get(path.suffix.lower(), "")
        raise ReviewError(
            f"this file is not UTF-8 text (byte {raw[error.start]:#04x})",
            where=f"{path}, line {line}",
            remedy=f"save the file again with the encoding UTF-8{how}",
        ) from None


def no_stage_file(path: Path, what: str = "stage file") -> ReviewError:
    """What is to be said where a file is missing that a stage writes."""
    other = "the whole review with `make review`"
    if not is_result(path):
        other += ", if it belongs to one; else correct the path that names it"
    return ReviewError(
        f"this {what} does not exist",
        where=str(path),
        remedy=f"run the stage that writes it, or {other}",
    )


def is_result(path: Path) -> bool:
    """Whether a path leads below a folder of results, which a run makes anew."""
    return paths.RESULTS.name in paths.place_of(path).parts


def is_left_alone(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or put beside an open workbook by Excel."""
    return name.startswith((".", "~$"))


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary neighbour of `path` that takes its place when the block ends without error.

    Readers see the old file or the new one, never half of one. It may be read and written by whom the old
    file allows, a new one by whom the system's umask does; where `path` is a link, the file that it leads to
    is written, and the link stays. An OSError that names no file, as of a full disk, names this one.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = new_neighbour(target, prefix=f".{target.name}.")
    try:
        with naming(path):
            yield temporary
            if path.suffix in BROUGHT_TO_DISK:
                with temporary.open("rb+") as written:
                    os.fsync(written.fileno())
            put_in_place(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an OSError that names no file, as the system raises where a disk is full, name this one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def new_neighbour(target: Path, *, prefix: str) -> Path:
    """A new empty file in the folder of `target`, which nobody else may read where `target` is there already.

    A new one has the permissions of the umask, given by the system itself: to ask for the umask is to change
    it for all threads.
    """
    mode = 0o600 if target.exists() else 0o666
    while True:
        name = target.with_name(f"{prefix}{secrets.token_hex(4)}")
        try:
            os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode))
        except FileExistsError:
            continue
        return name


def put_in_place(temporary: Path, target: Path) -> None:
    """Move a file to the place of `target`, with the permissions of the file that stood there."""
    with contextlib.suppress(OSError):  # nothing stood there, or a link that leads to itself
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    temporary.replace(target)


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
