"""Rows of a growth run: beside the generated reviews always, in the repository where that is asked for.

A whole run begins from nothing and ends at the last result. A partial one (`--until`, or a review of which
something was finished before) does not tell every stage, so its rows have files of their own and never take
the place of a whole one's.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ABOUT = (
    "date",
    "commit",
    "cores",
    "memory_gb",
    "processor",
    "system",
    "python",
    "snakemake",
    "load",
)
"""When and on what a row was measured. A commit with `by` before it is the one that the row came in with: it
was measured on that one or on one shortly before."""

STAGE_COLUMNS = ("records", "stage", "jobs", "seconds", "processor_seconds", "peak_mb", *ABOUT)
CHECK_COLUMNS = ("records", "check", "value", "commit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The two files that a run adds to."""

    stages: Path
    checks: Path


KEPT = Tables(stages=HERE / "growth.csv", checks=HERE / "growth_checks.csv")
"""Those of the repository."""


def tables_in(folder: Path, *, is_whole: bool) -> Tables:
    """Those beside the generated reviews, of whole or of partial runs."""
    kind = "" if is_whole else "_partial"
    return Tables(stages=folder / f"growth{kind}.csv", checks=folder / f"growth_checks{kind}.csv")


def replace_rows(
    path: Path, columns: Sequence[str], records: int, rows: Sequence[Mapping[str, object]]
) -> None:
    """Put rows in place of those of the same size; sizes stand in their order."""
    kept = [row for row in read_rows(path) if int(row["records"]) != records]
    every = sorted([*kept, *rows], key=lambda row: int(str(row["records"])))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(every)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file; none where it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
