"""The cross-tables as people read them: rows by columns with totals, and the test below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.render import counting, wording
from coprod_review.render.results import Results, Row
from coprod_review.render.sheet import Cell, Column, Sheet

Key = tuple[str, str, str, str]

ROW_NAME = "row"
TOTAL = "total"
LEFT_OUT_WORDS = {
    "waiting": "waiting for adjudication",
    "open": "not yet coded",
    "other_basis": "on another basis",
    "not_asked": "of which the question is not asked",
    "none": "that are none in one of the two",
}
"""Why a cross-table leaves out an included report, in words."""

ELSEWHERE = "·"
"""Stands where the codebook rules a cell out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows that the analysis has of one cross-table."""

    cells: dict[tuple[str, str], Row] = field(default_factory=dict)
    totals: dict[tuple[str, str], Row] = field(default_factory=dict)
    tests: list[Row] = field(default_factory=list)


def matrices(results: Results) -> tuple[Sheet, ...]:
    """Every cross-table of the analysis as a table of its own, in its order."""
    return tuple(_matrix(results, key, found) for key, found in _by_table(results).items())


def _by_table(results: Results) -> dict[Key, Found]:
    tables: dict[Key, Found] = {}
    for row in results.tables.get("crosstabs", ()):
        tables.setdefault(_key(row), Found()).cells[row["row_code"], row["column_code"]] = row
    for row in results.tables.get("crosstab_totals", ()):
        if _key(row) in tables:
            tables[_key(row)].totals[row["part"], row["code"]] = row
    for row in results.tables.get("associations", ()):
        if _key(row) in tables:
            tables[_key(row)].tests.append(row)
    return tables


def _key(row: Row) -> Key:
    return row["rows"], row["columns"], row["basis"], row.get("among", "")


def _matrix(results: Results, key: Key, found: Found) -> Sheet:
    rows, columns, basis, among = key
    row_codes = list(dict.fromkeys(row for row, _ in found.cells))
    column_codes = list(dict.fromkeys(column for _, column in found.cells))
    book = results.codebook
    row_label, column_label = (wording.dimension_label(book, d) for d in (rows, columns))
    subset = wording.plain(basis) + (f"; reports whose {wording.plain(among)}" if among else "")
    body: list[dict[str, Cell]] = [
        {
            ROW_NAME: wording.label_of(book, rows, code),
            **{c: _cell(results, found.cells.get((code, c))) for c in column_codes},
            TOTAL: _total(found, "row", code),
        }
        for code in row_codes
    ]
    last: Mapping[str, Cell] = {
        ROW_NAME: "All reports",
        **{c: _total(found, "column", c) for c in column_codes},
        TOTAL: _total(found, "all", ""),
    }
    return Sheet(
        name="_".join(("crosstab", rows, "by", columns, basis, *_selection(key))),
        title=f"{row_label} by {column_label[:1].lower()}{column_label[1:]} ({subset})",
        columns=(
            Column(name=ROW_NAME, heading=row_label),
            *(Column(name=c, heading=wording.label_of(book, columns, c), kind="count") for c in column_codes),
            Column(name=TOTAL, heading="All reports", kind="count"),
        ),
        rows=[*body, last],
        note=" ".join((_legend(results, body), *_tests(results, found.tests), _reconciled(found))).strip(),
        counting=counting.several_codes(book, (rows, columns)),
    )


def _selection(key: Key) -> tuple[str, ...]:
    """What tells a table without none from that of the same pair and basis with it."""
    rows, columns, _, among = key
    is_apart = all(f"{dimension} is not" in among for dimension in (rows, columns))
    return ("without_none",) if is_apart else ()


def _cell(results: Results, row: Row | None) -> str:
    if row is None:
        return ELSEWHERE
    holds = row["p_holm"] and float(row["p_holm"]) < 1 - results.interval
    residual = (
        f"{_signed(row['adjusted_residual'])}{'*' if holds else ''}" if row["adjusted_residual"] else "–"
    )
    return f"{row['n']} ({_decimal(row['expected'])};{wording.NBSP}{residual})"


def _total(found: Found, part: str, code: str) -> Cell:
    row = found.totals.get((part, code))
    return int(row["n"]) if row else None


def _legend(results: Results, rows: Iterable[Mapping[str, Cell]]) -> str:
    has_gaps = any(cell == ELSEWHERE for row in rows for cell in row.values())
    return (
        "Cells: reports (expected, were rows and columns independent; adjusted residual). * holds at "
        f"{_trimmed(1 - results.interval)} after Holm's correction within the table."
        + (f" {ELSEWHERE} is ruled out by the codebook." if has_gaps else "")
    )


def _tests(results: Results, tests: Sequence[Row]) -> list[str]:
    """The test of the table in a sentence, and what is to be minded in reading it."""
    told = []
    for row in tests:
        if not row["p"]:
            told.append(f"{wording.headline(row['method'])} (n = {row['n']}).")
        else:
            p = float(row["p"])
            by = f"p {f'= {p:.4f}' if p >= 0.0001 else '< 0.0001'} ({row['method']})"
            df = f", df = {row['df']}" if row["df"] else ""
            told.append(f"Chi-square = {_decimal(row['chi2'])}{df}, {by}, n = {row['n']}.")
        if row["cramers_v"]:
            bounds = ""
            if row["low"] and row["high"]:
                level = wording.level(results)
                bounds = f" ({level} interval {float(row['low']):.2f} to {float(row['high']):.2f})"
            told.append(f"Cramér's V, corrected for bias, = {float(row['cramers_v']):.2f}{bounds}.")
        if row["caution"]:
            told.append(row["caution"])
    return told


def _reconciled(found: Found) -> str:
    """How the total and the reports that are left out add up to the included ones."""
    counted = found.totals.get(("all", ""))
    if counted is None:
        return ""
    out = {code: int(row["n"]) for (part, code), row in found.totals.items() if part == "left_out"}
    left = "".join(f" + {n} {LEFT_OUT_WORDS.get(code, wording.plain(code))}" for code, n in out.items() if n)
    return f"Included reports: {int(counted['n']) + sum(out.values())} = {counted['n']} counted{left}."


def _decimal(cell: str) -> str:
    return f"{float(cell):.1f}" if cell else "–"


def _signed(cell: str) -> str:
    return f"{float(cell):+.1f}".replace("-", "−")


def _trimmed(value: float) -> str:
    return f"{value:.3f}".rstrip("0")
