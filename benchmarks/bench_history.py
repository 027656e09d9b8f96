"""benchmarks/history.csv: one line a measurement, with what is needed to compare it with a later one."""

from __future__ import annotations

import csv
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

HISTORY = Path(__file__).resolve().parent / "history.csv"
COLUMNS = (
    "date",
    "commit",
    "mode",
    "what",
    "size",
    "rounds",
    "ours_s",
    "ours_processor_s",
    "peer",
    "peer_version",
    "peer_s",
    "peer_processor_s",
    "ratio",
    "ratio_least",
    "ratio_most",
    "processor_ratio",
    "goal",
    "met",
    "judged_by",
    "cores",
    "memory_gb",
    "processor",
    "system",
    "python",
    "load",
)


def append_history(rows: Sequence[Mapping[str, str]], path: Path = HISTORY) -> None:
    """Add rows to the file, which begins with the names of its columns."""
    if not rows:
        return
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(rows)


def session() -> dict[str, str]:
    """When, on which commit and on what machine: the same for all rows of one session."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "commit": _commit(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory_gb": _memory(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "",
    }


MEASURED = ("../src", "../Snakefile", "../rules")
"""What a measurement is of."""


def _commit() -> str:
    """The short name of the commit, with a plus where files of it were changed since."""
    told = [
        subprocess.run(
            command, cwd=HISTORY.parent, capture_output=True, text=True, check=False
        ).stdout.strip()
        for command in (
            ("git", "rev-parse", "--short=9", "HEAD"),
            ("git", "status", "--porcelain", "--untracked-files=no", "--", *MEASURED),
        )
    ]
    return told[0] + ("+" if told[1] else "")


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f}"
    except (AttributeError, ValueError, OSError):
        return ""


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
