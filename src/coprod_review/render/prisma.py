"""The PRISMA 2020 flow, from the records of the exports to the included reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import FlowBox, Results
from coprod_review.render.sheet import Sheet, row_of, text, whole

STAGE_MM = 24.0
BOX_MM = 69.0
BETWEEN_MM = 7.0
PAD_MM = 2.4
COUNT_MM = 14.0

PREPARED = "prepared"
LEAVING = ("joined", "set_aside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One box as it is drawn: its heading with the count, and the counts that it is made of."""

    heading: str
    n: int
    lines: Sequence[tuple[str, int]] = ()

    @property
    def height_mm(self) -> float:
        """The height of the box with its text."""
        heading = letter.wrapped(self.heading, BOX_MM - 2 * PAD_MM - COUNT_MM, style.BODY, weight="bold")
        body = sum(len(_line(words)) for words, _ in self.lines)
        return (
            2 * PAD_MM
            + len(heading) * letter.line_mm(style.BODY)
            + body * letter.line_mm(style.SMALL)
            + (1.0 if self.lines else 0.0)
        )


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
    steps = _steps(results)
    if not steps:
        return letter.EMPTY_MM
    return sum(s.height_mm for s in steps) + BETWEEN_MM * (len(steps) - 1) + 2 * letter.SIDE_MM


def plot_flow(results: Results, figure: Figure) -> None:
    """Draw the flow: what was identified, what left it and why, what is included."""
    steps = _steps(results)
    if not steps:
        letter.write_nothing(figure, "No record was read, so nothing was screened.", note_flow(results))
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    left = letter.SIDE_MM + STAGE_MM + 2.0
    side_left = width - letter.SIDE_MM - BOX_MM
    top = letter.SIDE_MM
    for place, step in enumerate(steps):
        _draw_stage(axes, step, top)
        _draw_part(axes, step.main, left, top, step.main.height_mm)
        if step.side is not None:
            _draw_part(axes, step.side, side_left, top, step.side.height_mm)
            y = top + min(step.main.height_mm, step.side.height_mm) / 2
            _draw_arrow(axes, (left + BOX_MM, y), (side_left, y))
        if place < len(steps) - 1:
            x = left + BOX_MM / 2
            _draw_arrow(axes, (x, top + step.main.height_mm), (x, top + step.height_mm + BETWEEN_MM))
        top += step.height_mm + BETWEEN_MM
    letter.write_note(figure, note_flow(results))


def note_flow(results: Results) -> str:
    """What kind of flow this is: of searches, or of files that were prepared."""
    origin = (
        "Prepared files were gathered from known facts, not by a database search. "
        if any(e.origin == PREPARED for e in results.exports)
        else ""
    )
    return (
        f"{origin}Record: one entry of one file. Report: one document after duplicates are joined. "
        "Screening is on title, abstract and keywords; full texts were not sought."
    )


def data_flow(results: Results) -> Sheet:
    """The counts of the flow, box by box."""
    return Sheet(
        name="prisma_flow",
        title="PRISMA 2020 flow",
        columns=(text("box"), text("label"), whole("n"), text("number_id")),
        rows=[row_of(b) for b in results.flow],
        note="Every count is taken from the decisions on records and reports.",
    )


def _steps(results: Results) -> list[Step]:
    flow = results.flow
    if not any(b.n for b in flow):
        return []
    sources = [
        *_lines(flow, "identified"),
        *((f"Other methods: {words}", n) for words, n in _lines(flow, "identified_other")),
    ]
    identified = Part(
        heading=f"Records identified {_source_words(results)}".strip(),
        n=_n(flow, "identified") + _n(flow, "identified_other"),
        lines=sources,
    )
    left = [(_sentence(b.label), b.n) for box in LEAVING for b in flow if b.box == box]
    removed = Part(heading="Removed before screening", n=sum(n for _, n in left), lines=left)
    screened = Part(heading="Reports screened", n=_n(flow, "screened"))
    excluded = Part(heading="Reports excluded", n=_n(flow, "excluded"), lines=_lines(flow, "excluded"))
    included = Part(
        heading="Reports included in the review", n=_n(flow, "included"), lines=_lines(flow, "included")
    )
    return [
        Step(stage="Identification", main=identified, side=removed),
        Step(stage="Screening", main=screened, side=excluded),
        Step(stage="Included", main=included),
    ]


def _source_words(results: Results) -> str:
    """What the records come from: files that were prepared, or exports of databases."""
    sources = [b for b in results.flow if b.box.startswith("identified.")]
    others = any(b.box.startswith("identified_other.") for b in results.flow)
    if not sources:
        return "from other methods" if others else ""
    noun = "prepared file" if _all_prepared(results) else "export"
    return f"from {wording.plural(len(sources), noun)}" + (" and other methods" if others else "")


def _all_prepared(results: Results) -> bool:
    return bool(results.exports) and all(e.origin == PREPARED for e in results.exports)


def _n(flow: Sequence[FlowBox], box: str) -> int:
    """The count of a box; where only its parts stand in the flow, their sum."""
    counted = [b.n for b in flow if b.box == box]
    return counted[0] if counted else sum(b.n for b in flow if b.box.startswith(f"{box}."))


def _lines(flow: Sequence[FlowBox], box: str) -> list[tuple[str, int]]:
    return [(_sentence(b.label), b.n) for b in flow if b.box.startswith(f"{box}.")]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(words: str) -> list[str]:
    return letter.wrapped(words, BOX_MM - 2 * PAD_MM - COUNT_MM / 2, max_lines=3)


def _draw_stage(axes: Axes, step: Step, top: float) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (letter.SIDE_MM + 0.8, top + 0.8),
            STAGE_MM - 1.6,
            step.height_mm - 1.6,
            boxstyle="round,pad=0.8",
            facecolor=style.TINT,
            edgecolor="none",
        )
    )
    x, y = letter.SIDE_MM + STAGE_MM / 2, top + step.height_mm / 2
    letter.write(axes, x, y, step.stage, align="center", vertical="center", weight="bold")


def _draw_part(axes: Axes, part: Part, left: float, top: float, height: float) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (left + 0.8, top + 0.8),
            BOX_MM - 1.6,
            height - 1.6,
            boxstyle="round,pad=0.8",
            facecolor=style.PAPER,
            edgecolor=style.QUIET,
            linewidth=0.8,
        )
    )
    right = left + BOX_MM - PAD_MM
    step = letter.line_mm(style.BODY)
    y = top + PAD_MM + 0.78 * step
    letter.write(axes, right, y, f"n = {part.n}", size=style.BODY, weight="bold", align="right")
    for line in letter.wrapped(part.heading, BOX_MM - 2 * PAD_MM - COUNT_MM, style.BODY, weight="bold"):
        letter.write(axes, left + PAD_MM, y, line, size=style.BODY, weight="bold")
        y += step
    y += 0.6
    for words, n in part.lines:
        letter.write(axes, right, y, str(n), align="right")
        for line in _line(words):
            letter.write(axes, left + PAD_MM, y, line)
            y += letter.line_mm(style.SMALL)


def _draw_arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
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
