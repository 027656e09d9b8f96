"""A corpus on a SLURM cluster and on one machine: jobs and time of both, and every file that differs.

    python benchmarks/cluster.py FOLDER [--records 100000] [--mb 50] [--profile profiles/slurm] [--until FILE]
    python benchmarks/cluster.py FOLDER --bundled          the corpus of --review as it is, with no other
    python benchmarks/cluster.py FOLDER --bundled --here   on this machine alone: jobs, results and seconds

FOLDER/here runs on this machine, FOLDER/there on the cluster of the profile (`tools/slurm.py up` makes one of
virtual nodes), both in jobs of about so many megabytes of exports. Jobs are those that the last run of a
folder finished, by its own log. Ends with 1 where a result differs; logs tell of seconds and are no results.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from closed_pipe import quietly
from million import number_of_records

from coprod_review.io.workflow_files import copy_workflow

HERE = Path(__file__).parent
TELLING = ("--quiet", "host", "reason")
"""So much may stay untold without the log losing the jobs."""

PARTING = re.compile(r"^(shards:\n(?:  #.*\n)*  mb: )\d+$", re.MULTILINE)


def main(argv: Sequence[str] | None = None) -> int:
    """Make the corpus, run it here and there, and print the table and the differences."""
    arguments = _arguments(argv)
    here, there = arguments.folder / "here", arguments.folder / "there"
    if not here.exists():
        make_review(here, arguments)
    if not arguments.here and not there.exists():
        shutil.copytree(here, there, ignore=shutil.ignore_patterns("results", ".snakemake"))
    goal = [arguments.until] if arguments.until else ["all"]
    seconds = {here: ran(here, "--cores", "2", "--", *TELLING, "--", *goal)}
    if not arguments.here:
        seconds[there] = ran(there, "--profile", str(arguments.profile.resolve()), "--", *goal)
    size = "bundled" if arguments.bundled else f"{arguments.records:,}"
    print("| records | where | jobs | s |\n|---|---|---|---|")
    for review, taken in seconds.items():
        print(f"| {size} | {review.name} | {n_jobs(review)} | {taken:.0f} |")
    if arguments.here:
        print(f"{len(results_of(here))} results")
        return 0
    differing = differences(results_of(here), results_of(there))
    print(f"{len(results_of(here))} results, {len(differing)} of them differ")
    for path in differing:
        print(f"  {path}")
    return 1 if differing else 0


def make_review(folder: Path, arguments: argparse.Namespace) -> None:
    """The bundled review without results, or a generated one; parted into jobs as asked."""
    if arguments.bundled:
        for name in ("corpus", "config"):
            shutil.copytree(arguments.review / name, folder / name)
        copy_workflow(arguments.review, folder)
        return
    maker = [sys.executable, str(HERE / "million.py"), str(folder), "--records", str(arguments.records)]
    if status := subprocess.run([*maker, "--review", str(arguments.review)], check=False).returncode:
        raise SystemExit(status)
    part(folder / "config" / "config.yaml", mb=arguments.mb)


def part(settings: Path, *, mb: int) -> None:
    """Set how many megabytes of exports a job reads; SystemExit where the settings have no such line."""
    text, n = PARTING.subn(rf"\g<1>{mb}", settings.read_text("utf-8"))
    if n != 1:
        raise SystemExit(f"{settings}: no `mb` below `shards`")
    settings.write_text(text, "utf-8")


def ran(review: Path, *words: str) -> float:
    """Seconds that a run took by the clock; SystemExit where it fails."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "coprod_review", "run", *words], cwd=review, check=False)
    if done.returncode:
        raise SystemExit(f"the run in {review} ended with {done.returncode}")
    return time.perf_counter() - start


def n_jobs(review: Path) -> int:
    """How many jobs the last run of a folder has finished, as its log tells; `all` is one of them."""
    logs = sorted((review / ".snakemake" / "log").glob("*.log"))
    return logs[-1].read_text("utf-8").count("Finished jobid") if logs else 0


def results_of(review: Path) -> dict[str, str]:
    """The digest of each result by its path."""
    found = {}
    for path in sorted((review / "results").rglob("*")):
        name = path.relative_to(review / "results").as_posix()
        if path.is_file() and not name.startswith("logs/"):
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The files that only one has, or that are not the same."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where both runs are kept")
    parser.add_argument("--records", type=number_of_records, default=100_000, help="entries to generate")
    parser.add_argument("--bundled", action="store_true", help="the corpus of --review, none generated")
    parser.add_argument("--here", action="store_true", help="on this machine alone")
    parser.add_argument("--mb", type=int, default=50, help="megabytes of exports for a job")
    parser.add_argument("--profile", type=Path, default=Path("profiles/slurm"))
    parser.add_argument("--until", metavar="FILE", help="end at this result, as results/screen/flow.csv")
    parser.add_argument("--review", type=Path, default=Path(), help="whose corpus and config it has too")
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(quietly(main))
