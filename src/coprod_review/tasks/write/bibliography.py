"""Included reports with their codes as files of reference managers, and for print."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_review.model.coding import CodeOfRecord
    from coprod_review.model.report import Report
    from coprod_review.model.screening import ScreeningDecision

NAME = "included"
COLLECTION = "Included reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The included reports with their codes, the analysis, and where the files of other programs go."""

    reports: Path
    decisions: Path
    codes: Path
    codebook: Path
    output: Path
    analysis: Path
    networks: Path
    workers: int


def write_bibliography(task: Task) -> None:
    """Write the included reports in five formats and as bibliographies, and the networks."""
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.files import write_text
    from coprod_review.io.included import read_included, read_included_screening
    from coprod_review.tasks.write.formatted import write_formatted
    from coprod_review.tasks.write.networks import write_networks

    decisions = read_included_screening(task.decisions)
    texts = bibliography_texts(
        read_included(task.reports, task.decisions),
        decisions=decisions,
        codes=tables.read_codes(task.codes),
        dimensions=tuple(read_codebook(task.codebook).dimensions),
    )
    for name, text in texts.items():
        write_text(task.output / name, text)
    drawn = write_networks(task.analysis, task.networks)
    formatted = write_formatted(texts[f"{NAME}.json"], task.output, name=NAME, workers=task.workers)
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
