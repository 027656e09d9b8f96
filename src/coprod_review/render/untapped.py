"""Untapped shares by character of the safety issue, with intervals and three kinds of sensitivity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.model.specification import MACHINES_ALONE, PEOPLE_FIRST
from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import ModelRow, Results
from coprod_review.render.sheet import Cell, Sheet, hidden, real, row_of, share, text, whole
from coprod_review.render.specification_shapes import ModelRun

ROW_MM = 18.0
AXIS_MM = 10.0
KEY_MM = 5.0
LABEL_MM = 24.0
SIDE_MM = 15.0
TOP_MM = 1.5
BAND_AT, BAND_DEPTH = -0.24, 0.34
"""The place of the estimate within a row and the depth of its band, in parts of a row from its middle."""

LANES: Mapping[str, tuple[float, str, str]] = {
    "left_out": (0.10, "D", "without one rule file or coder"),
    "abstention": (0.32, "^", "other abstention thresholds"),
}
"""What is varied: its place within a row, its marker, and what the key says of it."""

FILLS = {PEOPLE_FIRST: style.EMPHASIS, MACHINES_ALONE: style.PAPER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The untapped share of one row in one varied run."""

    character: str
    varied: str
    coded_by: str
    specification: str
    n: float
    untapped_share: float


def body_height_untapped(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return (
        TOP_MM + ROW_MM * len(results.model_rows) + AXIS_MM + KEY_MM * _key_lines(results)
        if _drawable(results)
        else letter.EMPTY_MM
    )


def plot_untapped(results: Results, figure: Figure) -> None:
    """Draw the untapped share of each row of the model: estimate, interval, and how it varies.

    The band is that of random potentials; below it stands a mark for each run without one rule file or coder,
    and one for each other abstention threshold.
    """
    if not _drawable(results):
        message = "No report on patient safety has a decided framing and issue character."
        letter.write_nothing(figure, message, note_untapped(results))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    height = ROW_MM * len(results.model_rows)
    axes = letter.axes_at(figure, LABEL_MM + 2, TOP_MM, width - LABEL_MM - SIDE_MM - 2, height)
    marks = _marks(results)
    _set_scale(axes, results.model_rows, marks)
    for place, row in enumerate(results.model_rows):
        middle = TOP_MM + (place + 0.5) * ROW_MM
        label = wording.label_of(results.codebook, "issue_character", row.character)
        lines = letter.named(label, wording.headline(row.character), LABEL_MM - 1, max_lines=3)
        letter.write(canvas, letter.SIDE_MM, middle, "\n".join(lines), vertical="center")
        n = f"n = {wording.count(row.n)}"
        letter.write(canvas, width - SIDE_MM + 1.2, middle, n, vertical="center", color=style.QUIET)
        _draw_row(axes, place, row)
        _draw_marks(axes, place, [mark for mark in marks if mark.character == row.character])
    _write_key(canvas, results, TOP_MM + height + AXIS_MM + 2.2)
    letter.write_note(figure, note_untapped(results))


def note_untapped(results: Results) -> str:
    """What the share is, and how it was varied."""
    n = sum(row.n for row in results.model_rows)
    varied = (
        " Marks: runs with one choice made otherwise; filled where settled codes come first, as in the run, "
        "hollow as if rules and classifier alone had coded. Rows that such a run leaves without reports "
        "have no mark."
        if _marks(results)
        else ""
    )
    return (
        f"{wording.placed(results, 'model', n)} Band: the middle {wording.level(results)} under random "
        f"potentials around the stated one.{_chance_told(results)}{varied}"
    )


def _chance_told(results: Results) -> str:
    """What chance alone would give each row, since no share of few reports can be expected to be zero."""
    rows = [row for row in results.model_rows if row.chance_share is not None]
    if not rows:
        return ""
    places = wording.places_of(row.untapped_share for row in rows)
    shares = ", ".join(
        f"{wording.label_of(results.codebook, 'issue_character', row.character).lower()} "
        f"{wording.percent(row.chance_share, places)} ({wording.percent(row.chance_high, places)})"
        for row in rows
    )
    return (
        f" No such share is below zero: were attention as potential, chance alone would give "
        f"{shares}; in brackets what {wording.level(results)} of draws do not exceed."
    )


def data_untapped(results: Results) -> Sheet:
    """The numbers behind the figure: the rows of the model, then those of each varied run."""
    columns = (
        text("character"),
        text("varied"),
        text("coded_by"),
        hidden("specification"),
        real("n", digits=1),
        whole("n_reports"),
        share("untapped_share"),
        share("low"),
        share("high"),
        share("sensitivity_low"),
        share("sensitivity_high"),
        share("chance_share"),
        share("chance_high"),
        text("number_id"),
    )
    empty: dict[str, Cell] = {column.name: None for column in columns}
    return Sheet(
        name="untapped",
        title="Untapped share by character of the safety issue",
        columns=columns,
        rows=[empty | row_of(row) for row in (*results.model_rows, *_marks(results))],
        note="The total variation distance between attention and potential of the row. Rows with an entry "
        "under varied are of runs with one choice made otherwise.",
    )


def _drawable(results: Results) -> bool:
    return any(row.untapped_share is not None for row in results.model_rows)


def _marks(results: Results) -> list[Mark]:
    """The rows of the varied runs whose untapped share is known."""
    rows: dict[tuple[str, str, str, str], list[ModelRun]] = {}
    for run in results.model_runs:
        if run.varied in LANES and run.coded_by in FILLS:
            key = (run.character, run.varied, run.coded_by, run.specification)
            rows.setdefault(key, []).append(run)
    return [
        Mark(
            character=character,
            varied=varied,
            coded_by=coded_by,
            specification=specification,
            n=sum(cell.n for cell in cells),
            untapped_share=sum(short),
        )
        for (character, varied, coded_by, specification), cells in rows.items()
        if len(short := [cell.untapped for cell in cells if cell.untapped is not None]) == len(cells)
    ]


def _set_scale(axes: Axes, rows: Sequence[ModelRow], marks: Sequence[Mark]) -> None:
    stated = [v for r in rows for v in (r.untapped_share, r.high, r.sensitivity_high) if v is not None]
    axes.set_xlim(
        0, min(1.0, 0.1 * (1 + int(max([*stated, *(mark.untapped_share for mark in marks)]) / 0.1 + 1e-9)))
    )
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda x, _: wording.decimals(100 * x, 0))
    axes.set_xlabel("untapped share of the row (%)")


def _draw_row(axes: Axes, place: int, row: ModelRow) -> None:
    if row.untapped_share is None:
        axes.text(
            0.01,
            place + BAND_AT,
            "none found",
            fontsize=style.SMALL,
            style="italic",
            color=style.QUIET,
            va="center",
        )
        return
    middle = place + BAND_AT
    if row.sensitivity_low is not None and row.sensitivity_high is not None:
        span = row.sensitivity_high - row.sensitivity_low
        axes.barh(middle, span, left=row.sensitivity_low, height=BAND_DEPTH, color=style.NEUTRAL)
    if row.low is not None and row.high is not None:
        ends = [row.low, row.high]
        axes.plot(ends, [middle, middle], color=style.EMPHASIS, linewidth=1.6, solid_capstyle="butt")
    axes.plot([row.untapped_share], [middle], marker="o", markersize=5.5, color=style.EMPHASIS, clip_on=False)


def _draw_marks(axes: Axes, place: int, marks: Sequence[Mark]) -> None:
    """The marks of a row; those as if rules and classifier alone had coded lie below the others."""
    for mark in sorted(marks, key=lambda found: found.coded_by):
        offset, marker, _ = LANES[mark.varied]
        _draw_mark(axes, mark.untapped_share, place + offset, marker, FILLS[mark.coded_by])


def _draw_mark(axes: Axes, x: float, y: float, marker: str, fill: str) -> None:
    axes.plot(
        [x],
        [y],
        marker=marker,
        markersize=4.2,
        markerfacecolor=fill,
        markeredgecolor=style.EMPHASIS,
        markeredgewidth=0.7,
        linestyle="none",
        clip_on=False,
    )


def _key_lines(results: Results) -> int:
    return 1 + len({mark.varied for mark in _marks(results)} & set(LANES))


def _write_key(canvas: Axes, results: Results, y: float) -> None:
    ends = [letter.SIDE_MM, letter.SIDE_MM + 6]
    canvas.plot(ends, [y, y], color=style.EMPHASIS, linewidth=1.6)
    canvas.plot([letter.SIDE_MM + 3], [y], marker="o", markersize=5, color=style.EMPHASIS)
    words = f"estimate, {wording.level(results)} interval"
    letter.write(canvas, letter.SIDE_MM + 7.5, y, words, vertical="center")
    left = letter.SIDE_MM + 11 + letter.width_mm(words)
    letter.rectangle(canvas, left, y - 1.6, 6, 3.2, facecolor=style.NEUTRAL)
    letter.write(canvas, left + 7.5, y, "random potentials", vertical="center")
    occurring = {(mark.varied, mark.coded_by) for mark in _marks(results)}
    lanes = [name for name in LANES if any(varied == name for varied, _ in occurring)]
    for line, name in enumerate(lanes, start=1):
        _, marker, words = LANES[name]
        below = y + line * KEY_MM
        for coded_by, at in ((PEOPLE_FIRST, 1.5), (MACHINES_ALONE, 4.5)):
            if (name, coded_by) in occurring:
                _draw_mark(canvas, letter.SIDE_MM + at, below, marker, FILLS[coded_by])
        letter.write(canvas, letter.SIDE_MM + 7.5, below, words, vertical="center")
