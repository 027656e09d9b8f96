"""Boxes and arrows of flow diagrams, measured before they are drawn; places are in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from coprod_review.render import lettering as letter
from coprod_review.render import style
from coprod_review.render.results import FlowBox
from coprod_review.render.wording import count

PAD_MM = 2.4
COUNT_MM = 14.0
GAP_MM = 1.5
STRIP_MM = 6.5
"""The width of the upright ground on which a stage is named."""
AGAIN_MM = 1.6
"""The space above the second block of a box."""
LINES_MOST = 16
"""So many counts stand in a box; what exceeds them is told together in the last line."""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One box as it is drawn: its heading with the count, and the counts that it is made of.

    `again` are the counts that it is made of in another way, in a block of their own under `again_heading`.
    """

    heading: str
    n: int
    width_mm: float
    lines: Sequence[tuple[str, int]] = ()
    again: Sequence[tuple[str, int]] = ()
    again_heading: str = ""

    @property
    def height_mm(self) -> float:
        """The height of the box with its text."""
        body = sum(len(self.wrapped(words)) for words, _ in (*self.shown, *self.again))
        return (
            2 * PAD_MM
            + len(self.heading_lines) * letter.line_mm(style.BODY)
            + (body + bool(self.again)) * letter.line_mm(style.SMALL)
            + (1.0 if self.shown else 0.0)
            + (AGAIN_MM if self.again else 0.0)
        )

    @property
    def heading_lines(self) -> list[str]:
        """The heading beside its count."""
        taken = max(COUNT_MM, letter.width_mm(self.counted, style.BODY, "bold") + 2.0)
        return letter.wrapped(self.heading, self.width_mm - 2 * PAD_MM - taken, style.BODY, weight="bold")

    @property
    def counted(self) -> str:
        """The count as it is written."""
        return f"n = {count(self.n)}"

    @property
    def shown(self) -> Sequence[tuple[str, int]]:
        """The lines that are drawn: all, or the first ones with the sum of the others."""
        if len(self.lines) <= LINES_MOST:
            return self.lines
        rest = self.lines[LINES_MOST - 1 :]
        return [
            *self.lines[: LINES_MOST - 1],
            (f"{len(rest)} further ones together", sum(n for _, n in rest)),
        ]

    def wrapped(self, words: str) -> list[str]:
        """A line of the box beside its count, in as many lines as it needs, three at most, of many two."""
        most = 3 if len(self.lines) <= LINES_MOST // 2 else 2
        widest = max(letter.width_mm(count(n)) for _, n in (*self.shown, *self.again))
        beside = max(COUNT_MM / 2, widest + GAP_MM)
        return letter.wrapped(words, self.width_mm - 2 * PAD_MM - beside, max_lines=most)


def draw_part(axes: Axes, part: Part, left: float, top: float, height: float) -> None:
    """Draw a box from its upper left corner, its counts at its right edge."""
    axes.add_patch(
        FancyBboxPatch(
            (left + 0.8, top + 0.8),
            part.width_mm - 1.6,
            height - 1.6,
            boxstyle="round,pad=0.8",
            facecolor=style.PAPER,
            edgecolor=style.QUIET,
            linewidth=0.8,
        )
    )
    right = left + part.width_mm - PAD_MM
    step = letter.line_mm(style.BODY)
    y = top + PAD_MM + 0.78 * step
    letter.write(axes, right, y, part.counted, size=style.BODY, weight="bold", align="right")
    for line in part.heading_lines:
        letter.write(axes, left + PAD_MM, y, line, size=style.BODY, weight="bold")
        y += step
    y += 0.6
    y = _draw_lines(axes, part, part.shown, left, y)
    if part.again:
        y += AGAIN_MM
        letter.write(axes, left + PAD_MM, y, part.again_heading, weight="bold")
        _draw_lines(axes, part, part.again, left, y + letter.line_mm(style.SMALL))


def _draw_lines(axes: Axes, part: Part, lines: Sequence[tuple[str, int]], left: float, y: float) -> float:
    """Draw counts of a box below each other, from a height; the height below them."""
    for words, n in lines:
        letter.write(axes, left + part.width_mm - PAD_MM, y, count(n), align="right")
        for line in part.wrapped(words):
            letter.write(axes, left + PAD_MM, y, line)
            y += letter.line_mm(style.SMALL)
    return y


def draw_plate(axes: Axes, left: float, top: float, width: float, height: float) -> None:
    """Draw the tinted ground on which a stage or a column is named."""
    axes.add_patch(
        FancyBboxPatch(
            (left + 0.8, top + 0.8),
            width - 1.6,
            height - 1.6,
            boxstyle="round,pad=0.8",
            facecolor=style.TINT,
            edgecolor="none",
        )
    )


def draw_strip(axes: Axes, stage: str, top: float, height: float) -> None:
    """Draw the upright ground at the left edge on which a stage is named."""
    draw_plate(axes, letter.SIDE_MM, top, STRIP_MM, height)
    size = style.SMALL if letter.width_mm(stage, style.BODY, "bold") > height - 3 else style.BODY
    axes.text(
        letter.SIDE_MM + STRIP_MM / 2,
        top + height / 2,
        stage,
        fontsize=size,
        weight="bold",
        rotation=90,
        ha="center",
        va="center",
    )


def draw_arrow(axes: Axes, start: Place, end: Place) -> None:
    """Draw an arrow from one place to another."""
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=7,
            shrinkA=0,
            shrinkB=0,
            linewidth=0.9,
            color=style.QUIET,
        )
    )


def draw_line(axes: Axes, start: Place, end: Place) -> None:
    """Draw a line as arrows are drawn, without a head."""
    axes.plot([start[0], end[0]], [start[1], end[1]], color=style.QUIET, linewidth=0.9, solid_capstyle="butt")


def counted(flow: Sequence[FlowBox], box: str) -> int:
    """The count of a box; where only its parts stand in the flow, their sum."""
    found = [b.n for b in flow if b.box == box]
    return found[0] if found else sum(n for _, n in lines_of(flow, box))


def lines_of(flow: Sequence[FlowBox], box: str) -> list[tuple[str, int]]:
    """The parts of a box with their labels, in the order of the flow; parts of parts are told by these."""
    return [(in_a_line(b.label), b.n) for b in flow if b.box.rpartition(".")[0] == box]


def in_a_line(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]
