"""Ribbons, bars and labels of the alluvial figure, drawn where the layout puts them."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from coprod_review.model.codebook import NONE_CODE
from coprod_review.render import lettering as letter
from coprod_review.render import style
from coprod_review.render.alluvial_layout import BAR_MM, PAD_MM, Column, Layout, Node, Ribbon

BEND = 0.5
"""How far the control points of a ribbon's edge lie from its ends, as a part of the gap."""
PALE = 0.35
"""How much of a tradition's colour is left in the ground of what is inferred."""


def look_of(colour: str, basis: str) -> dict[str, Any]:
    """How a basis looks in a colour: full where the report names its tradition, hatched where inferred."""
    if basis == "implicit":
        return {
            "facecolor": style.mixed(colour, PALE),
            "edgecolor": colour,
            "hatch": style.INFERRED_HATCH,
            "linewidth": 0.0,
        }
    if basis == "unsettled":
        return {
            "facecolor": style.mixed(colour, PALE),
            "edgecolor": colour,
            "hatch": "......",
            "linewidth": 0.0,
        }
    return {"facecolor": colour, "linewidth": 0.0}


def draw_ribbon(axes: Axes, ribbon: Ribbon, layout: Layout, *, top: float) -> None:
    """Draw a ribbon with a fine edge of paper, so that neighbours stay apart."""
    start, end = layout.edges(ribbon.from_column)
    bend = BEND * (end - start)
    y0, y1 = top + ribbon.start_mm, top + ribbon.end_mm
    deep = ribbon.depth_mm
    path = Path(
        [
            (start, y0),
            (start + bend, y0),
            (end - bend, y1),
            (end, y1),
            (end, y1 + deep),
            (end - bend, y1 + deep),
            (start + bend, y0 + deep),
            (start, y0 + deep),
            (start, y0),
        ],
        [
            Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4,
            Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.CLOSEPOLY,
        ],
    )  # fmt: skip
    colour = style.colour_of(ribbon.tradition, layout.traditions)
    basis = "" if ribbon.tradition == NONE_CODE else ribbon.basis
    axes.add_patch(PathPatch(path, **look_of(colour, basis)))
    edge = style.RULE if ribbon.tradition == NONE_CODE else colour
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=edge, linewidth=0.25))


def draw_node(axes: Axes, node: Node, column: Column, *, top: float) -> None:
    """Draw the bars of a node at the edges of its column, and its label beside or between them."""
    if node.depth_mm:
        y = top + node.bar_top_mm
        if column.align == "center":
            across = column.right_mm - column.left_mm
            letter.rectangle(axes, column.left_mm, y, across, node.depth_mm, facecolor=style.FIELD)
        if column.align != "left":
            letter.rectangle(axes, column.right_mm, y, BAR_MM, node.depth_mm, facecolor=style.INK)
        if column.align != "right":
            letter.rectangle(axes, column.left_mm - BAR_MM, y, BAR_MM, node.depth_mm, facecolor=style.INK)
    at = {
        "right": column.right_mm - PAD_MM,
        "left": column.left_mm + PAD_MM,
        "center": column.middle_mm,
    }[column.align]
    step, small = letter.line_mm(column.size), letter.line_mm(style.SMALL)
    whole = len(node.name) * step + len(node.counted) * small
    y = top + node.top_mm + (node.slot_mm - whole) / 2 + 0.75 * step
    ink = style.INK if node.depth_mm else style.QUIET
    for line in node.name:
        letter.write(axes, at, y, line, size=column.size, weight="bold", align=column.align, color=ink)
        y += step
    for line in node.counted:
        letter.write(axes, at, y, line, align=column.align, color=ink)
        y += small
