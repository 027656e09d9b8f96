"""`coprod-review code combine`: join all machine codings; codes of record, the queue for people."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument(
        "--people", type=Path, default=paths.PEOPLES_CODINGS, metavar="FILE", help="shown in the queue"
    )
    parser.add_argument(
        "--disputes", type=Path, default=paths.DISPUTED, metavar="FILE", help="come first in the queue"
    )
    parser.add_argument(
        "--learned", type=Path, default=paths.OUT_OF_FOLD, metavar="FOLDER", help="what `code train` coded"
    )
    parser.add_argument(
        "--parts",
        type=Path,
        nargs="*",
        default=[paths.PARTS / "0000"],
        metavar="FOLDER",
        help="what `code shard` coded, in the order of the shards",
    )
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument(
        "--criteria", type=Path, default=paths.CRITERIA, metavar="FILE", help="names the words of languages"
    )
    parser.add_argument("--config", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument(
        "--output", type=Path, default=paths.CODED, metavar="FOLDER", writes=folder("*.parquet")
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the joined codings, the codes of record, the queue, and where coders disagree."""
    from coprod_review.tasks.coding.combine import Task, combine_codings

    combine_codings(Task(**vars(arguments)))
