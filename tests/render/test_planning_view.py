"""The planning view: it says what the plan says, the same each time, and inside its frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from tests.plan.plan_examples import reading_of, sources_of

from coprod_review.config import FigureSettings
from coprod_review.model.plan import Plan
from coprod_review.plan.make import make_plan
from coprod_review.render import style
from coprod_review.render.figure_spec import drawn
from coprod_review.render.planning_view import data, planning_view, spec_of

SETTINGS = FigureSettings(dpi=(72,), width_one_column_mm=85, width_two_columns_mm=180)
CHARACTERS = ("technical", "procedural", "social_interaction")


def plan_of(project: Path, *codes: str, measured: bool = True) -> Plan:
    return make_plan(reading_of(*codes), sources_of(project, measured=measured))


def figure_of(plan: Plan) -> Figure:
    nothing: Any = None
    with style.figure_style():
        return drawn(spec_of(plan), nothing, SETTINGS)


def words_of(figure: Figure) -> list[str]:
    return [t.get_text() for axes in figure.axes for t in axes.texts] + [t.get_text() for t in figure.texts]


def test_the_figure_names_positions_what_was_tried_and_what_was_not(project: Path) -> None:
    words = words_of(figure_of(plan_of(project, "technical")))
    assert {"Technical", "Protective", "Consultative", "Partnership", "Mitigation"} <= set(words)
    assert "– (at most 3 of 14)" in words
    assert "9" in words


@pytest.mark.parametrize("measured", [True, False])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_no_letter_leaves_the_figure_and_none_stands_upon_another(
    project: Path, n: int, *, measured: bool
) -> None:
    figure = figure_of(plan_of(project, *CHARACTERS[:n], measured=measured))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    frame = figure.bbox
    boxes = [
        (t.get_text(), t.get_window_extent())
        for t in [t for axes in figure.axes for t in axes.texts] + list(figure.texts)
        if t.get_text().strip()
    ]
    for text, box in boxes:
        assert box.x0 >= -1 and box.x1 <= frame.width + 1, text
        assert box.y0 >= -1 and box.y1 <= frame.height + 1, text
    for place, (text, box) in enumerate(boxes):
        for other, other_box in boxes[place + 1 :]:
            wide = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
            high = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
            assert wide <= 1 or high <= 2, (text, other)


def test_the_drawing_is_the_same_twice(project: Path) -> None:
    plan = plan_of(project, "procedural", "social_interaction")
    assert planning_view(plan) == planning_view(plan)


def test_a_plan_without_rows_says_so_in_place_of_a_drawing(project: Path) -> None:
    words = " ".join(words_of(figure_of(plan_of(project))))
    assert "no character that a plan could be made for" in words


def test_the_data_hold_every_number_that_is_drawn(project: Path) -> None:
    rows = data(plan_of(project, "technical")).rows
    assert [row["code"] for row in rows][:3] == ["protective", "consultative", "partnership"]
    assert {"code": "all", "untapped": 0.3, "chance": 0.08, "chance_high": 0.2}.items() <= rows[3].items()
    assert {"code": "mitigation", "n": 0, "at_most": 3.0}.items() <= rows[5].items()
