"""The tables as a document prints them: codes across, intervals joined, long tables cut with a pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from coprod_review.render.crosstab_matrices import matrices
from coprod_review.render.docx import fits_a_page
from coprod_review.render.reshaping import (
    across,
    with_codes_in_one_column,
    with_intervals,
    without_empty_columns,
)
from coprod_review.render.results import Results
from coprod_review.render.sheet import Cell, Column, Sheet

MOST_ROWS = 45
"""A table of more rows is cut after so many: about a page."""

MOST_VALUES = 12
"""So many values of a characteristic are printed, the most frequent first."""

NOT_STATED = "not stated"
CROSS_TABLES, TOTALS = "crosstabs", "crosstab_totals"
"""The matrices of the cross-tables hold the rows of both."""

ACROSS = {
    "years": ("year", "tradition"),
    "strategies": ("strategy", "tradition"),
    "statuses": ("dimension", "status"),
}
"""Tables that a document prints with rows by one column and columns by another."""


def document_sheets(sheets: Sequence[Sheet], results: Results) -> tuple[Sheet, ...]:
    """The tables as a document prints them, in their order.

    One that is cut says of how many rows, and where all of them stand; so does one that is wider than a page.
    """
    return tuple(_in_order(sheets, results))


def printed_as(sheet: Sheet, results: Results) -> tuple[Sheet, ...]:
    """The table as documents print it whole: cross-tables as matrices, others with their intervals joined."""
    if sheet.name == CROSS_TABLES and (found := matrices(results)):
        return found
    return (with_intervals(sheet),)


def _in_order(sheets: Sequence[Sheet], results: Results) -> Iterator[Sheet]:
    for sheet in sheets:
        if sheet.name == TOTALS:
            continue
        if sheet.name == CROSS_TABLES:
            yield from printed_as(sheet, results)
        else:
            yield _fitting(_reshaped(sheet))


def _reshaped(sheet: Sheet) -> Sheet:
    if not sheet.rows:
        return sheet
    if sheet.name == "characteristics":
        return _leading_values(sheet)
    if sheet.name == "codes_by_report":
        return with_codes_in_one_column(sheet)
    if sheet.name in ACROSS:
        down, over = ACROSS[sheet.name]
        return across(sheet, down=down, over=over)
    return with_intervals(sheet)


def _fitting(sheet: Sheet) -> Sheet:
    """The table cut to what a page holds, or a line that says where it stands."""
    cut = without_empty_columns(_cut(sheet))
    if fits_a_page(cut):
        return cut
    column = Column(name="where", heading="Not printed")
    words = f"{len(sheet.columns)} columns, {len(sheet.rows)} rows: too wide for a page; see {_file(sheet)}"
    return replace(sheet, columns=(column,), rows=[{"where": words}])


def _cut(sheet: Sheet) -> Sheet:
    if len(sheet.rows) <= MOST_ROWS or sheet.name == "characteristics":
        return sheet
    note = f"The first {MOST_ROWS} of {len(sheet.rows)} rows; all stand in {_file(sheet)}. {sheet.note}"
    return replace(sheet, rows=sheet.rows[:MOST_ROWS], note=note.strip())


def _leading_values(sheet: Sheet) -> Sheet:
    """The characteristics, each named once, with its leading values and how many further ones there are."""
    rows: list[Mapping[str, Cell]] = []
    for _, group in groupby(sheet.rows, key=lambda row: row["characteristic"]):
        values = list(group)
        stated = [r for r in values if r["value"] != NOT_STATED]
        shown, rest = stated[:MOST_VALUES], stated[MOST_VALUES:]
        if rest:
            most = max(int(r["n"] or 0) for r in rest)
            shown.append({"value": f"{len(rest)} further, of at most {most} reports each"})
        shown += [r for r in values if r["value"] == NOT_STATED]
        names = (values[0]["characteristic"], *[""] * (len(shown) - 1))
        rows += [{**row, "characteristic": name} for row, name in zip(shown, names, strict=True)]
    note = f"At most {MOST_VALUES} values of each characteristic; all stand in {_file(sheet)}. {sheet.note}"
    return replace(sheet, rows=rows, note=note.strip())


def _file(sheet: Sheet) -> str:
    return f"tables/{sheet.name}.csv"
