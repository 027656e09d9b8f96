"""Tables of the analysis laid out as people read them: rows by columns, in the order of the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.pages.columns import label_of
from coprod_review.pages.results import Results, Row
from coprod_review.pages.titles import COLUMN_DIMENSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A row or column: its name in the data and as people read it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows by columns; a cell is a row of the analysis, or None where it has none.

    `shade` of a cell is its count as a share of the largest, from 0 to 1.
    """

    title: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[Row | None, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether no cell counts anything."""
        return not any(_count(cell) for row in self.cells for cell in row)

    def shade(self, cell: Row | None) -> float:
        """How dark a cell is drawn, by its count."""
        largest = max((_count(c) for row in self.cells for c in row), default=0.0)
        return round(_count(cell) / largest, 3) if largest else 0.0


def grid_of(
    rows: Iterable[Row],
    *,
    down: str,
    across: str,
    results: Results,
    title: str = "",
    newest_first: bool = False,
    codes_of: Mapping[str, str] | None = None,
) -> Grid:
    """The rows of a table as a grid of its columns `down` and `across`.

    Codes stand in the order of the codebook, other values as the table has them. `codes_of` names the
    dimensions of columns that hold the codes of different ones.
    """
    found = list(rows)
    named = codes_of or {}
    of_down, of_across = named.get(down, down), named.get(across, across)
    down_names = _in_order(results, of_down, (row[down] for row in found))
    across_names = _in_order(results, of_across, (row[across] for row in found))
    if newest_first:
        down_names = list(reversed(down_names))
    cell_at = {(row[down], row[across]): row for row in found}
    return Grid(
        title=title,
        rows=tuple(Heading(name=n, label=label_of(results, of_down, n)) for n in down_names),
        columns=tuple(Heading(name=n, label=label_of(results, of_across, n)) for n in across_names),
        cells=tuple(tuple(cell_at.get((d, a)) for a in across_names) for d in down_names),
    )


def _in_order(results: Results, column: str, values: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(values))
    if column == "dimension":
        order: Sequence[str] = list(results.codebook.dimensions)
    else:
        dimension = results.codebook.dimensions.get(COLUMN_DIMENSIONS.get(column, column))
        order = list(dimension.codes) if dimension else []
    known = [name for name in order if name in found]
    return known + [name for name in found if name not in order]


def _count(cell: Row | None) -> float:
    return float(cell["n"] or 0) if cell else 0.0
