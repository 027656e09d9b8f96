"""The report as a page, and beside it how the run was made."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.tasks.report.finished import FinishedRun


def write_page(
    finished: FinishedRun, results: Path, output: Path, *, files: Sequence[str] | None = None
) -> None:
    """Write the report of a finished run, and among its results, if it goes there, provenance.json.

    It lists the files that are named, and only where none are those that lie in the folders of the stages.
    """
    from dataclasses import replace

    from coprod_review.io.files import write_text
    from coprod_review.io.results import files_of_stages
    from coprod_review.report.files import OF_CLAIMS, described_files
    from coprod_review.report.write import write_report

    found = finished.results
    without = () if found.config.analyse.tested else OF_CLAIMS
    text = write_report(
        replace(found, codings=[*found.codings, *finished.answers_of_machines]),
        figures=finished.figures,
        provenance=finished.provenance,
        files=described_files(name for name in files_of_stages(results, files) if name not in without),
        facts=finished.facts,
    )
    write_text(output, text)
    if paths.place_of(output).parent == paths.place_of(results):
        write_text(results / paths.PROVENANCE.name, finished.provenance.to_json())
    logging.getLogger("coprod_review").info(
        "report: %d numbers in the ledger, %d figures, %d kilobytes in %s",
        len(found.ledger),
        len(finished.figures),
        len(text.encode("utf-8")) // 1024,
        output,
    )
