"""The jobs that a broken-off run has left on a cluster: they would write beside those of the next run."""

from __future__ import annotations

import logging
import shutil
import subprocess
import time
from pathlib import Path

LOG = logging.getLogger("coprod_review")
PREFIX = "coprod-review_"
"""How the names of jobs begin; profiles/slurm says so."""

PATIENCE = 120.0
"""Seconds that cancelled jobs may take to end: SLURM first asks them, and kills them half a minute later."""


def cancel_left_jobs(review: Path) -> int:
    """Cancel what runs of this folder have waiting or running on SLURM; how many jobs there were.

    Returns when they have gone. Nothing happens where there is no SLURM, or it does not answer.
    """
    if shutil.which("squeue") is None or not (left := _left(review)):
        return 0
    LOG.info(
        "run: cancelling %d jobs that the run before has left in the queue: %s", len(left), " ".join(left)
    )
    _asked("scancel", *left)
    until = time.monotonic() + PATIENCE
    while _left(review) and time.monotonic() < until:
        time.sleep(0.5)
    return len(left)


def _left(review: Path) -> list[str]:
    """The numbers of the jobs of this folder that wait, run or are just ending."""
    found = []
    for line in _asked("squeue", "--me", "--noheader", "--format=%i|%j|%Z").splitlines():
        number, name, folder = line.split("|", maxsplit=2)
        if name.startswith(PREFIX) and Path(folder) == review.resolve():
            found.append(number)
    return found


def _asked(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
