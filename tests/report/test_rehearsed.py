"""How the rehearsed correction fared, and misses that rounding would hide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.coded_review import coded_review

from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.rehearsed import holds, rehearsed_numbers
from coprod_review.report.corrected import held_in_words, is_too_narrow_as_rehearsed, near_miss

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


@pytest.mark.parametrize(("held", "is_too_narrow"), [(60, True), (69, True), (70, False), (73, False)])
def test_intervals_that_hold_less_often_than_they_promise_are_too_narrow(
    project: Path, held: int, is_too_narrow: bool
) -> None:
    def number(name: str, value: int) -> Number:
        return Number(number_id=name, value=value, text=str(value), label="", member_kind="none")

    results = coded_review(project, n=4).results
    assert results.config.analyse.interval == 0.95
    assert not is_too_narrow_as_rehearsed(results)
    counts = Ledger.of([number("rehearsed.held", held), number("rehearsed.tested", 73)])
    assert is_too_narrow_as_rehearsed(replace(results, ledger=counts)) is is_too_narrow


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
