"""A new review: a copy of the project with an empty corpus, or around a corpus that is there already."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.belongings import LENT, README, belongings
from coprod_review.io.codebook import read_codebook
from coprod_review.io.coder_entries import new_file
from coprod_review.io.copied_folders import copy_folder
from coprod_review.io.files import is_left_alone, read_text, write_text
from coprod_review.io.practice import GIT_ATTRIBUTES, GIT_IGNORE
from coprod_review.io.review_words import (
    ABOUT_THE_SUBJECT,
    GUIDE,
    marked_as_copied,
    own_readme,
    without_review_words,
)
from coprod_review.io.workflow_files import missing_files

PYTHON = Path(sys.executable)
"""The Python of this program."""

EMPTY_LOG = "exports: []\n"
NEEDED = (paths.SETTINGS, paths.SNAKEFILE)
_OF_PROJECT = ("Makefile", "pyproject.toml")
"""Where these are, the folder has the program too."""

LEFT_AS_IS = (README, ".gitignore", ".gitattributes")
"""What a folder may have that began as a repository: it stays as it is."""

_MADE = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info", ".*", paths.TUNED.name)
"""What was made here and does not belong to another review: penalties are tuned to what is settled here."""


MAKEFILE = """\
# The commands of this review, run by the installation that made it.

PYTHON ?= @PYTHON@
CORES ?= 2
WHERE = $(if $(PROFILE),--profile profiles/$(PROFILE),--cores $(CORES))

.PHONY: review check clean
.DEFAULT_GOAL := review

review:
\t@"$(PYTHON)" -m coprod_review run $(WHERE)

check:
\t@"$(PYTHON)" -m coprod_review check

clean:
\trm -rf results
"""
"""Of a review that no folder of the project was copied for: a package has none to set itself up from."""


def left_as_is(folder: Path) -> list[str]:
    """The names in a folder that a new review there leaves as they are, its corpus aside."""
    return [name for name in LEFT_AS_IS if (folder / name).is_file()]


def others_in(folder: Path) -> list[str]:
    """The names of what can be seen in a folder and is nothing that a review has there."""
    known = {paths.CORPUS.name, *LEFT_AS_IS}
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted(name for name in names if name not in known and not is_left_alone(name))


def has_program(project: Path) -> bool:
    """Whether a project has the program too, and not configuration and workflow alone."""
    return all((project / name).is_file() for name in _OF_PROJECT)


def new_review(project: Path, folder: Path, *, python: Path = PYTHON) -> list[str]:
    """Copy what a review needs into a folder; the names of what stands there now, a corpus aside.

    A whole project is copied with its program; what else people keep in its folder is not. One that has
    configuration and workflow alone (a practice folder, what a package carries) lends these, and `python`
    runs them.

    A corpus in the folder stays as it is, and so does what a repository begins with; where there is no
    corpus, an empty one is made. Title, questions and
    background of the review are left to be filled in, and what is about the subject of the copied review is
    marked as such, so that `check` can say so. Raises ReviewError, before anything is written, where the
    project is no whole one or the folder has files of these names.
    """
    project, folder = project.resolve(), folder.resolve()
    _refuse(project, folder)
    copied, written = _belongings(project, python)
    left = left_as_is(folder)
    copied = [name for name in copied if name not in left]
    written = {name: text for name, text in written.items() if name not in left}
    names = sorted({*copied, *written, README} - {*left})
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise ReviewError(
            f"this folder has {', '.join(there)} already, and nothing is overwritten",
            where=str(folder),
            remedy=f"name a folder without them; a corpus may be there, and {', '.join(LEFT_AS_IS)}",
        )
    _copy(project, folder, copied)
    for name, text in written.items():
        write_text(folder / name, text)
    _make_own(folder)
    if README not in left:
        write_text(folder / README, own_readme(has_docs=(folder / GUIDE).is_file()))
    if not (folder / paths.CORPUS).exists():
        (folder / paths.EXPORTS).mkdir(parents=True)
        write_text(folder / paths.MANIFEST, EMPTY_LOG)
        write_text(folder / paths.CODERS, new_file(_version(folder)))
    return names


def _refuse(project: Path, folder: Path) -> None:
    """Raise ReviewError where there is nothing to copy, or it would be copied into itself."""
    if not all((project / name).is_file() for name in NEEDED) or missing_files(project):
        raise ReviewError(
            "this installation is not that of a project folder, so that there is nothing to copy",
            where=str(project),
            remedy=f"copy the folder of the project yourself; its {paths.CONFIG}/ is what a review asks",
        )
    if folder.is_relative_to(project):
        raise ReviewError(
            "this folder lies in the project that would be copied into it",
            where=str(folder),
            remedy="name a folder elsewhere",
        )


def _belongings(project: Path, python: Path) -> tuple[list[str], dict[str, str]]:
    """The names of what is copied of a project, and the files that are written in place of others."""
    if has_program(project):
        return belongings(project), {}
    written = {
        "Makefile": MAKEFILE.replace("@PYTHON@", str(python)),
        ".gitattributes": GIT_ATTRIBUTES,
        ".gitignore": GIT_IGNORE,
    }
    return [name for name in LENT if (project / name).exists()], written


def _copy(project: Path, folder: Path, names: Iterable[str]) -> None:
    for name in names:
        source, target = project / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            copy_folder(source, target, ignore=_MADE)
        else:
            shutil.copyfile(source, target)


def _make_own(folder: Path) -> None:
    """What the copied review says of itself taken out, and what is about its subject marked."""
    settings = folder / paths.SETTINGS
    write_text(settings, without_review_words(read_text(settings)))
    for name in ABOUT_THE_SUBJECT:
        if (folder / name).exists():
            write_text(folder / name, marked_as_copied(read_text(folder / name)))


def _version(folder: Path) -> str:
    """The version of the codebook of a new review, or in words where it cannot be read, as `check` tells."""
    try:
        return read_codebook(folder / paths.CODEBOOK).version
    except ReviewError:
        return f"the version in {paths.CODEBOOK.as_posix()}"
