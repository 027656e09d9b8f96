"""Inputs taken apart: each thing that people change is an item of its own."""

from __future__ import annotations

from coprod_review.compare.items import items_of_data, items_of_rows


def test_an_entry_of_a_list_is_an_item_by_its_name_whatever_its_place() -> None:
    first = items_of_data({"patterns": [{"id": "a", "weight": 1}, {"id": "b", "phrases": ["x", "y"]}]})
    moved = items_of_data({"patterns": [{"id": "b", "phrases": ["x", "y"]}, {"id": "a", "weight": 1}]})
    assert first == moved
    assert first["patterns[b]"] == {"id": "b", "phrases": '["x", "y"]'}


def test_settings_are_items_by_their_dotted_keys() -> None:
    assert items_of_data({"decide": {"coverage": 0.9}, "seed": 1}) == {
        "decide.coverage": {"": "0.9"},
        "seed": {"": "1"},
    }


def test_entries_without_names_of_their_own_stay_one_list() -> None:
    for entries in ([{"id": "a"}, {"id": "a"}], [{"id": "a"}, {}], [1, 2], []):
        assert set(items_of_data({"list": entries})) == {"list"}


def test_nested_entries_stand_under_keys_of_the_outer_one() -> None:
    items = items_of_data({"codes": [{"id": "a", "examples": {"first": "x"}, "more": [{"id": "z"}]}]})
    assert items["codes[a]"] == {"id": "a", "examples.first": "x", "more": '[{"id": "z"}]'}


def test_rows_are_items_by_the_question_that_they_answer() -> None:
    rows = [
        {"report": "r1", "dimension": "framing", "codes": "none", "quote": ""},
        {"report": "r1", "dimension": "framing", "codes": "partnership"},
        {"codes": "none"},
    ]
    assert items_of_rows(rows) == {
        "r1, framing": {"report": "r1", "dimension": "framing", "codes": "none"},
        "r1, framing #2": {"report": "r1", "dimension": "framing", "codes": "partnership"},
        '{"codes": "none"}': {"codes": "none"},
    }
