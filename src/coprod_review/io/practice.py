"""A practice project: an invented corpus with the configuration of the project, in a folder of its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.copied_folders import copy_folder
from coprod_review.io.files import read_text, write_text
from coprod_review.io.practice_codebook import follow_codebook
from coprod_review.io.workflow_files import copy_workflow, missing_files

DATA = Path(__file__).resolve().parents[1] / "practice"
"""What comes with the package: the invented corpus, a page of ten steps, the two commands."""

PACKED = DATA / "project"
"""Configuration and workflow as a built package carries them; in a project folder they stand at its top."""

GIT_ATTRIBUTES = """\
corpus/exports/* -text
# Rows are put behind rows: git joins those of two branches, and `coprod-review check` names what contradicts.
corpus/codings/*.csv text eol=lf merge=union
corpus/decisions/*.csv text eol=lf merge=union
corpus/training/*.csv text eol=lf merge=union
corpus/enriched.csv text eol=lf merge=union
"""
GIT_IGNORE = """\
results/
results-changed/
.snakemake/
.cache/
corpus/.adding.lock
.adding-*
/*.xlsx
"""
"""What git is told in a project of any kind; a built package has no files of that name to copy."""

NEEDED = (paths.SETTINGS, paths.CODEBOOK, paths.SNAKEFILE)
"""Without these, and what the Snakefile includes, a folder has nothing to lend."""

LEFT_OUT = shutil.ignore_patterns("teaching", "__pycache__", paths.TUNED.name)
"""The practice texts are teaching texts: what is practised on teaches no machine.

Penalties are tuned to what is settled in the project.
"""

SMALL = {
    r"^  title: .*$": "  title: Practice review (everything in it is invented)",
    r"^  min_settled: .*$": "  min_settled: 30",
    r"^  teaching_weight: .*$": "  teaching_weight: 0",
    r"^  size: .*$": "  size: 12",
    r"^  strata: .*$": "  strata: []",
    r"^  rehearse: .*$": "  rehearse: false",
}
"""The lines of config.yaml that suit forty coded reports."""


def make_practice(folder: Path, *, project: Path, python: Path, command: str) -> int:
    """Make the practice project in a new or empty folder; the number of files that it has.

    `project` is the folder that lends its configuration; where it is none, that of the package does. `python`
    and `command` stand in the folder's Makefile and README. Raises ReviewError, before anything is written,
    where the folder has files, lies in the project, or no configuration is at hand.
    """
    folder, project = folder.resolve(), project.resolve()
    lender = next((place for place in (project, PACKED) if _lends(place)), None)
    if lender is None:
        raise ReviewError(
            "there is no configuration to practise with, neither in this installation nor in a project",
            where=str(project),
            remedy="name the folder of the project: coprod-review practice DIR --project FOLDER",
        )
    if lender == project and folder.is_relative_to(project):
        raise ReviewError(
            "this folder lies in the project, and practice stays away from it",
            where=str(folder),
            remedy="name a folder elsewhere, such as ../practice",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReviewError(
            "there is something here already, and nothing is overwritten",
            where=str(folder),
            remedy="name a new folder",
        )
    copy_folder(DATA / paths.CORPUS, folder / paths.CORPUS, ignore=LEFT_OUT)
    copy_folder(DATA / "to_add", folder / "to_add", ignore=LEFT_OUT)
    copy_folder(lender / paths.CONFIG, folder / paths.CONFIG, ignore=LEFT_OUT)
    follow_codebook(folder)
    copy_workflow(lender, folder)
    write_text(folder / paths.SETTINGS, _small(read_text(lender / paths.SETTINGS)))
    for name in ("Makefile", "README.md"):
        text = read_text(DATA / name).replace("@PYTHON@", str(python)).replace("@COMMAND@", command)
        write_text(folder / name, text)
    write_text(folder / ".gitattributes", GIT_ATTRIBUTES)
    write_text(folder / ".gitignore", GIT_IGNORE)
    return sum(path.is_file() for path in folder.rglob("*"))


def _lends(place: Path) -> bool:
    return all((place / name).is_file() for name in NEEDED) and not missing_files(place)


def _small(settings: str) -> str:
    for line, instead in SMALL.items():
        settings = re.sub(line, instead, settings, flags=re.MULTILINE)
    return settings
