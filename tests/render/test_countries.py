"""The map of countries has an outline or a point for every country, and lists what it draws."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from coprod_review.analyse.countries import country_of
from coprod_review.render import country_shapes as shapes
from coprod_review.render.countries import LIST_MOST, data_countries, note_countries, plot_countries
from coprod_review.render.results import Results
from coprod_review.render.style import figure_style, new_figure

SHAPES = json.loads((files("coprod_review.render") / "data" / "country_shapes.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "name", ["United Kingdom", "Sweden", "Fiji", "Russia", "Singapore", "Malta", "Kosovo"]
)
def test_a_country_that_the_names_know_is_on_the_map(name: str) -> None:
    found = country_of(name)
    assert found is not None and found.code in SHAPES


def test_the_projection_keeps_areas_in_proportion() -> None:
    def area(latitude: float) -> float:
        ring = np.array([[0, latitude], [1, latitude], [1, latitude + 1], [0, latitude + 1]])
        x, y = shapes.projected(ring).T
        return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)

    def on_the_sphere(latitude: float) -> float:
        low, high = np.radians([latitude, latitude + 1])
        return float(np.radians(1) * (np.sin(high) - np.sin(low)))

    ratios = [area(at) / on_the_sphere(at) for at in (0.0, 30.0, 60.0, 75.0)]
    assert max(ratios) / min(ratios) == pytest.approx(1, abs=2e-3)


def test_no_outline_crosses_the_whole_map() -> None:
    for code, shape in SHAPES.items():
        for ring in shape.get("rings", []):
            assert np.abs(np.diff(ring[0::2])).max() < 60, code


def words_of(results: Results) -> list[str]:
    with figure_style():
        figure = new_figure(180, 160)
        plot_countries(results, figure)
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_countries_beyond_the_list_are_told_together_and_none_is_lost(full: Results) -> None:
    many = [replace(full.countries[0], country=f"C{n:02}", name=f"Land {n}", n=100 - n) for n in range(60)]
    results = replace(full, countries=[*many, *full.countries[-2:]])
    words = words_of(results)
    assert f"Land {LIST_MOST - 2}" in words and f"Land {LIST_MOST - 1}" not in words
    rest = [100 - n for n in range(LIST_MOST - 1, 60)]
    assert f"{len(rest)} more, {rest[-1]}–{rest[0]} each" in words
    assert str(sum(rest)) in words
    assert len(data_countries(results).rows) == 62


def test_reports_without_a_country_are_told(full: Results) -> None:
    note = note_countries(full)
    assert "170 included reports: 90 without a stated country" in note
    assert "2 named a wider place (Nordic countries)" in note
