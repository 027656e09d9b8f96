"""A figure of the review as a value, and how one is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from matplotlib.figure import Figure

from coprod_review.config import FigureSettings
from coprod_review.render import lettering, style
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet

Columns = Literal["one", "two"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSpec:
    """A figure: its words, its width in journal columns, and the functions that make it.

    `plot` draws on the figure that it is given, `body_height` is its height in millimetres without the note
    at its foot (`height_at` by its width, where that makes a difference), `note` says n and what is missing
    (`note_at` by its width, where not everything is drawn on each), `data` is what it draws. `only_wide` is
    the reason why its content does not fit one column; without one the figure can be drawn in both widths.
    `claims` are those that it shows: without any of them in a review it is not drawn.
    """

    name: str
    title: str
    caption: str
    alt_text: str
    columns: Columns
    plot: Callable[[Results, Figure], None]
    body_height: Callable[[Results], float]
    note: Callable[[Results], str]
    data: Callable[[Results], Sheet]
    height_at: Callable[[Results, float], float] | None = None
    note_at: Callable[[Results, float], str] | None = None
    only_wide: str = ""
    claims: tuple[str, ...] = ()

    def note_on(self, results: Results, width_mm: float) -> str:
        """The note of the figure as it is drawn on a width, in millimetres."""
        return self.note_at(results, width_mm) if self.note_at else self.note(results)

    def height_mm(self, results: Results, width_mm: float) -> float:
        """The height of the figure without its note on a width, in millimetres."""
        return self.height_at(results, width_mm) if self.height_at else self.body_height(results)


def drawn(
    spec: FigureSpec, results: Results, settings: FigureSettings, *, columns: Columns | None = None
) -> Figure:
    """The figure at its print size. Call it inside `style.figure_style()`, as saving.py does.

    It is as wide as it asks for, or as `columns` says, which one that is `only_wide` must not be asked for.
    """
    width = width_of(spec, settings, columns)
    height = spec.height_mm(results, width) + lettering.note_height(spec.note_on(results, width), width)
    figure = style.new_figure(width, height)
    spec.plot(results, figure)
    return figure


def description(
    spec: FigureSpec, results: Results, settings: FigureSettings, *, columns: Columns | None = None
) -> str:
    """What the figure shows, in words; of one that has nothing to draw, why that is so."""
    if spec.height_mm(results, width_of(spec, settings, columns)) != lettering.EMPTY_MM:
        return spec.alt_text
    with style.figure_style():
        return str(drawn(spec, results, settings, columns=columns).get_label()) or spec.alt_text


def width_of(spec: FigureSpec, settings: FigureSettings, columns: Columns | None = None) -> float:
    """How wide the figure is drawn, in millimetres: as it asks for, or as `columns` says."""
    wide = (columns or spec.columns) == "two"
    return settings.width_two_columns_mm if wide else settings.width_one_column_mm
