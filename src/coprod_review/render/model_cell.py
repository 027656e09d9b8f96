"""One cell of the partnership model: the vessel, its numbers, and the strip of traditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.keys import Entry
from coprod_review.render.results import ModelCell, Results

VESSEL_MM = 15.0
PAD_MM = 2.0
STRIP_MM = 2.6
CAP_MM = 1.1

NOT_SETTLED: dict[str, Any] = {"facecolor": style.PAPER, "edgecolor": style.RULE, "linewidth": 0.5}
TAPPED: dict[str, Any] = {"facecolor": "#7f9fc4"}
ABOVE: dict[str, Any] = {"facecolor": style.TINT}
POTENTIAL: dict[str, Any] = {"fill": False, "edgecolor": style.INK, "linewidth": 1.3, "joinstyle": "miter"}
UNTAPPED: dict[str, Any] = {
    "facecolor": style.PAPER,
    "edgecolor": style.PALETTE[2],
    "hatch": style.UNTAPPED_HATCH,
}

SHARES: tuple[Entry, ...] = (
    ("attention", TAPPED),
    ("attention above potential", ABOVE),
    ("potential", POTENTIAL),
    ("untapped", UNTAPPED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A place on the canvas, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def draw_cell(axes: Axes, results: Results, cell: ModelCell, field: Field, *, n_row: int | None) -> None:
    """Draw a cell into its field; `n_row` is the number of reports in its row."""
    vessel = Field(
        left=field.left + PAD_MM,
        top=field.top + PAD_MM,
        width=VESSEL_MM,
        height=field.height - 2 * PAD_MM - STRIP_MM - 1.6,
    )
    strip = Field(
        left=field.left + PAD_MM,
        top=field.top + field.height - PAD_MM - STRIP_MM,
        width=field.width - 2 * PAD_MM,
        height=STRIP_MM,
    )
    _draw_vessel(axes, cell, vessel)
    _draw_strip(axes, results, cell, strip)
    left, top = vessel.left + vessel.width + 2.4, vessel.top + 2.7
    if cell.n == 0:
        _write_none_found(axes, results, cell, (left, top), n_row=n_row)
    else:
        _write_numbers(axes, cell, (left, top))
        counted = f"n = {wording.count(cell.n)}"
        if cell.n_reports != cell.n:
            counted += f" ({wording.plural(cell.n_reports, 'report')})"
        lines = letter.wrapped(counted, field.left + field.width - left - 0.8)
        foot = vessel.top + vessel.height - letter.line_mm(style.SMALL) * (len(lines) - 1)
        letter.write(axes, left, foot, "\n".join(lines), color=style.QUIET)


def _draw_vessel(axes: Axes, cell: ModelCell, vessel: Field) -> None:
    """Attention filled, the part that it lacks up to the potential hatched, the potential outlined."""
    foot = vessel.top + vessel.height

    def level(share_of_row: float) -> float:
        return foot - vessel.height * share_of_row

    def fill(low: float, high: float, look: dict[str, Any]) -> None:
        height = vessel.height * (high - low)
        letter.rectangle(axes, vessel.left, level(high), vessel.width, height, **look)

    letter.rectangle(
        axes, vessel.left, vessel.top, vessel.width, vessel.height, facecolor=style.PAPER, zorder=0.3
    )
    ends = [vessel.left, vessel.left + vessel.width]
    for part in (0.25, 0.5, 0.75):
        axes.plot(ends, [level(part)] * 2, color=style.GRID, linewidth=0.5, zorder=0.4)
    attention = cell.attention or 0.0
    tapped = min(attention, cell.potential)
    fill(0.0, tapped, TAPPED)
    if attention > tapped:
        fill(tapped, attention, ABOVE)
    if cell.untapped is not None and cell.potential > attention:
        fill(attention, cell.potential, UNTAPPED)
    fill(0.0, cell.potential, POTENTIAL)
    if cell.n and cell.attention_low is not None and cell.attention_high is not None:
        middle = vessel.left + vessel.width / 2
        low, high = level(cell.attention_low), level(cell.attention_high)
        axes.plot([middle, middle], [low, high], color=style.INK, linewidth=0.9, solid_capstyle="butt")
        for end in (low, high):
            axes.plot([middle - CAP_MM, middle + CAP_MM], [end, end], color=style.INK, linewidth=0.9)


def _write_numbers(axes: Axes, cell: ModelCell, place: tuple[float, float]) -> None:
    left, top = place
    step = letter.line_mm(style.SMALL)
    letter.write(axes, left, top, wording.percent(cell.attention), size=style.LARGE, weight="bold")
    bounds = wording.interval(cell.attention_low, cell.attention_high)
    attention = f"attention ({bounds})" if bounds else "attention"
    letter.write(axes, left, top + 1.3 * step, attention, color=style.QUIET)
    potential = f"potential {wording.percent(cell.potential)}"
    letter.write(axes, left, top + 2.3 * step, potential, color=style.QUIET)
    top += 3.9 * step
    if cell.untapped:
        letter.write(axes, left, top, f"untapped {wording.percent(cell.untapped)}", weight="bold")
        bounds = wording.interval(cell.untapped_low, cell.untapped_high)
        lines = [f"({bounds})" if bounds else "", _stability(cell)]
        letter.write(axes, left, top + step, "\n".join(x for x in lines if x), color=style.QUIET)
    elif cell.over_served:
        letter.write(axes, left, top, f"over-served {wording.percent(cell.over_served)}")
        bounds = wording.interval(cell.over_served_low, cell.over_served_high)
        letter.write(axes, left, top + step, f"({bounds})" if bounds else "", color=style.QUIET)


def _write_none_found(
    axes: Axes, results: Results, cell: ModelCell, place: tuple[float, float], *, n_row: int | None
) -> None:
    left, top = place
    step = letter.line_mm(style.SMALL)
    found = "\n".join(line for line in wording.none_found(results, cell.at_most, n_row) if line)
    letter.write(axes, left, top, found, style="italic", color=style.QUIET)
    letter.write(
        axes, left, top + 2.6 * step, f"potential {wording.percent(cell.potential)}", color=style.QUIET
    )
    if cell.untapped:
        letter.write(
            axes, left, top + 4.2 * step, f"untapped {wording.percent(cell.untapped)}", weight="bold"
        )
        letter.write(axes, left, top + 5.2 * step, _stability(cell), color=style.QUIET)


def _stability(cell: ModelCell) -> str:
    return "" if cell.top3_share is None else f"top 3 in {wording.percent(cell.top3_share)}"


def _draw_strip(axes: Axes, results: Results, cell: ModelCell, strip: Field) -> None:
    """The traditions of the cell's reports as parts of one strip; what is left is not settled."""
    letter.rectangle(axes, strip.left, strip.top, strip.width, strip.height, **NOT_SETTLED)
    traditions = wording.in_order(results.codebook, "tradition", cell.share_by_tradition)
    left = strip.left
    for tradition in traditions:
        part = strip.width * (cell.share_by_tradition.get(tradition) or 0.0)
        if cell.n and part:
            letter.rectangle(
                axes,
                left,
                strip.top,
                part,
                strip.height,
                facecolor=style.colour_of(tradition, traditions),
                hatch=style.hatch_of(tradition, traditions),
                edgecolor=style.PAPER,
                linewidth=0.4,
            )
            left += part
