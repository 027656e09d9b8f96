"""The specification curve of a claim: estimates in order above, the choices behind each below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.model.specification import CODED_BY_WORDS, Departure
from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import Results
from coprod_review.render.specification_rows import Drawn, choices_of, drawn_of, left_out_words

LABEL_MM = 50.0
TITLE_MM = 10.0
CURVE_MM = 46.0
GAP_MM = 3.0
ROW_MM = 3.3
KEY_MM = 6.0
BETWEEN_MM = 4.0
LEAST_COLUMNS = 9
"""A block is at least as wide as so many specifications, so that its title has room."""

LOOKS = {
    "supported": ("o", True),
    "undecided": ("o", False),
    "not supported": ("s", True),
}
"""Marker of each verdict, and whether it is filled."""

COLOURS = dict(zip(CODED_BY_WORDS, (style.PALETTE[0], style.PALETTE[2]), strict=True))


def body_height_curve(results: Results, claim: str) -> float:
    """The height of the figure without its note, in millimetres."""
    drawn = _blocks(results, claim)
    if not any(drawn.values()):
        return letter.EMPTY_MM
    rows = len(choices_of([d for block in drawn.values() for d in block]))
    return TITLE_MM + CURVE_MM + GAP_MM + ROW_MM * (rows + 1) + KEY_MM


def plot_curve(results: Results, figure: Figure, claim: str) -> None:
    """Draw the estimates with their intervals by size, and below each the choices that it departs in."""
    blocks = _blocks(results, claim)
    if not any(blocks.values()):
        letter.write_nothing(figure, "No specification leaves an estimate.", note_curve(results, claim))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    choices = choices_of([d for block in blocks.values() for d in block])
    shown = {name: block for name, block in blocks.items() if block}
    columns = {name: max(LEAST_COLUMNS, len(block)) for name, block in shown.items()}
    room = width - LABEL_MM - 2 * letter.SIDE_MM - BETWEEN_MM * (len(shown) - 1)
    each = room / sum(columns.values())
    left = letter.SIDE_MM + LABEL_MM
    reach = _reach([drawn for block in shown.values() for drawn in block])
    for place, (coded_by, block) in enumerate(shown.items()):
        wide = each * columns[coded_by]
        n = columns[coded_by]
        _draw_curve(figure, block, left=left, wide=wide, columns=n, reach=reach, named=place == 0)
        _draw_choices(figure, block, choices, left=left, wide=wide, columns=columns[coded_by])
        lines = letter.balanced(_headline(coded_by), wide, style.BODY, weight="bold", max_lines=2)
        letter.write(
            canvas, left, TITLE_MM - 2.0, "\n".join(lines), size=style.BODY, weight="bold", vertical="bottom"
        )
        left += wide + BETWEEN_MM
    _write_choices(canvas, choices)
    below = TITLE_MM + CURVE_MM + GAP_MM + ROW_MM * (len(choices) + 1) + KEY_MM / 2 - 0.5
    _write_key(canvas, below, right=style.size_mm(figure)[0] - letter.SIDE_MM)
    letter.write_note(figure, note_curve(results, claim))


def note_curve(results: Results, claim: str) -> str:
    """What is drawn and what is not, and what the signs mean."""
    blocks = _blocks(results, claim)
    counts = wording.sentence_list(
        [f"{len(block)} {CODED_BY_WORDS[name]}" for name, block in blocks.items() if block]
    )
    if not counts:
        return "The specifications are tried by `coprod-review specify`."
    bare = any(d.row.low is None for block in blocks.values() for d in block)
    told = "; a mark without one rests on too few reports for an interval" if bare else ""
    return (
        f"Each column is a way in which the run could have been made: {counts}. Lines: "
        f"{wording.level(results)} intervals{told}. Hollow: undecided, also for want of reports. "
        "Dark field: this choice departs from the run's. Upright line: "
        f"no departure.{left_out_words(results, claim)}"
    )


def _blocks(results: Results, claim: str) -> dict[str, list[Drawn]]:
    return {coded_by: drawn_of(results, claim, coded_by) for coded_by in CODED_BY_WORDS}


def _reach(drawn: Sequence[Drawn]) -> float:
    """How far the scale goes from zero on both sides: to the next fifth beyond all that is drawn."""
    bounds = [abs(v) for d in drawn for v in (d.estimate, d.row.low, d.row.high) if v is not None]
    return min(1.0, 0.2 * (1 + int(max(bounds) / 0.2)))


def _headline(coded_by: str) -> str:
    return wording.headline(CODED_BY_WORDS[coded_by])


def _draw_curve(
    figure: Figure,
    block: Sequence[Drawn],
    *,
    left: float,
    wide: float,
    columns: int,
    reach: float,
    named: bool,
) -> None:
    axes = letter.axes_at(figure, left, TITLE_MM, wide, CURVE_MM, label=f"curve {left:.1f}")
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(-1.04 * reach, 1.04 * reach)
    axes.set_xticks([])
    axes.set_yticks([-reach, -reach / 2, 0, reach / 2, reach])
    axes.yaxis.set_major_formatter(lambda y, _: wording.decimals(100 * y, 0))
    axes.grid(axis="y")
    axes.axhline(0, color=style.INK, linewidth=0.8, zorder=1)
    axes.spines["bottom"].set_visible(False)
    if not named:
        axes.tick_params(labelleft=False, length=0)
        axes.spines["left"].set_visible(False)
    else:
        axes.set_ylabel("difference in percentage points", labelpad=2)
    for x, drawn in enumerate(block):
        _draw_one(axes, x, drawn)


def _draw_one(axes: Axes, x: int, drawn: Drawn) -> None:
    colour = COLOURS[drawn.row.coded_by]
    if not drawn.departures:
        axes.axvline(x, color=style.RULE, linewidth=2.4, zorder=0.5)
    if drawn.row.low is not None and drawn.row.high is not None:
        axes.plot([x, x], [drawn.row.low, drawn.row.high], color=colour, linewidth=1.0, zorder=2)
    axes.plot([x], [drawn.estimate], markersize=4.0, zorder=3, **_look(drawn.row.verdict, colour))


def _look(verdict: str, colour: str) -> dict[str, Any]:
    marker, filled = LOOKS.get(verdict, LOOKS["undecided"])
    return {
        "marker": marker,
        "linestyle": "none",
        "markerfacecolor": colour if filled else style.PAPER,
        "markeredgecolor": colour,
        "markeredgewidth": 0.8,
    }


def _draw_choices(
    figure: Figure,
    block: Sequence[Drawn],
    choices: Sequence[Departure],
    *,
    left: float,
    wide: float,
    columns: int,
) -> None:
    """A field for every specification and choice, dark where the specification departs in it."""
    if not choices:
        return
    top = TITLE_MM + CURVE_MM + GAP_MM
    axes = letter.axes_at(figure, left, top, wide, ROW_MM * len(choices), label=f"choices {left:.1f}")
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(len(choices) - 0.5, -0.5)
    axes.set_axis_off()
    for y in range(0, len(choices), 2):
        axes.axhspan(y - 0.5, y + 0.5, color=style.FIELD, linewidth=0, zorder=0)
    for x, drawn in enumerate(block):
        if not drawn.departures:
            axes.axvline(x, color=style.RULE, linewidth=2.4, zorder=0.5)
    for made in (False, True):
        fields = [
            (x, y)
            for x, drawn in enumerate(block)
            for y, choice in enumerate(choices)
            if (choice in drawn.departures) == made
        ]
        axes.plot(
            [x for x, _ in fields],
            [y for _, y in fields],
            marker="s" if made else ".",
            linestyle="none",
            markersize=4.2 if made else 1.4,
            color=style.INK if made else style.RULE,
            markeredgewidth=0,
            zorder=2,
        )


def _write_choices(canvas: Axes, choices: Sequence[Departure]) -> None:
    top = TITLE_MM + CURVE_MM + GAP_MM
    for y, choice in enumerate(choices):
        line = letter.wrapped(choice.words, LABEL_MM - 2, max_lines=1)[0]
        letter.write(canvas, letter.SIDE_MM, top + (y + 0.5) * ROW_MM, line, vertical="center")


def _write_key(canvas: Axes, y: float, *, right: float) -> None:
    """Write what the dots mean, below the fields, or further left where that is too near the edge."""
    takes = sum(9.0 + letter.width_mm(verdict) for verdict in LOOKS) - 5.0
    left = min(letter.SIDE_MM + LABEL_MM, right - takes)
    for verdict in LOOKS:
        canvas.plot([left + 1], [y], markersize=4.0, clip_on=False, **_look(verdict, style.INK))
        letter.write(canvas, left + 3.2, y, verdict, vertical="center")
        left += 9.0 + letter.width_mm(verdict)
