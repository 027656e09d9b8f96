"""`coprod-review diff RUN_A RUN_B`: what changed between two runs, and what each change comes from."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import folder, page
from coprod_review.tasks.run.collecting import no_collection

LOG = logging.getLogger("coprod_review")

SHOWN = 10
WIDEST = 110


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two runs, and where the comparison goes."""
    parser.add_argument(
        "before", type=Path, metavar="RUN_A", help="results of the earlier run, or its review"
    )
    parser.add_argument(
        "after",
        type=Path,
        nargs="?",
        default=paths.RESULTS,
        metavar="RUN_B",
        help="those of the later one (results)",
    )
    parser.add_argument(
        "--csv",
        type=Path,
        metavar="FOLDER",
        writes=folder("causes.csv"),
        help="also write all changes as CSV files",
    )
    parser.add_argument(
        "--page",
        type=Path,
        metavar="FILE",
        writes=page("<title>What changed between two runs</title>"),
        help="also write them as a page",
    )
    parser.add_argument(
        "--all", action="store_true", help=f"tell all changes, not the first {SHOWN} of a kind"
    )


def run(arguments: argparse.Namespace) -> None:
    """Tell what changed; nothing is written but what is asked for."""
    from coprod_review.compare.comparison import compare
    from coprod_review.compare.page import page
    from coprod_review.compare.tables import tables_of
    from coprod_review.compare.told import told
    from coprod_review.io.files import write_text
    from coprod_review.io.sheets import write_spreadsheet
    from coprod_review.tasks.run.compared import run_in

    with no_collection():
        comparison = compare(run_in(arguments.before), run_in(arguments.after))
    terminal = shutil.get_terminal_size((WIDEST, 24)).columns if sys.stdout.isatty() else WIDEST
    for line in told(comparison, width=min(terminal, WIDEST), limit=None if arguments.all else SHOWN):
        print(line)
    if arguments.csv:
        tables = tables_of(comparison)
        for name, (columns, rows) in tables.items():
            write_spreadsheet(arguments.csv / f"{name}.csv", columns, rows)
        LOG.info("diff: %d tables in %s", len(tables), arguments.csv)
    if arguments.page:
        write_text(arguments.page, page(comparison))
        LOG.info("diff: %s", arguments.page)
