"""How the review grows: every stage with 10,000, 100,000 and a million records, as tables and a figure.

    python benchmarks/growth.py --folder FOLDER [--records 10000 100000 1000000] [--cores 2] [--keep]
    python benchmarks/growth.py --folder FOLDER --records 10000 --until results/screen/flow.csv
    python benchmarks/growth.py --figure

For each size a corpus is generated (`million.py`) and the workflow runs from the exports to the last result,
as `make review` would. Of each stage are told its jobs, seconds on the clock and of processors, and the most
memory that its processes held together; the last row is the whole workflow with Snakemake itself. Then the
run is held against what is known to be true of the corpus (`growth_truth.py`).

Rows go to FOLDER/growth.csv and FOLDER/growth_checks.csv, in place of those of the same size. `--keep` puts
them into the repository too (growth.csv and growth_checks.csv beside this file, the figure in docs/images),
which only a whole run can do: one from nothing to the last result. A partial run, that is one that `--until`
ends early or whose review has results from an earlier call, has files of its own
(FOLDER/growth_partial.csv): what was finished before is not run again, so that it does not tell every stage.

`--figure` draws and prints what the repository has, and runs nothing. Other load on the machine changes the
clock, and seconds of processors by some part.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from bench_history import session
from closed_pipe import quietly
from growth_rows import ABOUT, CHECK_COLUMNS, KEPT, STAGE_COLUMNS, Tables, read_rows, replace_rows, tables_in
from growth_table import printed
from growth_truth import checks
from growth_watch import Spent, watched
from million import TRUTH, number_of_records

from coprod_review.errors import ReviewError

HERE = Path(__file__).resolve().parent
FIGURE = HERE.parent / "docs" / "images" / "growth.png"
ALL = "all"


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every size ran to its end; 1 where a run failed, 2 where none can begin."""
    arguments = _arguments(argv)
    try:
        if arguments.folder:
            grow(arguments)
    except ReviewError as error:
        print(f"growth: {error}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        print(f"growth: {' '.join(error.cmd[:4])} ... ended with {error.returncode}", file=sys.stderr)
        return 1
    if arguments.figure or arguments.keep:
        from growth_figure import draw  # noqa: PLC0415 - matplotlib takes a second, and runs do not need it

        draw(read_rows(KEPT.stages), FIGURE)
        print("\n".join(printed(read_rows(KEPT.stages), read_rows(KEPT.checks))))
    return 0


def grow(arguments: argparse.Namespace) -> None:
    """Generate, run and check each size; raises ReviewError before the first where one cannot be run."""
    reviews = {records: arguments.folder / f"review_{records}" for records in arguments.records}
    for review in reviews.values():
        refuse_unfit(review, keep=arguments.keep)
    for records, review in reviews.items():
        if not review.exists():
            maker = [sys.executable, str(HERE / "million.py"), str(review), "--records", str(records)]
            subprocess.run([*maker, "--review", str(arguments.review)], check=True)
        is_whole = arguments.until == ALL and not (review / "results").exists()
        about = session() | {"snakemake": version("snakemake")}
        spent = _run(review, cores=arguments.cores, until=arguments.until)
        stages = [_row(records, stage, one, about) for stage, one in spent.items()]
        found = [_check_row(records, name, value, about) for name, value in checks(review)]
        for line in found:
            print(f"{line['check']}: {line['value']}", flush=True)
        for tables in (tables_in(arguments.folder, is_whole=is_whole), *([KEPT] if arguments.keep else [])):
            keep(tables, records, stages, found)
        print(f"growth: rows of this run are in {tables_in(arguments.folder, is_whole=is_whole).stages}")


def refuse_unfit(review: Path, *, keep: bool) -> None:
    """Raise ReviewError where a folder is no whole corpus, or was run before though rows are to be kept."""
    if review.exists() and not (review / TRUTH).exists():
        raise ReviewError(
            "this folder holds no generated corpus, or one that was not written to its end",
            where=str(review),
            remedy="delete it, or name another --folder; the corpus is generated anew",
        )
    if keep and (review / "results").exists():
        raise ReviewError(
            "this review has results already, so that a run of it would not tell every stage",
            where=str(review),
            remedy=f"delete {review / 'results'}, name another --folder, or leave out --keep",
        )


def keep(
    tables: Tables, records: int, stages: list[dict[str, object]], found: list[dict[str, object]]
) -> None:
    """Put the rows of a size in place of those that a pair of files has of it."""
    replace_rows(tables.stages, STAGE_COLUMNS, records, stages)
    replace_rows(tables.checks, CHECK_COLUMNS, records, found)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--folder", type=Path, help="where the generated reviews go; a million needs 12 GB")
    where.add_argument("--figure", action="store_true", help="draw and print what is kept, and run nothing")
    parser.add_argument("--records", type=number_of_records, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--until", default=ALL, metavar="FILE", help="end at this result")
    parser.add_argument("--keep", action="store_true", help="put the rows of whole runs into the repository")
    parser.add_argument("--review", type=Path, default=HERE.parent, help="the review whose settings are used")
    arguments = parser.parse_args(argv)
    if arguments.keep and (arguments.figure or arguments.until != ALL):
        parser.error("--keep is for whole runs: it goes with --folder, and not with --until")
    return arguments


def _run(review: Path, *, cores: int, until: str) -> dict[str, Spent]:
    """Run the workflow in the folder of a review, by the package of the present interpreter."""
    source = str(HERE.parent / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((source, os.environ.get("PYTHONPATH", "")))}
    quiet = ("--quiet", "rules", "reason", "progress", "host")
    command = [sys.executable, "-m", "snakemake", "--cores", str(cores), *quiet, "--", until]
    return watched(command, folder=review, environment=environment)


def _row(records: int, stage: str, spent: Spent, about: dict[str, str]) -> dict[str, object]:
    rounded = {name: round(value, 1) for name, value in asdict(spent).items()}
    return {"records": records, "stage": stage, **rounded, **{name: about[name] for name in ABOUT}}


def _check_row(records: int, name: str, value: float, about: dict[str, str]) -> dict[str, object]:
    told = str(int(value)) if float(value).is_integer() else f"{value:.6f}"
    return {"records": records, "check": name, "value": told, "commit": about["commit"]}


if __name__ == "__main__":
    raise SystemExit(quietly(main))
