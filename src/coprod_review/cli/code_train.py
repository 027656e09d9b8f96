"""`coprod-review code train`: learn from settled codes, and code what people coded, out of fold."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.learning_options import add_rehearsal_options, add_settled_options
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_settled_options(parser)
    parser.add_argument("--config", type=Path, default=paths.CONFIG, metavar="FOLDER")
    parser.add_argument(
        "--output",
        type=Path,
        default=paths.CODED,
        metavar="FOLDER",
        writes=folder("*.parquet"),
        help="where codings and coders go",
    )
    parser.add_argument(
        "--rehearsal",
        type=Path,
        writes=folder("*.parquet"),
        default=paths.REHEARSAL,
        metavar="FOLDER",
        help="where the rehearsal goes, if the configuration asks for it",
    )
    add_rehearsal_options(parser)


def run(arguments: argparse.Namespace) -> None:
    """Write codings out of fold, what the combination learned from, and the trained coders."""
    from coprod_review.tasks.coding.train import Task, train_coders

    train_coders(Task(**vars(arguments)))
