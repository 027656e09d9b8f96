"""CSV for spreadsheets and statistics: one row a report, a column a field, two columns a dimension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coprod_review.model.sheet_text import REFERENCE_BAR, spreadsheet_text
from coprod_review.write.coded import CodedReport, as_written

COLUMNS = (
    "report_id",
    "type",
    "title",
    "authors",
    "year",
    "journal",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "abstract",
    "keywords",
    "references",
    "language",
    "url",
)
"""The bibliographic columns; `journal` is the container. " || " parts `references`, "; " other lists."""


def table_text(reports: Sequence[CodedReport], *, dimensions: Sequence[str]) -> str:
    """The reports as CSV behind a byte-order mark, in their order; the same bytes every time.

    `code_<dimension>` and `status_<dimension>` hold the code of record and how it came about.
    """
    code_columns = [f"{part}_{name}" for name in dimensions for part in ("code", "status")]
    return spreadsheet_text((*COLUMNS, *code_columns), _rows(reports))


def _rows(reports: Iterable[CodedReport]) -> Iterable[Mapping[str, Any]]:
    for coded in reports:
        report = as_written(coded, "csv")
        row: dict[str, Any] = {name: getattr(report, name, None) for name in COLUMNS}
        row |= {"journal": report.container, "references": REFERENCE_BAR.join(report.references)}
        for found in coded.codes:
            row |= {f"code_{found.dimension}": found.codes, f"status_{found.dimension}": found.status}
        yield row
