"""The map of the review: tradition of co-production by framing of patient safety."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.model.codebook import NONE_CODE
from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.keys import Entry, write_key
from coprod_review.render.results import MapCell, Results
from coprod_review.render.sheet import Sheet, real, row_of, share, text, whole

HEADER_MM = 13.5
ROW_MM = 15.0
DEEP_ROW_MM = 18.0
"""Rows, and rows in which a cell also tells how many reports have no settled basis."""
LABEL_MM = 33.0
TOTAL_MM = 13.0
GAP_MM = 1.0

BAR_MM = 2.7

IMPLICIT: dict[str, Any] = {"facecolor": style.PAPER, "hatch": style.INFERRED_HATCH, "linewidth": 0.6}
WITHOUT_BASIS: dict[str, Any] = {"facecolor": style.NEUTRAL, "edgecolor": style.RULE, "linewidth": 0.4}
KEY: tuple[Entry, ...] = (
    ("explicit", {"facecolor": style.EMPHASIS}),
    ("implicit (inferred)", IMPLICIT | {"edgecolor": style.EMPHASIS}),
    ("basis not settled, or no tradition", WITHOUT_BASIS),
)

Cells = Mapping[tuple[str, str, str], MapCell]


def body_height_map(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    if not _drawable(results):
        return letter.EMPTY_MM
    return HEADER_MM + _row_mm(results) * len(_traditions(results)) + 11.5


def plot_map(results: Results, figure: Figure) -> None:
    """Draw the map: count, share and interval in each cell; explicit codes solid, implicit ones hatched.

    Cells where no report was found say so, with the upper bound of the count that this still allows.
    """
    cells: Cells = {(c.basis, c.tradition, c.framing): c for c in results.map_cells}
    if not _drawable(results):
        letter.write_nothing(
            figure, "No included report has codes of both dimensions yet.", note_map(results)
        )
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    traditions, framings = _traditions(results), _framings(results)
    cell_mm = (width - LABEL_MM - TOTAL_MM - 2 * letter.SIDE_MM) / len(framings)
    lefts = {f: letter.SIDE_MM + LABEL_MM + i * cell_mm for i, f in enumerate(framings)}
    _write_header(axes, results, lefts, cell_mm)
    largest = max(c.n for c in results.map_cells if c.basis == "all")
    row_mm = _row_mm(results)
    for place, tradition in enumerate(traditions):
        top = HEADER_MM + place * row_mm
        label = wording.label_of(results.codebook, "tradition", tradition)
        lines = letter.named(label, wording.headline(tradition), LABEL_MM - 3, style.BODY, max_lines=3)
        letter.write(
            axes,
            letter.SIDE_MM,
            top + (row_mm - GAP_MM) / 2,
            "\n".join(lines),
            size=style.BODY,
            vertical="center",
        )
        for framing, left in lefts.items():
            colour = style.colour_of(tradition, traditions)
            box = (left, top, cell_mm - GAP_MM, row_mm - GAP_MM)
            _draw_cell(
                axes, cells, (tradition, framing), box=box, colour=colour, largest=largest, results=results
            )
        _write_total(axes, width, top + (row_mm - GAP_MM) / 2, _sum(results, tradition=tradition))
    bottom = HEADER_MM + len(traditions) * row_mm
    letter.write(axes, letter.SIDE_MM, bottom + 4, "All", size=style.BODY, weight="bold")
    for framing, left in lefts.items():
        total = str(_sum(results, framing=framing))
        letter.write(axes, left + 1.8, bottom + 4, total, size=style.BODY, weight="bold")
    _write_total(axes, width, bottom + 3.0, _sum(results))
    _write_key(axes, bottom + 7.8)
    letter.write_note(figure, note_map(results))


def note_map(results: Results) -> str:
    """What the map counts, and what it does not show."""
    n = _sum(results)
    return (
        f"{wording.placed(results, 'map', n)} Shares are of all reports shown, with {wording.level(results)} "
        "intervals. Implicit: the tradition is inferred from practice by a question that framing shares; "
        "judge the association by explicit codes alone."
    )


def data_map(results: Results) -> Sheet:
    """The numbers that the map draws."""
    return Sheet(
        name="map",
        title="Tradition of co-production by framing of patient safety",
        columns=(
            text("basis"),
            text("tradition"),
            text("framing"),
            whole("n"),
            whole("total"),
            share("share"),
            share("low"),
            share("high"),
            real("at_most", digits=0),
            text("number_id"),
        ),
        rows=[row_of(c) for c in results.map_cells],
        note="at_most: the largest count that finding none still allows, at the confidence of the intervals.",
    )


def _drawable(results: Results) -> bool:
    return any(c.n for c in results.map_cells)


def _traditions(results: Results) -> tuple[str, ...]:
    return wording.in_order(results.codebook, "tradition", (c.tradition for c in results.map_cells))


def _framings(results: Results) -> tuple[str, ...]:
    return wording.in_order(results.codebook, "framing", (c.framing for c in results.map_cells))


def _n(cells: Cells, basis: str, key: tuple[str, str]) -> int:
    cell = cells.get((basis, *key))
    return cell.n if cell else 0


def _unsettled(cells: Cells, key: tuple[str, str]) -> int:
    """Reports of the cell whose tradition is neither called explicit nor implicit yet."""
    if key[0] == NONE_CODE:
        return 0
    return _n(cells, "all", key) - _n(cells, "explicit", key) - _n(cells, "implicit", key)


def _row_mm(results: Results) -> float:
    """The height of a row, with room for a second line of small print where any cell needs it."""
    cells: Cells = {(c.basis, c.tradition, c.framing): c for c in results.map_cells}
    places = {(c.tradition, c.framing) for c in results.map_cells}
    return DEEP_ROW_MM if any(_unsettled(cells, key) > 0 for key in places) else ROW_MM


def _sum(results: Results, *, tradition: str = "", framing: str = "") -> int:
    return sum(
        c.n
        for c in results.map_cells
        if c.basis == "all" and tradition in ("", c.tradition) and framing in ("", c.framing)
    )


def _write_header(axes: Axes, results: Results, lefts: Mapping[str, float], cell_mm: float) -> None:
    for framing, left in lefts.items():
        label = wording.label_of(results.codebook, "framing", framing)
        lines = letter.named(label, wording.headline(framing), cell_mm - 3, style.BODY, max_lines=3)
        letter.write(axes, left + 1.8, HEADER_MM - 2, "\n".join(lines), size=style.BODY, vertical="bottom")
    letter.write(
        axes, letter.SIDE_MM, HEADER_MM - 2, "Tradition", size=style.BODY, weight="bold", vertical="bottom"
    )
    width = axes.get_xlim()[1]
    letter.write(
        axes,
        width - letter.SIDE_MM,
        HEADER_MM - 2,
        "All",
        size=style.BODY,
        weight="bold",
        align="right",
        vertical="bottom",
    )


def _write_total(axes: Axes, width: float, y: float, total: int) -> None:
    letter.write(
        axes,
        width - letter.SIDE_MM,
        y,
        str(total),
        size=style.BODY,
        weight="bold",
        align="right",
        vertical="center",
    )


def _draw_cell(
    axes: Axes,
    cells: Cells,
    key: tuple[str, str],
    *,
    box: tuple[float, float, float, float],
    colour: str,
    largest: int,
    results: Results,
) -> None:
    left, top, width, height = box
    cell = cells.get(("all", *key))
    letter.rectangle(axes, left, top, width, height, facecolor=style.FIELD)
    if cell is None or cell.n == 0:
        found = wording.none_found(results, cell.at_most if cell else None, cell.total if cell else None)
        middle = top + height / 2
        words = "\n".join(line for line in found if line)
        letter.write(axes, left + 1.8, middle, words, vertical="center", style="italic", color=style.QUIET)
        return
    letter.write(axes, left + 1.8, top + 4.6, str(cell.n), size=style.LARGE, weight="bold")
    share_text = f"{wording.percent(cell.share)} ({wording.interval(cell.low, cell.high)})"
    letter.write(axes, left + width - 1.8, top + 4.6, share_text, align="right")
    explicit, implicit = (_n(cells, basis, key) for basis in ("explicit", "implicit"))
    unit = (width - 3.6) / largest
    _draw_bar(axes, (left + 1.8, top + 6.2), unit, (explicit, implicit, cell.n), colour=colour)
    if explicit or implicit:
        words = f"{explicit} explicit, {implicit} implicit"
        if letter.width_mm(f"{words},") > width - 2 * 1.8:
            words = f"{explicit} expl., {implicit} impl."
        unsettled = _unsettled(cells, key)
        if unsettled:
            words += f",\n{unsettled} basis not settled"
        letter.write(axes, left + 1.8, top + 12.2, words, color=style.QUIET)


def _draw_bar(
    axes: Axes, place: tuple[float, float], unit: float, counts: tuple[int, int, int], *, colour: str
) -> None:
    """Explicit codes solid, implicit ones hatched, and what has no basis neutral, up to the cell's count."""
    explicit, implicit, n = counts
    looks: tuple[tuple[int, dict[str, Any]], ...] = (
        (explicit, {"facecolor": colour}),
        (implicit, IMPLICIT | {"edgecolor": colour}),
        (n - explicit - implicit, WITHOUT_BASIS),
    )
    left, top = place
    for part, look in looks:
        if part > 0:
            letter.rectangle(axes, left, top, unit * part, BAR_MM, **look)
            left += unit * part


def _write_key(axes: Axes, y: float) -> None:
    left = letter.SIDE_MM + LABEL_MM + 1.8
    write_key(axes, KEY, left=left, top=y, right=axes.get_xlim()[1] - letter.SIDE_MM)
