"""Exports to records: every entry read, or set aside with its place, the reason and the remedy."""

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
from coprod_review.cli.outputs import parquet, table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("files", nargs="*", type=Path, metavar="FILE", help="exports; without any, all of the manifest")
    add(
        "--manifest",
        type=Path,
        help=f"the search log (default: {paths.MANIFEST}); checked if FILEs are given",
    )
    add(
        "--records",
        type=Path,
        default=paths.RECORDS,
        writes=parquet("record_id", "export"),
        help="records to write (Parquet)",
    )
    add(
        "--set-aside",
        type=Path,
        default=paths.SET_ASIDE,
        writes=table("export", "line", "reason"),
        help="set-aside entries to write (CSV)",
    )
    add(
        "--exports",
        type=Path,
        writes=table("export", "format", "dialect"),
        help=f"one row for each export (CSV; default: {paths.EXPORT_READINGS} if no FILE is named)",
    )
    add(
        "--workers",
        type=count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: one for each core); the result is the same for any number",
    )
    add(
        "--join",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="read nothing, but join what was read in groups, each in a folder with records.parquet, "
        "set_aside.csv and exports.csv; the result is the same as of reading all at once",
    )
    add_columns_option(parser)
    add_encoding_option(parser)
    add("--config", type=Path, default=paths.SETTINGS, help="the limit of size, where the file exists")


def run(arguments: argparse.Namespace) -> None:
    """Read the exports.

    Those of the manifest all have to be readable, else nothing is written. Of files that are named, one that
    cannot be read is set aside whole, and the others are read; where none can be read, nothing is written.
    """
    from coprod_review.tasks.read.exports import Task, read_exports

    told = {"columns": named_columns(arguments.columns), "encoding": named_encoding(arguments.encoding)}
    read_exports(Task(**vars(arguments) | told))
