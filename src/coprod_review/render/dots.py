"""Estimates with intervals: dots in facets, one row for each thing that is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording

TITLE_MM = 8.5
AXIS_MM = 9.5
KEY_MM = 4.6
NARROW_LABEL_MM = 32.0
FACET_MM = 40.0
"""The least width of a facet where a figure of several is drawn on one journal column."""
KEY_STEP_MM = 8.0
LABEL_MOST_MM = 60.0
GAP_MM = 4.0
LEADING_MM = 0.4
"""What the last line of a label needs not of its height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An estimate: which row, facet and series it belongs to; None where it could not be estimated."""

    row: str
    facet: str
    series: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How the dots of a series look, and what the key calls them."""

    name: str
    label: str
    colour: str
    marker: str
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Rows, facets and series of a dot figure, in order, with their words and places.

    A row is called by its dimension, or by `dimension/code`: the last of these names it where its label is
    too long. `side_texts` are written at the right of a facet's row, by (facet, row).
    """

    row_labels: dict[str, str]
    facet_titles: dict[str, str]
    series: Sequence[Series]
    x_label: str
    x_range: tuple[float, float]
    label_mm: float
    side_mm: float
    facets_across: int
    side_texts: dict[tuple[str, str], str]
    side_title: str = ""
    width_mm: float = 180.0

    @property
    def key_room_mm(self) -> float:
        """The width of a line of the key, which stands below the facets."""
        return self.width_mm - self.label_mm - 2 * letter.SIDE_MM

    @property
    def row_mm(self) -> float:
        """The height of a row: room for every series, one below the other."""
        return max(5.2, 1.5 + 1.9 * len(self.series))

    @property
    def lines_most(self) -> int:
        """How many lines of a label have room beside a row."""
        return max(2, int((self.row_mm + LEADING_MM) / letter.line_mm(style.SMALL)))

    @property
    def bands(self) -> int:
        """How many facets stand below one another."""
        return -(-len(self.facet_titles) // self.facets_across)

    @property
    def band_mm(self) -> float:
        """The height of a band of facets with title and axis."""
        return TITLE_MM + self.row_mm * len(self.row_labels) + AXIS_MM

    @property
    def height_mm(self) -> float:
        """The height of the whole drawing with its key."""
        return self.bands * self.band_mm + KEY_MM * len(_key_lines(self.series, self.key_room_mm)) + 1.0


def on_width(layout: Layout, width_mm: float) -> Layout:
    """The layout on a width: on one journal column labels are narrower and facets stand below each other."""
    if width_mm >= style.NARROW_MM:
        return replace(layout, width_mm=width_mm)
    label_mm = min(layout.label_mm, NARROW_LABEL_MM)
    fitting = int((width_mm - label_mm - 2 * letter.SIDE_MM) // FACET_MM)
    across = min(layout.facets_across, max(1, fitting))
    return replace(layout, width_mm=width_mm, label_mm=label_mm, facets_across=across)


def plot_dots(figure: Figure, dots: Sequence[Dot], layout: Layout) -> None:
    """Draw the facets with a key below; rows run from the top in the order of the layout."""
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    across = min(layout.facets_across, max(1, len(layout.facet_titles)))
    each = (width - layout.label_mm - 2 * letter.SIDE_MM) / across
    for place, (facet, title) in enumerate(layout.facet_titles.items()):
        top = (place // across) * layout.band_mm
        left = letter.SIDE_MM + layout.label_mm + (place % across) * each
        if place % across == 0:
            _write_rows(canvas, layout, top)
        drawn_mm = each - layout.side_mm - GAP_MM
        axes = letter.axes_at(figure, left, top + TITLE_MM, drawn_mm, layout.row_mm * len(layout.row_labels))
        _draw_facet(axes, [d for d in dots if d.facet == facet], layout)
        room = drawn_mm if layout.side_mm else each - 2
        lines = letter.balanced(title, room, style.BODY, weight="bold", max_lines=2)
        letter.write(
            canvas,
            left,
            top + TITLE_MM - 1.4,
            "\n".join(lines),
            size=style.BODY,
            weight="bold",
            vertical="bottom",
        )
        _write_sides(canvas, layout, facet, left + drawn_mm + 1.2, top)
    _write_key(canvas, layout, layout.bands * layout.band_mm + 2.2)


def _write_rows(canvas: Axes, layout: Layout, top: float) -> None:
    for place, (row, label) in enumerate(layout.row_labels.items()):
        middle = top + TITLE_MM + (place + 0.5) * layout.row_mm
        short = wording.headline(row.rpartition("/")[2])
        lines = letter.named(label, short, layout.label_mm - 2, max_lines=layout.lines_most)
        letter.write(canvas, letter.SIDE_MM, middle, "\n".join(lines), vertical="center")


def _write_sides(canvas: Axes, layout: Layout, facet: str, x: float, top: float) -> None:
    for place, row in enumerate(layout.row_labels):
        words = layout.side_texts.get((facet, row), "")
        middle = top + TITLE_MM + (place + 0.5) * layout.row_mm
        if words:
            letter.write(canvas, x, middle, words, vertical="center", color=style.QUIET)
    if layout.side_title and layout.side_mm:
        letter.write(canvas, x, top + TITLE_MM - 1.4, layout.side_title, vertical="bottom", color=style.QUIET)


def _draw_facet(axes: Axes, dots: Sequence[Dot], layout: Layout) -> None:
    rows = list(layout.row_labels)
    axes.set_xlim(*layout.x_range)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.locator_params(axis="x", nbins=4 if layout.facets_across < 3 else 2)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:g}".replace("-", "−"))
    for place in range(0, len(rows), 2):
        axes.axhspan(place - 0.5, place + 0.5, color=style.FIELD, linewidth=0, zorder=0)
    if layout.x_range[0] < 0:
        axes.axvline(0, color=style.RULE, linewidth=0.8, zorder=1)
    step = min(0.8 / max(1, len(layout.series)), 0.26)
    for place, series in enumerate(layout.series):
        offset = (place - (len(layout.series) - 1) / 2) * step
        for dot in dots:
            if dot.series == series.name and dot.value is not None and dot.row in rows:
                _draw_dot(axes, dot, series, rows.index(dot.row) + offset)
    axes.set_xlabel(layout.x_label, labelpad=2)


def _draw_dot(axes: Axes, dot: Dot, series: Series, y: float) -> None:
    assert dot.value is not None
    if dot.low is not None and dot.high is not None:
        axes.plot(
            [dot.low, dot.high], [y, y], color=series.colour, linewidth=1.0, solid_capstyle="butt", zorder=2
        )
    axes.plot([dot.value], [y], markersize=3.6, zorder=3, clip_on=False, **_look(series))


def _key_lines(series: Sequence[Series], room_mm: float) -> list[list[tuple[Series, str]]]:
    """The series with their words, cut where they are very long, in lines that fit below the rows."""
    if len(series) < 2:
        return []
    lines: list[list[tuple[Series, str]]] = [[]]
    used = 0.0
    for each in series:
        words = letter.wrapped(each.label, LABEL_MOST_MM, max_lines=1)[0]
        takes = KEY_STEP_MM + letter.width_mm(words)
        if lines[-1] and used + takes > room_mm:
            lines.append([])
            used = 0.0
        lines[-1].append((each, words))
        used += takes
    return lines


def _write_key(canvas: Axes, layout: Layout, y: float) -> None:
    for place, line in enumerate(_key_lines(layout.series, layout.key_room_mm)):
        left, middle = letter.SIDE_MM + layout.label_mm, y + place * KEY_MM
        for series, words in line:
            canvas.plot([left + 1], [middle], markersize=3.8, clip_on=False, **_look(series))
            letter.write(canvas, left + 3, middle, words, vertical="center")
            left += KEY_STEP_MM + letter.width_mm(words)


def _look(series: Series) -> dict[str, Any]:
    return {
        "marker": series.marker,
        "linestyle": "none",
        "markerfacecolor": style.PAPER if series.hollow else series.colour,
        "markeredgecolor": series.colour,
        "markeredgewidth": 0.8,
    }
