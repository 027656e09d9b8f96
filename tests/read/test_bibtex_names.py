"""Author names of BibTeX; all names are invented."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.read.bibtex_names import AS_WRITTEN, LISTED, authors


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lena Berg and Ek, Anna B.", ["Berg, Lena", "Ek, Anna B."]),
        ("Jan van der Meer and de la Ek, Ana", ["van der Meer, Jan", "de la Ek, Ana"]),
        ("Maria de la Alm Berg", ["de la Alm Berg, Maria"]),
        ("Ek, Jr., Jan and Jan {Ek, II} and Jan Ek Jr.", ["Ek, Jan, Jr.", "Ek, Jan, II", "Ek, Jan, Jr."]),
        (r"{\'E}va {\O}stby and \O stby, Eva and Per~Alm", ["Østby, Éva", "Østby, Eva", "Alm, Per"]),
        ("{van der Berg}, Jan and {MacAlm} Berg, Ida", ["van der Berg, Jan", "MacAlm Berg, Ida"]),
        ("Ek, Anna and others", ["Ek, Anna"]),
        ("Plato", ["Plato"]),
    ],
)
def test_names_follow_the_grammar_of_bibtex(written, expected):
    assert authors(written, Counter()) == expected


@pytest.mark.parametrize(
    "body", ["NHS England", "World Care", "Ward Seven Trust NHS", "Department of Care, Beds and Talk"]
)
def test_a_body_in_braces_stays_one_name(read, body):
    record = read(f"@book{{a, title = {{T}}, author = {{{{{body}}} and Ek, Anna}}}}")[0][0]
    assert record.authors == (body, "Ek, Anna")


def test_what_databases_write_against_the_grammar_is_known(read):
    record = read("@misc{a, title={T}, author={Ek AB and Invented Care Group and Berg, Ida, PhD}}")[0][0]
    assert record.authors == ("Ek, AB", "Invented Care Group", "Berg, Ida")


@pytest.mark.parametrize("listed", ["Ek, A., Alm, B.C., Berg, D.", "Ek, A.; Alm, B.C.; Berg, D."])
def test_a_list_without_the_word_and_is_parted_and_told(listed):
    repairs: Counter[str] = Counter()
    assert authors(listed, repairs) == ["Ek, A.", "Alm, B.C.", "Berg, D."]
    assert repairs[LISTED] == 1


def test_a_name_that_cannot_be_taken_apart_stays_as_written_and_is_told(read):
    records, _, summary = read("@misc{a, title={T}, author={The, one, with, too many, commas}}")
    assert records[0].authors == ("The, one, with, too many, commas",)
    assert f"{AS_WRITTEN}: 1" in summary.repairs


@given(st.text(alphabet="aB ,.{}\\'\"~&;-\u00e9", max_size=60))
def test_no_author_field_stops_the_reading(written):
    assert all(isinstance(name, str) and name for name in authors(written, Counter()))


def test_given_names_that_look_like_a_missing_value_are_kept():
    assert authors("Liu, Na and Wang, Nan and Li, No", Counter()) == ["Liu, Na", "Wang, Nan", "Li, No"]


def test_what_programs_write_for_a_missing_given_name_is_dropped():
    assert authors("Zamm, NaN and Hoven, null", Counter()) == ["Zamm", "Hoven"]


def test_particles_behind_the_given_name_go_with_the_family():
    assert authors("Boer, Janna N. de and Doesschate, T. ten", Counter()) == [
        "de Boer, Janna N.",
        "ten Doesschate, T.",
    ]
