"""`coprod-review settle`: people's and readers' codings -> settled codes, agreement, disagreements."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    parser.add_argument("--codings", type=Path, default=paths.CODINGS, metavar="FOLDER")
    parser.add_argument("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    parser.add_argument("--adjudications", type=Path, default=paths.ADJUDICATIONS, metavar="FILE")
    parser.add_argument("--disputes", type=Path, default=paths.DISPUTES, metavar="FILE")
    parser.add_argument("--audits", type=Path, default=paths.AUDITS, metavar="FILE")
    parser.add_argument(
        "--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE", help="patterns stand beside it"
    )
    parser.add_argument(
        "--older", type=Path, default=paths.OLDER_CODEBOOKS, metavar="FOLDER", help="older codebooks"
    )
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument(
        "--output",
        type=Path,
        default=paths.SETTLED.parent,
        metavar="FOLDER",
        writes=folder("*.parquet"),
        help="where the tables go",
    )


def run(arguments: argparse.Namespace) -> None:
    """Read what people supplied, settle it, write codings, settled codes, agreement and disagreements."""
    from coprod_review.tasks.settle.answers import settle_answers
    from coprod_review.tasks.settle.task import Task

    settle_answers(Task(**vars(arguments)))
