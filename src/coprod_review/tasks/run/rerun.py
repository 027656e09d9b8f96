"""The whole review run again in a temporary copy, its files compared with those of a finished run."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.io.sums import Difference

LOG = logging.getLogger("coprod_review")

TOLD = 1000
"""So many characters of what a run said last are told where it stops."""


def rerun(review: Path, results: Path, *, cores: int) -> list[Difference]:
    """How the results of a run of the same inputs, made in a temporary folder, differ from these.

    Raises ReviewError where the inputs are not beside the results, or the run stops.
    """
    from coprod_review.crate.soundness import REMEDY
    from coprod_review.io.sums import SUMS_NAME, Difference, kind_of, read_sums
    from coprod_review.io.workflow_files import copy_workflow, missing_files

    folders = [review / part for part in (paths.CORPUS, paths.CONFIG)]
    for part in (*folders, *(review / name for name in missing_files(review))):
        if not part.exists():
            raise ReviewError(
                "this is needed to run the review again, and is not beside the results",
                where=str(part),
                remedy="verify without --rerun, or put the results into the review's folder",
            )
    LOG.info("verify: running the whole review again in a temporary folder; this takes minutes")
    with tempfile.TemporaryDirectory(prefix="coprod-rerun-") as name:
        folder = Path(name)
        copy_workflow(review, folder)
        for part in folders:
            shutil.copytree(part, folder / part.name)
        code, said = _run_workflow(folder, cores=cores)
        if code != 0:
            raise ReviewError(
                f"the review stopped when it was run again: {said.strip()[-TOLD:]}",
                where=str(review),
                remedy="run `make review`, which says where it stops",
            )
        again = read_sums(folder / paths.RESULTS / SUMS_NAME, remedy=REMEDY)
    then = read_sums(results / SUMS_NAME, remedy=REMEDY)
    return [
        Difference(kind=kind_of(path, then=then, now=again), name=path)
        for path in sorted(then.keys() | again.keys())
        if then.get(path) != again.get(path)
    ]


def _run_workflow(folder: Path, *, cores: int) -> tuple[int, str]:
    """The exit code of a run in this folder, and all that it says; an interrupt ends it with its stages."""
    words = [sys.executable, "-m", "snakemake", "--cores", str(cores), "--show-failed-logs"]
    passing = folder / ".snakemake" / "tmp"
    passing.mkdir(parents=True)
    with subprocess.Popen(
        words,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(passing)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            said, _ = running.communicate()
        except BaseException:
            # Snakemake alone would leave its stages at work, in a folder that is removed below them.
            if sys.platform == "win32":
                running.kill()
            else:
                os.killpg(running.pid, signal.SIGKILL)
            raise
    return running.returncode, said
