"""`coprod-review code shard`: code some of the included reports that nobody coded, by the trained coders."""

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
        "--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="has the coders"
    )
    parser.add_argument("--config", type=Path, default=paths.CONFIG, metavar="FOLDER")
    parser.add_argument("--shard", type=int, default=0, metavar="I", help="which of the shards, from 0")
    parser.add_argument("--of", type=int, default=1, metavar="K", help="how many shards there are")
    parser.add_argument(
        "--output", type=Path, default=paths.PARTS / "0000", metavar="FOLDER", writes=folder("*.parquet")
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the codings of rules, lineage, classifier and combination of the shard's reports."""
    from coprod_review.tasks.coding.shard import Task, code_shard

    code_shard(Task(**vars(arguments)))
