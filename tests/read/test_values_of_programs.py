"""Values as programs write them that turn exports into tables, JSON and BibTeX; all entries are invented."""

from __future__ import annotations

from collections import Counter

import pytest

from coprod_review.read import bibtex_names
from coprod_review.read.name_lists import initials_behind
from coprod_review.read.names import family_given


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("III, Lena M. Berg", "Berg, Lena M., III"),
        ("Jr., Carl Ek", "Ek, Carl, Jr."),
        ("Ii, Takashi", "Ii, Takashi"),
        ("Ii, Takashi M.", "Ii, Takashi M."),
    ],
)
def test_a_suffix_where_the_family_stands_goes_last(written, name):
    assert family_given(written) == name


def test_et_al_that_a_program_took_for_a_name_is_nobody():
    assert family_given("et, a. l.") == ""
    assert family_given("Et, Anna") == "Et, Anna"


@pytest.mark.parametrize(
    "body", ["Grupo de trabajo de los mochuelos", "Sociedad Española de Búhos", "Instituto de Aves Nocturnas"]
)
def test_bodies_of_other_languages_stay_whole(body):
    assert family_given(body, given_first=True) == body


def test_in_a_list_with_initials_behind_short_and_lettered_names_have_theirs_there_too(read):
    table = (
        "Title,Authors,Year\n"
        "Owls,Berg LM; N Sánchez B; de Vries G; Ek A,2030\n"
        "Mice,EKSTROEM F;YANG WL;SONG XJ,2030\n"
        "Elks,KG Berg; P Ek,2030\n"
    )
    (owls, mice, elks), _, _ = read(table)
    assert owls.authors == ("Berg, LM", "N Sánchez, B", "de Vries, G", "Ek, A")
    assert mice.authors == ("EKSTROEM, F", "YANG, WL", "SONG, XJ")
    assert elks.authors == ("Berg, KG", "Ek, P")


def test_names_that_do_not_show_where_initials_stand_are_left():
    assert initials_behind(["A LI", "B EK"]) == ["A LI", "B EK"]


def test_a_comma_at_the_end_of_authors_in_bibtex_says_that_the_last_has_one_part():
    assert bibtex_names.authors("Merle Wester,", Counter()) == ["Merle Wester"]
    assert bibtex_names.authors("Lena Berg, and Carl Ek", Counter()) == ["Berg, Lena", "Ek, Carl"]
