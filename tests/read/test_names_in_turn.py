"""Names in orders that few databases write; all are invented."""

from __future__ import annotations

import pytest

from coprod_review.read.name_cells import split_authors
from coprod_review.read.name_lists import in_usual_order
from coprod_review.read.names import family_given


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Garcia Lund, Eva and lopez, J", ["Garcia Lund, Eva", "lopez, J"]),
        ("Berg, Anna Maria, Ek, Olle, Alm, Bo", ["Berg, Anna Maria", "Ek, Olle", "Alm, Bo"]),
        ("van Berg, Anna, Ek, Olle Per", ["van Berg, Anna", "Ek, Olle Per"]),
        ("Anna Berg, Olle Ek, Bo Per Alm, Eva Lund", ["Anna Berg", "Olle Ek", "Bo Per Alm", "Eva Lund"]),
    ],
)
def test_family_and_given_names_that_stand_in_turn_are_pairs(written, names):
    assert split_authors(written) == names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("WANG L", "WANG, L"),
        ("YU Z", "YU, Z"),
        ("J. LI", "LI, J."),
        ("熊 玮", "熊, 玮"),
        ("吉彦 早川", "早川, 吉彦"),
    ],
)
def test_names_in_capitals_and_chinese_names_have_the_family_name_first(written, name):
    assert family_given(written, given_first=True) == name


def test_names_with_a_letter_before_each_comma_are_turned_round():
    assert in_usual_order(["A, BERG", "B, K. K", "O, EK"]) == ["BERG, A", "K. K, B", "EK, O"]


@pytest.mark.parametrize("names", [["E, Weinan"], ["E, Weinan", "Berg, Lena"], ["A, B", "C, D"]])
def test_families_of_one_letter_stay_in_front(names):
    assert in_usual_order(names) == names


def test_rayyan_bibtex_has_the_family_names_in_front(read):
    text = "@article{rayyan-1,\n  title={Owls},\n  author={A, BERG and O, EK},\n  year={2030}\n}\n"
    (record,), _, _ = read(text)
    assert record.authors == ("BERG, A", "EK, O")
