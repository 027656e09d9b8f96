"""Years of publication by tradition: one strip of bars for each, on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import Results, TrendCount
from coprod_review.render.sheet import Sheet, text, whole

STRIP_MM = 15.0
LABEL_MM, NARROW_LABEL_MM = 38.0, 25.0
"""The room for labels at the left, on two journal columns and on one."""
AXIS_MM = 9.0
TOP_MM = 4.5
"""The room above the strips, where the name of their axis stands."""


def body_height_years(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    if not _known(results):
        return letter.EMPTY_MM
    return TOP_MM + STRIP_MM * max(3, len(_traditions(results))) + AXIS_MM


def plot_years(results: Results, figure: Figure) -> None:
    """Draw the number of included reports a year, a strip for each tradition; unknown years are stated."""
    known = _known(results)
    if not known:
        message = "No included report with a decided tradition has a known year of publication."
        letter.write_nothing(figure, message, note_years(results))
        return
    width, _ = style.size_mm(figure)
    narrow = width < style.NARROW_MM
    label_mm = NARROW_LABEL_MM if narrow else LABEL_MM
    traditions = _traditions(results)
    counted = {tradition: _counted(results, tradition) for tradition in traditions}
    right_mm = 3.0 + max(letter.width_mm(line) for words in counted.values() for line in words.split("\n"))
    first, last = min(t.year or 0 for t in known), max(t.year or 0 for t in known)
    highest = max(t.n for t in known)
    canvas = letter.canvas(figure)
    letter.write(canvas, label_mm + 6, TOP_MM - 0.7, "Reports in a year", color=style.QUIET)
    for place, tradition in enumerate(traditions):
        top = TOP_MM + place * STRIP_MM
        axes = letter.axes_at(figure, label_mm + 6, top + 1.5, width - label_mm - right_mm - 6, STRIP_MM - 3)
        _plot_strip(axes, known, tradition, traditions)
        axes.set_xlim(first - 0.8, last + 0.8)
        axes.set_ylim(0, highest * 1.06)
        _mark_axes(axes, narrow=narrow, is_last=place == len(traditions) - 1)
        label = letter.named(
            wording.label_of(results.codebook, "tradition", tradition),
            wording.headline(tradition),
            label_mm - 2,
            style.BODY,
            max_lines=3,
        )
        middle = top + STRIP_MM / 2
        letter.write(canvas, letter.SIDE_MM, middle, "\n".join(label), size=style.BODY, vertical="center")
        letter.write(canvas, width - right_mm + 2, middle, counted[tradition], vertical="center")
    letter.write_note(figure, note_years(results))


def note_years(results: Results) -> str:
    """How many reports the strips show, and of how many the year is unknown."""
    total = sum(t.n for t in results.trends)
    unknown = sum(t.n for t in results.trends if t.year is None)
    told = f" The year of {unknown} of them is unknown." if unknown else ""
    return f"{wording.placed(results, 'trends', total)}{told} The last year may be incomplete."


def data_years(results: Results) -> Sheet:
    """The numbers behind the strips."""
    return Sheet(
        name="years",
        title="Included reports by year and tradition",
        columns=(whole("year"), text("tradition"), whole("n"), text("number_id")),
        rows=[
            {"year": t.year, "tradition": t.tradition, "n": t.n, "number_id": t.number_id}
            for t in results.trends
        ],
        note="An empty year is unknown.",
    )


def _counted(results: Results, tradition: str) -> str:
    """How many reports a strip shows, and of how many more the year is unknown."""
    its = [t for t in results.trends if t.tradition == tradition]
    unknown = sum(t.n for t in its if t.year is None)
    return f"n = {sum(t.n for t in its)}" + (f"\nyear unknown: {unknown}" if unknown else "")


def _plot_strip(axes: Axes, known: Sequence[TrendCount], tradition: str, traditions: Sequence[str]) -> None:
    """The bars of one tradition, in its colour and hatch."""
    bars = {t.year: t.n for t in known if t.tradition == tradition and t.year is not None}
    colour = style.colour_of(tradition, traditions)
    axes.bar(
        list(bars),
        list(bars.values()),
        width=0.78,
        color=colour,
        hatch=style.hatch_of(tradition, traditions),
        edgecolor=style.QUIET if tradition == "none" else colour,
        linewidth=0.4,
    )


def _mark_axes(axes: Axes, *, narrow: bool, is_last: bool) -> None:
    """Whole numbers on both axes; the years are written below the last strip alone."""
    axes.yaxis.set_major_locator(MaxNLocator(2, integer=True, steps=[1, 2, 5, 10]))
    axes.grid(axis="y")
    axes.xaxis.set_major_locator(
        MaxNLocator(4 if narrow else 9, integer=True, min_n_ticks=1, steps=[1, 2, 5, 10])
    )
    axes.tick_params(axis="y", length=0)
    if is_last:
        axes.set_xlabel("Year of publication")
    else:
        axes.tick_params(axis="x", labelbottom=False)


def _known(results: Results) -> list[TrendCount]:
    return [t for t in results.trends if t.year is not None and t.n > 0]


def _traditions(results: Results) -> tuple[str, ...]:
    return wording.in_order(results.codebook, "tradition", (t.tradition for t in results.trends))
