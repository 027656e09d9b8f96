"""The check of what people supplied, with which a run begins: made while Snakemake loads."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import coprod_review
from coprod_review import paths

CHECKING = "COPROD_REVIEW_CHECKING"
"""The variable that tells the program after this one which check it has to wait for, and what it proves."""


def begin_check(stamp: Path, *, waits: bool = False) -> Mapping[str, str]:
    """Begin to check the review of this folder, unless nothing was edited since the stamp.

    The check is a process of its own, which the program that takes the place of this one inherits; what is
    returned are variables that tell it of the process. Where this one waits, faults end it here.
    """
    begun = time.time_ns()
    if not _edited_since(stamp, now=begun):
        return {}
    words = [sys.executable, "-m", "coprod_review", "check"]
    if waits or sys.platform == "win32":  # there no program takes the place of another
        _prove(subprocess.run(words, check=False).returncode, begun=begun, stamp=stamp)
        return {}
    process = os.posix_spawn(words[0], words, os.environ)
    return {CHECKING: f"{process} {begun} {stamp}"}


def end_check() -> None:
    """Wait for the check that was begun, if one was, and stamp it; ends this process as it did with faults.

    The stamp has the time before the check began, so that an edit meanwhile is checked by the next run.
    """
    if not (told := os.environ.pop(CHECKING, "")):
        return
    process, begun, stamp = told.split(" ", 2)
    code = os.waitstatus_to_exitcode(os.waitpid(int(process), 0)[1])
    _prove(code, begun=int(begun), stamp=Path(stamp))


def _prove(code: int, *, begun: int, stamp: Path) -> None:
    """Stamp what a check of this exit code has proved; ends this process where that is nothing."""
    if code:
        sys.exit(code if code > 0 else 1)
    stamp.parent.mkdir(exist_ok=True)
    stamp.touch()
    os.utime(stamp, ns=(begun, begun))


def _edited_since(stamp: Path, *, now: int) -> bool:
    """Whether anything was edited after a stamp; one that is not there, or dated ahead, tells nothing."""
    try:
        stamped = stamp.stat().st_mtime_ns
    except FileNotFoundError:
        return True
    return stamped > now or any(time > stamped for time in _times(_checked_files()))


def _checked_files() -> Iterator[Path]:
    """What a check looks at, with its folders, and what it goes by: the code of the package."""
    for part in (paths.CORPUS, paths.CONFIG):
        yield part
        yield from part.rglob("*")
    yield from Path(coprod_review.__file__).parent.rglob("*.py")


def _times(files: Iterable[Path]) -> Iterator[int]:
    for file in files:
        try:
            yield file.lstat().st_mtime_ns
        except FileNotFoundError:
            continue
