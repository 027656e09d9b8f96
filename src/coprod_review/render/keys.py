"""Keys of figures: swatches with their words, in one line or in as many as they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from coprod_review.render import lettering as letter

SWATCH_MM = 5.5
DEPTH_MM = 2.7
LINE_MM = 4.4
GAP_MM = 1.5
AFTER_MM = 5.5

Entry = tuple[str, Mapping[str, Any]]


def key_lines(entries: Sequence[Entry], room_mm: float) -> list[list[Entry]]:
    """The entries in lines that fit the room."""
    lines: list[list[Entry]] = []
    used = room_mm + 1
    for entry in entries:
        takes = SWATCH_MM + GAP_MM + letter.width_mm(entry[0])
        if used + takes > room_mm:
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += takes + AFTER_MM
    return lines


def key_height(entries: Sequence[Entry], room_mm: float) -> float:
    """The height of a key in millimetres."""
    lines = len(key_lines(entries, room_mm))
    return DEPTH_MM + LINE_MM * (lines - 1) if lines else 0.0


def write_key(axes: Axes, entries: Sequence[Entry], *, left: float, top: float, right: float) -> float:
    """Draw a key between two margins of a canvas; its height in millimetres."""
    for place, line in enumerate(key_lines(entries, right - left)):
        x, y = left, top + place * LINE_MM
        for words, look in line:
            letter.rectangle(axes, x, y, SWATCH_MM, DEPTH_MM, **look)
            letter.write(axes, x + SWATCH_MM + GAP_MM, y + DEPTH_MM / 2, words, vertical="center")
            x += SWATCH_MM + GAP_MM + letter.width_mm(words) + AFTER_MM
    return key_height(entries, right - left)
