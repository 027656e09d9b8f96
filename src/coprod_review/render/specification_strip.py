"""All specifications at a glance: a strip of estimates for each claim and each way of coding."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.model.specification import CODED_BY_WORDS
from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import Results
from coprod_review.render.specification_curve import COLOURS, LOOKS
from coprod_review.render.specification_rows import drawn_of
from coprod_review.render.specification_shapes import SpecificationSummary

HEAD_MM = 5.2
STRIP_MM = 11.5
AXIS_MM = 9.5
KEY_MM = 5.0
SIDE_MM = 19.0
LEFT_MM = 5.0
LAYERS = 4
"""Dots of nearly the same estimate stand in so many layers."""


def body_height_strips(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    rows = results.specification_summary
    if not rows:
        return letter.EMPTY_MM
    return (HEAD_MM + STRIP_MM) * len(rows) + AXIS_MM + 2 * KEY_MM


def plot_strips(results: Results, figure: Figure) -> None:
    """Draw the estimate of every specification as a dot, a strip for each claim and way of coding."""
    rows = results.specification_summary
    if not rows:
        letter.write_nothing(figure, "No specification was tried.", note_strips(results))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    wide = width - SIDE_MM - LEFT_MM - letter.SIDE_MM
    for place, row in enumerate(rows):
        top = place * (HEAD_MM + STRIP_MM)
        words = f"Claim {row.claim}, {CODED_BY_WORDS.get(row.coded_by, row.coded_by)}"
        letter.write(canvas, letter.SIDE_MM, top + HEAD_MM - 0.6, words, vertical="bottom", weight="bold")
        axes = letter.axes_at(figure, LEFT_MM, top + HEAD_MM, wide, STRIP_MM)
        _draw_strip(axes, results, row, last=place == len(rows) - 1)
        middle = top + HEAD_MM + STRIP_MM / 2
        letter.write(canvas, width - SIDE_MM + 1, middle, kept_words(row), vertical="center")
    _write_key(canvas, (HEAD_MM + STRIP_MM) * len(rows) + AXIS_MM + KEY_MM)
    letter.write_note(figure, note_strips(results))


def kept_words(row: SpecificationSummary) -> str:
    """How many keep the verdict, of those that differ, and how many of these have no estimate to judge by."""
    lacking = f"\n{row.no_estimate} without\nestimate" if row.no_estimate else ""
    return f"{row.kept} of {row.tried}\nas the run{lacking}"


def note_strips(results: Results) -> str:
    """What a dot is and what is not drawn."""
    if not results.specification_summary:
        return "The specifications are tried by `coprod-review specify`."
    empty = sum(row.no_estimate for row in results.specification_summary)
    lacking = f" {empty} without an estimate are counted and not drawn." if empty else ""
    return (
        "Each dot is the estimate under a specification that finds different codes; upright line: without "
        "departure. At the right: how many have the run's verdict, of all that differ, those "
        "without an estimate among them."
        f"{lacking}"
    )


def _draw_strip(axes: Axes, results: Results, row: SpecificationSummary, *, last: bool) -> None:
    axes.set_xlim(-1.04, 1.04)
    axes.set_ylim(-0.6, LAYERS - 0.4)
    axes.set_yticks([])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1])
    axes.set_facecolor(style.FIELD)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="x")
    axes.axvline(0, color=style.INK, linewidth=0.8, zorder=1)
    axes.xaxis.set_major_formatter(lambda x, _: wording.decimals(100 * x, 0))
    if last:
        axes.set_xlabel("difference in percentage points", labelpad=2)
    else:
        axes.tick_params(labelbottom=False, length=0)
    if row.estimate is not None:
        axes.axvline(row.estimate, color=style.RULE, linewidth=2.0, zorder=0.5)
    colour = COLOURS.get(row.coded_by, style.EMPHASIS)
    for place, drawn in enumerate(drawn_of(results, row.claim, row.coded_by)):
        marker, filled = LOOKS.get(drawn.row.verdict, LOOKS["undecided"])
        axes.plot(
            [drawn.estimate],
            [place % LAYERS],
            marker=marker,
            markersize=3.4,
            linestyle="none",
            markerfacecolor=colour if filled else "none",
            markeredgecolor=colour,
            markeredgewidth=0.8,
            zorder=2,
        )


def _write_key(canvas: Axes, y: float) -> None:
    left = letter.SIDE_MM
    for verdict, (marker, filled) in LOOKS.items():
        canvas.plot(
            [left + 1.6],
            [y],
            marker=marker,
            markersize=3.8,
            linestyle="none",
            markerfacecolor=style.INK if filled else style.PAPER,
            markeredgecolor=style.INK,
            markeredgewidth=0.8,
            clip_on=False,
        )
        letter.write(canvas, left + 3.6, y, verdict, vertical="center")
        left += 8.0 + letter.width_mm(verdict)
