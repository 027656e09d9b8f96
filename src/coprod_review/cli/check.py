"""Validate corpus and config, or look at single exports: every fault at once, with its place and remedy."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.named_columns import (
    add_columns_option,
    add_encoding_option,
    named_columns,
    named_encoding,
)

if TYPE_CHECKING:
    from coprod_review.tasks.check import Told

FAULTS_FOUND = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Single exports, and where the review stands."""
    add = parser.add_argument
    add(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="exports to look at; without any, all of the review",
    )
    add_columns_option(parser)
    add_encoding_option(parser)
    add("--corpus", type=Path, default=paths.CORPUS, help="the corpus folder")
    add("--config", type=Path, default=paths.CONFIG, help="the configuration folder")
    add("--results", type=Path, default=paths.RESULTS, help="folder of the last run, if there was one")


def run(arguments: argparse.Namespace) -> int:
    """Print what reading each export gave, warnings, faults, and one line of it all; 2 for faults."""
    from coprod_review.io.findings import cut_short
    from coprod_review.tasks.check import Task, check

    of_files = {
        "columns": named_columns(arguments.columns) if arguments.files else {},
        "encoding": named_encoding(arguments.encoding),
    }
    findings, told = check(Task(**vars(arguments) | of_files))
    _print(told)
    for warning in cut_short(findings.warnings):
        print(f"warning: {warning}", file=sys.stderr)
    for fault in cut_short(findings.faults):
        print(f"fault: {fault}", file=sys.stderr)
    sys.stderr.flush()
    print(f"check: {findings.summary()}", flush=True)
    return FAULTS_FOUND if findings.faults else 0


def _print(told: Sequence[Told]) -> None:
    """What the exports gave, as wide as the terminal; in files and pipes as wide as it is."""
    from coprod_review.cli.check_told import lines_of

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in lines_of(told, width=width):
        print(line)
    sys.stdout.flush()
