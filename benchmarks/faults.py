"""The table of faults: what is done to a run of the real workflow, and what happens.

    python benchmarks/faults.py [--only PART ...] [--kills 20] [--seed 1] [--folder FOLDER]

A small review (the practice corpus with small settings) is run undisturbed once. Each fault is done to a copy
of it, most are followed by a second run, and results, corpus/ and config/ are compared with the undisturbed
ones by SHA-256, hidden files included. A row is right where the run ends by itself, tells place and remedy or
has the right results, shows no traceback and leaves corpus/ as it was. Faults that need rights of
the system (mounts) are left out, with the reason, where they are missing. Exit code 1: a row is not right.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import fault_clocks
import fault_files
import fault_kills
import fault_moments
import fault_places
import hostile_exports
import hostile_names
from closed_pipe import quietly
from fault_rows import Bench, Row
from tests.faults.small_review import RUN, differences, make_small_review, run, told

PROJECT = Path(__file__).parent.parent

PARTS: tuple[Callable[[Bench], Iterator[Row]], ...] = (
    fault_moments.rows,
    fault_kills.rows,
    fault_files.rows,
    fault_clocks.rows,
    fault_places.rows,
    hostile_exports.rows,
    hostile_names.rows,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Do all faults, print the table; 1 where a row is not right."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", nargs="+", metavar="PART", help="parts: moments kills files clocks places exports names"
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work; by default a temporary folder")
    arguments = parser.parse_args(argv)
    # What a shell starts in the background ignores interrupts, and so would all that is started from here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="coprod-faults-") as temporary:
        bench = undisturbed(
            (arguments.folder or Path(temporary)).resolve(),
            kills=arguments.kills,
            seed=arguments.seed,
            is_needed=not arguments.only or not set(arguments.only) <= {"exports", "names"},
        )
        print("| fault | what was done | what happened | right |\n| --- | --- | --- | --- |", flush=True)
        for part in PARTS:
            if arguments.only and part.__module__.rpartition("_")[2] not in arguments.only:
                continue
            for row in _surely(part, bench):
                wrong += row.is_right is False
                print(row.line(), flush=True)
    print(f"\n{wrong} rows are not right", file=sys.stderr)
    return int(wrong > 0)


def undisturbed(folder: Path, *, kills: int, seed: int, is_needed: bool) -> Bench:
    """The review that all others are compared with, run once where that `is_needed`."""
    review = folder / "undisturbed"
    if not review.exists():
        make_small_review(review, project=PROJECT)
    if is_needed:
        finished = run(review, *RUN)
        assert finished.returncode == 0, told(finished)
    return Bench(folder=folder, undisturbed=review, kills=kills, seed=seed, differences=differences)


def _surely(part: Callable[[Bench], Iterator[Row]], bench: Bench) -> Iterator[Row]:
    """The rows of a part; what breaks it off is a row that is not right."""
    try:
        yield from part(bench)
    except Exception as error:  # one part that breaks must not hide the others
        where = traceback.extract_tb(error.__traceback__)[-1]
        yield Row(
            fault=part.__module__,
            done="",
            happened=f"{error!r} ({where.name}:{where.lineno})",
            is_right=False,
        )


if __name__ == "__main__":
    raise SystemExit(quietly(main))
