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


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSpec:
    """A figure: its words, its width in journal columns, and the functions that make it.

    `plot` draws on the figure that it is given, `body_height` is its height in millimetres without the note
    at its foot, `note` says n and what is missing, `data` is what it draws.
    """

    name: str
    title: str
    caption: str
    alt_text: str
    columns: Literal["one", "two"]
    plot: Callable[[Results, Figure], None]
    body_height: Callable[[Results], float]
    note: Callable[[Results], str]
    data: Callable[[Results], Sheet]


def drawn(spec: FigureSpec, results: Results, settings: FigureSettings) -> Figure:
    """The figure at its print size. Call it inside `style.figure_style()`, as saving.py does."""
    width = settings.width_two_columns_mm if spec.columns == "two" else settings.width_one_column_mm
    height = spec.body_height(results) + lettering.note_height(spec.note(results), width)
    figure = style.new_figure(width, height)
    spec.plot(results, figure)
    return figure
