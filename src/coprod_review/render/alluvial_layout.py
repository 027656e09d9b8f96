"""Where everything of the alluvial figure stands: columns of nodes with their labels, and ribbons between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from coprod_review.model.codebook import NONE_CODE
from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import AlluvialWay, Results

BAR_MM = 1.6
APART_MM = 2.6
FLOW_MM = 84.0
"""The depth of all reports together; small nodes get the room that their labels need beside it."""
ROOMS_MM = (38.0, 38.0, 38.0)
NARROW_ROOMS_MM = (23.0, 21.0, 21.0)
"""The widths of the labels of each column, on two journal columns and on one."""
PAD_MM = 1.4
DIMENSIONS = ("tradition", "framing", "issue_character")
ALIGNS = ("right", "center", "left")
NONE_WORDS = {"tradition": "No co-production", "issue_character": "No issue described"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A code of a stage: where it begins, how deep its reports are, and the lines of its label."""

    code: str
    top_mm: float
    slot_mm: float
    depth_mm: float
    name: Sequence[str]
    counted: Sequence[str]

    @property
    def bar_top_mm(self) -> float:
        """Where the bar begins, in the middle of the room that the label may need."""
        return self.top_mm + (self.slot_mm - self.depth_mm) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A stage: the room of its labels from `left_mm` to `right_mm`, with bars where ribbons begin and end."""

    dimension: str
    left_mm: float
    right_mm: float
    align: str
    nodes: Sequence[Node]
    size: float

    @property
    def label_mm(self) -> float:
        """The width of a label."""
        return self.right_mm - self.left_mm - (2 * PAD_MM if self.align == "center" else PAD_MM)

    @property
    def middle_mm(self) -> float:
        """The middle of the column."""
        return (self.left_mm + self.right_mm) / 2

    def node(self, code: str) -> Node:
        """The node of a code that occurs."""
        return next(node for node in self.nodes if node.code == code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """A ribbon between two columns: its depth, where it begins and ends, and what it stands for."""

    tradition: str
    basis: str
    from_column: int
    start_mm: float
    end_mm: float
    depth_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole figure below its header, in millimetres."""

    columns: tuple[Column, Column, Column]
    ribbons: tuple[Ribbon, ...]
    traditions: tuple[str, ...]
    height_mm: float

    def edges(self, from_column: int) -> tuple[float, float]:
        """Where ribbons that leave a column begin and end, across."""
        start, end = self.columns[from_column], self.columns[from_column + 1]
        return start.right_mm + BAR_MM, end.left_mm - BAR_MM


def laid_out(results: Results, width_mm: float) -> Layout:
    """The figure on a width: three columns of labels with bars at their edges, ribbons in what is left."""
    rooms = NARROW_ROOMS_MM if width_mm < style.NARROW_MM else ROOMS_MM
    gap = (width_mm - 2 * letter.SIDE_MM - sum(rooms)) / 2
    first_left, second_left = letter.SIDE_MM, letter.SIDE_MM + rooms[0] + gap
    lefts = (first_left, second_left, second_left + rooms[1] + gap)
    total = sum(way.n for way in results.alluvial_ways)
    per_report = FLOW_MM / total
    drafts = [
        Column(
            dimension=dimension,
            left_mm=left,
            right_mm=left + room,
            align=align,
            nodes=(),
            size=style.SMALL if width_mm < style.NARROW_MM else style.BODY,
        )
        for dimension, left, room, align in zip(DIMENSIONS, lefts, rooms, ALIGNS, strict=True)
    ]
    slots = [_nodes(results, column, per_report, total) for column in drafts]
    height = max(_depth(nodes) for nodes in slots)
    columns = [
        Column(
            dimension=column.dimension,
            left_mm=column.left_mm,
            right_mm=column.right_mm,
            align=column.align,
            nodes=_moved(nodes, (height - _depth(nodes)) / 2),
            size=column.size,
        )
        for column, nodes in zip(drafts, slots, strict=True)
    ]
    first, second, third = columns
    traditions = wording.in_order(results.codebook, "tradition", (w.tradition for w in results.alluvial_ways))
    return Layout(
        columns=(first, second, third),
        ribbons=tuple(_ribbons(results, columns, per_report)),
        traditions=traditions,
        height_mm=height,
    )


def _nodes(results: Results, column: Column, per_report: float, total: float) -> list[Node]:
    """The nodes of a column from its top; codes that no report has are told too, those called none not."""
    counts = {n.code: n for n in results.alluvial_nodes if n.dimension == column.dimension}
    nodes: list[Node] = []
    top = 0.0
    for code in wording.in_order(results.codebook, column.dimension, counts):
        found = counts.get(code)
        n = found.n if found else 0.0
        if not n and code == NONE_CODE:
            continue
        label = wording.headline(code) if code != NONE_CODE else NONE_WORDS.get(column.dimension, "None")
        name = letter.balanced(label, column.label_mm, column.size, weight="bold", max_lines=3)
        counted = [f"{wording.count(n)} ({wording.percent(n / total)})" if n else "none found"]
        if found and n and abs(found.n_reports - n) > 0.05:
            counted += letter.wrapped(f"in {wording.plural(found.n_reports, 'report')}", column.label_mm)
        needed = len(name) * letter.line_mm(column.size) + len(counted) * letter.line_mm(style.SMALL)
        depth = n * per_report
        slot = max(depth, needed)
        nodes.append(Node(code=code, top_mm=top, slot_mm=slot, depth_mm=depth, name=name, counted=counted))
        top += slot + APART_MM
    return nodes


def _depth(nodes: Sequence[Node]) -> float:
    return nodes[-1].top_mm + nodes[-1].slot_mm if nodes else 0.0


def _moved(nodes: Sequence[Node], by: float) -> tuple[Node, ...]:
    return tuple(
        Node(
            code=n.code,
            top_mm=n.top_mm + by,
            slot_mm=n.slot_mm,
            depth_mm=n.depth_mm,
            name=n.name,
            counted=n.counted,
        )
        for n in nodes
    )


def _ribbons(results: Results, columns: Sequence[Column], per_report: float) -> list[Ribbon]:
    """Ribbons in both gaps; at each node they lie in the order of where they go to, or come from."""
    orders = {
        "tradition": _places(results, "tradition"),
        "framing": _places(results, "framing"),
        "issue_character": _places(results, "issue_character"),
        "basis": {b: k for k, b in enumerate(("explicit", "implicit", "unsettled", NONE_CODE))},
    }

    def colour(way: AlluvialWay) -> tuple[int, int]:
        return orders["tradition"][way.tradition], orders["basis"].get(way.basis, 9)

    def framing(way: AlluvialWay) -> int:
        return orders["framing"][way.framing]

    def character(way: AlluvialWay) -> int:
        return orders["issue_character"][way.character]

    ways = results.alluvial_ways
    leaving = _stacked(
        ways, columns[0], lambda w: w.tradition, per_report, lambda w: (framing(w), *colour(w), character(w))
    )
    entering = _stacked(
        ways, columns[1], lambda w: w.framing, per_report, lambda w: (*colour(w), character(w))
    )
    onward = _stacked(ways, columns[1], lambda w: w.framing, per_report, lambda w: (character(w), *colour(w)))
    ending = _stacked(ways, columns[2], lambda w: w.character, per_report, lambda w: (framing(w), *colour(w)))
    first = [
        Ribbon(
            tradition=its[0].tradition,
            basis=its[0].basis,
            from_column=0,
            start_mm=leaving[its[0].number_id],
            end_mm=entering[its[0].number_id],
            depth_mm=sum(way.n for way in its) * per_report,
        )
        for its in _joined(sorted(ways, key=lambda w: (*colour(w), framing(w), character(w))))
    ]
    second = [
        Ribbon(
            tradition=way.tradition,
            basis=way.basis,
            from_column=1,
            start_mm=onward[way.number_id],
            end_mm=ending[way.number_id],
            depth_mm=way.n * per_report,
        )
        for way in ways
    ]
    return [*first, *second]


def _joined(ways: Iterable[AlluvialWay]) -> list[list[AlluvialWay]]:
    """Ways that differ in the character alone; before the position they are one ribbon."""
    alike = groupby(ways, key=lambda w: (w.tradition, w.basis, w.framing))
    return [list(its) for _, its in alike]


def _places(results: Results, dimension: str) -> dict[str, int]:
    field = "character" if dimension == "issue_character" else dimension
    found = (getattr(way, field) for way in results.alluvial_ways)
    return {code: k for k, code in enumerate(wording.in_order(results.codebook, dimension, found))}


def _stacked(
    ways: Sequence[AlluvialWay],
    column: Column,
    code_of: Callable[[AlluvialWay], str],
    per_report: float,
    order: Callable[[AlluvialWay], tuple[int, ...]],
) -> dict[str, float]:
    """Where each way touches the node of its code, by the ids of the ways' numbers."""
    reached = {node.code: node.bar_top_mm for node in column.nodes}
    places = {}
    for way in sorted(ways, key=order):
        places[way.number_id] = reached[code_of(way)]
        reached[code_of(way)] += way.n * per_report
    return places
