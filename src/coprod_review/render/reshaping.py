"""Tables in the form that a page has room for: intervals beside their estimates, codes across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coprod_review.render import wording
from coprod_review.render.sheet import Cell, Column, Sheet, printed

LOW, HIGH = "low", "high"
NBSP = wording.NBSP
STATUS_ENDING = "_status"


def with_intervals(sheet: Sheet) -> Sheet:
    """The sheet with estimate, low and high in one column ("12.3 (9.1 to 16.2)") where they adjoin."""
    columns: list[Column] = []
    parts_by_name: dict[str, Sequence[Column]] = {}
    rest = [c for c in sheet.columns if c.printed]
    while rest:
        n = _together(rest)
        parts = rest[:n]
        rest = rest[n:]
        if n == 1:
            columns += parts
            continue
        first = parts[0]
        heading = first.heading if n == 3 else first.heading.removesuffix(" low")
        merged = replace(first, heading=f"{heading} (low to high)", kind="count")
        columns.append(merged)
        parts_by_name[merged.name] = parts
    if not parts_by_name:
        return sheet
    rows = [
        {
            c.name: _merged(row, parts_by_name[c.name]) if c.name in parts_by_name else row.get(c.name)
            for c in columns
        }
        for row in sheet.rows
    ]
    return replace(sheet, columns=columns, rows=rows)


def without_empty_columns(sheet: Sheet) -> Sheet:
    """The sheet without the columns that no row fills; without rows, as it is."""
    filled = [c for c in sheet.columns if any(row.get(c.name) not in (None, "") for row in sheet.rows)]
    return replace(sheet, columns=filled) if filled else sheet


def across(sheet: Sheet, *, down: str, over: str, value: str = "n") -> Sheet:
    """The sheet with a row for each value of `down` and a column for each of `over`, in the order found.

    Rows that count nothing are left out, and the note says so.
    """
    heads = {c.name: c for c in sheet.columns}
    values = list(dict.fromkeys(str(row[over]) for row in sheet.rows))
    cells: dict[Cell, dict[str, Cell]] = {}
    for row in sheet.rows:
        cells.setdefault(row[down], {})[str(row[over])] = row[value]
    counting = {place: found for place, found in cells.items() if any(found.values())}
    rows = [
        {down: printed(place, heads[down]) or "unknown", **found, "total": _sum(found)}
        for place, found in counting.items()
    ]
    dropped = len(cells) - len(counting)
    note = f"{dropped} rows that count nothing are left out. {sheet.note}" if dropped else sheet.note
    return replace(
        sheet,
        columns=(
            replace(heads[down], kind="text"),
            *(Column(name=v, heading=printed(v, heads[over]).capitalize(), kind="count") for v in values),
            Column(name="total", heading="Sum", kind="count"),
        ),
        rows=rows,
        note=note.strip(),
    )


def with_codes_in_one_column(sheet: Sheet) -> Sheet:
    """The appendix with all codes of a report in one cell, each behind the name of its dimension."""
    coded = [
        c
        for c, status in zip(sheet.columns, sheet.columns[1:], strict=False)
        if status.name == f"{c.name}{STATUS_ENDING}"
    ]
    names = {c.name for c in coded}
    kept = [c for c in sheet.columns if c.printed and c.name not in names]
    rows = [{**{c.name: row.get(c.name) for c in kept}, "codes": _codes(row, coded)} for row in sheet.rows]
    return replace(sheet, columns=(*kept, Column(name="codes", heading="Codes")), rows=rows)


def with_numbered_remarks(sheet: Sheet, name: str) -> Sheet:
    """The sheet with numbers in place of the remarks in a column, which the note tells once each."""
    (heading,) = (c.heading for c in sheet.columns if c.name == name)
    remarks = dict.fromkeys(str(row[name]) for row in sheet.rows if row.get(name))
    numbers = {remark: str(number) for number, remark in enumerate(remarks, start=1)}
    rows = [{**row, name: numbers.get(str(row.get(name)), "")} for row in sheet.rows]
    told = (f"{heading} {number}: {remark}" for remark, number in numbers.items())
    return replace(sheet, rows=rows, note=" ".join(filter(None, (sheet.note, *told))))


def _together(columns: Sequence[Column]) -> int:
    """How many columns from the first on are an estimate with its interval, or an interval alone."""
    name = columns[0].name
    names = [c.name for c in columns[:3]]
    if names[1:] in ([LOW, HIGH], [f"{name}_{LOW}", f"{name}_{HIGH}"]):
        return 3
    if name.endswith(f"_{LOW}") and names[1:2] == [name.removesuffix(LOW) + HIGH]:
        return 2
    return 1


def _merged(row: Mapping[str, Cell], parts: Sequence[Column]) -> str:
    cells = [printed(row.get(c.name), c) for c in parts]
    bounds = f"{cells[-2]}{NBSP}to{NBSP}{cells[-1]}" if cells[-2] or cells[-1] else ""
    if len(parts) == 2:
        return bounds
    return f"{cells[0]} ({bounds})" if bounds else cells[0]


def _sum(cells: Mapping[str, Cell]) -> Cell:
    return sum(n for n in cells.values() if isinstance(n, int | float))


def _codes(row: Mapping[str, Cell], coded: Sequence[Column]) -> str:
    parts = (
        f"{c.heading}: {printed(row.get(c.name), c) or str(row.get(f'{c.name}{STATUS_ENDING}') or '–')}"
        for c in coded
    )
    return "; ".join(parts)
