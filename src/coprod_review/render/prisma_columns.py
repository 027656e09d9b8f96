"""The PRISMA 2020 flow in two columns: what databases found, and what other methods found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import prisma_updates as updates
from coprod_review.render import style
from coprod_review.render.flow_boxes import (
    STRIP_MM,
    Part,
    counted,
    draw_arrow,
    draw_line,
    draw_part,
    draw_plate,
    draw_strip,
    lines_of,
)
from coprod_review.render.results import FlowBox, Results

ARROW_MM = 4.0
APART_MM = 4.5
BETWEEN_MM = 6.0
PLATE_PAD_MM = 1.6
STAGES = ("Identification", "Screening", "Included")

RULE = (
    "A report found both ways counts once, among those of the left column; its records from other methods "
    "leave theirs."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A stage in both columns: what goes on and what leaves, left and right."""

    main: Part
    side: Part
    other: Part
    other_side: Part

    @property
    def parts(self) -> tuple[Part, Part, Part, Part]:
        """The boxes from left to right."""
        return self.main, self.side, self.other, self.other_side

    @property
    def height_mm(self) -> float:
        """The height of the tallest box."""
        return max(part.height_mm for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The two columns on a width: their names, rows, the last box, and the left edges of the four boxes."""

    names: tuple[str, str]
    rows: tuple[Row, ...]
    included: Part
    lefts: tuple[float, float, float, float]
    box_mm: float

    @property
    def column_mm(self) -> float:
        """The width of a column of two boxes."""
        return 2 * self.box_mm + ARROW_MM

    @property
    def name_lines(self) -> list[list[str]]:
        """The names of the columns in lines."""
        return [
            letter.balanced(name, self.column_mm - 6, style.BODY, weight="bold", max_lines=3)
            for name in self.names
        ]

    @property
    def plate_mm(self) -> float:
        """The height of the grounds on which the columns are named."""
        return max(map(len, self.name_lines)) * letter.line_mm(style.BODY) + 2 * PLATE_PAD_MM

    @property
    def height_mm(self) -> float:
        """The height of the whole drawing."""
        rows = sum(row.height_mm + BETWEEN_MM for row in self.rows)
        return 2 * letter.SIDE_MM + self.plate_mm + 2.0 + rows + self.included.height_mm


def has_columns(results: Results) -> bool:
    """Whether other methods found records, so that they have a column."""
    return any(box.box == "identified_other" for box in results.flow)


def body_height(results: Results) -> float:
    """The height of the flow without its note, in millimetres; it is the same for every width of boxes."""
    layout = _layout(results, 180.0)
    if not updates.has_previous(results):
        return layout.height_mm
    return layout.height_mm + updates.below_height(results.flow, _below_widths(layout))


def plot(results: Results, figure: Figure) -> None:
    """Draw both columns, which meet in the box of the included reports."""
    axes = letter.canvas(figure)
    layout = _layout(results, style.size_mm(figure)[0])
    top = letter.SIDE_MM
    for lines, left in zip(layout.name_lines, (layout.lefts[0], layout.lefts[2]), strict=True):
        draw_plate(axes, left, top, layout.column_mm, layout.plate_mm)
        letter.write(
            axes, left + layout.column_mm / 2, top + layout.plate_mm / 2, "\n".join(lines),
            size=style.BODY, align="center", vertical="center", weight="bold",
        )  # fmt: skip
    top += layout.plate_mm + 2.0
    for stage, row in zip(STAGES, layout.rows, strict=False):
        draw_strip(axes, stage, top, row.height_mm)
        _draw_row(axes, layout, row, top)
        top += row.height_mm + BETWEEN_MM
    _draw_included(axes, layout, top)
    if updates.has_previous(results):
        updates.draw_below(
            axes,
            results.flow,
            lefts=(layout.lefts[0], layout.lefts[2]),
            widths=_below_widths(layout),
            top=top + layout.included.height_mm,
        )


def _layout(results: Results, width: float) -> Layout:
    flow = results.flow
    first = letter.SIDE_MM + STRIP_MM + 1.5
    box_mm = (width - letter.SIDE_MM - first - 2 * ARROW_MM - APART_MM) / 4
    second, third = first + box_mm + ARROW_MM, first + 2 * box_mm + ARROW_MM + APART_MM
    names = {way: _name_of(flow, way) for way in ("databases", "other")}
    rows = (
        Row(
            main=_part(flow, "identified", "Records identified", box_mm),
            side=_removed(
                flow,
                {"joined_databases": "Duplicates joined", "set_aside_databases": "Could not be read"},
                box_mm,
            ),
            other=_part(flow, "identified_other", "Records identified", box_mm),
            other_side=_removed(
                flow,
                {
                    "joined_both_ways": f"Held by {names['databases']} too, counted there",
                    "joined_other": "Duplicates joined",
                    "set_aside_other": "Could not be read",
                },
                box_mm,
            ),
        ),
        Row(
            main=_part(flow, "screened_databases", "Reports screened", box_mm),
            side=_part(flow, "excluded_databases", "Reports excluded", box_mm),
            other=_part(flow, "assessed_other", "Reports assessed", box_mm),
            other_side=_part(flow, "excluded_other", "Reports excluded", box_mm),
        ),
    )
    ways = [(f"Via {names[way]}", counted(flow, f"included_{way}")) for way in ("databases", "other")]
    statuses = [(f"Of these, {b.label}", b.n) for b in flow if b.box.startswith("included.")]
    included = Part(
        heading=updates.included_words(results),
        n=counted(flow, "included"),
        lines=[*ways, *statuses],
        width_mm=2 * box_mm + ARROW_MM,
    )
    return Layout(
        names=(f"Identification via {names['databases']}", f"Identification via {names['other']}"),
        rows=rows,
        included=included,
        lefts=(first, second, third, third + box_mm + ARROW_MM),
        box_mm=box_mm,
    )


def _name_of(flow: Sequence[FlowBox], way: str) -> str:
    """What a column holds, as the screening stage worded it."""
    label = next((b.label for b in flow if b.box == f"included_{way}"), "")
    return label.partition(", ")[2] or ("databases" if way == "databases" else "other methods")


def _part(flow: Sequence[FlowBox], box: str, heading: str, width_mm: float) -> Part:
    return Part(heading=heading, n=counted(flow, box), lines=lines_of(flow, box), width_mm=width_mm)


def _removed(flow: Sequence[FlowBox], words_by_box: dict[str, str], width_mm: float) -> Part:
    lines = [(words, counted(flow, box)) for box, words in words_by_box.items()]
    return Part(
        heading="Removed before screening", n=sum(n for _, n in lines), lines=lines, width_mm=width_mm
    )


def _below_widths(layout: Layout) -> tuple[float, float]:
    """The widths of the reports of both versions, below the left column, and of the previous one."""
    return layout.column_mm, layout.column_mm


def _draw_row(axes: Axes, layout: Layout, row: Row, top: float) -> None:
    for part, left in zip(row.parts, layout.lefts, strict=True):
        draw_part(axes, part, left, top, part.height_mm)
    for place in (0, 2):
        main, side = row.parts[place], row.parts[place + 1]
        y = top + min(main.height_mm, side.height_mm) / 2
        draw_arrow(axes, (layout.lefts[place] + layout.box_mm, y), (layout.lefts[place + 1], y))
        if row is not layout.rows[-1]:
            x = layout.lefts[place] + layout.box_mm / 2
            draw_arrow(axes, (x, top + main.height_mm), (x, top + row.height_mm + BETWEEN_MM))


def _draw_included(axes: Axes, layout: Layout, top: float) -> None:
    """The last box, below the left column; the right column comes to it from the side."""
    last, height = layout.rows[-1], layout.included.height_mm
    draw_strip(axes, STAGES[-1], top, height)
    draw_part(axes, layout.included, layout.lefts[0], top, height)
    before = top - BETWEEN_MM - last.height_mm
    x = layout.lefts[0] + layout.box_mm / 2
    draw_arrow(axes, (x, before + last.main.height_mm), (x, top))
    x, y = layout.lefts[2] + layout.box_mm / 2, top + height / 2
    draw_line(axes, (x, before + last.other.height_mm), (x, y))
    draw_arrow(axes, (x, y), (layout.lefts[0] + layout.column_mm, y))
