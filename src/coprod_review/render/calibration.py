"""Whether the machine's probabilities and promises hold: reliability curves, and coverage of the sets."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.coder_measures import CalibrationBin, Coverage
from coprod_review.render.results import (
    Results,
)
from coprod_review.render.sheet import Sheet, real, row_of, share, text, whole

ACROSS, NARROW_ACROSS = 5, 2
"""How many curves stand beside each other, on two journal columns and on one."""
TITLE_MM = 8.0
FOOT_MM = 11.0
PLOT_MM = 27.0
LEFT_MM = 11.0
ROW_MM = 6.2
LABEL_MM = 35.0
SIDE_MM = 18.0

APART = 0.17
"""How far the two dots of a dimension stand from its middle, in rows."""

CONFORMAL = (
    share("conformal", "Conformal (%)"),
    share("conformal_low"),
    share("conformal_high"),
)
WHICH_SETS = (
    "Promised is that conformal sets hold the settled answer; the columns “conformal” tell how many do. "
    "Achieved, with low and high, tells it of the sets as given, which other dimensions and the answer given "
    "cut and widen, and which hold every answer that their codes can form."
)

FEW = 5
"""Bins with fewer predictions are drawn in grey and take no part in the curve."""


def body_height_calibration(results: Results, width: float = 180.0) -> float:
    """The height of the figure without its note, in millimetres."""
    bands = -(-len(_dimensions(results)) // _across(width))
    return bands * (TITLE_MM + PLOT_MM + FOOT_MM) if bands else letter.EMPTY_MM


def plot_calibration(results: Results, figure: Figure) -> None:
    """Draw, for each dimension, the share that was right against the mean probability, bin by bin."""
    dimensions = _dimensions(results)
    if not dimensions:
        message = "Nothing was predicted with a probability that settled codes could check."
        letter.write_nothing(figure, message, note_calibration(results))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    across = _across(width)
    each = (width - LEFT_MM - letter.SIDE_MM) / across
    for place, dimension in enumerate(dimensions):
        left = LEFT_MM + (place % across) * each
        top = (place // across) * (TITLE_MM + PLOT_MM + FOOT_MM)
        bins = [b for b in results.calibration if b.dimension == dimension and b.n]
        label = wording.dimension_label(results.codebook, dimension)
        short = wording.headline(dimension)
        lines = letter.named(label, short, each - 4, weight="bold", max_lines=2)
        letter.write(canvas, left, top + TITLE_MM - 1.4, "\n".join(lines), weight="bold", vertical="bottom")
        axes = letter.axes_at(figure, left, top + TITLE_MM, each - 6, PLOT_MM)
        _draw_curve(axes, bins)
        if place % across == 0:
            axes.set_ylabel("share correct", labelpad=2)
        else:
            axes.tick_params(axis="y", labelleft=False)
        axes.set_xlabel("mean probability", labelpad=1.5)
    letter.write_note(figure, note_calibration(results))


def note_calibration(results: Results) -> str:
    """What a well calibrated coder would show."""
    sizes = {d: sum(b.n for b in results.calibration if b.dimension == d) for d in _dimensions(results)}
    told = f" n: {min(sizes.values())} to {max(sizes.values())} predictions a dimension." if sizes else ""
    return (
        "On the dashed line, probabilities mean what they say. Area of the dots: number of predictions in "
        f"the bin; grey, off the curve: fewer than {FEW}.{told} ECE: expected calibration error. "
        "All predictions are out of fold."
    )


def data_calibration(results: Results) -> Sheet:
    """The bins behind the curves."""
    return Sheet(
        name="calibration",
        title="Calibration of the machine's probabilities",
        columns=(
            text("dimension"),
            text("bin"),
            whole("n"),
            real("mean_probability", digits=3),
            real("share_correct", digits=3),
            real("brier", "Brier score", digits=3),
            real("ece", "ECE", digits=3),
        ),
        rows=[row_of(b) for b in results.calibration],
        note="Brier score and expected calibration error (ECE) are of the dimension as a whole.",
    )


def body_height_coverage(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return 5.0 + ROW_MM * len(pooled(results)) + 10.0 if pooled(results) else letter.EMPTY_MM


def plot_coverage(results: Results, figure: Figure) -> None:
    """Draw the coverage of the sets as given and of the conformal sets, beside what these promise."""
    if not pooled(results):
        letter.write_nothing(figure, "No prediction sets were made.", note_coverage(results))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    axes = letter.axes_at(figure, LABEL_MM, 5.0, width - LABEL_MM - SIDE_MM, ROW_MM * len(pooled(results)))
    known = [
        v for c in pooled(results) for v in (c.low, c.achieved, c.promised, c.conformal_low) if v is not None
    ]
    axes.set_xlim(max(0.0, 0.1 * int(min(known) / 0.1 - 0.2)), 1.005)
    axes.set_ylim(len(pooled(results)) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.locator_params(axis="x", nbins=4)
    axes.xaxis.set_major_formatter(lambda x, _: wording.decimals(100 * x, 0))
    axes.set_xlabel("sets that hold the settled code (%)")
    letter.write(canvas, width - SIDE_MM + 1.5, 3.6, "n, single", color=style.QUIET)
    for place, row in enumerate(pooled(results)):
        label = wording.dimension_label(results.codebook, row.dimension)
        lines = letter.named(label, wording.headline(row.dimension), LABEL_MM - 2, max_lines=2)
        middle = 5.0 + (place + 0.5) * ROW_MM
        letter.write(canvas, letter.SIDE_MM, middle, "\n".join(lines), vertical="center")
        axes.plot([row.promised] * 2, [place - 0.5, place + 0.5], color=style.PALETTE[2], linewidth=1.2)
        _draw_share(axes, place - APART, row.conformal, row.conformal_low, row.conformal_high, filled=False)
        nudge = APART if row.conformal is not None else 0.0
        _draw_share(axes, place + nudge, row.achieved, row.low, row.high, filled=True)
        single = f"{row.n}, {wording.percent(row.single_share)}"
        letter.write(canvas, width - SIDE_MM + 1.5, middle, single, vertical="center", color=style.QUIET)
    letter.write_note(figure, note_coverage(results))


def pooled(results: Results) -> tuple[Coverage, ...]:
    """The coverage of each dimension over all settled reports and codes."""
    return tuple(c for c in results.coverage if c.subset == "all" and not c.code)


def note_coverage(results: Results) -> str:
    """What is promised, and what the numbers at the right are."""
    promised = sorted({wording.percent(c.promised) for c in pooled(results)})
    told = f"Upright: promised ({wording.sentence_list(promised)}). " if promised else ""
    return (
        f"{told}{_two_kinds(results)}Lines: {wording.level(results)} intervals. Single: sets as given of one "
        "answer, which the machine may decide."
    )


def _two_kinds(results: Results) -> str:
    """Which dot is which, where there are both, and of which sets the promise is made."""
    if all(c.conformal is None for c in pooled(results)):
        return ""
    return "Hollow: the conformal sets, of which that is promised; filled: the sets as given. "


def data_coverage(results: Results) -> Sheet:
    """The numbers behind the figure."""
    return Sheet(
        name="coverage",
        title="Promised and achieved coverage of the prediction sets",
        columns=(
            text("dimension"),
            share("promised"),
            share("achieved"),
            share("low"),
            share("high"),
            whole("n"),
            share("single_share", "Single code"),
            *CONFORMAL,
        ),
        rows=[row_of(c) for c in pooled(results)],
        note=f"{WHICH_SETS} Single code: sets as given of one answer.",
    )


def _across(width: float) -> int:
    return NARROW_ACROSS if width < style.NARROW_MM else ACROSS


def _dimensions(results: Results) -> tuple[str, ...]:
    return wording.dimensions_in_order(
        results.codebook, (b.dimension for b in results.calibration if b.n and b.share_correct is not None)
    )


def _draw_share(
    axes: Axes, height: float, value: float | None, low: float | None, high: float | None, *, filled: bool
) -> None:
    if low is not None and high is not None:
        axes.plot([low, high], [height] * 2, color=style.EMPHASIS, linewidth=1.0, solid_capstyle="butt")
    if value is not None:
        inside = style.EMPHASIS if filled else style.PAPER
        axes.plot(
            [value],
            [height],
            marker="o",
            markersize=3.6,
            color=style.EMPHASIS,
            markerfacecolor=inside,
            clip_on=False,
        )


def _draw_curve(axes: Axes, bins: Sequence[CalibrationBin]) -> None:
    axes.plot([0, 1], [0, 1], color=style.RULE, linewidth=0.8, linestyle=(0, (3, 2)))
    axes.set_xlim(-0.04, 1.04)
    axes.set_ylim(-0.04, 1.04)
    axes.set_xticks([0, 0.5, 1], ["0", ".5", "1"])
    axes.set_yticks([0, 0.5, 1], ["0", ".5", "1"])
    axes.grid()
    points = sorted(
        (b.mean_probability, b.share_correct, b.n)
        for b in bins
        if b.mean_probability is not None and b.share_correct is not None
    )
    joined = [p for p in points if p[2] >= FEW]
    axes.plot([p[0] for p in joined], [p[1] for p in joined], color=style.EMPHASIS, linewidth=0.9)
    largest = max(p[2] for p in points)
    axes.scatter(
        [p[0] for p in points],
        [p[1] for p in points],
        s=[6 + 34 * p[2] / largest for p in points],
        color=[style.EMPHASIS if p[2] >= FEW else style.RULE for p in points],
        edgecolor=style.PAPER,
        linewidth=0.5,
        zorder=3,
    )
    ece = next((b.ece for b in bins if b.ece is not None), None)
    if ece is not None:
        axes.text(1.0, 0.0, f"ECE {wording.decimals(ece)}", ha="right", va="bottom", fontsize=style.SMALL)
