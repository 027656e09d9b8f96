"""Maps of networks: every label that is drawn can be read, and what is not drawn is told."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from coprod_review.config import FigureSettings
from coprod_review.model.network import CO_CITATION, CO_WORDS, COUPLING
from coprod_review.render import lettering as letter
from coprod_review.render import style
from coprod_review.render.figure_spec import FigureSpec, drawn
from coprod_review.render.network_figures import NETWORK_FIGURES
from coprod_review.render.network_places import LOWEST, Spot, height_of, spots

from .conftest import full_results
from .invented_networks import invented_networks

ROOM = 178.0
PRINT = FigureSettings(dpi=(72,), width_one_column_mm=88, width_two_columns_mm=180)
HOSTILE = "<script>alert({n})</script> $x_{n}^2$ Ωμέγα =1+1"


def test_all_sixty_labels_find_room_on_two_columns() -> None:
    network = invented_networks()[0]
    placed = spots(network, ROOM, height_of(network, ROOM))
    assert [spot.item for spot in placed] == list(network.items)
    assert all(spot.lines for spot in placed)


def test_a_map_that_is_wider_than_high_gets_the_lower_drawing() -> None:
    network = invented_networks(6)[0]
    high = replace(network, items=tuple(replace(i, x=i.x / 10, y=i.y) for i in network.items))
    wide = replace(network, items=tuple(replace(i, x=i.x, y=i.y / 10) for i in network.items))
    assert height_of(wide, ROOM) < height_of(high, ROOM)
    assert height_of(wide, ROOM) == pytest.approx(LOWEST * ROOM)


def test_no_label_meets_another_label_or_a_circle_and_none_leaves_the_frame() -> None:
    network = invented_networks(60, label="A rather long label of an invented term {n}")[0]
    height = height_of(network, ROOM)
    placed = spots(network, ROOM, height)
    boxes = {spot.item.item: label_box(spot) for spot in placed if spot.lines}
    assert len(boxes) > 30
    for one, other in combinations(boxes.values(), 2):
        assert not meet(one, other)
    for name, box in boxes.items():
        assert box[0] >= -0.1 and box[2] <= ROOM + 0.1 and box[1] >= -0.1 and box[3] <= height + 0.1
        for spot in placed:
            if spot.item.item != name:
                circle = (
                    spot.x - spot.radius,
                    spot.y - spot.radius,
                    spot.x + spot.radius,
                    spot.y + spot.radius,
                )
                assert not meet(box, circle)


def test_the_note_tells_what_is_and_is_not_drawn() -> None:
    results = replace(full_results(), networks=invented_networks())
    note = next(spec for spec in NETWORK_FIGURES if spec.name == "co_citation").note(results)
    assert "n = 110 of 120 included reports with cited references." in note
    assert "60 of 80 works that 3 or more reports cite" in note
    assert "of 117 links drawn" in note
    assert "Circled numbers: clusters." in note


@pytest.mark.parametrize("spec", NETWORK_FIGURES, ids=lambda spec: spec.name)
def test_a_network_without_items_says_why_and_keeps_the_columns_of_its_data(spec: FigureSpec) -> None:
    results = replace(full_results(), networks=invented_networks(0))
    with style.figure_style():
        figure = drawn(spec, results, PRINT)
        words = " ".join(t.get_text() for axes in figure.axes for t in axes.texts)
    assert "3 included reports have cited references, and a map needs 100" in words
    sheet = spec.data(results)
    assert not sheet.rows
    assert {"label", "n", "x", "y", "cluster", "number_id"} <= set(sheet.names)


@pytest.mark.parametrize("spec", NETWORK_FIGURES, ids=lambda spec: spec.name)
def test_results_of_an_analysis_without_networks_draw_that_there_are_none(spec: FigureSpec) -> None:
    results = replace(full_results(), networks=())
    with style.figure_style():
        figure = drawn(spec, results, PRINT)
    words = " ".join(t.get_text() for axes in figure.axes for t in axes.texts)
    assert "the analysis has not looked for it" in words


@pytest.mark.parametrize("n_items", [1, 2, 3])
@pytest.mark.parametrize("spec", NETWORK_FIGURES, ids=lambda spec: spec.name)
def test_a_network_of_few_items_is_drawn(spec: FigureSpec, n_items: int) -> None:
    results = replace(full_results(), networks=invented_networks(n_items, label=HOSTILE))
    with style.figure_style():
        figure = drawn(spec, results, PRINT)
        figure.draw_without_rendering()
    words = " ".join(t.get_text() for axes in figure.axes for t in axes.texts)
    assert "alert(0)" in words


def test_the_key_names_only_what_is_drawn() -> None:
    networks = [replace(n, items=n.items[:1], links=()) for n in invented_networks()]
    results = replace(full_results(), networks=tuple(networks))
    spec = next(spec for spec in NETWORK_FIGURES if spec.name == "coupling")
    with style.figure_style():
        figure = drawn(spec, results, PRINT)
    words = [t.get_text() for axes in figure.axes for t in axes.texts]
    assert "public administration" in words
    assert "service management" not in words


def test_items_without_a_year_are_hollow_and_in_the_key() -> None:
    results = replace(full_results(), networks=invented_networks())
    spec = next(spec for spec in NETWORK_FIGURES if spec.name == "co_word_years")
    with style.figure_style():
        figure = drawn(spec, results, PRINT)
    words = [t.get_text() for axes in figure.axes for t in axes.texts]
    assert "year unknown" in words
    assert "2000" in words


def test_the_data_hold_every_item_with_its_number() -> None:
    results = replace(full_results(), networks=invented_networks())
    for spec, name in zip(NETWORK_FIGURES, (CO_CITATION, COUPLING, CO_WORDS, CO_WORDS), strict=True):
        rows = spec.data(results).rows
        assert len(rows) == 60
        assert rows[7]["number_id"] == f"network.{name}.item7"


def label_box(spot: Spot) -> tuple[float, float, float, float]:
    wide = max(letter.width_mm(line) for line in spot.lines)
    high = len(spot.lines) * letter.line_mm(style.SMALL)
    return spot.label_x - wide / 2, spot.label_top, spot.label_x + wide / 2, spot.label_top + high


def meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    slack = 0.03
    return a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
