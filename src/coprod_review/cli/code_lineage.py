"""`coprod-review code lineage`: traditions of the cited works."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from coprod_review.cli import paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options; each has the place in a review folder as its default."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS)
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK)
    parser.add_argument("--lineage", type=Path, default=paths.LINEAGE, help="works and their traditions")
    parser.add_argument("--output", type=Path, default=paths.CODED / "lineage.parquet")


def run(arguments: argparse.Namespace) -> None:
    """Code the tradition of every report that cites known works."""
    from coprod_review.coding.lineage import LineageCoder, code_by_lineage
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.lineage import read_lineage
    from coprod_review.io.tables import read_reports, write_codings

    works = read_lineage(arguments.lineage)
    coder = LineageCoder(codebook=read_codebook(arguments.codebook), works=works)
    codings = list(code_by_lineage(coder, read_reports(arguments.reports)))
    write_codings(arguments.output, codings)
    logging.getLogger("coprod_review").info(
        "code lineage: %d works, %d reports, %d of them with references, %d coded",
        len(works),
        len(codings),
        sum(bool(c.examined) for c in codings),
        sum(bool(c.codes) for c in codings),
    )
