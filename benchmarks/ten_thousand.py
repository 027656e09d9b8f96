"""How long every later stage takes with many included reports, and how much memory, as a table in Markdown.

    python benchmarks/ten_thousand.py [--reports 10000] [--review .] [--keep FOLDER] [--stages NAME ...]

The reports of a finished run are taken again and again (`many_reports.py`), and each stage runs as a
command of its own: seconds of processors (its workers and the programs that it calls among them), seconds on
the clock, and the largest memory of one process. Where others share the machine, trust seconds of processors.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from closed_pipe import quietly
from many_reports import CODINGS, multiply, multiply_review, n_times

STAGES = ("analyse", "render", "write", "report", "paper", "site")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one command took; memory in megabytes, of its largest process."""

    processors: float
    clock: float
    memory: float


def main() -> int:
    """Multiply the run, run the stages in their order, and print what each took."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        review = Path(arguments.keep or temporary) / "review"
        times = n_times(arguments.review / "results", arguments.reports)
        multiply_review(arguments.review, review, times)
        print("| stage | processor s | clock s | largest process MB |")
        print("|---|---|---|---|")
        for stage in arguments.stages:
            spent = _run(review, stage)
            print(
                f"| {stage} | {spent.processors:.1f} | {spent.clock:.1f} | {spent.memory:.0f} |", flush=True
            )
            if stage == "analyse":
                multiply(review / "results" / CODINGS, times)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000, help="how many reports")
    parser.add_argument("--review", type=Path, default=Path(), help="a review with a finished run")
    parser.add_argument("--keep", type=Path, help="an empty folder that keeps the multiplied review")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES, help="run these alone")
    return parser.parse_args()


def _run(review: Path, stage: str) -> Spent:
    """Run a stage; the kernel tells of the process and all that it waited for."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "coprod_review", stage], cwd=review) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{stage} ended with {process.returncode}")
    return Spent(
        processors=usage.ru_utime + usage.ru_stime,
        clock=time.perf_counter() - start,
        memory=usage.ru_maxrss / 1000,
    )


if __name__ == "__main__":
    raise SystemExit(quietly(main))
