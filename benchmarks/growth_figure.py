"""Seconds of processors and memory of every stage against the number of records, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

PANELS = (("processor_seconds", "seconds of processors"), ("peak_mb", "most memory, MB"))
LEAST = {"processor_seconds": 0.5, "peak_mb": 30.0}
"""What is less is not told apart from starting a process."""

PROMISED_MB = 8_000
"""What a million records must fit in."""

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = "osD^vPX"


def draw(rows: Sequence[dict[str, str]], path: Path) -> None:
    """Draw the stages of growth.csv beside lines that grow as n and as n log n; nothing without rows."""
    if not rows:
        return
    stages = list(dict.fromkeys(row["stage"] for row in rows))
    figure, axes = plt.subplots(1, 2, figsize=(11, 5.2), layout="constrained")
    for ax, (column, label) in zip(axes, PANELS, strict=True):
        for place, stage in enumerate(stages):
            _plot_stage(ax, rows, stage, column, place)
        _guides(ax, rows, column)
        if column == "peak_mb":
            ax.axhline(PROMISED_MB, color="0.3", linewidth=1)
            ax.annotate("8 GB", (0.01, PROMISED_MB), xycoords=("axes fraction", "data"), va="bottom")
        ax.set(xscale="log", yscale="log", xlabel="records", ylabel=label)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
            axis.set_minor_formatter(NullFormatter())
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 3)))
        ax.grid(color="0.9", which="major")
        ax.spines[["top", "right"]].set_visible(False)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside right center", frameon=False, fontsize=8)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def _plot_stage(ax, rows: Sequence[dict[str, str]], stage: str, column: str, place: int) -> None:
    points = [(int(r["records"]), max(float(r[column]), LEAST[column])) for r in rows if r["stage"] == stage]
    ax.plot(
        *zip(*points, strict=True),
        color=COLOURS[place % len(COLOURS)],
        marker=MARKERS[place // len(COLOURS) % len(MARKERS)],
        linewidth=2.2 if stage == "workflow" else 1.1,
        markersize=4,
        label=stage,
    )


def _guides(ax, rows: Sequence[dict[str, str]], column: str) -> None:
    """How a stage would grow from the workflow's first point on."""
    sizes = sorted({int(row["records"]) for row in rows})
    first = next(float(r[column]) for r in rows if r["stage"] == "workflow" and int(r["records"]) == sizes[0])
    for label, style, growth in (
        ("grows as n", ":", lambda n: n),
        ("grows as n log n", "--", lambda n: n * math.log(n)),
    ):
        values = [first * growth(n) / growth(sizes[0]) for n in sizes]
        ax.plot(sizes, values, style, color="0.55", linewidth=1, label=label, zorder=0)
