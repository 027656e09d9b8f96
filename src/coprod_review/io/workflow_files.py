"""The files that a workflow is made of: the Snakefile, and the rules that it includes from beside it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from coprod_review.io.files import read_text

SNAKEFILE = "Snakefile"
RULES = "rules"
PARTS = (SNAKEFILE, RULES)
"""Where a workflow stands in the folder of a review."""

_INCLUDED = re.compile(r'^include: "(.+?)"', re.MULTILINE)


def workflow_files(review: Path, *, snakefile: str = SNAKEFILE) -> dict[str, Path]:
    """Each file of the workflow that is there by its path from the review's folder, the Snakefile first."""
    found = [review / snakefile, *sorted((review / RULES).glob("*.smk"))]
    return {path.relative_to(review).as_posix(): path for path in found if path.is_file()}


def missing_files(review: Path) -> list[str]:
    """What is not there of a workflow: the Snakefile, or rules that it includes."""
    if not (review / SNAKEFILE).is_file():
        return [SNAKEFILE]
    included = _INCLUDED.findall(read_text(review / SNAKEFILE))
    return [name for name in included if not (review / name).is_file()]


def copy_workflow(review: Path, folder: Path) -> None:
    """Copy the workflow of a review into another folder, which need not be there yet."""
    for name, path in workflow_files(review).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
