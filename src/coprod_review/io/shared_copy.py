"""A shared copy on disk: written whole or not at all into a folder of its own, and verified there."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes, read_text

READ_BY_ALL = 0o755


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder in the order of paths, without hidden ones."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def check_target(target: Path, *, review: Sequence[Path]) -> None:
    """Raise ReviewError where no copy may be: in a folder that is not empty, or within the review's own."""
    place = target.resolve()
    for folder in review:
        if place == folder.resolve() or folder.resolve() in place.parents:
            raise ReviewError(
                f"a copy inside {folder} would become part of the review",
                where=str(target),
                remedy="name a folder outside the review, such as ../shared-review",
            )
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise ReviewError(
            "this folder is not empty" if target.is_dir() else "this is a file, and a folder is needed",
            where=str(target),
            remedy="name a folder that does not exist yet, or delete what is in it yourself",
        )


def write_copy(target: Path, files: Iterable[tuple[str, bytes]], *, sums_name: str) -> int:
    """Write files and their SHA-256 sums below `target`; their number.

    They are written beside it and moved there when all are: who looks finds all of them or none.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        sums = {}
        for name, content in files:
            path = partial / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            sums[name] = hashlib.sha256(content).hexdigest()
        lines = (f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        (partial / sums_name).write_bytes("".join(lines).encode("utf-8"))
        partial.chmod(READ_BY_ALL)
        if target.is_dir():
            target.rmdir()
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return len(sums)


def read_sums(copy: Path, *, sums_name: str) -> dict[str, str]:
    """The SHA-256 of each file of a copy as it was written, by path.

    Raises ReviewError where the folder is no shared copy or the list of sums is damaged.
    """
    path = copy / sums_name
    if not path.is_file():
        raise ReviewError(
            "this folder is no shared copy: it has no list of sums",
            where=str(path),
            remedy="name the folder that `coprod-review share` has written",
        )
    sums = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        digest, separator, name = line.partition("  ")
        if not separator or len(digest) != 64:
            raise ReviewError(
                "this line is no SHA-256 and path",
                where=f"{path}, line {number}",
                remedy="get the copy again from where it was published",
            )
        sums[name] = digest
    return sums


def damaged_files(copy: Path, sums: dict[str, str], *, sums_name: str) -> Iterator[ReviewError]:
    """A fault for each file of a copy that is missing, changed, or was not part of it."""
    remedy = "get the copy again from where it was published"
    present = {path.relative_to(copy).as_posix() for path in files_below(copy)} - {sums_name}
    for name in sorted(sums.keys() | present):
        where = str(copy / name)
        if name not in present:
            yield ReviewError("this file of the copy is missing", where=where, remedy=remedy)
        elif name not in sums:
            yield ReviewError("this file was not part of the copy", where=where, remedy=remedy)
        elif hashlib.sha256(read_bytes(copy / name)).hexdigest() != sums[name]:
            yield ReviewError("this file of the copy was changed", where=where, remedy=remedy)
