"""`coprod-review write`: included reports with their codes -> RIS, BibTeX, CSL-JSON, CSV, and for print."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_review.model.coding import CodeOfRecord
    from coprod_review.model.report import Report
    from coprod_review.model.screening import ScreeningDecision

NAME = "included"
COLLECTION = "Included reports"


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
        help=f"where {NAME}.ris, .bib, .json, .csv, .rdf and the bibliographies for print go",
    )
    parser.add_argument("--analysis", type=Path, default=paths.ANALYSIS, metavar="FOLDER")
    parser.add_argument(
        "--networks", type=Path, default=paths.NETWORKS, metavar="FOLDER", help="files of the networks"
    )
    parser.add_argument(
        "--workers", type=int, default=2, help="citation processors that run at the same time"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the included reports in five formats and as bibliographies, and the networks."""
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.files import write_text
    from coprod_review.io.included import read_included, read_included_screening
    from coprod_review.tasks.write.formatted import write_formatted
    from coprod_review.tasks.write.networks import write_networks

    decisions = read_included_screening(arguments.decisions)
    texts = bibliography_texts(
        read_included(arguments.reports, arguments.decisions),
        decisions=decisions,
        codes=tables.read_codes(arguments.codes),
        dimensions=tuple(read_codebook(arguments.codebook).dimensions),
    )
    for name, text in texts.items():
        write_text(arguments.output / name, text)
    drawn = write_networks(arguments.analysis, arguments.networks)
    formatted = write_formatted(texts[f"{NAME}.json"], arguments.output, name=NAME, workers=arguments.workers)
    logging.getLogger("coprod_review").info(
        "write: %d included reports in %s",
        len(decisions),
        ", ".join([*texts, *formatted, *drawn]),
    )


def bibliography_texts(
    reports: Iterable[Report],
    *,
    decisions: Iterable[ScreeningDecision],
    codes: Iterable[CodeOfRecord],
    dimensions: Sequence[str],
) -> Mapping[str, str]:
    """The included reports as text by file name, one file a format."""
    from coprod_review.write.bibtex import bibtex_text
    from coprod_review.write.coded import coded_reports
    from coprod_review.write.csl_json import csl_json_text
    from coprod_review.write.ris import ris_text
    from coprod_review.write.table import table_text
    from coprod_review.write.zotero import zotero_text

    coded = coded_reports(reports, decisions=decisions, codes=codes, dimensions=dimensions)
    return {
        f"{NAME}.ris": ris_text(coded),
        f"{NAME}.bib": bibtex_text(coded),
        f"{NAME}.json": csl_json_text(coded),
        f"{NAME}.csv": table_text(coded, dimensions=dimensions),
        f"{NAME}.rdf": zotero_text(coded, title=COLLECTION),
    }
