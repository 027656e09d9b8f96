"""The totals of every cross-table, and how they reconcile to the included reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coprod_review.analyse.association import Counts
from coprod_review.analyse.crosstabs import CrossTable, subset_words, table_id
from coprod_review.analyse.ledger import Section, count, number_id

ROW, COLUMN, ALL, LEFT_OUT = "row", "column", "all", "left_out"


def total_section(table: CrossTable) -> Section:
    """How many reports every row, every column and the whole table count, and how many it leaves out and why.

    A total counts reports, each once: where a dimension takes several codes the cells of a row or column may
    add up to more. The whole and what is left out add up to the included reports. The number of the whole is
    that of the table's test.
    """
    plan = table.plan
    place = f"{plan.rows} and {plan.columns} {subset_words(table)}"
    rows, numbers = [], []
    for part, code, members in _parts(table):
        identity = table_id(table) if part == ALL else _total_id(table, part, code)
        rows.append(
            {
                "rows": plan.rows,
                "columns": plan.columns,
                "basis": plan.basis,
                "among": table.among,
                "part": part,
                "code": code,
                "n": len(members),
                "number_id": identity,
            }
        )
        if part != ALL:
            label = _words(table, part, code)
            numbers.append(count(identity, members, f"{label} in the cross-table of {place}"))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _parts(table: CrossTable) -> Iterator[tuple[str, str, Sequence[str]]]:
    for part, codes, incidence in (
        (ROW, table.row_codes, table.in_row),
        (COLUMN, table.column_codes, table.in_column),
    ):
        for place, code in enumerate(codes):
            yield part, code, _marked(table.reports, incidence, place)
    yield ALL, "", table.reports
    for reason, members in table.left_out.items():
        yield LEFT_OUT, reason, members


def _marked(reports: Sequence[str], incidence: Counts, place: int) -> list[str]:
    return [report for report, marks in zip(reports, incidence, strict=True) if marks[place]]


def _words(table: CrossTable, part: str, code: str) -> str:
    if part == LEFT_OUT:
        return f"included reports left out ({code.replace('_', ' ')})"
    dimension = table.plan.rows if part == ROW else table.plan.columns
    return f"reports of {dimension} {code}"


def _total_id(table: CrossTable, part: str, code: str) -> str:
    plan = table.plan
    parts = ("without_none",) if plan.without_none else ()
    return number_id("crosstab", plan.rows, plan.columns, plan.basis, *parts, "total", part, code)
