"""The figure of untapped shares: its marks for runs with one choice made otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from coprod_review.config import FigureSettings
from coprod_review.render import style
from coprod_review.render.figure_spec import drawn
from coprod_review.render.figures import FIGURES
from coprod_review.render.results import Results
from coprod_review.render.specification_shapes import ModelRun
from coprod_review.render.untapped import data_untapped, note_untapped

from .conftest import full_results

UNTAPPED = next(spec for spec in FIGURES if spec.name == "untapped")
PRINT = FigureSettings(dpi=(72,), width_one_column_mm=88, width_two_columns_mm=180)
POSITIONS = ("protective", "consultative", "partnership")


def run(
    specification: str, varied: str, *untapped: float | None, coded_by: str = "people_first"
) -> list[ModelRun]:
    """The technical row of a run."""
    return [
        ModelRun(
            specification=specification,
            coded_by=coded_by,
            varied=varied,
            character="technical",
            position=position,
            n=2.5,
            attention=None if value is None else 0.2,
            untapped=value,
        )
        for position, value in zip(POSITIONS, untapped, strict=True)
    ]


def varied_results() -> Results:
    return replace(
        full_results(),
        model_runs=[
            *run("run", "", 0.9, 0.0, 0.0),
            *run("no_rules", "left_out", 0.25, 0.1, 0.0),
            *run("strict", "abstention", 0.1, 0.0, 0.0, coded_by="machines_alone"),
            *run("nothing_left", "abstention", None, None, None),
        ],
    )


def figure_of(results: Results) -> Figure:
    with style.figure_style():
        return drawn(UNTAPPED, results, PRINT)


def test_the_table_beside_the_figure_holds_every_mark_with_its_row_total() -> None:
    marks = [row for row in data_untapped(varied_results()).rows if row.get("varied")]
    found = [(m["specification"], m["varied"], m["untapped_share"], m["n"]) for m in marks]
    assert found == [("no_rules", "left_out", 0.35, 7.5), ("strict", "abstention", 0.1, 7.5)]


def test_a_run_that_leaves_a_row_without_reports_has_no_mark_and_the_note_says_so() -> None:
    assert "nothing_left" not in {row.get("specification") for row in data_untapped(varied_results()).rows}
    assert "Rows that such a run leaves without reports have no mark" in note_untapped(varied_results())


def test_marks_are_filled_where_settled_codes_come_first_and_hollow_where_machines_alone_coded() -> None:
    plot = figure_of(varied_results()).axes[1]
    looks = {
        line.get_marker(): (line.get_markerfacecolor(), round(float(np.asarray(line.get_xdata())[0]), 3))
        for line in plot.lines
        if line.get_marker() in ("D", "^")
    }
    assert looks == {"D": (style.EMPHASIS, 0.35), "^": (style.PAPER, 0.1)}


def test_without_varied_runs_the_figure_has_neither_marks_nor_their_key() -> None:
    plain = full_results()
    assert "Marks:" not in note_untapped(plain)
    assert not [
        line for axes in figure_of(plain).axes for line in axes.lines if line.get_marker() in ("D", "^")
    ]
    assert UNTAPPED.body_height(plain) < UNTAPPED.body_height(varied_results())


def test_the_key_shows_only_marks_that_occur() -> None:
    canvas = figure_of(varied_results()).axes[0]
    in_key = {
        (line.get_marker(), line.get_markerfacecolor())
        for line in canvas.lines
        if line.get_marker() in ("D", "^")
    }
    assert in_key == {("D", style.EMPHASIS), ("^", style.PAPER)}
