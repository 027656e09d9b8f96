"""What readers of real exports found lost: unknown macros, suffixes, kinds of publication, odd bytes."""

from __future__ import annotations

import pytest

from coprod_review.errors import ReviewError
from coprod_review.read.latex import plain
from coprod_review.read.names import family_given
from coprod_review.read.pages import pages
from coprod_review.read.reading import Reading


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"{\TeX-Bells} for {\UNIX}/{\VMS}", "TeX-Bells for UNIX/VMS"),
        (r"An Introduction to {\MF}", "An Introduction to MF"),
        (r"Bells with \PS and more", "Bells with PS and more"),
        (r"{\bf Bold} and {\em loud} \MakeUppercase{bells}", "Bold and loud bells"),
    ],
)
def test_a_macro_that_nobody_defined_leaves_its_name(written, read):
    assert plain(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Smith JA Jr", "Smith, JA, Jr"),
        ("O'Hara J 3rd", "O'Hara, J, 3rd"),
        ("de la Cruz-Ramos JL Jr", "de la Cruz-Ramos, JL, Jr"),
        ("Smith, John A Jr", "Smith, John A, Jr"),
        ("Lee, Iv", "Lee, Iv"),
    ],
)
def test_suffixes_stand_last_however_a_database_writes_them(written, read):
    assert family_given(written, given_first=True) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("N.PAG-N.PAG", ""),
        ("No-Specified", ""),
        ("nan-nan", ""),
        ("e0188810-nan", "e0188810"),
        ("??--??", ""),
        ("S12-S19", "S12-S19"),
    ],
)
def test_words_for_no_page_are_no_page(written, read):
    assert pages(written) == read


def test_dimensions_tells_the_type_of_chapters_in_another_column():
    text = (
        "Publication ID,Dimensions URL,Title,Publication Type,Document Type\n"
        "pub.1,u,Bells one,Chapter,\npub.2,u,Bells two,Article,Review Article\n"
        "pub.3,u,Bells three,Proceeding,\n"
    )
    assert [r.type for r in Reading(text.encode(), export="x")] == ["chapter", "review", "conference"]


def test_byte_order_marks_within_a_text_are_no_reason_to_stop():
    entry = b"TY  - JOUR\nTI  - Bells \xff\xfe ring\nPY  - 2001\nER  - \n"
    assert len(list(Reading(entry, export="x"))) == 1
    with pytest.raises(ReviewError):
        Reading(b"\r\xff\xfe\xff\xfe", export="x")
