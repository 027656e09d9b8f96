"""What is said of a figure or a table is true of what it holds."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.render.conftest import empty_results
from tests.render.test_figures import PRINT

from coprod_review.render.drawing import asked_for, figure_index, spec_of
from coprod_review.render.figures import FIGURES
from coprod_review.render.performance import data_performance
from coprod_review.render.results import Results, StatusCount
from coprod_review.render.saving import figure_svg
from coprod_review.render.tables import CHARACTERISTICS


def described(results: Results) -> dict[str, str]:
    entries = json.loads(figure_index(FIGURES, results, PRINT))
    return {entry["name"]: entry["alt_text"] for entry in entries}


def test_a_figure_with_nothing_to_draw_is_described_as_that_with_the_reason() -> None:
    empty = empty_results()
    found = described(empty)
    assert {name for name, words in found.items() if not words.startswith("Nothing is drawn. ")} == set()
    assert found["agreement"] == "Nothing is drawn. No two coders have coded the same reports."
    assert f'<desc id="agreement-description">{found["agreement"]}</desc>' in figure_svg(
        spec_of("agreement"), empty, PRINT
    )


def test_years_that_are_known_are_not_told_as_unknown_where_traditions_are() -> None:
    assert "with a decided tradition" in described(empty_results())["years"]


def test_a_figure_that_is_drawn_is_described_by_what_it_shows(full: Results) -> None:
    assert described(full) == {spec.name: spec.alt_text for spec in asked_for(("1", "2", "3"))}


def test_the_table_of_performance_does_not_tell_what_the_figure_leaves_out(full: Results) -> None:
    note = data_performance(full).note
    assert any(row["coder"] == "lineage" for row in data_performance(full).rows)
    assert "not drawn" not in note
    assert "Hollow" not in note
    assert "not drawn" in spec_of("performance").note(full)


def test_codes_on_which_readers_agree_are_told_as_easier_only_where_there_are_any(full: Results) -> None:
    by_one = replace(full, statuses=[StatusCount(dimension="tradition", status="person", n=9, number_id="")])
    for results, is_told in ((full, True), (by_one, False)):
        assert ("easier cases" in spec_of("performance").note(results)) == is_told
        assert ("easier cases" in data_performance(results).note) == is_told


def test_not_stated_is_not_told_as_looked_at() -> None:
    assert "looked at" not in CHARACTERISTICS.note
