"""A generated corpus on a SLURM cluster and on one machine: the time of both, and every file that differs.

    python benchmarks/cluster.py FOLDER [--records 100000] [--mb 50] [--profile profiles/slurm] [--until FILE]

FOLDER/here runs on this machine, FOLDER/there on the cluster of the profile (`tools/slurm.py up` makes one of
virtual nodes), both in jobs of about so many megabytes of exports. Ends with 1 where a result differs;
logs, which tell of seconds, are no results.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
PARTING = re.compile(r"^(shards:\n(?:  #.*\n)*  mb: )\d+$", re.MULTILINE)


def main() -> int:
    """Generate, run here and there, and print the table and the differences."""
    arguments = _arguments()
    here, there = arguments.folder / "here", arguments.folder / "there"
    if not here.exists():
        maker = [sys.executable, str(HERE / "million.py"), str(here), "--records", str(arguments.records)]
        subprocess.run([*maker, "--review", str(arguments.review)], check=True)
        part(here / "config" / "config.yaml", mb=arguments.mb)
    if not there.exists():
        shutil.copytree(here, there, ignore=shutil.ignore_patterns("results", ".snakemake"))
    goal = [arguments.until] if arguments.until else ["all"]
    profile = str(arguments.profile.resolve())
    seconds = {
        "here": ran(here, "--cores", "2", "--", "--quiet", "all", "--", *goal),
        "there": ran(there, "--profile", profile, "--", *goal),
    }
    print("| records | where | jobs | s |\n|---|---|---|---|")
    for review in (here, there):
        print(f"| {arguments.records:,} | {review.name} | {n_jobs(there)} | {seconds[review.name]:.0f} |")
    differing = differences(results_of(here), results_of(there))
    print(f"{len(results_of(here))} results, {len(differing)} of them differ")
    for path in differing:
        print(f"  {path}")
    return 1 if differing else 0


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
    """How many jobs the runs of a folder have finished, as logs tell unless the run was told to be quiet."""
    logs = (review / ".snakemake" / "log").glob("*.log")
    return sum(path.read_text("utf-8").count("Finished jobid") for path in logs)


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


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where both runs are kept")
    parser.add_argument("--records", type=int, default=100_000, help="how many entries to generate")
    parser.add_argument("--mb", type=int, default=50, help="megabytes of exports for a job")
    parser.add_argument("--profile", type=Path, default=Path("profiles/slurm"))
    parser.add_argument("--until", metavar="FILE", help="end at this result, as results/screen/flow.csv")
    parser.add_argument("--review", type=Path, default=Path(), help="whose corpus and config it has too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
