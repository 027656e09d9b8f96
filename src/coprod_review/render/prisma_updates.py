"""The PRISMA 2020 flow of an updated review: a column for its previous version, and the reports of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style
from coprod_review.render.flow_boxes import (
    STRIP_MM,
    Part,
    counted,
    draw_arrow,
    draw_part,
    draw_strip,
    lines_of,
)
from coprod_review.render.results import FlowBox, Results

PREVIOUS, TOTAL = "included_previous", "included_total"
FOUND_AGAIN = f"{PREVIOUS}.found_again"
ARROW_MM = 5.0
APART_MM = 6.0
BETWEEN_MM = 6.0
PREVIOUS_SHARE = 0.27
"""The part of the width, without strip and gaps, that the previous version takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of this version: its name, the box of what goes on, and the box of what leaves, if any."""

    name: str
    main: Part
    side: Part | None = None

    @property
    def height_mm(self) -> float:
        """The height of the taller box."""
        return max(self.main.height_mm, self.side.height_mm if self.side else 0.0)


def has_previous(results: Results) -> bool:
    """Whether the review updates an earlier version."""
    return any(box.box == PREVIOUS for box in results.flow)


def included_words(results: Results) -> str:
    """What the included reports of this version are called: new, where none is of an earlier version too."""
    if not has_previous(results):
        return "Reports included in the review"
    is_new = all(box.box != FOUND_AGAIN for box in results.flow)
    return "New reports included" if is_new else "Reports included in this version"


def previous_rule(flow: Sequence[FlowBox]) -> str:
    """What the reports of the previous version are counted by, and where that version stands."""
    label = next((box.label for box in flow if box.box == PREVIOUS), "")
    source = label.partition(", ")[2]
    return f"Previous version{f' ({source})' if source else ''}: counted by what the search log says of it."


def previous_part(flow: Sequence[FlowBox], width_mm: float) -> Part:
    """The box of the previous version."""
    return Part(
        heading="Previous version: reports included",
        n=counted(flow, PREVIOUS),
        lines=lines_of(flow, PREVIOUS),
        width_mm=width_mm,
    )


def total_part(flow: Sequence[FlowBox], width_mm: float) -> Part:
    """The box of the reports of both versions, those found again counted once."""
    return Part(heading="Reports included in total", n=counted(flow, TOTAL), width_mm=width_mm)


def stages_height(stages: Sequence[Stage], results: Results, width_mm: float) -> float:
    """The height of the flow of one way of finding with the column of the previous version."""
    first, second = _widths(width_mm)
    fitted = _fitted(stages, second)
    top = max(fitted[0].height_mm, previous_part(results.flow, first).height_mm)
    total = total_part(results.flow, first + APART_MM + second).height_mm
    rest = sum(stage.height_mm + BETWEEN_MM for stage in fitted[1:])
    return 2 * letter.SIDE_MM + top + BETWEEN_MM + rest + total


def plot_stages(stages: Sequence[Stage], results: Results, figure: Figure) -> None:
    """Draw the previous version at the left, this one beside it, and the reports of both below."""
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    first, second = _widths(width)
    left = letter.SIDE_MM + STRIP_MM + 1.5
    main_left = left + first + APART_MM
    side_left = main_left + second + ARROW_MM
    before = previous_part(results.flow, first)
    draw_part(axes, before, left, letter.SIDE_MM, before.height_mm)
    top = letter.SIDE_MM
    for place, stage in enumerate(_fitted(stages, second)):
        height = max(stage.height_mm, before.height_mm if place == 0 else 0.0)
        last = place == len(stages) - 1
        total = total_part(results.flow, first + APART_MM + second)
        strip = height + (BETWEEN_MM + total.height_mm if last else 0.0)
        draw_strip(axes, stage.name, top, strip)
        draw_part(axes, stage.main, main_left, top, stage.main.height_mm)
        if stage.side is not None:
            draw_part(axes, stage.side, side_left, top, stage.side.height_mm)
            y = top + min(stage.main.height_mm, stage.side.height_mm) / 2
            draw_arrow(axes, (main_left + second, y), (side_left, y))
        x = main_left + second / 2
        draw_arrow(axes, (x, top + stage.main.height_mm), (x, top + height + BETWEEN_MM))
        top += height + BETWEEN_MM
    draw_part(axes, total, left, top, total.height_mm)
    x = left + first / 2
    draw_arrow(axes, (x, letter.SIDE_MM + before.height_mm), (x, top))


def below_height(flow: Sequence[FlowBox], widths: tuple[float, float]) -> float:
    """The height that the previous version takes below a flow of several columns."""
    total, before = total_part(flow, widths[0]), previous_part(flow, widths[1])
    return BETWEEN_MM + max(total.height_mm, before.height_mm)


def draw_below(
    axes: Axes,
    flow: Sequence[FlowBox],
    *,
    lefts: tuple[float, float],
    widths: tuple[float, float],
    top: float,
) -> None:
    """Draw the reports of both versions below those of this one, and beside them the previous version."""
    total, before = total_part(flow, widths[0]), previous_part(flow, widths[1])
    draw_part(axes, total, lefts[0], top + BETWEEN_MM, total.height_mm)
    draw_part(axes, before, lefts[1], top + BETWEEN_MM, before.height_mm)
    x = lefts[0] + widths[0] / 4
    draw_arrow(axes, (x, top), (x, top + BETWEEN_MM))
    y = top + BETWEEN_MM + min(total.height_mm, before.height_mm) / 2
    draw_arrow(axes, (lefts[1], y), (lefts[0] + widths[0], y))


def _widths(width_mm: float) -> tuple[float, float]:
    """The widths of the box of the previous version and of the two boxes beside it."""
    room = width_mm - 2 * letter.SIDE_MM - STRIP_MM - 1.5 - APART_MM - ARROW_MM
    first = PREVIOUS_SHARE * room
    return first, (room - first) / 2


def _fitted(stages: Sequence[Stage], width_mm: float) -> list[Stage]:
    return [
        replace(
            stage,
            main=replace(stage.main, width_mm=width_mm),
            side=replace(stage.side, width_mm=width_mm) if stage.side else None,
        )
        for stage in stages
    ]
