"""The words and numbers that figures and tables print."""

from __future__ import annotations

import pytest

from coprod_review.render.wording import count, percent, places_of, plural


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (7, "7"),
        (9_999, "9999"),
        (10_000, "10,000"),
        (995_599, "995,599"),
        (2.5, "2.5"),
        (12_345.5, "12,345.5"),
    ],
)
def test_counts_from_ten_thousand_on_are_written_in_groups(value, written):
    assert count(value) == written


def test_a_count_beside_its_noun_is_written_so_too():
    assert plural(100_812, "record") == "100,812 records"


def test_shares_side_by_side_have_the_decimals_that_pages_give_them() -> None:
    assert places_of([0.155, 0.098, None]) == 1
    assert places_of([0.155, 0.1, 0.0]) == 0
    assert percent(0.1548, 1) == "15.5\u00a0%"
