"""Which sources found which reports, as an UpSet plot: a bar for each combination, dots for its sources.

After Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), UpSet: Visualization of Intersecting Sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import keys, style, wording
from coprod_review.render import lettering as letter
from coprod_review.render.overlap_tables import SEPARATOR
from coprod_review.render.results import CombinationCount, Results

SOURCES_MOST = 24
"""So many sources have a row; of more, those that found most."""

LABEL_MM, NARROW_LABEL_MM = 37.0, 26.0
SOURCE_BAR_MM, NARROW_SOURCE_BAR_MM = 20.0, 7.0
"""The room for the names of sources and for their bars, on two journal columns and on one."""
BARS_MM = 36.0
ROW_MM = 5.2
COLUMN_LEAST_MM = 4.4
BAR_MM, WIDE_BAR_MM = 4.0, 9.0
"""So thick are the bars of combinations at most: where columns are many, and where few share the width."""
GAP_MM = 2.0
DOT_POINTS = 5.2
HEAD_MM = 4.0

FOUND = {"facecolor": style.TINT, "edgecolor": style.QUIET, "linewidth": 0.4}
INCLUDED = {"facecolor": style.EMPHASIS}
KEY: tuple[keys.Entry, ...] = (("found", FOUND), ("of these included", INCLUDED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A source or a combination of sources with its reports, and how many of them are included."""

    sources: tuple[str, ...]
    n: int
    n_included: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn on a width: rows of sources, columns of combinations, and what is left out."""

    rows: Sequence[Bar]
    columns: Sequence[Bar]
    rest: Sequence[Bar]
    column_mm: float
    matrix_left: float
    label_mm: float
    source_bar_mm: float
    turned: bool

    @property
    def row_mm(self) -> float:
        """The height of a row: room for the longest of its labels."""
        lines = max((len(self.label_lines(row)) for row in self.rows), default=1)
        return max(ROW_MM, lines * letter.line_mm(style.SMALL) + 0.8)

    @property
    def count_mm(self) -> float:
        """The height of the counts of the columns, which stand upright where they are wider than these."""
        return _widest(self.columns) + 1.6 if self.turned else HEAD_MM

    @property
    def foot_mm(self) -> float:
        """Where the bars of the columns stand."""
        return letter.SIDE_MM + self.count_mm + BARS_MM

    @property
    def matrix_top(self) -> float:
        """Where the rows begin."""
        return self.foot_mm + GAP_MM

    @property
    def height_mm(self) -> float:
        """The height of the whole drawing, the row of included reports with it."""
        return self.matrix_top + self.row_mm * len(self.rows) + max(ROW_MM, self.count_mm) + 1.0

    @property
    def bar_mm(self) -> float:
        """How thick the bars of the combinations are."""
        return max(min(0.62 * self.column_mm, BAR_MM), min(0.4 * self.column_mm, WIDE_BAR_MM))

    def label_lines(self, row: Bar) -> list[str]:
        """The name of a source in the lines beside its row."""
        most = 3 if len(self.rows) <= SOURCES_MOST // 2 else 2
        return letter.balanced(row.sources[0], self.label_mm - 1, max_lines=most)

    def middle_of(self, column: int) -> float:
        """The middle of a column."""
        return self.matrix_left + (column + 0.5) * self.column_mm


def body_height_overlap(results: Results, width: float = 180.0) -> float:
    """The height of the figure without its note on a width, in millimetres."""
    if not _bars(results.combination_counts):
        return letter.EMPTY_MM
    return _drawing(results, width).height_mm


def plot_overlap(results: Results, figure: Figure) -> None:
    """Draw the largest combinations of sources that fit the width, each with its reports."""
    width, _ = style.size_mm(figure)
    note = note_overlap(results, width)
    if not _bars(results.combination_counts):
        letter.write_nothing(figure, "No report was found, so no sources overlap.", note)
        return
    axes = letter.canvas(figure)
    drawing = _drawing(results, width)
    _write_head(axes, drawing)
    _draw_combinations(axes, drawing)
    _draw_sources(axes, drawing)
    _draw_dots(axes, drawing)
    _write_included(axes, drawing)
    letter.write_note(figure, note)


def note_overlap(results: Results, width: float = 180.0) -> str:
    """How many reports and sources there are, what is not drawn on a width, and what a source is."""
    bars = _bars(results.combination_counts)
    if not bars:
        return f"A source is {wording.SOURCE}."
    drawing = _drawing(results, width)
    n, n_included = sum(b.n for b in bars), sum(b.n_included for b in bars)
    n_alone = sum(b.n for b in bars if len(b.sources) == 1)
    n_sources = len({c.source for c in results.source_counts})
    told = [
        f"n = {wording.plural(n, 'report')} from {wording.plural(n_sources, 'source')}, "
        f"{wording.count(n_included)} of them included; {wording.count(n_alone)} stand in one source alone "
        "(columns with one dot).",
        _left_out(drawing.rest, n_sources - len(drawing.rows)),
        f"Every report counts in one column. A source is {wording.SOURCE}.",
    ]
    return " ".join(filter(None, told))


def _bars(counts: Sequence[CombinationCount]) -> list[Bar]:
    """The combinations that found a report, in the order of the table, the largest first."""
    included = {c.sources: c.n for c in counts if c.among == "included"}
    return [
        Bar(sources=tuple(c.sources.split(SEPARATOR)), n=c.n, n_included=included.get(c.sources, 0))
        for c in counts
        if c.among == "all" and c.n
    ]


def _drawing(results: Results, width: float) -> Drawing:
    n_by_source = {(c.among, c.source): c.n for c in results.source_counts if c.measure == "found"}
    sources = [source for among, source in n_by_source if among == "all"]
    ranked = sorted(sources, key=lambda source: -n_by_source["all", source])[:SOURCES_MOST]
    rows = [
        Bar(sources=(s,), n=n_by_source["all", s], n_included=n_by_source.get(("included", s), 0))
        for s in sources
        if s in ranked
    ]
    bars = _bars(results.combination_counts)
    narrow = width < style.NARROW_MM
    label_mm = NARROW_LABEL_MM if narrow else LABEL_MM
    source_bar_mm = NARROW_SOURCE_BAR_MM if narrow else SOURCE_BAR_MM
    left = letter.SIDE_MM + label_mm + source_bar_mm + _widest(rows) + 2 * GAP_MM
    room = width - letter.SIDE_MM - left
    drawable = [bar for bar in bars if set(bar.sources) <= set(ranked)]
    level = max(COLUMN_LEAST_MM, _widest(drawable) + 1.0)
    turned = int(room / level) < len(drawable) and level > COLUMN_LEAST_MM
    least = COLUMN_LEAST_MM if turned else level
    fitting = drawable[: int(room / least)]
    drawn = {bar.sources for bar in fitting}
    return Drawing(
        rows=rows,
        columns=fitting,
        rest=[bar for bar in bars if bar.sources not in drawn],
        column_mm=room / max(1, len(fitting)),
        matrix_left=left,
        label_mm=label_mm,
        source_bar_mm=source_bar_mm,
        turned=turned,
    )


def _widest(bars: Sequence[Bar]) -> float:
    return max((letter.width_mm(str(bar.n)) for bar in bars), default=0.0)


def _left_out(rest: Sequence[Bar], n_sources: int) -> str:
    if not rest:
        return ""
    others = f" and {wording.plural(n_sources, 'source')} with fewer reports" if n_sources > 0 else ""
    noun = wording.plural(len(rest), "further combination")
    n = wording.plural(sum(bar.n for bar in rest), "report")
    n_included = wording.count(sum(bar.n_included for bar in rest))
    return f"Not drawn: {noun}{others}, with {n} ({n_included} included)."


def _write_head(axes: Axes, drawing: Drawing) -> None:
    """What the bars are, at the left of them, with the key and the heading of the sources."""
    top, room = letter.SIDE_MM, drawing.matrix_left - letter.SIDE_MM - 4
    words = letter.wrapped("Reports found by exactly the sources that are marked below", room, style.BODY)
    letter.write(axes, letter.SIDE_MM, top, "\n".join(words), size=style.BODY, vertical="top")
    below = top + len(words) * letter.line_mm(style.BODY) + 2.0
    keys.write_key(axes, KEY, left=letter.SIDE_MM, top=below, right=letter.SIDE_MM + room)
    letter.write(
        axes, letter.SIDE_MM, drawing.foot_mm, "Reports of each source", size=style.BODY, vertical="bottom"
    )


def _draw_combinations(axes: Axes, drawing: Drawing) -> None:
    foot, columns = drawing.foot_mm, drawing.columns
    highest = max((bar.n for bar in columns), default=1)
    letter.rectangle(
        axes, drawing.matrix_left, foot, drawing.column_mm * len(columns), 0.2, facecolor=style.RULE
    )
    thick = drawing.bar_mm
    for place, bar in enumerate(columns):
        x = drawing.middle_of(place)
        for n, look in ((bar.n, FOUND), (bar.n_included, INCLUDED)):
            if n:
                height = BARS_MM * n / highest
                letter.rectangle(axes, x - thick / 2, foot - height, thick, height, **look)
        _write_count(axes, drawing, x, foot - BARS_MM * bar.n / highest - 0.9, bar.n)


def _draw_sources(axes: Axes, drawing: Drawing) -> None:
    largest = max(row.n for row in drawing.rows) or 1
    right = drawing.matrix_left + drawing.column_mm * len(drawing.columns)
    for place, row in enumerate(drawing.rows):
        y = drawing.matrix_top + place * drawing.row_mm
        if place % 2 == 0:
            room = right - letter.SIDE_MM
            letter.rectangle(axes, letter.SIDE_MM, y, room, drawing.row_mm, facecolor=style.FIELD, zorder=0)
        middle, left = y + drawing.row_mm / 2, letter.SIDE_MM + drawing.label_mm
        words = "\n".join(drawing.label_lines(row))
        letter.write(axes, letter.SIDE_MM + 0.6, middle, words, vertical="center")
        for n, look in ((row.n, FOUND), (row.n_included, INCLUDED)):
            if n:
                length = drawing.source_bar_mm * n / largest
                letter.rectangle(axes, left, middle - 1.4, length, 2.8, **look)
        end = left + drawing.source_bar_mm * row.n / largest
        letter.write(axes, end + 0.9, middle, str(row.n), vertical="center")


def _draw_dots(axes: Axes, drawing: Drawing) -> None:
    """Dots where a source belongs to a combination, joined by a line; pale dots elsewhere."""
    place_of = {row.sources[0]: place for place, row in enumerate(drawing.rows)}
    middles = [drawing.matrix_top + (n + 0.5) * drawing.row_mm for n in range(len(drawing.rows))]
    look: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": DOT_POINTS}
    look["markeredgewidth"] = 0.0
    for place, bar in enumerate(drawing.columns):
        x = drawing.middle_of(place)
        marked = sorted(place_of[source] for source in bar.sources)
        pale = [y for row, y in enumerate(middles) if row not in marked]
        axes.plot([x] * len(pale), pale, color=style.GRID, **look)
        axes.plot([x] * len(marked), [middles[m] for m in marked], color=style.INK, **look)
        ends = [middles[marked[0]], middles[marked[-1]]]
        axes.plot([x, x], ends, color=style.INK, linewidth=1.2, solid_capstyle="butt")


def _write_included(axes: Axes, drawing: Drawing) -> None:
    top = drawing.matrix_top + drawing.row_mm * len(drawing.rows)
    foot = top + max(ROW_MM, drawing.count_mm) - 1.0
    words = "Included, of each combination"
    letter.write(axes, letter.SIDE_MM + 0.6, foot, words, color=style.QUIET)
    for place, bar in enumerate(drawing.columns):
        _write_count(axes, drawing, drawing.middle_of(place), foot, bar.n_included, color=style.QUIET)


def _write_count(axes: Axes, drawing: Drawing, x: float, y: float, n: int, *, color: str = style.INK) -> None:
    """A count that stands on `y`, upright where the columns are too narrow for it."""
    if drawing.turned:
        axes.text(x, y, str(n), fontsize=style.SMALL, rotation=90, ha="center", va="bottom", color=color)
    else:
        letter.write(axes, x, y, str(n), align="center", color=color)
