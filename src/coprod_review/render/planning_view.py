"""The planning view of one issue: where it sits, what the literature has tried, what is open.

Each character of the issue is a band: left its name, in the middle the positions of the patient with their
potential and attention, right how many reports tried each strategy, phase and form of co-production.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.config import FigureSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.plan import Plan, PlanRow, Position, Tried, TriedDimension
from coprod_review.model.planning import CHOSEN
from coprod_review.pages.plan_words import chance_words, percent, share_words
from coprod_review.render import lettering as letter
from coprod_review.render import model_cell, style
from coprod_review.render.figure_spec import FigureSpec
from coprod_review.render.keys import Entry, key_height, write_key
from coprod_review.render.results import Results
from coprod_review.render.saving import figure_svg
from coprod_review.render.sheet import Sheet, real, share, text, whole

HEADER_MM = 8.0
BAND_PAD_MM = 2.4
LABEL_MM = 33.0
POSITIONS_MM = 60.0
GAP_MM = 6.0
BAR_MM = 4.2
POSITION_MM = 15.0
LINE_MM = 3.45
NAME_MM = 50.0
KEY_MM = 4.0
SHOWN = ("safety_strategy", "involvement_phase", "form")
SKIPPED = ("none", "no_single_form")

KEY: tuple[Entry, ...] = (
    ("attention", model_cell.TAPPED),
    ("attention above potential", model_cell.ABOVE),
    ("potential", model_cell.POTENTIAL),
    ("untapped", model_cell.UNTAPPED),
)


def planning_view(plan: Plan, *, settings: FigureSettings | None = None) -> str:
    """The figure of a plan as SVG text; a plan without rows gives a figure that says so."""
    sizes = settings or FigureSettings(dpi=(300,), width_one_column_mm=85, width_two_columns_mm=180)
    empty = Codebook(version="", dimensions={}, constraints=(), coproduction_form={}, sources={})
    return figure_svg(spec_of(plan), Results(codebook=empty), sizes)


def spec_of(plan: Plan) -> FigureSpec:
    """The figure of a plan as a value; what it draws is the plan, whatever results it is given."""
    names = ", ".join(row.label for row in plan.rows) or "no character"
    return FigureSpec(
        name="planning_view",
        title="The planning view of the issue",
        caption="Where the issue sits, what the included reports tried there, and what is open.",
        alt_text=f"Planning view: {names}. " + " ".join(map(_in_words, plan.rows)),
        columns="two",
        plot=partial(_plot, plan),
        body_height=lambda _: body_height(plan),
        note=lambda _: note(plan),
        data=lambda _: data(plan),
    )


def body_height(plan: Plan) -> float:
    """The height of the figure without its note, in millimetres."""
    if not plan.rows:
        return letter.EMPTY_MM
    keys = key_height(KEY, 140) + KEY_MM
    return HEADER_MM + sum(_band_mm(row) for row in plan.rows) + keys


def note(plan: Plan) -> str:
    """What is counted, and what is missing."""
    counted = (
        f"Reports of {plan.n_on_safety} on patient safety; one on several characters counts in each. "
        "Right: reports with it, of those coded; a dash where it is on record for none, with the most that "
        "leaves room for at 95\u00a0%. Potential is argued for, not measured. No clinical advice."
    )
    return " ".join([counted, *plan.lacks])


def data(plan: Plan) -> Sheet:
    """The numbers that the figure draws: positions first, then what was tried."""
    rows: list[Mapping[str, Any]] = []
    for row in plan.rows:
        rows += [
            {
                "character": row.character,
                "dimension": "position",
                "code": p.position,
                "potential": p.potential,
                "attention": p.attention.value,
                "low": p.attention.low,
                "high": p.attention.high,
                "untapped": p.untapped.value,
                "n": p.n_reports,
                "at_most": p.at_most,
            }
            for p in row.positions
        ]
        rows.append(
            {
                "character": row.character,
                "dimension": "position",
                "code": "all",
                "untapped": row.untapped_share.value,
                "chance": row.chance.value,
                "chance_high": row.chance.high,
                "n": row.n_reports,
            }
        )
        rows += [
            {
                "character": row.character,
                "dimension": dimension.dimension,
                "code": code.code,
                "n": code.n,
                "at_most": code.at_most,
            }
            for dimension in _shown(row)
            for code in _codes(dimension)
        ]
    columns = (
        text("character"),
        text("dimension"),
        text("code"),
        *(
            share(name)
            for name in ("potential", "attention", "low", "high", "untapped", "chance", "chance_high")
        ),
        whole("n"),
        real("at_most", digits=0),
    )
    return Sheet(name="planning_view", title="The planning view", columns=columns, rows=rows, note=note(plan))


def _plot(plan: Plan, _: Results, figure: Figure) -> None:
    if not plan.rows:
        letter.write_nothing(figure, "The issue has no character that a plan could be made for.", note(plan))
        return
    axes = letter.canvas(figure)
    width, _height = style.size_mm(figure)
    heads = ("Where it sits", "Positions of the patient, share of the row", "What was tried, in reports")
    for left, head in zip(_lefts(), heads, strict=True):
        letter.write(axes, left, 4.6, head, weight="bold")
    top = HEADER_MM
    for row in plan.rows:
        height = _band_mm(row)
        letter.rectangle(axes, 0, top, width, height - 1.6, facecolor=style.FIELD, zorder=0.1)
        _write_label(axes, plan, row, top)
        _draw_positions(axes, row, top)
        _draw_tried(axes, row, top, width)
        top += height
    write_key(axes, KEY, left=letter.SIDE_MM, top=top + 1.0, right=width)
    letter.write_note(figure, note(plan))


def _lefts() -> tuple[float, float, float]:
    second = letter.SIDE_MM + LABEL_MM
    return letter.SIDE_MM + 0.8, second, second + POSITIONS_MM + GAP_MM


def _band_mm(row: PlanRow) -> float:
    lines = sum(len(_codes(d)) + 1.5 for d in _shown(row))
    return max(POSITION_MM * len(row.positions), LINE_MM * lines) + 2 * BAND_PAD_MM + 1.6


def _write_label(axes: Axes, plan: Plan, row: PlanRow, top: float) -> None:
    left = _lefts()[0]
    lines = letter.balanced(row.label, LABEL_MM - 4, style.BODY + 0.6, weight="bold", max_lines=3)
    letter.write(
        axes, left, top + BAND_PAD_MM, "\n".join(lines), size=style.BODY + 0.6, weight="bold", vertical="top"
    )
    words = []
    likely = plan.reading.probabilities.get(row.character)
    if likely is not None and plan.reading.verdict != CHOSEN:
        words += [f"probability {percent(likely)}"]
    words += [f"{row.n_reports} reports"]
    if row.untapped_share.value is not None:
        words += ["row untapped", share_words(row.untapped_share)]
        words += chance_words(row).replace(" alone ", " alone\n").splitlines()
    below = top + BAND_PAD_MM + 1.4 + len(lines) * letter.line_mm(style.BODY + 0.6)
    letter.write(axes, left, below, "\n".join(words), vertical="top", color=style.QUIET)


def _draw_positions(axes: Axes, row: PlanRow, top: float) -> None:
    left = _lefts()[1]
    for place, position in enumerate(row.positions):
        y = top + BAND_PAD_MM + place * POSITION_MM
        _draw_position(axes, position, left, y)


def _draw_position(axes: Axes, position: Position, left: float, top: float) -> None:
    letter.write(axes, left, top, position.name, weight="bold", vertical="top")
    told = f"untapped {share_words(position.untapped)}" if position.untapped.value else ""
    letter.write(axes, left + POSITIONS_MM, top, told, vertical="top", align="right", color=style.QUIET)
    bar = top + 3.6

    def part(low: float, high: float, look: Mapping[str, Any]) -> None:
        letter.rectangle(axes, left + POSITIONS_MM * low, bar, POSITIONS_MM * (high - low), BAR_MM, **look)

    part(0, 1, {"facecolor": style.PAPER, "zorder": 0.3})
    potential, attention = position.potential or 0.0, position.attention.value
    if attention is not None:
        tapped = min(attention, potential)
        part(0, tapped, model_cell.TAPPED)
        if attention > tapped:
            part(tapped, attention, model_cell.ABOVE)
        elif potential > tapped:
            part(tapped, potential, model_cell.UNTAPPED)
    part(0, potential, model_cell.POTENTIAL)
    if attention is not None and position.attention.low is not None and position.attention.high is not None:
        ends = [left + POSITIONS_MM * v for v in (position.attention.low, position.attention.high)]
        middle = bar + BAR_MM / 2
        axes.plot(ends, [middle, middle], color=style.INK, linewidth=0.9, solid_capstyle="butt")
        for end in ends:
            axes.plot([end, end], [middle - 0.9, middle + 0.9], color=style.INK, linewidth=0.9)
    counts = f"attention {share_words(position.attention)}, potential {percent(position.potential)}"
    letter.write(axes, left, bar + BAR_MM + 0.7, counts, vertical="top", color=style.QUIET)


def _draw_tried(axes: Axes, row: PlanRow, top: float, width: float) -> None:
    left = _lefts()[2]
    room = width - letter.SIDE_MM - left - NAME_MM - 7.0
    most = max((c.n for d in _shown(row) for c in _codes(d)), default=0) or 1
    y = top + BAND_PAD_MM
    for dimension in _shown(row):
        letter.write(axes, left, y, dimension.label, weight="bold", vertical="top")
        y += LINE_MM
        for code in _codes(dimension):
            _draw_code(axes, code, left, y, room=room, most=most)
            y += LINE_MM
        y += 0.5 * LINE_MM
    if not row.tried:
        letter.write(axes, left, y, "nothing counted", vertical="top", style="italic", color=style.QUIET)


def _draw_code(axes: Axes, code: Tried, left: float, top: float, *, room: float, most: int) -> None:
    told = f"{code.label} ({code.gloss})" if code.gloss else code.label
    name = letter.wrapped(told, NAME_MM - 1.5, max_lines=1)[0]
    letter.write(axes, left, top, name, vertical="top", color=style.INK if code.n else style.QUIET)
    start = left + NAME_MM
    if code.n:
        letter.rectangle(axes, start, top + 0.2, room * code.n / most, 2.2, facecolor=style.EMPHASIS)
        told = f"{code.n}"
    else:
        told = "not coded" if not code.total else f"– (at most {code.at_most or 0:.0f} of {code.total})"
    letter.write(axes, start + room * code.n / most + 1.0, top, told, vertical="top", color=style.QUIET)


def _shown(row: PlanRow) -> list[TriedDimension]:
    return [d for d in row.tried if d.dimension in SHOWN]


def _codes(dimension: TriedDimension) -> list[Tried]:
    return [code for code in dimension.codes if code.code not in SKIPPED]


def _in_words(row: PlanRow) -> str:
    positions = "; ".join(
        f"{p.position}: potential {percent(p.potential)}, attention {percent(p.attention.value)}"
        for p in row.positions
    )
    return f"{row.label}, {row.n_reports} reports: {positions}."
