"""`coprod-review render`: analysis -> figures and tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.options import count
from coprod_review.cli.outputs import Output, folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--analysis", type=Path, default=paths.ANALYSIS, metavar="FOLDER")
    parser.add_argument(
        "--flow", type=Path, default=paths.FLOW.with_suffix(".csv"), metavar="FILE", help="PRISMA flow as CSV"
    )
    parser.add_argument(
        "--conservation", type=Path, default=paths.FLOW.parent / "conservation.csv", metavar="FILE"
    )
    parser.add_argument("--agreement", type=Path, default=paths.AGREEMENT, metavar="FILE")
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--codes", type=Path, default=paths.CODED / "codes.parquet", metavar="FILE")
    parser.add_argument("--manifest", type=Path, default=paths.MANIFEST, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument(
        "--figures", type=Path, default=paths.FIGURES, metavar="FOLDER", writes=folder("*.svg", "*/*.svg")
    )
    parser.add_argument(
        "--tables", type=Path, default=paths.TABLES, metavar="FOLDER", writes=folder("prisma_flow.csv")
    )
    parser.add_argument(
        "--readme",
        type=Path,
        default=paths.RESULTS / "README.md",
        metavar="FILE",
        writes=Output(endings=(".md",), says="# Results of the review"),
    )
    parser.add_argument("--only", metavar="NAME", help="draw this figure alone, and no tables")
    parser.add_argument(
        "--columns",
        choices=("one", "two"),
        help="draw figures in this width into a folder of their own below that of the figures, and no tables",
    )
    parser.add_argument(
        "--sheet",
        type=Path,
        metavar="FILE",
        writes=Output(endings=(".png", ".pdf"), says="All figures"),
        help="write all figures on one sheet too, as .png or .pdf",
    )
    parser.add_argument(
        "--workers",
        type=count,
        default=2,
        metavar="N",
        help="processes that draw; the bytes are the same for any",
    )


def run(arguments: argparse.Namespace) -> None:
    """Read the results, draw the figures, write the tables and the README of the results."""
    from coprod_review.tasks.render import Task, render_results

    render_results(Task(**vars(arguments)))
