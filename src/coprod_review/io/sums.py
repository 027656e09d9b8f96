"""Lists of SHA-256 sums in the form of `sha256sum`, and how the files of a folder differ from such a list."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import open_bytes, read_text

SUMS_NAME = "SHA256SUMS"
DIFFERENCES = ("changed", "missing", "added", "a link to another place")

LINK = DIFFERENCES[-1]

_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A file that is not as a list of sums says: `kind` is one of DIFFERENCES."""

    kind: str
    name: str


def sha256_and_size(path: Path) -> tuple[str, int]:
    """The SHA-256 and the number of bytes of a file, however large; raises as `open_bytes` does."""
    digest, size = hashlib.sha256(), 0
    with open_bytes(path) as stream:
        while part := stream.read(_AT_ONCE):
            digest.update(part)
            size += len(part)
    return digest.hexdigest(), size


def sums_text(sums: Mapping[str, str]) -> str:
    """The list, a line for each file in the order of paths, as `sha256sum --check` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))


def read_sums(path: Path, *, remedy: str) -> dict[str, str]:
    """The SHA-256 of each file by its path from the folder of the list.

    Raises ReviewError where a line is no sum and path.
    """
    sums = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        digest, separator, name = line.partition("  ")
        if not separator or len(digest) != 64:
            raise ReviewError(
                "this line is no SHA-256 and path", where=f"{path}, line {number}", remedy=remedy
            )
        sums[name] = digest
    return sums


def paths_below(
    folder: Path, *, left_out: Collection[str] = (), hidden: bool = True
) -> tuple[set[str], set[str]]:
    """The paths of all files below a folder, whatever is no folder included, and those of its folders.

    `left_out` are names of files and folders that stand in the folder itself and do not count; hidden ones
    count unless it is said that they do not.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for place, inner, names in os.walk(folder):
        here = Path(place)
        if here == folder:
            inner[:] = [name for name in inner if name not in left_out]
            names = [name for name in names if name not in left_out]
        if not hidden:
            inner[:] = [name for name in inner if not name.startswith(".")]
            names = [name for name in names if not name.startswith(".")]
        linked = {name for name in inner if (here / name).is_symlink()}
        files |= {(here / name).relative_to(folder).as_posix() for name in (*names, *linked)}
        folders |= {(here / name).relative_to(folder).as_posix() for name in inner if name not in linked}
    return files, folders


def differences(
    folder: Path, sums: Mapping[str, str], *, left_out: Collection[str] = (), hidden: bool = True
) -> Iterator[Difference]:
    """How the files of a folder differ from the list, by path; the rest as in `paths_below`.

    A symbolic link in place of a file is none, whatever it leads to: sent elsewhere, it leads nowhere.
    """
    present, _ = paths_below(folder, left_out=left_out, hidden=hidden)
    for name in sorted(sums.keys() | present):
        if name in present and name in sums and (folder / name).is_symlink():
            yield Difference(kind=LINK, name=name)
            continue
        as_listed = name in present and name in sums and sha256_and_size(folder / name)[0] == sums[name]
        if not as_listed:
            yield Difference(kind=kind_of(name, then=sums, now=present), name=name)


def kind_of(name: str, *, then: Container[str], now: Container[str]) -> str:
    """Which of DIFFERENCES a file shows that is not as it was, by where its name is known."""
    if name not in now:
        return "missing"
    return "changed" if name in then else "added"
