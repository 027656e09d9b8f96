"""The appendix: codes by report."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.render import wording
from coprod_review.render.results import Results
from coprod_review.render.sheet import Cell, Column, Sheet, text

AUTHORS_SHOWN = 6


def codes_by_report(results: Results) -> Sheet:
    """The appendix: every included report with its code of record in every dimension, and its status."""
    dimensions = tuple(results.codebook.dimensions)
    record = {(c.report_id, c.dimension): c for c in results.codes}
    rows: list[dict[str, Cell]] = []
    for report in sorted(results.reports, key=lambda r: r.report_id):
        row: dict[str, Cell] = {
            "report_id": report.report_id,
            "authors": _authors(report.authors),
            "year": report.year,
            "title": report.title,
            "container": report.container,
            "doi": report.doi,
            "text_status": report.text_status,
        }
        for dimension in dimensions:
            code = record.get((report.report_id, dimension))
            row[dimension] = "; ".join(code.codes) if code else ""
            row[f"{dimension}_status"] = code.status if code else "open"
        rows.append(row)
    pairs = [
        (
            Column(name=d, heading=wording.dimension_label(results.codebook, d), names=True),
            Column(name=f"{d}_status", heading="Status", printed=False),
        )
        for d in dimensions
    ]
    return Sheet(
        name="codes_by_report",
        title="Codes of the included reports",
        columns=(
            text("report_id", "Report"),
            text("authors"),
            Column(name="year", heading="Year", kind="count"),
            text("title"),
            Column(name="container", heading="Published in", printed=False),
            Column(name="doi", heading="DOI", printed=False),
            text("text_status", "Text at hand"),
            *(column for pair in pairs for column in pair),
        ),
        rows=rows,
        note="Status: adjudicated, person (settled by a person), agreed (the readers agree), machine, "
        "waiting for adjudication, open. An empty code waits or is open.",
    )


def _authors(authors: Sequence[str]) -> str:
    if len(authors) <= AUTHORS_SHOWN:
        return "; ".join(authors)
    return "; ".join(authors[:AUTHORS_SHOWN]) + f"; and {len(authors) - AUTHORS_SHOWN} more"
