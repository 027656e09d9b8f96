"""What is long in the making and changed by no test is built once, whichever processes run the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_review.io.locking import lock_alone


def built_once(
    name: str, make: Callable[[Path], object], *, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder that `make` fills, by the first process that asks for this name; others wait for it.

    The processes of one run of the tests share it, two runs never do. Tests leave it as it is: they copy it.
    """
    mine = tmp_path_factory.getbasetemp()
    shared = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "built_once"
    shared.mkdir(exist_ok=True)
    folder, finished = shared / name, shared / f"{name}.finished"
    with (shared / f"{name}.lock").open("w", encoding="utf-8") as lock:
        lock_alone(lock.fileno())
        if not finished.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a process that failed to build it
            folder.mkdir()
            make(folder)
            finished.touch()
    return folder
