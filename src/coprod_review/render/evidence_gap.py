"""The evidence gap map: position of the patient by character of the issue, a bubble for each tradition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from coprod_review.model.partnership import CHARACTERS, POSITIONS
from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.model_cell import NOT_SETTLED
from coprod_review.render.results import ModelCell, Results
from coprod_review.render.sheet import Cell, Sheet, real, text

HEADER_MM = 13.0
ROW_MM = 19.0
LABEL_MM = 25.0
KEY_MM = 6.5
GAP_MM = 1.2
LARGEST_MM = 4.5
UNSETTLED = "not_settled"
"""Stands in place of a tradition for the reports whose tradition waits or is open."""
WHOLE_FROM = 1000
"""Parts of a report are not told of so many, for whose digits there is no room."""
LEAST = 1e-4
"""A part of a cell below this is what rounding leaves, and no report."""


def body_height_gaps(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    if not any(_sizes(results)):
        return letter.EMPTY_MM
    return HEADER_MM + ROW_MM * len(CHARACTERS) + KEY_MM


def plot_gaps(results: Results, figure: Figure) -> None:
    """Draw a bubble for each tradition in each cell, its area the (fractional) number of reports."""
    cells = {(c.character, c.position): c for c in results.model_cells}
    sizes = _sizes(results)
    if not any(sizes):
        message = "No included report on patient safety has a decided tradition, framing and issue character."
        letter.write_nothing(figure, message, note_gaps(results))
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    each = (width - LABEL_MM - 2 * letter.SIDE_MM) / len(POSITIONS)
    for column, position in enumerate(POSITIONS):
        left = letter.SIDE_MM + LABEL_MM + column * each
        letter.write(axes, left, 4.0, wording.headline(position), size=style.BODY, weight="bold")
        label = wording.label_of(results.codebook, "framing", position)
        lines = letter.balanced(label, each - 3, max_lines=2)
        letter.write(axes, left, 5.4, "\n".join(lines), vertical="top", color=style.QUIET)
    for row, character in enumerate(CHARACTERS):
        top = HEADER_MM + row * ROW_MM
        label = wording.label_of(results.codebook, "issue_character", character)
        name = wording.headline(character)
        lines = letter.named(label, name, LABEL_MM - 2, style.BODY, weight="bold", max_lines=3)
        middle = top + (ROW_MM - GAP_MM) / 2
        letter.write(
            axes, letter.SIDE_MM, middle, "\n".join(lines), size=style.BODY, weight="bold", vertical="center"
        )
        for column, position in enumerate(POSITIONS):
            left = letter.SIDE_MM + LABEL_MM + column * each
            box = (left, top, each - GAP_MM, ROW_MM - GAP_MM)
            letter.rectangle(axes, *box, facecolor=style.FIELD)
            _draw_cell(axes, results, cells.get((character, position)), box=box, largest=max(sizes))
    _write_key(axes, results, HEADER_MM + len(CHARACTERS) * ROW_MM + 1.6)
    letter.write_note(figure, note_gaps(results))


def note_gaps(results: Results) -> str:
    """How reports are counted here."""
    n = sum(c.n for c in results.model_cells)
    unsettled = sum(map(_unsettled, results.model_cells))
    waiting = f" The tradition of {wording.count(unsettled)} of them is not settled." if unsettled else ""
    return (
        f"{wording.placed(results, 'model', n)}{waiting} Area of a bubble: reports, where a report on "
        "several characters counts in equal parts in each."
    )


def data_gaps(results: Results) -> Sheet:
    """The numbers behind the bubbles."""
    rows: list[dict[str, Cell]] = [
        {
            "character": c.character,
            "position": c.position,
            "tradition": t,
            "n": n,
            "number_id": c.number_id,
        }
        for c in results.model_cells
        for t, n in _counted(results, c).items()
    ]
    return Sheet(
        name="evidence_gaps",
        title="Position of the patient by character of the issue and tradition",
        columns=(
            text("character"),
            text("position"),
            text("tradition"),
            real("n", digits=1),
            text("number_id"),
        ),
        rows=rows,
        note="n counts a report on k characters 1/k in each. Not settled: the tradition waits or is open. "
        "The number id is that of the cell.",
    )


def _sizes(results: Results) -> list[float]:
    return [n for cell in results.model_cells for n in _counted(results, cell).values()]


def _traditions(results: Results) -> tuple[str, ...]:
    return wording.in_order(
        results.codebook, "tradition", (t for c in results.model_cells for t in c.share_by_tradition)
    )


def _places(results: Results) -> tuple[str, ...]:
    """The traditions, with a place for reports of none that is settled where there are such reports."""
    traditions = _traditions(results)
    return (*traditions, UNSETTLED) if any(map(_unsettled, results.model_cells)) else traditions


def _unsettled(cell: ModelCell) -> float:
    """How many reports of a cell, in parts, are of no settled tradition."""
    rest = cell.n * (1.0 - sum(share or 0.0 for share in cell.share_by_tradition.values()))
    return rest if rest > LEAST * max(1.0, cell.n) else 0.0


def _counted(results: Results, cell: ModelCell) -> dict[str, float]:
    """The reports of a cell by their place; together they are all of the cell."""
    known = {t: cell.n * (cell.share_by_tradition.get(t) or 0.0) for t in _traditions(results)}
    return {place: known.get(place, _unsettled(cell)) for place in _places(results)}


def _look(tradition: str, traditions: Sequence[str]) -> dict[str, Any]:
    """How the bubbles of a tradition look; what is not settled is white, as in the model's strips."""
    if tradition == UNSETTLED:
        return NOT_SETTLED | {"edgecolor": style.QUIET}
    colour = style.colour_of(tradition, traditions)
    return {
        "facecolor": colour,
        "edgecolor": style.QUIET if tradition == "none" else colour,
        "linewidth": 0.5,
    }


def _draw_cell(
    axes: Axes,
    results: Results,
    cell: ModelCell | None,
    *,
    box: tuple[float, float, float, float],
    largest: float,
) -> None:
    left, top, width, height = box
    if cell is None or cell.n == 0:
        row = next((r for r in results.model_rows if cell and r.character == cell.character), None)
        found = wording.none_found(results, cell.at_most if cell else None, row.n_reports if row else None)
        letter.write(
            axes,
            left + width / 2,
            top + height / 2,
            "\n".join(line for line in found if line),
            align="center",
            vertical="center",
            style="italic",
            color=style.QUIET,
        )
        return
    traditions, counted = _traditions(results), _counted(results, cell)
    step = width / len(counted)
    for place, (tradition, n) in enumerate(counted.items()):
        middle = left + (place + 0.5) * step
        base = top + height - 2.0
        if n:
            radius = min(LARGEST_MM, step / 2 - 0.2) * math.sqrt(n / largest)
            centre = (middle, top + height / 2 - 2.0)
            axes.add_patch(Circle(centre, radius, **_look(tradition, traditions)))
        told = wording.count(n if n < WHOLE_FROM else round(n))
        letter.write(axes, middle, base, told, align="center", color=style.INK if n else style.QUIET)


def _write_key(axes: Axes, results: Results, y: float) -> None:
    left = letter.SIDE_MM
    for tradition in _places(results):
        words = wording.plain(tradition) if tradition != "none" else "no co-production"
        look = _look(tradition, _traditions(results))
        axes.add_patch(Circle((left + 1.6, y + 1.4), 1.5, **look))
        letter.write(axes, left + 4.6, y + 1.4, words, vertical="center")
        left += 9.5 + letter.width_mm(words)
