"""Outlines of countries on an equal-area map, from the data that data/README.md tells of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from coprod_review.render import style

Reals = NDArray[np.float64]

NORTH, SOUTH = 84.0, -57.0
"""The latitudes that the map shows."""
DOT_MM = 0.9
LAND = style.FIELD


def height_mm(width_mm: float) -> float:
    """The height of the map on a width, in millimetres."""
    (left, bottom), (right, top) = _frame()
    return width_mm * (top - bottom) / (right - left)


def draw_countries(
    axes: Axes, colour_by_code: Mapping[str, str], *, left: float, top: float, width: float
) -> None:
    """Draw all land, the countries that have a colour in it; those that are a point at this scale as dots.

    Codes are of three letters (ISO 3166-1); a code without outline and point is not drawn.
    """
    codes_by_colour: dict[str, list[str]] = {}
    for code, shape in _shapes().items():
        if "rings" in shape:
            codes_by_colour.setdefault(colour_by_code.get(code, LAND), []).append(code)
    for colour in sorted(codes_by_colour, key=lambda c: (c != LAND, c)):
        paths = [_path(ring) for code in codes_by_colour[colour] for ring in _shapes()[code]["rings"]]
        placed = [Path(_placed(p.vertices, left, top, width), p.codes) for p in paths]
        axes.add_patch(
            PathPatch(
                Path.make_compound_path(*placed),
                facecolor=colour,
                edgecolor=style.RULE if colour == LAND else style.PAPER,
                linewidth=0.3,
            )
        )
    for code in sorted(colour_by_code):
        if "point" in _shapes().get(code, {}):
            x, y = _placed(projected(np.array([_shapes()[code]["point"]])), left, top, width)[0]
            axes.add_patch(
                Circle((x, y), DOT_MM, facecolor=colour_by_code[code], edgecolor=style.INK, linewidth=0.4)
            )


def projected(degrees: Reals) -> Reals:
    """Degrees east and north, shape (n, 2), on the plane of Equal Earth (Šavrič, Patterson, Jenny 2019)."""
    longitude, latitude = np.radians(degrees).T
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    squared = theta**2
    sixth = squared**3
    stretch = a1 + 3 * a2 * squared + sixth * (7 * a3 + 9 * a4 * squared)
    x = 2 * np.sqrt(3) * longitude * np.cos(theta) / (3 * stretch)
    y = theta * (a1 + a2 * squared + sixth * (a3 + a4 * squared))
    return np.column_stack([x, y])


@lru_cache(maxsize=1)
def _shapes() -> Mapping[str, Mapping[str, Any]]:
    text = (files("coprod_review.render") / "data" / "country_shapes.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return found


@lru_cache(maxsize=1)
def _frame() -> tuple[tuple[float, float], tuple[float, float]]:
    """The lower left and the upper right corner of the map on the plane."""
    right = float(projected(np.array([[180.0, 0.0]]))[0, 0])
    bottom, top = (float(projected(np.array([[0.0, at]]))[0, 1]) for at in (SOUTH, NORTH))
    return (-right, bottom), (right, top)


def _path(ring: list[float]) -> Path:
    points = projected(np.array(ring, dtype=float).reshape(-1, 2))
    codes = [Path.MOVETO, *([Path.LINETO] * (len(points) - 2)), Path.CLOSEPOLY]
    return Path(points, codes)


def _placed(points: Any, left: float, top: float, width: float) -> Reals:
    """Points of the plane in millimetres of the canvas, whose second axis runs down."""
    (west, _), (east, north) = _frame()
    scale = width / (east - west)
    there: Reals = np.asarray(points, dtype=float)
    return np.column_stack([left + (there[:, 0] - west) * scale, top + (north - there[:, 1]) * scale])
