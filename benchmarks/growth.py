"""How the review grows: every stage with 10,000, 100,000 and a million records, as a table and a figure.

    python benchmarks/growth.py --folder FOLDER [--records 10000 100000 1000000] [--cores 2]
    python benchmarks/growth.py --figure

For each size a corpus is generated (`million.py`) and the workflow runs from the exports to the last result,
as `make review` would. Of each stage are told its jobs, seconds on the clock and of processors, and the most
memory that its processes held together; the last row is the whole workflow with Snakemake itself. Then the
run is held against what is known to be true of the corpus (`growth_truth.py`). Rows go to growth.csv and
growth_checks.csv beside this file, in place of those of the same size, and the figure to docs/images.
Other load on the machine changes the clock, and seconds of processors by some part.

A review that stands in FOLDER from an earlier call is taken as it is; what is finished of it is not run
again, so that only a fresh one tells all stages. `--figure` draws and prints what growth.csv has. `--until
FILE` ends a run early, at a result such as results/screen/flow.csv.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from growth_truth import checks
from growth_watch import Spent, watched

HERE = Path(__file__).parent
TABLE, CHECKS = HERE / "growth.csv", HERE / "growth_checks.csv"
COLUMNS = ("records", "stage", "jobs", "seconds", "processor_seconds", "peak_mb")


def main() -> int:
    """Generate, run and check each size; then draw."""
    arguments = _arguments()
    for records in arguments.records if arguments.folder else ():
        review = arguments.folder / f"review_{records}"
        if not review.exists():
            maker = [sys.executable, str(HERE / "million.py"), str(review), "--records", str(records)]
            subprocess.run([*maker, "--review", str(arguments.review)], check=True)
        spent = _run(review, cores=arguments.cores, until=arguments.until)
        _keep(TABLE, COLUMNS, records, [_row(records, stage, one) for stage, one in spent.items()])
        told = [
            {"records": records, "check": name, "value": f"{value:.6g}"} for name, value in checks(review)
        ]
        _keep(CHECKS, ("records", "check", "value"), records, told)
        for line in told:
            print(f"{line['check']}: {line['value']}", flush=True)
    from growth_figure import draw  # noqa: PLC0415 - matplotlib takes a second, and runs do not need it

    draw(_rows(TABLE), HERE.parent / "docs" / "images" / "growth.png")
    print("\n".join(_table(_rows(TABLE))))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--folder", type=Path, help="where the generated reviews go; a million needs 12 GB")
    where.add_argument("--figure", action="store_true", help="draw what growth.csv has, and run nothing")
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--until", default="all", metavar="FILE", help="end at this result")
    parser.add_argument("--review", type=Path, default=HERE.parent, help="the review whose settings are used")
    return parser.parse_args()


def _run(review: Path, *, cores: int, until: str) -> dict[str, Spent]:
    """Run the workflow in the folder of a review, by the package of the present interpreter."""
    source = str(HERE.parent / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((source, os.environ.get("PYTHONPATH", "")))}
    command = [
        sys.executable,
        "-m",
        "snakemake",
        "--cores",
        str(cores),
        "--quiet",
        "rules",
        "reason",
        "progress",
        "host",
        "--",
        until,
    ]
    return watched(command, folder=review, environment=environment)


def _row(records: int, stage: str, spent: Spent) -> dict[str, object]:
    rounded = {name: round(value, 1) for name, value in asdict(spent).items()}
    return {"records": records, "stage": stage, **rounded}


def _table(rows: list[dict[str, str]]) -> list[str]:
    """The lines of a table in Markdown: a row a stage, and for each size seconds of processors and memory."""
    sizes = sorted({int(row["records"]) for row in rows})
    cells = {
        (row["stage"], int(row["records"])): f"{float(row['processor_seconds']):,.0f} s, "
        f"{float(row['peak_mb']):,.0f} MB" + (f", {row['jobs']} jobs" if row["jobs"] != "1" else "")
        for row in rows
    }
    lines = ["| stage | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
    return lines + [
        f"| {stage} | " + " | ".join(cells.get((stage, size), "") for size in sizes) + " |"
        for stage in dict.fromkeys(row["stage"] for row in rows)
    ]


def _keep(path: Path, columns: tuple[str, ...], records: int, rows: list[dict[str, object]]) -> None:
    """Put rows in place of those of the same size; sizes stand in their order."""
    kept = [row for row in _rows(path) if int(row["records"]) != records]
    every = sorted([*kept, *rows], key=lambda row: int(str(row["records"])))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(every)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    raise SystemExit(main())
