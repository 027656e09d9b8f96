"""Which files of a results folder are results: what the rules declare, and what stages list themselves.

Whatever else lies there was put there by somebody or written by an older version. It is no result, and
neither the report nor the list of sums may tell of it: both would depend on what happens to lie there.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from coprod_review import paths
from coprod_review.io.files import read_text, write_text
from coprod_review.io.sums import SUMS_NAME

BESIDE = (paths.NEXT.name, paths.SIMULATED.name)
"""Folders of what `next` and `simulate` write, which is no part of a run."""

UNSUMMED = (SUMS_NAME, "ro-crate-metadata.json", "logs", paths.WORKFLOW_REPORT.name)
"""Results without a sum in the list: the list itself, the crate that has its sum, and what holds times."""

UNLISTED = (*UNSUMMED, *BESIDE)

FILES = "files.txt"
"""The list of what a stage has written into a folder: the rules name some of it alone."""

WITH_LIST = (paths.FIGURES.name, paths.TABLES.name, paths.AUDIT.name)
"""The folders that have such a list."""

INPUTS = "inputs"
"""Copies of what the run was made from, which the last stage keeps in order."""

ON_REQUEST = tuple(f"{paths.FIGURES.name}/{columns}_column/" for columns in ("one", "two"))
"""Folders for figures of another width, which people ask for beside a run and no list has."""

_OF_WIDTH = (FILES, "figures.json")
"""What such a folder holds besides figures."""


def below_results(names: Iterable[str]) -> list[str]:
    """Paths from the review's folder as paths from its results, those elsewhere left out."""
    start = f"{paths.RESULTS.as_posix()}/"
    return sorted({name.removeprefix(start) for name in names if name.startswith(start)})


def list_files(folder: Path, written: Iterable[str]) -> None:
    """Write the list of what a stage has written into a folder."""
    write_text(folder / FILES, list_text(written))


def list_text(written: Iterable[str]) -> str:
    """The list of what a stage has written: a path on each line, in order."""
    return "".join(f"{name}\n" for name in sorted(written))


def listed_files(folder: Path) -> list[str] | None:
    """What the list of a folder names, if it has one."""
    path = folder / FILES
    return read_text(path).splitlines() if path.is_file() else None


def is_list(name: str) -> bool:
    """Whether a path is that of such a list, which tells of results and is for no reader."""
    return name.rpartition("/")[2] == FILES


def is_beside(name: str, listed: Collection[str]) -> bool:
    """Whether a path from the results is that of something which a command writes beside a run.

    Such a figure has the name of one that is `listed` among the results.
    """
    folder, _, file = name.rpartition("/")
    if f"{folder}/" in ON_REQUEST:
        return file in _OF_WIDTH or f"{paths.FIGURES.name}/{file}" in listed
    return folder in BESIDE and file.endswith((".csv", ".png", ".pdf", ".svg"))


def listed_results(results: Path, declared: Collection[str]) -> list[str]:
    """The results of a run by their paths from its folder, in order: those declared, and those in lists."""
    names = {*declared, *_listed(results)}
    return sorted(name for name in names if name.split("/")[0] not in UNLISTED)


def strangers(results: Path, declared: Collection[str]) -> list[Path]:
    """The files that are no results, and as a whole each folder without any; hidden ones do not count.

    A declared name that ends with a slash stands for all that lies below. A folder that ought to have a list
    is left alone as long as it has none.
    """
    unknown = [f"{folder}/" for folder in WITH_LIST if not (results / folder / FILES).is_file()]
    kept = {*declared, *_listed(results), *unknown, *ON_REQUEST, f"{INPUTS}/"}
    kept |= {*UNLISTED, *(f"{name}/" for name in UNLISTED)}
    folders = {str(folder) for name in kept for folder in Path(name).parents}
    return sorted(_strangers(results, "", kept, folders))


def _strangers(results: Path, place: str, kept: Collection[str], folders: Collection[str]) -> Iterator[Path]:
    """What is not kept in a folder of results, which has something that is."""
    try:
        entries = list(os.scandir(results / place))
    except OSError:
        return
    for entry in entries:
        name = f"{place}{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or (f"{name}/" if is_folder else name) in kept:
            continue
        if is_folder and name in folders:
            yield from _strangers(results, f"{name}/", kept, folders)
        elif not is_folder or any(path.is_file() for path in (results / name).rglob("[!.]*")):
            yield results / name


def _listed(results: Path) -> list[str]:
    """The lists of the stages, and what they name as far as it lies in the folder of the list."""
    lists = {folder: results / folder / FILES for folder in WITH_LIST}
    return [
        f"{folder}/{name}"
        for folder, path in lists.items()
        if path.is_file()
        for name in (FILES, *read_text(path).splitlines())
        if ".." not in name.split("/")
    ]
