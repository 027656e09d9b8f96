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
from coprod_review.errors import ReviewError


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
        writes=table("export", "line", "reason", unless_given=_set_aside),
        help=f"set-aside entries to write (CSV; default: {paths.SET_ASIDE.name} beside the records)",
    )
    add(
        "--exports",
        type=Path,
        writes=table("export", "format", "dialect", unless_given=_exports),
        help=f"one row for each export (CSV; default: {paths.EXPORT_READINGS.name} beside the records if no "
        "FILE is named)",
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

    _refuse_results_of_run(arguments)
    told = {"columns": named_columns(arguments.columns), "encoding": named_encoding(arguments.encoding)}
    outputs = {"set_aside": _set_aside(arguments), "exports": _exports(arguments)}
    read_exports(Task(**vars(arguments) | told | outputs))


def _set_aside(arguments: argparse.Namespace) -> Path:
    given: Path | None = arguments.set_aside
    return given or arguments.records.with_name(paths.SET_ASIDE.name)


def _exports(arguments: argparse.Namespace) -> Path | None:
    given: Path | None = arguments.exports
    is_written = bool(given or arguments.join or not arguments.files)
    return given or (arguments.records.with_name(paths.EXPORT_READINGS.name) if is_written else None)


def _refuse_results_of_run(arguments: argparse.Namespace) -> None:
    """Raise ReviewError where single files would take the place of all exports of a review."""
    is_left_out = arguments.records is paths.RECORDS  # who names this place means it
    if is_left_out and arguments.files and not arguments.manifest and paths.MANIFEST.is_file():
        raise ReviewError(
            "this is the place of what a run of this review reads, and not of single files",
            where=str(arguments.records),
            remedy="say where else to write: --records FILE.parquet, and all else goes beside it",
        )
