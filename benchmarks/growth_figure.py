"""Growth as a picture: seconds of processors, how many times as much they become, and memory.

Named and coloured are the stages that matter: those that cost most at the largest size, and the steepest.
The others are grey. Colours belong to names, so that a stage keeps its colour from one figure to the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")
import matplotlib.pyplot as plt
from growth_table import LEAST_S, WHOLE, Growth, Row, growths, n_log_n, sizes_of, stages_of
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

PROMISED_MB = 8_000
"""What a million records must fit in."""

N_NAMED = 5
"""So many of the costliest stages are named beside the whole workflow."""

STARTING = {"processor_seconds": 0.5, "peak_mb": 30.0}
"""What is less is not told apart from starting a process."""

COLOURS = {
    WHOLE: "#000000",
    "read": "#0072B2",
    "dedupe": "#D55E00",
    "screen": "#009E73",
    "code shard": "#CC79A7",
    "site": "#E69F00",
    "write": "#56B4E9",
}
OTHER, GUIDE = "0.72", "0.45"


def draw(rows: Sequence[Row], path: Path) -> None:
    """Draw the stages of growth.csv; nothing without rows, and no growth with one size."""
    if not rows:
        return
    sizes = sizes_of(rows)
    found = growths(rows, small=sizes[-2], large=sizes[-1]) if len(sizes) > 1 else []
    figure, (seconds, ratios, memory) = plt.subplots(1, 3, figsize=(14, 5), layout="constrained")
    steepest = [growth.stage for growth in found[:1]]
    named = [WHOLE, *dict.fromkeys((*costliest(rows, "processor_seconds"), *steepest))]
    plot_stages(rows, seconds, column="processor_seconds", named=named)
    top = seconds.get_ylim()[1]
    plot_n_log_n(rows, seconds, stages=named)
    seconds.set_ylim(top=top)
    seconds.set(title="dashed: n log n from a stage's first point", ylabel="seconds of processors")
    plot_growth(found, ratios)
    plot_stages(rows, memory, column="peak_mb", named=[WHOLE, *costliest(rows, "peak_mb")])
    memory.axhline(PROMISED_MB, color=GUIDE, linewidth=1)
    memory.annotate("8 GB", (0.01, PROMISED_MB), xycoords=("axes fraction", "data"), va="bottom", color=GUIDE)
    memory.set(title="most memory at one time", ylabel="MB")
    for ax in (seconds, ratios, memory):
        ax.title.set_fontsize(10)
        ax.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def costliest(rows: Sequence[Row], column: str) -> list[str]:
    """The stages that take most at the largest size, without the whole workflow."""
    largest = sizes_of(rows)[-1]
    at_largest = [row for row in rows if int(row["records"]) == largest and row["stage"] != WHOLE]
    return [row["stage"] for row in sorted(at_largest, key=lambda row: -float(row[column]))[:N_NAMED]]


def plot_stages(rows: Sequence[Row], ax: Axes, *, column: str, named: Sequence[str]) -> None:
    """A line a stage against the number of records; the named ones carry their names at the last point."""
    lines = {stage: _points(rows, stage, column) for stage in stages_of(rows)}
    for stage, points in lines.items():
        is_named = stage in named
        ax.plot(
            *zip(*points, strict=True),
            color=_colour(stage) if is_named else OTHER,
            marker="o",
            markersize=4 if is_named else 2.5,
            linewidth=2.4 if stage == WHOLE else 1.5 if is_named else 0.9,
            zorder=3 if is_named else 1,
        )
    sizes = sizes_of(rows)
    ax.set(xscale="log", yscale="log", xlabel="records", xticks=sizes)
    ax.set_xlim(sizes[0] / 1.3, sizes[-1] * 4.5)
    ax.xaxis.set_minor_locator(NullLocator())
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
        axis.set_minor_formatter(NullFormatter())
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 3)))
    ax.grid(color="0.92")
    ends = [(lines[stage][-1], stage) for stage in named if lines[stage][-1][0] == sizes[-1]]
    _name_ends(ax, ends)


def plot_n_log_n(rows: Sequence[Row], ax: Axes, *, stages: Iterable[str]) -> None:
    """From the first point of each stage on, how it would grow as n log n."""
    for stage in stages:
        points = _points(rows, stage, "processor_seconds")
        first, value = points[0]
        sizes = [size for size, _ in points]
        ax.plot(
            sizes,
            [value * n_log_n(size) / n_log_n(first) for size in sizes],
            color=_colour(stage),
            linestyle=(0, (4, 3)),
            linewidth=0.9,
            alpha=0.7,
            zorder=2,
        )


def plot_growth(found: Sequence[Growth], ax: Axes) -> None:
    """A bar a stage: how many times as much it takes at the larger size, beside n and n log n."""
    if not found:
        ax.set_axis_off()
        return
    first, bars = found[0], sorted(found, key=lambda growth: growth.of_processors)
    colours = ["#D55E00" if growth.of_processors > growth.n_log_n else OTHER for growth in bars]
    ax.barh([growth.stage for growth in bars], [growth.of_processors for growth in bars], color=colours)
    for place, growth in enumerate(bars):
        ax.annotate(
            f"{growth.of_processors:.1f}",
            (growth.of_processors, place),
            (3, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )
    for value, name, style, side in (
        (first.large / first.small, "n ", ":", "right"),
        (first.n_log_n, " n log n", "--", "left"),
    ):
        ax.axvline(value, color="0.3", linestyle=style, linewidth=1, zorder=0.5)
        ax.annotate(name, (value, 1.0), xycoords=("data", "axes fraction"), ha=side, va="top", fontsize=9)
    ax.set_ylim(-0.7, len(bars) + 0.2)
    ax.margins(x=0.1)
    ax.set(
        title=f"growth of stages that take {LEAST_S:g} s or more",
        xlabel=f"times the seconds of processors, {first.small:,} to {first.large:,} records",
    )


def _points(rows: Sequence[Row], stage: str, column: str) -> list[tuple[int, float]]:
    mine = [row for row in rows if row["stage"] == stage]
    return sorted((int(row["records"]), max(float(row[column]), STARTING[column])) for row in mine)


def _colour(stage: str) -> str:
    return COLOURS.get(stage, "#5D4037")


def _name_ends(ax: Axes, ends: Sequence[tuple[tuple[int, float], str]]) -> None:
    """Write names right of the last points, moved apart where they would stand on each other."""
    lowest, highest = ax.get_ylim()
    ordered = sorted(ends)
    heights = _apart([value for (_, value), _ in ordered], (highest / lowest) ** 0.042)
    for ((size, value), stage), height in zip(ordered, heights, strict=True):
        ax.annotate(
            stage,
            (size, value),
            (size * 1.3, height),
            color=_colour(stage),
            va="center",
            fontsize=9,
            arrowprops={"arrowstyle": "-", "color": _colour(stage), "linewidth": 0.6, "shrinkB": 2},
        )


def _apart(heights: Sequence[float], factor: float) -> list[float]:
    """Rising heights, each at least so many times the one below; what stood too close moves both ways."""
    logs = [math.log(height) for height in heights]
    gap = math.log(factor)
    for _ in range(200):
        for low in range(len(logs) - 1):
            short = gap - (logs[low + 1] - logs[low])
            if short > 0:
                logs[low] -= short / 2
                logs[low + 1] += short / 2
    return [math.exp(height) for height in logs]
