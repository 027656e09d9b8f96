"""Text for a terminal steers nothing and keeps within its width."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.pages.terminal import NARROWEST, cut, grid, n_columns, paragraph, seen, typed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("red \x1b[31malarm\x1b[0m", "red [31malarm [0m"),
        ("a\x9b2Jb", "a 2Jb"),
        ("first\rlast\nnext\ttab", "first last next tab"),
        ("abc\u202egnp.exe", "abc gnp.exe"),
        ("no\x00 bell\x07", "no bell"),
        ("half \ud800 of one", "half of one"),
        ("Ærø – “naïve” 題名", "Ærø – “naïve” 題名"),
    ],
)
def test_controls_and_marks_of_direction_become_blanks_and_letters_stay(text: str, shown: str) -> None:
    assert seen(text) == shown


@given(st.text())
def test_whatever_the_text_it_is_one_line_that_can_be_written(text: str) -> None:
    shown = seen(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not any(c < " " or "\x7f" <= c <= "\x9f" for c in shown)


@given(st.lists(st.text("ab é題", max_size=30), max_size=30).map(" ".join), st.integers(1, 120))
def test_no_line_of_a_paragraph_is_wider_than_asked_or_than_the_narrowest(text: str, width: int) -> None:
    lines = paragraph(text, width=width, indent=2, hanging=4)
    assert all(len(line) <= max(width, NARROWEST) for line in lines)


def test_the_columns_of_a_grid_stand_in_line_even_where_letters_are_wide() -> None:
    lines = grid([("name", "n"), ("題名", "10"), ("e\u0301t\u0301e", "9")], right=(1,))
    assert [n_columns(line) for line in lines] == [8, 8, 8]
    assert lines[1] == "題名  10"


def test_what_is_cut_says_so() -> None:
    assert cut("a long title", 8) == "a long…"
    assert cut("short", 8) == "short"


@pytest.mark.parametrize(
    ("argument", "so"),
    [
        ("AB.xlsx", "AB.xlsx"),
        ("sheets/ü.csv", "sheets/ü.csv"),
        ("AB own ü.xlsx", '"AB own ü.xlsx"'),
        ("a;b's.csv", '"a;b\'s.csv"'),
        ("for $5.csv", "'for $5.csv'"),
        ("", '""'),
    ],
)
def test_an_argument_is_typed_so_that_a_shell_takes_it_for_one(argument: str, so: str) -> None:
    assert typed(argument) == so
    assert shlex.split(f"import {typed(argument)}") == ["import", argument]
