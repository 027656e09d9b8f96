"""Untapped shares by character of the safety issue, with intervals and sensitivity bands."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import ModelRow, Results
from coprod_review.render.sheet import Sheet, real, row_of, share, text, whole

ROW_MM = 13.0
AXIS_MM = 10.0
KEY_MM = 6.5
LABEL_MM = 24.0
SIDE_MM = 15.0
TOP_MM = 1.5


def body_height_untapped(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return (
        TOP_MM + ROW_MM * len(results.model_rows) + AXIS_MM + KEY_MM
        if _drawable(results)
        else letter.EMPTY_MM
    )


def plot_untapped(results: Results, figure: Figure) -> None:
    """Draw the untapped share of each row of the model: estimate, interval and sensitivity band."""
    if not _drawable(results):
        message = "No report on patient safety has a decided framing and issue character."
        letter.write_nothing(figure, message, note_untapped(results))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    height = ROW_MM * len(results.model_rows)
    axes = letter.axes_at(figure, LABEL_MM + 2, TOP_MM, width - LABEL_MM - SIDE_MM - 2, height)
    _set_scale(axes, results.model_rows)
    for place, row in enumerate(results.model_rows):
        middle = TOP_MM + (place + 0.5) * ROW_MM
        label = wording.label_of(results.codebook, "issue_character", row.character)
        lines = letter.balanced(label, LABEL_MM - 1, max_lines=3)
        letter.write(canvas, letter.SIDE_MM, middle, "\n".join(lines), vertical="center")
        n = f"n = {wording.count(row.n)}"
        letter.write(canvas, width - SIDE_MM + 1.2, middle, n, vertical="center", color=style.QUIET)
        _draw_row(axes, place, row)
    _write_key(canvas, results, TOP_MM + height + AXIS_MM + 2.2)
    letter.write_note(figure, note_untapped(results))


def note_untapped(results: Results) -> str:
    """What the share is, and how it was varied."""
    n = sum(row.n for row in results.model_rows)
    return (
        f"{wording.placed(results, 'model', n)} Sensitivity: the middle {wording.level(results)} under "
        "random potentials."
    )


def data_untapped(results: Results) -> Sheet:
    """The numbers behind the figure."""
    return Sheet(
        name="untapped",
        title="Untapped share by character of the safety issue",
        columns=(
            text("character"),
            real("n", digits=1),
            whole("n_reports"),
            share("untapped_share"),
            share("low"),
            share("high"),
            share("sensitivity_low"),
            share("sensitivity_high"),
            text("number_id"),
        ),
        rows=[row_of(r) for r in results.model_rows],
        note="The total variation distance between attention and potential of the row.",
    )


def _drawable(results: Results) -> bool:
    return any(row.untapped_share is not None for row in results.model_rows)


def _set_scale(axes: Axes, rows: Sequence[ModelRow]) -> None:
    known = [v for r in rows for v in (r.untapped_share, r.high, r.sensitivity_high) if v is not None]
    axes.set_xlim(0, min(1.0, 0.1 * (1 + int(max(known) / 0.1 + 1e-9))))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda x, _: wording.decimals(100 * x, 0))
    axes.set_xlabel("untapped share of the row (%)")


def _draw_row(axes: Axes, place: int, row: ModelRow) -> None:
    if row.untapped_share is None:
        axes.text(
            0.01, place, "none found", fontsize=style.SMALL, style="italic", color=style.QUIET, va="center"
        )
        return
    if row.sensitivity_low is not None and row.sensitivity_high is not None:
        span = row.sensitivity_high - row.sensitivity_low
        axes.barh(place, span, left=row.sensitivity_low, height=0.46, color=style.NEUTRAL)
    if row.low is not None and row.high is not None:
        ends = [row.low, row.high]
        axes.plot(ends, [place, place], color=style.EMPHASIS, linewidth=1.6, solid_capstyle="butt")
    axes.plot([row.untapped_share], [place], marker="o", markersize=5.5, color=style.EMPHASIS, clip_on=False)


def _write_key(canvas: Axes, results: Results, y: float) -> None:
    ends = [letter.SIDE_MM, letter.SIDE_MM + 6]
    canvas.plot(ends, [y, y], color=style.EMPHASIS, linewidth=1.6)
    canvas.plot([letter.SIDE_MM + 3], [y], marker="o", markersize=5, color=style.EMPHASIS)
    words = f"estimate, {wording.level(results)} interval"
    letter.write(canvas, letter.SIDE_MM + 7.5, y, words, vertical="center")
    left = letter.SIDE_MM + 11 + letter.width_mm(words)
    letter.rectangle(canvas, left, y - 1.6, 6, 3.2, facecolor=style.NEUTRAL)
    letter.write(canvas, left + 7.5, y, "sensitivity", vertical="center")
