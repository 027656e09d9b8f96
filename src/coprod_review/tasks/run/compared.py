"""A run on disk as a value that can be compared with another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.compare.run import Run


def run_in(folder: Path) -> Run:
    """The run whose results stand in a folder, or in results/ of that folder.

    Raises ReviewError where there is no finished run, or a file of it is missing or damaged.
    """
    from coprod_review.compare.comparison import CODERS
    from coprod_review.compare.items import items_of_data, items_of_rows
    from coprod_review.compare.run import Answer, Run
    from coprod_review.io import runs, tables
    from coprod_review.io.results import read_table

    results = _results_in(folder)
    kept = runs.read_kept_inputs(results)
    return Run(
        name=str(folder),
        inputs=runs.read_run_digests(results),
        items={
            path: items_of_rows(content) if path.endswith(".csv") else items_of_data(content)
            for path, content in kept.items()
        },
        software=runs.read_software(results),
        reports={
            report.report_id: report for report in tables.read_reports(paths.within(results, paths.REPORTS))
        },
        registrations=runs.read_registrations(results),
        decisions={
            one.report_id: one for one in tables.read_screening(paths.within(results, paths.DECISIONS))
        },
        codes={
            (one.report_id, one.dimension): one
            for one in tables.read_codes(paths.within(results, paths.CODES))
        },
        answers={
            coder: {
                question: Answer(codes=codes, hits=hits, scores=scores)
                for question, codes, hits, scores in runs.read_answers(results, coder)
            }
            for coder in CODERS
        },
        numbers=runs.read_ledger(results),
        claims=read_table(paths.within(results, paths.ANALYSIS) / "claims.csv"),
    )


def _results_in(folder: Path) -> Path:
    results = next(
        (place for place in (folder, folder / paths.RESULTS) if (place / paths.PROVENANCE.name).is_file()),
        None,
    )
    if results is None:
        raise ReviewError(
            "there is no finished run here",
            where=str(folder),
            remedy="name the results of a run, or the folder of its review; `make review` makes one",
        )
    return results
