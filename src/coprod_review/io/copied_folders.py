"""Folders copied as new files: who may read them is said by the system here, as for whatever else is made."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

Ignore = Callable[[str, list[str]], Iterable[str]]
"""As `shutil.ignore_patterns` makes it: of a folder and the names in it, those that are left out."""


def copy_folder(source: Path, target: Path, *, ignore: Ignore) -> None:
    """Copy a folder with all below it but what is ignored, without the rights and times of the source.

    A file that its owner may execute there may be executed here by whoever may read it.
    """
    target.mkdir(parents=True)
    names = sorted(path.name for path in source.iterdir())
    left_out = set(ignore(str(source), names))
    for name in names:
        if name in left_out:
            continue
        if (source / name).is_dir():
            copy_folder(source / name, target / name, ignore=ignore)
        else:
            _copy_file(source / name, target / name)


def _copy_file(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    if source.stat().st_mode & 0o100:
        mode = target.stat().st_mode
        target.chmod(mode | (mode & 0o444) >> 2)
