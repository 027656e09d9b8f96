"""Make render/data/country_shapes.json from the Natural Earth outlines in the npm package world-atlas.

    python tools/country_shapes.py FOLDER-OF-WORLD-ATLAS

Run by hand, when the outlines are to be renewed: see src/coprod_review/render/data/README.md. Countries that
the small scale leaves out become one point each, taken from the larger scale.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "coprod_review"
NAMES = PACKAGE / "analyse" / "country_names.csv"
SHAPES = PACKAGE / "render" / "data" / "country_shapes.json"
LEFT_OUT = ("ATA",)
"""Antarctica has no reports and takes a fifth of the map."""
UNNUMBERED = {"Kosovo": "XKX"}

Point = tuple[float, float]


def main(folder: Path) -> None:
    """Write the outlines of all countries, by their ISO 3166-1 codes of three letters."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        code_by_number = {row["number"]: row["country"] for row in csv.DictReader(file) if row["number"]}
    small = _countries(json.loads((folder / "countries-110m.json").read_text("utf-8")), code_by_number)
    large = _countries(json.loads((folder / "countries-50m.json").read_text("utf-8")), code_by_number)
    shapes: dict[str, Any] = {code: {"rings": _flat(rings)} for code, rings in small.items()}
    for code, rings in large.items():
        if code and code not in shapes:
            shapes[code] = {"point": _middle(max(rings, key=_area))}
    lines = [f"{json.dumps(c)}: {json.dumps(s, separators=(',', ':'))}" for c, s in sorted(shapes.items())]
    SHAPES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _countries(topology: Any, code_by_number: dict[str, str]) -> dict[str, list[list[Point]]]:
    """The rings of each country, in degrees; land without a code of its own stands under no code."""
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, list[list[Point]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = UNNUMBERED.get(name, code_by_number.get(shape.get("id", ""), ""))
        if code in LEFT_OUT:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [
            part for polygon in polygons for indices in polygon for part in _parted(_ring(indices, arcs))
        ]
        found.setdefault(code, []).extend(rings)
    return found


def _decoded(arc: list[list[int]], transform: Any) -> list[Point]:
    """An arc in degrees; TopoJSON holds steps between whole numbers."""
    (across, up), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * across + left, y * up + low))
    return points


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The arcs as one ring; a negative index is an arc walked backwards, and joints stand once."""
    ring: list[Point] = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points[1:] if ring else points
    return ring


def _parted(ring: list[Point]) -> list[list[Point]]:
    """The ring, or its parts on both sides of the 180th meridian where it crosses that."""
    if all(abs(x - next_x) < 180 for (x, _), (next_x, _) in pairwise(ring)):
        return [ring]
    turned = [(x + 360 if x < 0 else x, y) for x, y in ring]
    east = _kept(turned, lambda x: 180 - x)
    west = [(x - 360, y) for x, y in _kept(turned, lambda x: x - 180)]
    return [part for part in (east, west) if part]


def _kept(ring: list[Point], inside: Callable[[float], float]) -> list[Point]:
    """The part of a closed ring on one side of a meridian, where `inside` is not negative."""
    kept: list[Point] = []
    for (x, y), (next_x, next_y) in pairwise(ring):
        here, there = inside(x), inside(next_x)
        if here >= 0:
            kept.append((x, y))
        if (here < 0) != (there < 0):
            part = here / (here - there)
            kept.append((x + part * (next_x - x), y + part * (next_y - y)))
    return [*kept, kept[0]] if kept else []


def _flat(rings: list[list[Point]]) -> list[list[float]]:
    """Longitudes and latitudes in turn, to a tenth of a degree (0.05 mm in print)."""
    flat = []
    for ring in rings:
        rounded = [(round(x, 1), round(y, 1)) for x, y in ring]
        kept = [p for p, before in zip(rounded, [None, *rounded[:-1]], strict=True) if p != before]
        if len(kept) > 3:
            flat.append([part for point in kept for part in point])
    return flat


def _area(ring: list[Point]) -> float:
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring)))


def _middle(ring: list[Point]) -> list[float]:
    return [round(sum(p[axis] for p in ring) / len(ring), 1) for axis in (0, 1)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
