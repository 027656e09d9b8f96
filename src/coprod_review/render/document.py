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
    with_numbered_remarks,
    without_empty_columns,
)
from coprod_review.render.results import Results
from coprod_review.render.sheet import Cell, Sheet

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

REMARKS = {"associations": "caution"}
"""Columns of remarks so long that documents print them as numbered notes."""

NOT_ON_A_PAGE = {
    "corrected_shares": (
        *("beyond_low", "beyond_high", "sample", "sample_low", "sample_high"),
        *("naive_low", "naive_high", "all_settled_low", "all_settled_high"),
    )
}
"""Columns that documents leave to the files."""


def document_sheets(sheets: Sequence[Sheet], results: Results) -> tuple[Sheet, ...]:
    """The tables as a document prints them, in their order.

    One that is cut says of how many rows, and where all of them stand. One that is wider than a page is left
    out; `wider_than_a_page` names it.
    """
    return tuple(sheet for sheet in _in_order(sheets, results) if fits_a_page(sheet))


def wider_than_a_page(sheets: Sequence[Sheet], results: Results) -> str:
    """What a document says of the tables that no page has room for; "" where it holds all."""
    named = [f"{s.title} ({_file(s)})" for s in _in_order(sheets, results) if not fits_a_page(s)]
    if not named:
        return ""
    return f"Wider than a page, and therefore in files of their own alone: {'; '.join(named)}."


def printed_as(sheet: Sheet, results: Results) -> tuple[Sheet, ...]:
    """The table as documents print it whole: cross-tables as matrices, others with their intervals joined.

    What stands in several rows of a column of long remarks is told once, below the table.
    """
    if sheet.name == CROSS_TABLES and (found := matrices(results)):
        return found
    return (with_intervals(_with_notes(sheet)),)


def _in_order(sheets: Sequence[Sheet], results: Results) -> Iterator[Sheet]:
    for sheet in sheets:
        if sheet.name == TOTALS:
            continue
        if sheet.name == CROSS_TABLES:
            yield from printed_as(sheet, results)
        else:
            yield without_empty_columns(_cut(_reshaped(sheet)))


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
    return with_intervals(_narrowed(_with_notes(sheet)))


def _with_notes(sheet: Sheet) -> Sheet:
    remarks = REMARKS.get(sheet.name)
    return with_numbered_remarks(sheet, remarks) if remarks else sheet


def _narrowed(sheet: Sheet) -> Sheet:
    """The table without the columns for which a page has no room, and a word on where they stand."""
    dropped = NOT_ON_A_PAGE.get(sheet.name, ())
    if not dropped:
        return sheet
    columns = [c for c in sheet.columns if c.name not in dropped]
    note = f"More columns stand in {_file(sheet)}. {sheet.note}"
    return replace(sheet, columns=columns, note=note.strip())


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
