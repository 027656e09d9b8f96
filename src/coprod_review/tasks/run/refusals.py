"""Whether a run can begin in a folder: what is refused before Snakemake starts."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all
from coprod_review.tasks.run.freshness import COMPARED

LOG = logging.getLogger("coprod_review")

LEAST_ROOM = 5_000_000
"""So many bytes have to be free where a run writes: with less, Snakemake cannot even note what it does."""

AHEAD = 60.0
"""So many seconds at most a run waits for the time of a file: clocks of two machines differ by less."""


def refuse_other_folders(review: Path) -> None:
    """Raise where this is no review, or half of its workflow is missing."""
    from coprod_review.io.workflow_files import missing_files

    if not (review / paths.SNAKEFILE).is_file():
        raise ReviewError(
            "this folder holds no review: it has no Snakefile",
            where=str(review.resolve()),
            remedy="go to the folder of the review; `coprod-review new FOLDER` makes one",
        )
    if missing := missing_files(review):
        raise ReviewError(
            f"the Snakefile includes rules that are not there: {', '.join(missing)}",
            where=str(review.resolve()),
            remedy="copy them from where the Snakefile is from: the two belong together",
        )


def refuse_cores(cores: str | None) -> None:
    """Raise where cores are no number."""
    if cores and cores != "all" and not (cores.isascii() and cores.isdigit() and int(cores) > 0):
        raise ReviewError(
            f"{cores!r} is no number of cores",
            where="--cores",
            remedy="give a whole number of 1 or more, or all: --cores 2 (with make: CORES=2)",
        )


def refuse_braces(review: Path) -> None:
    """Raise, for every file at once, what Snakemake would take for a pattern of names."""
    raise_all(
        [
            ReviewError(
                "this name has braces, which Snakemake reads as a pattern",
                where=str(path),
                remedy="rename the file, and where it is an export its entry in corpus/manifest.yaml too",
            )
            for part in (paths.CORPUS, paths.CONFIG)
            for path in sorted((review / part).rglob("*"))
            if "{" in path.name or "}" in path.name
        ]
    )


def check_writable(folder: Path) -> None:
    """Raise ReviewError where nothing can be written into a folder that is there or can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"0" * 4096)
        if shutil.disk_usage(folder).free < LEAST_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except FileExistsError:
        raise ReviewError(
            "this is no folder, and the run needs one of this name",
            where=str(folder),
            remedy="move it away; the run makes the folder",
        ) from None
    except OSError as error:
        raise ReviewError(
            f"nothing can be written into this folder ({error.strerror})",
            where=str(folder.resolve()),
            remedy="give yourself permission to write there, make room on the disk, "
            "or copy the review to a place where both are so; nothing was changed",
        ) from None


def refuse_the_future(review: Path) -> None:
    """Raise ReviewError where files of people are dated ahead; wait for a time that is about to come.

    Nobody but people may change such files, and of a stage that reads one Snakemake takes no results.
    """
    from coprod_review.io.made_files import told
    from coprod_review.io.times_ahead import files_ahead

    now = time.time()
    ahead = files_ahead(_read_by_stages(review), now=now)
    seconds = max(ahead.values(), default=now) - now
    if seconds > AHEAD:
        far = f"{seconds / 86400:,.0f} days" if seconds > 2 * 86400 else f"{seconds / 60:,.0f} minutes"
        raise ReviewError(
            f"dated ahead of this machine's clock, by up to {far}; no result can be newer",
            where=told(ahead),
            remedy="set the clock if it is wrong; else give the files the present time: "
            "find Snakefile rules corpus config -newermt now -exec touch {} +",
        )
    if ahead:
        LOG.info("run: waiting %.0f s for the time to come at which %s was changed", seconds, told(ahead))
        time.sleep(seconds)


def _read_by_stages(review: Path) -> Iterator[Path]:
    """The files of people that stages may read."""
    from coprod_review.io.workflow_files import workflow_files

    yield from workflow_files(review).values()
    for part in (paths.CORPUS, paths.CONFIG):
        for path in (review / part).rglob("*"):
            if path.suffix in COMPARED or paths.EXPORTS.name in path.parts:
                yield path
