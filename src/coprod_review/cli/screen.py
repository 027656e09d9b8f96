"""Reports to included and excluded, each with its reason; the PRISMA flow, and whether the run adds up."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.options import count
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("--records", type=Path, default=paths.RECORDS, help="records (Parquet)")
    add("--exports", type=Path, default=paths.EXPORT_READINGS, help="what reading each export gave (CSV)")
    add("--set-aside", type=Path, default=paths.SET_ASIDE, help="entries that could not be read (CSV)")
    add("--reports", type=Path, default=paths.REPORTS, help="reports (Parquet)")
    add("--criteria", type=Path, default=paths.CRITERIA, help="the screening criteria (YAML)")
    add("--judgements", type=Path, default=paths.SCREENING_JUDGEMENTS, help="screening judgements (CSV)")
    add("--coders", type=Path, default=paths.CODERS, help="who judged (YAML)")
    add("--manifest", type=Path, default=paths.MANIFEST, help="how the exports are named (YAML)")
    add("--registry", type=Path, default=paths.REGISTRY, help="report ids and their aliases (CSV)")
    add(
        "--development",
        type=Path,
        default=paths.RULE_DEVELOPMENT,
        help="reports that rules were written with",
    )
    add(
        "--interval",
        type=float,
        default=0.95,
        metavar="SHARE",
        help="confidence of the intervals of performance.csv (default: %(default)s)",
    )
    add(
        "--workers",
        type=count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that screen (default: one for each core); the result is the same for any number",
    )
    add(
        "--output",
        type=Path,
        default=paths.DECISIONS.parent,
        metavar="FOLDER",
        writes=folder("*.parquet"),
        help="folder to write",
    )


def run(arguments: argparse.Namespace) -> None:
    """Screen, count and write everything; then fail if the counts do not add up."""
    from coprod_review.tasks.screen.reports import Task, screen_reports

    screen_reports(Task(**vars(arguments)))
