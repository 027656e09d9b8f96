"""How values read, and which names and addresses pages bear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.pages.names import page_name, web_link
from coprod_review.pages.wording import (
    authors_short,
    decimal,
    grouped,
    in_words,
    interval_text,
    percent_range,
)


def number(text: str, value: float, low: float | None, high: float | None) -> Number:
    return Number(number_id="a", value=value, text=text, label="", member_kind="none", low=low, high=high)


@pytest.mark.parametrize(
    ("printed", "value", "low", "high", "reads"),
    [
        ("46 %", 0.46, 0.31, 0.585, "31 to 58\u00a0%"),
        ("5.2 %", 0.052, 0.01, 0.11, "1.0 to 11.0\u00a0%"),
        ("+76 points", 0.7647, 0.509, 0.886, "+51 to +89\u00a0points"),
        ("−9 points", -0.087, -0.255, 0.043, "−26 to +4\u00a0points"),
        ("0.89", 0.887, 0.846, 0.928, "0.85 to 0.93"),
        ("0", 0.0, 0.0, 3.0, "0.00 to 3.00"),
        ("undefined", float("nan"), None, None, ""),
    ],
)
def test_an_interval_reads_as_its_number_does(
    printed: str, value: float, low: float | None, high: float | None, reads: str
) -> None:
    assert interval_text(number(printed, value, low, high)) == reads


def test_words_for_shares_authors_and_lists() -> None:
    assert percent_range("0.09", "0.131") == "9 to 13\u00a0%"
    assert percent_range("", "0.1") == ""
    assert decimal("-0.087") == "−0.09"
    assert decimal("-0.0016") == "0.00"
    assert decimal("12") == "12"
    assert in_words(["a", "b", "c"]) == "a, b and c"
    assert authors_short(work(("Ek, Ann",))) == "Ek"
    assert authors_short(work(("Ek, Ann", "Ås, Bo"))) == "Ek & Ås"
    assert authors_short(work(("Ek, Ann", "Ås, Bo", "Lind, Cy"))) == "Ek et al."
    assert authors_short(work(())) == "No author stated"


def work(authors: tuple[str, ...]) -> Record:
    return Record(record_id="a:1", export="a", line=1, end_line=1, authors=authors)


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_names_have_different_pages_that_every_system_takes(one: str, two: str) -> None:
    assert (page_name(one) == page_name(two)) == (one == two)
    assert not set(page_name(one)) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert not page_name(one).startswith(".")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "file:///x", "//x", "x", "http://["],
)
def test_an_address_that_is_no_web_page_is_no_link(address: str) -> None:
    assert web_link(address) == ""


def test_an_address_of_the_web_is_a_link() -> None:
    assert web_link("https://example.org/a?b=c") == "https://example.org/a?b=c"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("9999", "9999"),
        ("10000", "10,000"),
        ("1234567 of 2000000 reports", "1,234,567 of 2,000,000 reports"),
        ("0.123456", "0.123456"),
        ("12345.6", "12,345.6"),
        ("10.1002/14651858", "10.1002/14651858"),
    ],
)
def test_long_whole_numbers_are_printed_in_groups_of_three_digits(printed: str, shown: str) -> None:
    assert grouped(printed) == shown
