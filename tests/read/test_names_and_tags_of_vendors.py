"""How single vendors write names, tags and places; all entries are invented."""

from __future__ import annotations

import pytest

REVIEW = """Record #1 of 1
ID: CD000001
AU: {name}
AU: Ek Anna B
TI: Talk on the ward
SO: {source}
YR: 2030
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Berg Lena", "Berg, Lena"),
        ("Crowther Caroline A", "Crowther, Caroline A"),
        ("Van Alm Emer", "Van Alm, Emer"),
        ("Roqué i Figuls Marta", "Roqué i Figuls, Marta"),
        ("Berg, Lena", "Berg, Lena"),
        ("Cochrane Ward Group", "Cochrane Ward Group"),
    ],
)
def test_names_of_cochrane_reviews_have_the_family_name_first(read, name, expected):
    text = REVIEW.format(name=name, source="Cochrane Database of Systematic Reviews")
    (record,), _, _ = read(text)
    assert record.authors == (expected, "Ek, Anna B")


def test_names_of_trials_are_told_by_their_form(read):
    (record,), _, _ = read(REVIEW.format(name="Berg LM", source="Journal of Wards"))
    assert record.authors[0] == "Berg, LM"


def test_tags_that_cnki_writes_in_small_letters_are_read(read):
    text = (
        "RT Journal Article\nSR 1\nA1 安娜;莱娜\nT1 病房谈话\nJF 病房杂志\nYR 2030\nIS 04\nvo 12\nOP 5-9+12\n"
        "AB 我们谈话。\nLA 中文;\nDS CNKI\n\n"
        "RT Journal Article\nSR 1\nA1 安娜\nT1 安静\nJF 病房杂志\nYR 2030\nIS 05\nvo \nOP 3\nLA 中文\n"
    )
    (one, two), _, _ = read(text)
    assert (one.volume, one.issue, one.pages, one.language) == ("12", "04", "5-9+12", "zh")
    assert (two.volume, two.issue, two.pages) == ("", "05", "3")


def test_small_words_that_open_a_line_stay_text_of_refworks(read):
    text = "RT Journal Article\nT1 Talk\nAB What\nis 4 told\nis quiet\nYR 2030\nJF Wards\n"
    (record,), _, _ = read(text)
    assert record.abstract.endswith("is quiet")


def test_editors_before_a_book_of_ovid_are_no_part_of_its_name(read):
    text = (
        "<1. >\nVN  - Ovid Technologies\nDB  - BIOSIS Previews\nAN  - PREV1\nAU  - Ek, Anna [Author]\n"
        "TI  - Talk on the ward.\n"
        "SO  - Berg, Lena M. [Editor, Reprint Author], Alm, Bo [Editor]. Handbook of wards.:371-397, 2030.\n"
        "PT  - Book Chapter\nYR  - 2030\n"
    )
    (record,), _, _ = read(text)
    assert (record.container, record.pages) == ("Handbook of wards", "371-397")
