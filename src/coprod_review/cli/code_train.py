"""`coprod-review code train`: learn from settled codes, and code what people coded, out of fold."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument(
        "--pairs", type=Path, default=paths.PAIRS, metavar="FILE", help="which reports are of one study"
    )
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument("--config", type=Path, default=paths.CONFIG, metavar="FOLDER")
    parser.add_argument(
        "--output", type=Path, default=paths.CODED, metavar="FOLDER", help="where codings and coders go"
    )
    parser.add_argument(
        "--decisions", type=Path, default=paths.DECISIONS, metavar="FILE", help="for the rehearsal"
    )
    parser.add_argument(
        "--rehearsal",
        type=Path,
        default=paths.REHEARSAL,
        metavar="FOLDER",
        help="where the rehearsal goes, if the configuration asks for it",
    )
    parser.add_argument("--gold", type=Path, default=paths.GOLD_PLAN, metavar="FILE")
    parser.add_argument(
        "--registry",
        type=Path,
        default=paths.REGISTRY,
        metavar="FILE",
        help="by what names the plan knows reports",
    )


def run(arguments: argparse.Namespace) -> None:
    """Write codings out of fold, what the combination learned from, and the trained coders."""
    from coprod_review.tasks.coding.train import Task, train_coders

    train_coders(Task(**vars(arguments)))
