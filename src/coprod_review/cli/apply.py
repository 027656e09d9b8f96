"""`coprod-review apply`: any export coded by the trained coders of a finished run, outside the corpus."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.named_columns import (
    add_columns_option,
    add_encoding_option,
    named_columns,
    named_encoding,
)
from coprod_review.cli.options import count
from coprod_review.cli.outputs import worked_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("files", nargs="+", type=Path, metavar="EXPORT", help="exports of any format that `read` reads")
    add(
        "--output",
        type=Path,
        required=True,
        metavar="CODES.csv",
        writes=worked_in("source_id", "export", "line", "title"),
        help="one row a record (CSV)",
    )
    add(
        "--run",
        dest="results",
        type=Path,
        default=paths.RESULTS,
        metavar="FOLDER",
        help="results of the finished run whose coders are used (default: %(default)s)",
    )
    add(
        "--config",
        type=Path,
        default=paths.CONFIG,
        metavar="FOLDER",
        help="the configuration of that run (default: %(default)s)",
    )
    add(
        "--set-aside",
        type=Path,
        metavar="FILE",
        writes=worked_in("export", "line", "reason", unless_given=set_aside_of),
        help="where to write unreadable entries (CSV; default: CODES_set_aside.csv beside the output)",
    )
    add(
        "--workers",
        type=count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: one for each core); the result is the same for any number",
    )
    add_columns_option(parser)
    add_encoding_option(parser)


def set_aside_of(arguments: argparse.Namespace) -> Path:
    """Where unreadable entries go unless the call names a place."""
    from coprod_review.tasks.coding.apply import set_aside_beside

    return set_aside_beside(arguments.output)


def run(arguments: argparse.Namespace) -> None:
    """Read and code the exports batch by batch; one that cannot be read as a whole costs no other."""
    from coprod_review.tasks.coding.apply import Task, apply_coders

    told = {"columns": named_columns(arguments.columns), "encoding": named_encoding(arguments.encoding)}
    apply_coders(Task(**vars(arguments) | told))
