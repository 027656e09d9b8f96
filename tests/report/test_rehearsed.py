"""How the rehearsed correction fared, and misses that rounding would hide."""

from __future__ import annotations

import pytest

from coprod_review.pages.rehearsed import holds, rehearsed_numbers
from coprod_review.report.corrected import held_in_words, near_miss

Row = dict[str, str]


def rehearsed(
    settled: str, low: str, high: str, beyond: tuple[str, str] = ("0", "1"), *, share: str = "0.1"
) -> Row:
    return {
        "share": share,
        "basis": "rehearsal",
        "all_settled": settled,
        "low": low,
        "high": high,
        "beyond_low": beyond[0],
        "beyond_high": beyond[1],
    }


def test_the_intervals_that_hold_are_counted_for_this_corpus_and_beyond() -> None:
    rows = [
        rehearsed("0.5", "0.4", "0.6"),
        rehearsed("0.7", "0.4", "0.6"),
        rehearsed("0.7", "0.4", "0.6", ("0.3", "0.65")),
        rehearsed("", "0.4", "0.6"),
        rehearsed("0", "0", "0.02", share="0"),
        rehearsed("0", "0", "0.02", share="0.01"),
        {**rehearsed("0.7", "0.4", "0.6"), "basis": "gold_sample"},
    ]
    found = {number.number_id: number.text for number in rehearsed_numbers(rows)}
    assert found == {
        "rehearsed.none_of_either": "1",
        "rehearsed.tested": "4",
        "rehearsed.held": "2",
        "rehearsed.held_beyond": "3",
    }
    assert [held_in_words(row) for row in rows] == ["yes", "no", "no", "", "none of either", "yes", "no"]
    assert rehearsed_numbers([]) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (rehearsed("0.0378151", "0.0381916", "0.0845954"), ("3.82 to 8.46 %", "3.78 %")),
        (rehearsed("0.193", "0.09", "0.187"), ("9.0 to 18.7 %", "19.3 %")),
        (rehearsed("0.06", "0.024", "0.056"), None),
        (rehearsed("0.05", "0.024", "0.056"), None),
        (rehearsed("0.63354", "0.6340", "0.6771"), ("63.40 to 67.71 %", "63.35 %")),
    ],
)
def test_a_miss_that_rounding_hides_is_printed_with_more_decimals(
    row: Row, told: tuple[str, str] | None
) -> None:
    assert near_miss(row) == told


def test_the_last_digit_of_the_table_is_no_miss() -> None:
    assert holds(rehearsed("0.400001", "0.400005", "0.6"))
