"""File names that every system takes: what is changed, what stays, and that nothing is left to change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.io.file_names import LONGEST, fit_name, free_name


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("a:b.ris", "a_b.ris"),
        ('what? "this" <one>|*.csv', "what_ _this_ _one___.csv"),
        ("one; two.csv", "one_ two.csv"),
        ("COM1", "_COM1"),
        ("aux.ris", "_aux.ris"),
        ("CON.tar.gz", "_CON.tar.gz"),
        ("-rf.ris", "rf.ris"),
        ("=1+2.csv", "1+2.csv"),
        ("＝sum.csv", "sum.csv"),
        ("@me.ris", "me.ris"),
        (".hidden.ris", "hidden.ris"),
        ("export.ris. ", "export.ris"),
        (" export.ris", "export.ris"),
        ("two\nlines\x00.ris", "two_lines_.ris"),
        ("turned\u202esir.ris", "turned_sir.ris"),
        ("half\udcff.ris", "half_.ris"),
        ("e\u0301t\u00e9.ris", "\u00e9t\u00e9.ris"),
        ("...", "export"),
        ("=-+@", "export"),
    ],
)
def test_what_some_system_cannot_hold_is_changed(name: str, fit: str) -> None:
    assert fit_name(name) == fit


@pytest.mark.parametrize(
    "name",
    ["scopus 2026-11-02 (1).csv", "console.ris", "com10.ris", "été.ris", "a+b=c.ris", "a", "検索.nbib"],
)
def test_a_name_that_every_system_takes_stays(name: str) -> None:
    assert fit_name(name) == name


@given(st.text(max_size=300))
def test_a_fit_name_is_fit_and_short_and_opens_nothing(name: str) -> None:
    fit = fit_name(name)
    assert fit == fit_name(fit)
    assert 0 < len(fit.encode("utf-8")) <= LONGEST + 1
    assert fit[0] not in ".=+-@＝＋－＠ \t"
    assert fit[-1] not in ". "
    assert not set(fit) & set('<>:"/\\|?*;\n\r\t\0')


def test_a_long_name_keeps_its_ending() -> None:
    assert fit_name("é" * 300 + ".ris").endswith("é.ris")


def test_a_taken_name_gets_a_number_before_its_endings() -> None:
    assert free_name("a:b.ris", {"a_b.ris", "a_b_2.ris"}) == "a_b_3.ris"
    assert free_name("A.nbib.gz", {"a.nbib.gz"}) == "A_2.nbib.gz"
