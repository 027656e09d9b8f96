"""Cross-tables of the leading dimensions with all others, and the strength of their association."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coprod_review.analyse.association import (
    Association,
    Counts,
    adjusted_residuals,
    expected_counts,
    holm,
    several_codes_association,
    single_reports,
    table_association,
    two_sided,
)
from coprod_review.analyse.cautions import caution, on_single_reports
from coprod_review.analyse.coded import BASES, CodedReports, asked_of, not_none, ruled_out
from coprod_review.analyse.ledger import Section, count, known, number_id
from coprod_review.analyse.shares import MAP_COLUMNS, MAP_ROWS
from coprod_review.model.asked import forced_by
from coprod_review.model.codebook import NONE_CODE, Codebook

LEADING = (MAP_ROWS, MAP_COLUMNS)

BASIS = "tradition_basis"
COUNTED = "counted"
LEFT_OUT = ("waiting", "open", "other_basis", "not_asked", "none")
"""Why a cross-table does not count an included report, the first reason that holds: no code in one of the two
dimensions, another basis, a question that its other codes do not raise, none in a table without none."""

BASES_WITH_TRADITION = ("explicit", "implicit", "explicit_abstract_only")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTable:
    """Which dimensions are crossed on which basis, and whether reports that are none in one are left out."""

    rows: str
    columns: str
    basis: str
    without_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Who stands where: `reports` with codes in both dimensions, the column a question for each of them.

    `among` says in words which answers the reports do not have, beside the basis. Codes that no such report
    can have by the codebook have neither row nor column, so that no cell is empty by definition. `left_out`
    holds every other included report under the first reason why the table does not count it, so that
    `reports` and `left_out` together are the included ones.
    """

    plan: PlannedTable
    among: str
    row_codes: tuple[str, ...]
    column_codes: tuple[str, ...]
    reports: tuple[str, ...]
    in_row: Counts
    in_column: Counts
    left_out: Mapping[str, tuple[str, ...]]

    @property
    def counts(self) -> Counts:
        """Reports by row code and column code."""
        table: Counts = self.in_row.T @ self.in_column
        return table


def planned_tables(codebook: Codebook) -> list[PlannedTable]:
    """The cross-tables of the analysis.

    Tradition by framing on every basis, since that is the finding, and again without the none codes, which
    the criteria tie together; the others on all reports and, where tradition is involved, on explicit codes
    alone.
    """
    plan = [
        PlannedTable(rows=MAP_ROWS, columns=MAP_COLUMNS, basis=basis, without_none=without_none)
        for basis in BASES
        for without_none in (False, True)
    ]
    for rows in LEADING:
        for columns in codebook.dimensions:
            if columns in LEADING:
                continue
            plan.append(PlannedTable(rows=rows, columns=columns, basis="all"))
            if rows == MAP_ROWS and columns != BASIS:
                plan.append(PlannedTable(rows=rows, columns=columns, basis="explicit"))
    return plan


def cross_table(coded: CodedReports, codebook: Codebook, plan: PlannedTable) -> CrossTable:
    """Included reports on the basis that have codes in both dimensions.

    Reports whose other codes force the column's answer to none are left out, so that no association is
    true by the codebook alone.
    """
    rows, columns = plan.rows, plan.columns
    forced = forced_by(codebook, columns)
    unwanted = ((rows, NONE_CODE), (columns, NONE_CODE)) if plan.without_none else ()
    places: dict[str, list[str]] = {place: [] for place in (COUNTED, *LEFT_OUT)}
    for report in coded:
        places[_place(coded, codebook, report, plan)].append(report)
    reports = tuple(places.pop(COUNTED))
    row_codes, column_codes = _possible(codebook, plan, (*forced, *unwanted))
    return CrossTable(
        plan=plan,
        among=not_none((*forced, *unwanted)),
        row_codes=row_codes,
        column_codes=column_codes,
        reports=reports,
        in_row=_incidence(coded, reports, rows, row_codes),
        in_column=_incidence(coded, reports, columns, column_codes),
        left_out={reason: tuple(members) for reason, members in places.items()},
    )


def crosstab_section(table: CrossTable) -> Section:
    """The cells with expected counts, adjusted residuals and their p-values after Holm."""
    plan = table.plan
    n = len(table.reports)
    row_totals, column_totals = table.in_row.sum(0), table.in_column.sum(0)
    counts = table.counts
    expected = expected_counts(row_totals, column_totals, n)
    residuals = adjusted_residuals(counts, row_totals, column_totals, n)
    p_holm = holm(two_sided(residuals))
    rows, numbers = [], []
    for i, row_code in enumerate(table.row_codes):
        for j, column_code in enumerate(table.column_codes):
            members = [
                report
                for k, report in enumerate(table.reports)
                if table.in_row[k, i] and table.in_column[k, j]
            ]
            identity = _cell_id(table, row_code, column_code)
            rows.append(
                {
                    "rows": plan.rows,
                    "columns": plan.columns,
                    "basis": plan.basis,
                    "among": table.among,
                    "row_code": row_code,
                    "column_code": column_code,
                    "n": int(counts[i, j]),
                    "expected": float(expected[i, j]),
                    "adjusted_residual": known(residuals[i, j]),
                    "p_holm": known(p_holm[i, j]),
                    "number_id": identity,
                }
            )
            if not _is_map(table):
                cell = f"{plan.rows} {row_code} and {plan.columns} {column_code}"
                numbers.append(count(identity, members, f"reports of {cell} {subset_words(table)}"))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def association_section(
    table: CrossTable,
    codebook: Codebook,
    *,
    monte_carlo_draws: int,
    bootstrap_draws: int,
    seed: int,
    confidence: float,
) -> Section:
    """The test of the table, as a row of associations.csv, and the reports that it rests on as its number."""
    if codebook.dimensions[table.plan.columns].multiple:
        found = several_codes_association(
            table.in_row.argmax(1) if len(table.reports) else np.zeros(0, dtype=np.int64),
            table.in_column,
            draws=monte_carlo_draws,
            seed=seed,
        )
    else:
        found = table_association(
            table.counts,
            draws=monte_carlo_draws,
            bootstrap_draws=bootstrap_draws,
            seed=seed,
            confidence=confidence,
        )
    about = f"{table.plan.rows} and {table.plan.columns} {subset_words(table)}"
    return Section(
        rows=(_association_row(table, found),),
        numbers=(count(table_id(table), table.reports, f"reports coded in both {about}"),),
    )


def _place(coded: CodedReports, codebook: Codebook, report: str, plan: PlannedTable) -> str:
    """Whether the table counts the report, or the first reason why it does not."""
    pair = (plan.rows, plan.columns)
    unsettled = coded.unsettled_as(report, pair)
    if unsettled:
        return unsettled
    if not coded.counted_on(report, plan.basis, pair):
        return "other_basis"
    if not asked_of(coded, codebook, report, plan.columns):
        return "not_asked"
    if plan.without_none and any(NONE_CODE in coded.codes(report, dimension) for dimension in pair):
        return "none"
    return COUNTED


def _association_row(table: CrossTable, found: Association) -> dict[str, object]:
    plan = table.plan
    return {
        "rows": plan.rows,
        "columns": plan.columns,
        "basis": plan.basis,
        "among": table.among,
        "n": found.n,
        "chi2": found.chi2,
        "df": found.df,
        "p": found.p,
        "method": found.method,
        "cramers_v": found.cramers_v,
        "low": found.low,
        "high": found.high,
        "caution": _caution(table, found),
        "number_id": table_id(table),
    }


def _caution(table: CrossTable, found: Association) -> str:
    """What is built into the table, and single reports that its V rests on."""
    plan = table.plan
    in_rows, in_columns = single_reports(table.counts, found)
    on_single = on_single_reports(
        {
            plan.rows: [table.row_codes[k] for k in in_rows],
            plan.columns: [table.column_codes[k] for k in in_columns],
        }
    )
    built_in = caution(plan.rows, plan.columns, plan.basis, without_none=plan.without_none)
    return " ".join(filter(None, (built_in, on_single)))


def _possible(
    codebook: Codebook, plan: PlannedTable, left_out: Sequence[tuple[str, str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The row and column codes that reports of the table can have."""
    excluded = set(left_out)
    if plan.basis in BASES_WITH_TRADITION:
        excluded.add((BASIS, NONE_CODE))
    row_codes, column_codes = (
        tuple(code for code in codebook.dimensions[name].codes if code not in out)
        for name in (plan.rows, plan.columns)
        for out in [ruled_out(codebook, name, excluded)]
    )
    return row_codes, column_codes


def _incidence(
    coded: CodedReports, reports: tuple[str, ...], dimension: str, codes: tuple[str, ...]
) -> Counts:
    matrix = np.zeros((len(reports), len(codes)), dtype=np.int64)
    for k, report in enumerate(reports):
        for code in coded.codes(report, dimension):
            matrix[k, codes.index(code)] = 1
    return matrix


def _is_map(table: CrossTable) -> bool:
    return (table.plan.rows, table.plan.columns) == (MAP_ROWS, MAP_COLUMNS)


def _cell_id(table: CrossTable, row_code: str, column_code: str) -> str:
    """The number of a cell; the cells of the map are the map's own numbers."""
    plan = table.plan
    if _is_map(table):
        return number_id("map", plan.basis, row_code, column_code)
    return number_id("crosstab", plan.rows, plan.columns, plan.basis, row_code, column_code)


def table_id(table: CrossTable) -> str:
    plan = table.plan
    parts = ("without_none",) if plan.without_none else ()
    return number_id("association", plan.rows, plan.columns, plan.basis, *parts)


def subset_words(table: CrossTable) -> str:
    """The basis, and which of its reports are counted, in words."""
    return f"({table.plan.basis})" + (f", among those whose {table.among}" if table.among else "")
