"""Cross-tables of the leading dimensions with all others, and the strength of their association."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coprod_review.analyse.association import (
    Association,
    Counts,
    adjusted_residuals,
    expected_counts,
    holm,
    several_codes_association,
    table_association,
    two_sided,
)
from coprod_review.analyse.coded import BASES, CodedReports, asked_of
from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.analyse.shares import MAP_COLUMNS, MAP_ROWS
from coprod_review.model.codebook import Codebook

LEADING = (MAP_ROWS, MAP_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Who stands where: `reports` with codes in both dimensions, the column a question for each of them."""

    rows: str
    columns: str
    basis: str
    row_codes: tuple[str, ...]
    column_codes: tuple[str, ...]
    reports: tuple[str, ...]
    in_row: Counts
    in_column: Counts

    @property
    def counts(self) -> Counts:
        """Reports by row code and column code."""
        table: Counts = self.in_row.T @ self.in_column
        return table


def planned_tables(codebook: Codebook) -> list[tuple[str, str, str]]:
    """The cross-tables as (rows, columns, basis).

    Tradition by framing on every basis, since that is the finding; the others on all reports and, where
    tradition is involved, on explicit codes alone.
    """
    plan = [(MAP_ROWS, MAP_COLUMNS, basis) for basis in BASES]
    for rows in LEADING:
        for columns in codebook.dimensions:
            if columns in LEADING:
                continue
            plan.append((rows, columns, "all"))
            if rows == MAP_ROWS and columns != "tradition_basis":
                plan.append((rows, columns, "explicit"))
    return plan


def cross_table(
    coded: CodedReports, codebook: Codebook, rows: str, columns: str, *, basis: str
) -> CrossTable:
    """Included reports on the basis that have codes in both dimensions.

    Reports whose other codes force the column's answer to none are left out, so that no association is
    true by the codebook alone.
    """
    reports = tuple(
        report
        for report in coded
        if not coded.unsettled_as(report, (rows, columns))
        and coded.counted_on(report, basis, (rows, columns))
        and asked_of(coded, codebook, report, columns)
    )
    row_codes = tuple(codebook.dimensions[rows].codes)
    column_codes = tuple(codebook.dimensions[columns].codes)
    return CrossTable(
        rows=rows,
        columns=columns,
        basis=basis,
        row_codes=row_codes,
        column_codes=column_codes,
        reports=reports,
        in_row=_incidence(coded, reports, rows, row_codes),
        in_column=_incidence(coded, reports, columns, column_codes),
    )


def crosstab_section(table: CrossTable) -> Section:
    """The cells with expected counts, adjusted residuals and their p-values after Holm; the reports of all.

    The number of the table as a whole, which its test rests on, is `association.<rows>.<columns>.<basis>`.
    """
    n = len(table.reports)
    row_totals, column_totals = table.in_row.sum(0), table.in_column.sum(0)
    counts = table.counts
    expected = expected_counts(row_totals, column_totals, n)
    residuals = adjusted_residuals(counts, row_totals, column_totals, n)
    p_holm = holm(two_sided(residuals))
    rows: list[dict[str, object]] = []
    numbers = [
        count(
            _table_id(table),
            table.reports,
            f"reports coded in both {table.rows} and {table.columns} ({table.basis})",
        )
    ]
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
                    "rows": table.rows,
                    "columns": table.columns,
                    "basis": table.basis,
                    "row_code": row_code,
                    "column_code": column_code,
                    "n": int(counts[i, j]),
                    "expected": float(expected[i, j]),
                    "adjusted_residual": _known(residuals[i, j]),
                    "p_holm": _known(p_holm[i, j]),
                    "number_id": identity,
                }
            )
            if not _is_map(table):
                label = (
                    f"reports of {table.rows} {row_code} and {table.columns} {column_code} ({table.basis})"
                )
                numbers.append(count(identity, members, label))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def association_row(
    table: CrossTable,
    codebook: Codebook,
    *,
    monte_carlo_draws: int,
    bootstrap_draws: int,
    seed: int,
    confidence: float,
) -> dict[str, object]:
    """The test of the table, as a row of associations.csv."""
    if codebook.dimensions[table.columns].multiple:
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
    return _association_row(table, found)


def _association_row(table: CrossTable, found: Association) -> dict[str, object]:
    return {
        "rows": table.rows,
        "columns": table.columns,
        "basis": table.basis,
        "n": found.n,
        "chi2": found.chi2,
        "df": found.df,
        "p": found.p,
        "method": found.method,
        "cramers_v": found.cramers_v,
        "low": found.low,
        "high": found.high,
        "number_id": _table_id(table),
    }


def _incidence(
    coded: CodedReports, reports: tuple[str, ...], dimension: str, codes: tuple[str, ...]
) -> Counts:
    matrix = np.zeros((len(reports), len(codes)), dtype=np.int64)
    for k, report in enumerate(reports):
        for code in coded.codes(report, dimension):
            matrix[k, codes.index(code)] = 1
    return matrix


def _is_map(table: CrossTable) -> bool:
    return (table.rows, table.columns) == (MAP_ROWS, MAP_COLUMNS)


def _cell_id(table: CrossTable, row_code: str, column_code: str) -> str:
    """The number of a cell; the cells of the map are the map's own numbers."""
    if _is_map(table):
        return number_id("map", table.basis, row_code, column_code)
    return number_id("crosstab", table.rows, table.columns, table.basis, row_code, column_code)


def _table_id(table: CrossTable) -> str:
    return number_id("association", table.rows, table.columns, table.basis)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
