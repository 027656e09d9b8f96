"""The PRISMA 2020 flow, from the records of the exports to the included reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.model.sources import PREPARED
from coprod_review.render import lettering as letter
from coprod_review.render import prisma_columns, prisma_updates, style, wording
from coprod_review.render.flow_boxes import (
    Part,
    counted,
    draw_arrow,
    draw_part,
    draw_plate,
    in_a_line,
    lines_of,
)
from coprod_review.render.results import FlowBox, Results
from coprod_review.render.sheet import Sheet, hidden, row_of, text, whole

STAGE_MM = 24.0
BOX_MM = 69.0
BETWEEN_MM = 7.0

LEAVING = ("joined", "set_aside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row of the flow: its stage, the box of what goes on and the box of what leaves."""

    stage: str
    main: Part
    side: Part | None = None

    @property
    def height_mm(self) -> float:
        """The height of the taller box."""
        return max(self.main.height_mm, self.side.height_mm if self.side else 0.0)


def body_height_flow(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    if not _has_counts(results):
        return letter.EMPTY_MM
    if prisma_columns.has_columns(results):
        return prisma_columns.body_height(results)
    steps = _steps(results)
    if prisma_updates.has_previous(results):
        return prisma_updates.stages_height(_stages(steps), results, 180.0)
    return sum(s.height_mm for s in steps) + BETWEEN_MM * (len(steps) - 1) + 2 * letter.SIDE_MM


def plot_flow(results: Results, figure: Figure) -> None:
    """Draw the flow: what was identified, what left it and why, what is included.

    Where other methods found records, they have a column of their own, and so has the previous version of an
    updated review, as in the templates of PRISMA 2020.
    """
    if not _has_counts(results):
        letter.write_nothing(figure, "No record was read, so nothing was screened.", note_flow(results))
        return
    if prisma_columns.has_columns(results):
        prisma_columns.plot(results, figure)
    elif prisma_updates.has_previous(results):
        prisma_updates.plot_stages(_stages(_steps(results)), results, figure)
    else:
        _plot_one_column(_steps(results), figure)
    letter.write_note(figure, note_flow(results))


def note_flow(results: Results) -> str:
    """What kind of flow this is: of searches, or of files that were prepared, and what it counts by."""
    origin = (
        "Prepared files were made for the corpus, not by a database search. "
        if any(e.origin == PREPARED for e in results.exports)
        else ""
    )
    both = f"{prisma_columns.RULE} " if prisma_columns.has_columns(results) else ""
    both += f"{prisma_updates.previous_rule(results.flow)} " if prisma_updates.has_previous(results) else ""
    excluders = _excluders(results.flow) if prisma_columns.has_columns(results) else []
    if excluders:
        both += f"Excluded {', '.join(f'{words} {n}' for words, n in excluders)}. "
    return (
        f"{origin}Source: {wording.SOURCE}. Record: one entry of one file. Report: one document after "
        f"duplicates are joined. {both}"
        "Screening is on title, abstract and keywords; full texts were not sought."
    )


def data_flow(results: Results) -> Sheet:
    """The counts of the flow, box by box."""
    return Sheet(
        name="prisma_flow",
        title="PRISMA 2020 flow",
        columns=(hidden("box"), text("label"), whole("n"), text("number_id")),
        rows=[row_of(b) for b in results.flow],
        note="Every count is taken from the decisions on records and reports.",
    )


def _has_counts(results: Results) -> bool:
    return any(box.n for box in results.flow)


def _stages(steps: Sequence[Step]) -> list[prisma_updates.Stage]:
    return [prisma_updates.Stage(name=step.stage, main=step.main, side=step.side) for step in steps]


def _plot_one_column(steps: Sequence[Step], figure: Figure) -> None:
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    left = letter.SIDE_MM + STAGE_MM + 2.0
    side_left = width - letter.SIDE_MM - BOX_MM
    top = letter.SIDE_MM
    for place, step in enumerate(steps):
        _draw_stage(axes, step, top)
        draw_part(axes, step.main, left, top, step.main.height_mm)
        if step.side is not None:
            draw_part(axes, step.side, side_left, top, step.side.height_mm)
            y = top + min(step.main.height_mm, step.side.height_mm) / 2
            draw_arrow(axes, (left + BOX_MM, y), (side_left, y))
        if place < len(steps) - 1:
            x = left + BOX_MM / 2
            draw_arrow(axes, (x, top + step.main.height_mm), (x, top + step.height_mm + BETWEEN_MM))
        top += step.height_mm + BETWEEN_MM


def _steps(results: Results) -> list[Step]:
    flow = results.flow
    left = [(in_a_line(b.label), b.n) for box in LEAVING for b in flow if b.box == box]
    identified = _part(flow, "identified", f"Records identified {_source_words(results)}".strip())
    removed = Part(heading="Removed before screening", n=sum(n for _, n in left), lines=left, width_mm=BOX_MM)
    screened = _part(flow, "screened", "Reports screened")
    excluded = _part(flow, "excluded", "Reports excluded")
    by_kind = [(in_a_line(words), n) for words, n in _excluders(flow)]
    excluded = replace(excluded, again=by_kind, again_heading="The same reports by who decided")
    included = _part(flow, "included", prisma_updates.included_words(results))
    return [
        Step(stage="Identification", main=identified, side=removed),
        Step(stage="Screening", main=screened, side=excluded),
        Step(stage="Included", main=included),
    ]


def _excluders(flow: Sequence[FlowBox]) -> list[tuple[str, int]]:
    """Who excluded and how many, as "by language models"."""
    return [
        (b.label.removeprefix("reports excluded "), b.n) for b in flow if b.box.startswith("excluded_by.")
    ]


def _part(flow: Sequence[FlowBox], box: str, heading: str) -> Part:
    return Part(
        heading=heading,
        n=counted(flow, box),
        lines=lines_of(flow, box),
        width_mm=BOX_MM,
    )


def _source_words(results: Results) -> str:
    """What the records come from: files that were prepared, or databases, or both."""
    sources = lines_of(results.flow, "identified")
    if not sources:
        return ""
    origins = {export.origin for export in results.exports}
    word = {frozenset({PREPARED}): "prepared file", frozenset({"search"}): "database"}.get(
        frozenset(origins), "source"
    )
    return f"from {wording.plural(len(sources), word)}"


def _draw_stage(axes: Axes, step: Step, top: float) -> None:
    draw_plate(axes, letter.SIDE_MM, top, STAGE_MM, step.height_mm)
    x, y = letter.SIDE_MM + STAGE_MM / 2, top + step.height_mm / 2
    letter.write(axes, x, y, step.stage, align="center", vertical="center", weight="bold")
