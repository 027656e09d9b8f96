"""Where the circles and labels of a network stand on paper: as the map has them, moved apart to be read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coprod_review.model.network import Network, NetworkItem
from coprod_review.render import lettering as letter
from coprod_review.render import style

LARGEST_MM = 4.6
SMALLEST_MM = 1.1
LABEL_MM = 30.0
LABEL_LINES = 2
APART_MM = 0.5
STEPS = 600
ROUNDED = 0.05
LABEL_GAP_MM = 0.25
CIRCLES_SHARE = 0.08
"""The circles take at most this share of the lowest drawing."""

LOWEST, HIGHEST = 0.5, 0.82
"""Bounds of the height of the drawing as a part of its width."""

ROOMY = 2.6
"""The frame has this many times the area of all boxes, so that they can be moved apart."""

Reals = NDArray[np.float64]

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An item on paper, in millimetres: its circle, and its label, if there is room.

    The lines of the label are centred below (`label_x`, `label_top`).
    """

    item: NetworkItem
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    label_x: float = 0.0
    label_top: float = 0.0


@lru_cache(maxsize=16)
def height_of(network: Network, width: float) -> float:
    """The height of the drawing that suits the map and the room that its labels need."""
    spans = [max(v) - min(v) for v in zip(*((i.x, i.y) for i in network.items), strict=True)]
    natural = spans[1] / spans[0] if spans[0] else LOWEST
    boxes = sum(w * h for w, h in map(_size, _sized(network, width)))
    needed = ROOMY * boxes / width**2
    return width * min(HIGHEST, max(LOWEST, natural, needed))


@lru_cache(maxsize=16)
def spots(network: Network, width: float, height: float) -> tuple[Spot, ...]:
    """The items within a frame, in their order.

    No label meets another or a circle. It stands below its circle or, where that is taken, beside or above;
    the larger items choose first, and a label without room is left out.
    """
    sized = _sized(network, width)
    if not sized:
        return ()
    sizes = np.array([_size(one) for one in sized])
    centres = _spread(_fitted(network.items, sizes, width, height), sizes, width, height)
    tops = centres[:, 1] - sizes[:, 1] / 2
    placed = [
        replace(spot, x=round(float(centre[0]), 2), y=round(float(top) + spot.radius, 2))
        for spot, centre, top in zip(sized, centres, tops, strict=True)
    ]
    circles = [_around(spot) for spot in placed]
    labels: list[Box] = []
    found: dict[int, Spot] = {}
    for n in sorted(range(len(placed)), key=lambda n: (-placed[n].item.n, n)):
        others = [*labels, *(circle for m, circle in enumerate(circles) if m != n)]
        box = next((b for b in _label_boxes(placed[n]) if _is_free(b, others, width, height)), None)
        if box is None:
            found[n] = replace(placed[n], lines=())
            continue
        labels.append(box)
        found[n] = replace(placed[n], label_x=round((box[0] + box[2]) / 2, 2), label_top=round(box[1], 2))
    return tuple(found[n] for n in range(len(placed)))


def _label_boxes(spot: Spot) -> Iterator[Box]:
    """Where the label may stand, the best place first: below, at the right, at the left, above."""
    wide = max(letter.width_mm(line) for line in spot.lines)
    high = len(spot.lines) * letter.line_mm(style.SMALL)
    x, y, away = spot.x, spot.y, spot.radius + LABEL_GAP_MM
    for left, top in (
        (x - wide / 2, y + away),
        (x + away, y - high / 2),
        (x - away - wide, y - high / 2),
        (x - wide / 2, y - away - high),
    ):
        yield left, top, left + wide, top + high


def _is_free(box: Box, others: Iterable[Box], width: float, height: float) -> bool:
    inside = (
        box[0] >= -ROUNDED and box[1] >= -ROUNDED and box[2] <= width + ROUNDED and box[3] <= height + ROUNDED
    )
    return inside and not any(_meet(box, other) for other in others)


def _sized(network: Network, width: float) -> list[Spot]:
    """The items with the sizes of their circles and the lines of their labels, without places."""
    total = sum(item.n for item in network.items) or 1
    most = max((item.n for item in network.items), default=1) or 1
    several = max((item.cluster for item in network.items), default=1) > 1
    area = CIRCLES_SHARE * LOWEST * width**2
    largest = min(LARGEST_MM, math.sqrt(area * most / (math.pi * total)))
    return [
        Spot(
            item=item,
            x=0.0,
            y=0.0,
            radius=round(max(SMALLEST_MM, largest * math.sqrt(item.n / most)), 2),
            lines=tuple(letter.balanced(_label(item, several), LABEL_MM, max_lines=LABEL_LINES)),
        )
        for item in network.items
    ]


def _label(item: NetworkItem, several: bool) -> str:
    if not several:
        return item.label
    sign = CIRCLED[item.cluster - 1] if item.cluster <= len(CIRCLED) else f"({item.cluster})"
    return f"{sign}\u00a0{item.label}"


def _size(spot: Spot) -> tuple[float, float]:
    """Width and height of circle and label together."""
    text = max(letter.width_mm(line) for line in spot.lines)
    depth = 2 * spot.radius + len(spot.lines) * letter.line_mm(style.SMALL) + LABEL_GAP_MM
    return max(text, 2 * spot.radius), depth


def _fitted(items: Sequence[NetworkItem], sizes: Reals, width: float, height: float) -> Reals:
    """The places of the map in the frame, its upper side up, in its own proportions."""
    places = np.array([(item.x, -item.y) for item in items])
    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array([width, height]) - sizes.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    stretch = np.minimum(room / span, 1.25 * (room / span).min())
    fitted: Reals = np.array([width, height]) / 2 + (places - (low + high) / 2) * stretch
    return fitted


def _spread(centres: Reals, sizes: Reals, width: float, height: float) -> Reals:
    """The boxes pushed apart where they overlap, within the frame.

    Each pair goes the shorter way; what this does not part for lack of room in one direction goes both ways.
    """
    half = sizes / 2
    least = half[:, None, :] + half[None, :, :] + APART_MM
    low, high = half, np.array([width, height]) - half
    for step in range(STEPS):
        apart = centres[:, None, :] - centres[None, :, :]
        lacking = least - np.abs(apart)
        np.fill_diagonal(lacking[:, :, 0], 0.0)
        overlapping = (lacking > 0).all(axis=2)
        if not overlapping.any():
            break
        is_stuck = step >= STEPS // 4
        across = overlapping & (is_stuck | (lacking[:, :, 0] <= lacking[:, :, 1]))
        along = overlapping & (is_stuck | ~across)
        index = np.arange(len(centres))
        side = np.where(apart == 0, np.sign(index[:, None] - index[None, :])[:, :, None], np.sign(apart))
        push = np.stack((across, along), axis=2) * lacking * side
        centres = np.clip(centres + (0.1 if is_stuck else 0.3) * push.sum(axis=1), low, np.maximum(low, high))
    return np.round(centres, 2)


def _around(spot: Spot) -> Box:
    x, y, radius = spot.x, spot.y, spot.radius
    return x - radius, y - radius, x + radius, y + radius


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
