"""`coprod-review write`: included reports with their codes -> RIS, BibTeX, CSL-JSON, CSV, and for print."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.options import count
from coprod_review.cli.outputs import folder
from coprod_review.tasks.write.bibliography import NAME


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--codes", type=Path, default=paths.CODES, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument(
        "--output",
        type=Path,
        default=paths.BIBLIOGRAPHY,
        metavar="FOLDER",
        writes=folder(f"{NAME}.ris"),
        help=f"where {NAME}.ris, .bib, .json, .csv, .rdf and the bibliographies for print go",
    )
    parser.add_argument("--analysis", type=Path, default=paths.ANALYSIS, metavar="FOLDER")
    parser.add_argument(
        "--networks",
        type=Path,
        default=paths.NETWORKS,
        metavar="FOLDER",
        writes=folder("*.graphml"),
        help="files of the networks",
    )
    parser.add_argument(
        "--workers", type=count, default=2, help="citation processors that run at the same time"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the included reports in five formats and as bibliographies, and the networks."""
    from coprod_review.tasks.write.bibliography import Task, write_bibliography

    write_bibliography(Task(**vars(arguments)))
