"""One run at a time in a folder: who holds it, and what a run that was killed has left behind.

Two locks, both given back by the system when their holder ends in whatever way. The lock of the run is held
by Snakemake from start to end. The lock of the stages is shared by every stage at work, so that stages that
outlive a killed run are waited for and never meet those of the next.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.locking import lock_alone, locked_now

ENGINE = Path(".snakemake")
RUN_LOCK, STAGES_LOCK = "review.lock", "stages.lock"
PASSING = "tmp"
_UNFINISHED = re.compile(r"\..+\.[a-z0-9_]{8}")
"""How `written_whole` names what is not finished."""


def hold_run(review: Path) -> int:
    """The lock of the run of this folder, open for whoever is started next to keep it.

    Raises ReviewError where another run holds it.
    """
    handle = _opened(review / ENGINE / RUN_LOCK)
    if not locked_now(handle):
        raise ReviewError(
            f"another run is at work in this folder (process {_holder(handle)})",
            where=str(review.resolve()),
            remedy="wait until it ends, or stop it with Ctrl-C where it was started; results/ is left to it",
        )
    os.ftruncate(handle, 0)
    os.write(handle, f"{os.getpid()}\n".encode("ascii"))
    os.set_inheritable(handle, True)
    return handle


def await_run(review: Path, *, tell: Callable[[str], None]) -> None:
    """Wait until no run is at work in this folder; where one is, who holds it is told first."""
    path = review / ENGINE / RUN_LOCK
    if not path.is_file():
        return
    handle = os.open(path, os.O_RDWR)
    try:
        if not locked_now(handle):
            tell(_holder(handle))
            lock_alone(handle)
    finally:
        os.close(handle)


def share_stages(review: Path) -> int | None:
    """The lock of the stages, shared as long as this program lives; None where it cannot be had."""
    try:
        handle = _opened(review / ENGINE / STAGES_LOCK)
    except OSError:
        return None
    locked_now(handle, shared=True)
    return handle


def keep_passing_files(review: Path) -> None:
    """Let this program have its temporary files and folders where the next run of the review removes them.

    Where nothing can be made there, they stay where the system has them.
    """
    folder = review / ENGINE / PASSING
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(folder.resolve())


def remove_passing_files(review: Path) -> None:
    """Remove what stages that were ended have left there."""
    shutil.rmtree(review / ENGINE / PASSING, ignore_errors=True)


def stages_are_at_work(review: Path) -> bool:
    """Whether stages of a run that was killed are still at work."""
    handle = _opened(review / ENGINE / STAGES_LOCK)
    try:
        return not locked_now(handle)
    finally:
        os.close(handle)


def await_stages(review: Path) -> None:
    """Wait until no stage is at work in this folder."""
    handle = _opened(review / ENGINE / STAGES_LOCK)
    try:
        lock_alone(handle)
    finally:
        os.close(handle)


def stale_locks(review: Path) -> list[Path]:
    """The locks that Snakemake has left, or holds where it was started without `hold_run`."""
    return sorted((review / ENGINE / "locks").glob("*.lock"))


def remove_stale_locks(review: Path) -> None:
    """Give the folder free again for Snakemake, as its `--unlock` does."""
    shutil.rmtree(review / ENGINE / "locks", ignore_errors=True)


def unfinished_files(results: Path) -> Iterator[Path]:
    """What stages were writing when they were killed; nothing else has such names."""
    for folder, _, names in os.walk(results):
        yield from (Path(folder, name) for name in names if _UNFINISHED.fullmatch(name))


def _holder(handle: int) -> str:
    return os.read(handle, 40).decode("ascii", "replace").strip()


def _opened(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
