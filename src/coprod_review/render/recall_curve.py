"""The recall curve: how much of what is relevant is found after how much reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.config import FigureSettings
from coprod_review.render import lettering as letter
from coprod_review.render import style
from coprod_review.render.saving import Named, files_of

NAME = "recall_curve"
TITLE = "Recall by share of texts read"
ALT_TEXT = (
    "Line chart: the share of relevant texts found, upwards, against the share of texts read, to the right. "
    "A band shows all readings, a line their mean, a dashed diagonal reading at random, and marks the points "
    "at which the stopping rule ended a reading."
)
POINTS = 201
PLOT_MM, FOOT_MM, LEFT_MM, TOP_MM = 62.0, 11.0, 13.0, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallCurve:
    """One reading: the share read at which each relevant text was found, and where its rule said stop.

    `stopped` is the share read and the recall then, or None where the rule never did before the end.
    """

    label: str
    found_at: tuple[float, ...]
    stopped: tuple[float, float] | None


def curve_files(
    curves: Sequence[RecallCurve], settings: FigureSettings, *, note: str, recall: float
) -> dict[str, bytes]:
    """The figure as PDF, SVG and PNG, by what the file names add to its name, on one journal column."""
    with style.figure_style():
        mpl.rcParams["svg.hashsalt"] = NAME
        width = settings.width_one_column_mm
        height = TOP_MM + PLOT_MM + FOOT_MM + letter.note_height(note, width)
        figure = style.new_figure(width, height)
        plot_recall(curves, figure, recall=recall)
        letter.write_note(figure, note)
        return files_of(figure, Named(name=NAME, title=TITLE, alt_text=ALT_TEXT), settings)


def recall_points(curves: Sequence[RecallCurve]) -> dict[str, np.ndarray]:
    """At even shares read: that share, and the mean, least and greatest recall; shape (201,) each."""
    share = np.linspace(0.0, 1.0, POINTS)
    recalls = np.array([[np.mean(np.array(c.found_at) <= x + 1e-9) for x in share] for c in curves])
    return {"read": share, "mean": recalls.mean(0), "least": recalls.min(0), "greatest": recalls.max(0)}


def plot_recall(curves: Sequence[RecallCurve], figure: Figure, *, recall: float) -> None:
    """Draw mean, band, random reading and stopping points on the figure that is given."""
    width, _ = style.size_mm(figure)
    axes = letter.axes_at(figure, LEFT_MM, TOP_MM, width - LEFT_MM - letter.SIDE_MM - 2, PLOT_MM)
    points = recall_points(curves)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 102)
    axes.grid()
    axes.plot([0, 100], [0, 100], color=style.QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.axhline(100 * recall, color=style.RULE, linewidth=0.8, linestyle=(0, (1, 2)))
    read = 100 * points["read"]
    if len(curves) > 1:
        axes.fill_between(
            read,
            100 * points["least"],
            100 * points["greatest"],
            color=style.EMPHASIS,
            alpha=0.22,
            linewidth=0,
        )
    axes.plot(read, 100 * points["mean"], color=style.EMPHASIS, linewidth=1.5)
    stops = [c.stopped for c in curves if c.stopped]
    axes.scatter(
        [100 * share for share, _ in stops],
        [100 * found for _, found in stops],
        marker="D",
        s=16,
        facecolor=style.PAPER,
        edgecolor=style.INK,
        linewidth=0.9,
        zorder=4,
        clip_on=False,
    )
    axes.set_xlabel("texts read (%)", labelpad=2)
    axes.set_ylabel("relevant texts found (%)", labelpad=2)
    _name_lines(axes, stops=bool(stops), recall=recall)


def _name_lines(axes: Axes, *, stops: bool, recall: float) -> None:
    """Names beside the lines, where no curve of a useful ranking passes."""
    axes.text(62, 57, "at random", color=style.QUIET, fontsize=style.SMALL, ha="left", va="top")
    axes.text(
        2, 100 * recall - 1.5, f"{recall:.0%}", color=style.QUIET, fontsize=style.SMALL, ha="left", va="top"
    )
    axes.plot([44, 50], [30, 30], color=style.EMPHASIS, linewidth=1.5)
    axes.text(52, 30, "ranked, mean of readings", fontsize=style.SMALL, va="center")
    if stops:
        axes.scatter([47], [10], marker="D", s=16, facecolor=style.PAPER, edgecolor=style.INK, linewidth=0.9)
        axes.text(52, 10, "the rule says stop", fontsize=style.SMALL, va="center")
