"""A shared copy on disk: written whole or not at all into a folder of its own, and verified there."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io import sums

READ_BY_ALL = 0o755

VERSION_CONTROL = ".git"
"""The folder at the top of a copy that is kept in a repository; it is no part of what is verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A copy that was written: its number of files, and the SHA-256 of the list of their sums."""

    n_files: int
    sums_sha256: str


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


def unfinished_copies(target: Path) -> list[Path]:
    """The hidden folders beside `target` in which runs that were killed, or still go on, have begun it."""
    return sorted(target.parent.glob(f"{glob.escape(_unfinished(target))}*"))


def write_copy(target: Path, files: Iterable[tuple[str, bytes]], *, sums_name: str) -> Written:
    """Write files and their SHA-256 sums below `target`.

    They are written beside it and moved there when all are: who looks finds all of them or none. That there
    is a place to write is known before the first file is made. Raises ReviewError where there is none.
    """
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=_unfinished(target), dir=target.parent))
    try:
        digests = {}
        for name, content in files:
            with _writing(target):
                path = partial / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            digests[name] = hashlib.sha256(content).hexdigest()
        listed = sums.sums_text(digests).encode("utf-8")
        with _writing(target):
            (partial / sums_name).write_bytes(listed)
            partial.chmod(READ_BY_ALL)
            if target.is_dir():
                target.rmdir()
            partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Written(n_files=len(digests), sums_sha256=hashlib.sha256(listed).hexdigest())


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
    return sums.read_sums(path, remedy="get the copy again from where it was published")


def damaged_files(copy: Path, listed: dict[str, str], *, sums_name: str) -> Iterator[ReviewError]:
    """A fault for each file of a copy that is missing, changed, or was not part of it, and for each folder
    that holds none of its files. Hidden ones count; VERSION_CONTROL at the top does not."""
    get = "get the copy again from where it was published"
    delete = f"delete it, or {get}"
    told = {
        "missing": ("this file of the copy is missing", get),
        "added": ("this file was not part of the copy", delete),
        "changed": ("this file of the copy was changed", get),
        sums.LINK: ("this is a link to another place, and no file of the copy", get),
    }
    no_part = (sums_name, VERSION_CONTROL)
    for found in sums.differences(copy, listed, left_out=no_part):
        problem, remedy = told[found.kind]
        yield ReviewError(problem, where=str(copy / found.name), remedy=remedy)
    own = {parent.as_posix() for name in listed for parent in Path(name).parents}
    _, folders = sums.paths_below(copy, left_out=no_part)
    for name in sorted(folders - own):
        yield ReviewError("this folder was not part of the copy", where=str(copy / name), remedy=delete)


def _unfinished(target: Path) -> str:
    """What the name of the folder begins with in which a copy is written before it is moved to `target`."""
    return f".{target.name}.sharing-"


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Tell in words why the system does not let a copy be written."""
    try:
        yield
    except OSError as error:
        raise ReviewError(
            f"no copy can be written here ({error.strerror or error})",
            where=str(target),
            remedy="name a folder in a place where you may write and the disk has room",
        ) from None
