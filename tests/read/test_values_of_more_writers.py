"""Values that databases and programs write in ways of their own; all entries are invented."""

from __future__ import annotations

import pytest


def ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", "TI  - Owls at night", *lines, "ER  - ", ""))


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (("SP  - 2181380", "EP  - 9"), "2181380"),
        (("SP  - 454", "EP  - 81"), "454-481"),
        (("SP  - HH12.6", "EP  - HH12.6"), "HH12.6"),
        (("SP  - Calculation of Owls",), ""),
        (("SP  - xii-xiv",), "xii-xiv"),
    ],
)
def test_pages_are_pages(read, lines: tuple[str, ...], pages: str):
    ((record,), _, _) = read(ris(*lines))
    assert record.pages == pages


def test_an_address_without_a_document_is_none(read):
    ((record,), _, _) = read(ris("UR  - https://doi.org/", "UR  - https://example.org/a"))
    assert record.url == "https://example.org/a"


def test_an_entity_parts_no_keyword(read):
    ((record,), _, _) = read(ris("KW  - Owls [prevention &amp; control]; Wards"))
    assert record.keywords == ("Owls [prevention & control]", "Wards")
    table = "Title,Authors,Year,Keywords\nOwls,Ek A,2020,Owls [prevention &amp; control]; Wards\n"
    ((record,), _, _) = read(table)
    assert record.keywords == ("Owls [prevention & control]", "Wards")


def test_a_title_that_names_volume_page_and_year_is_that_of_a_correction(read):
    text = ris().replace("at night", "at night (vol 15, pg 1771, 2013)")
    ((record,), _, _) = read(text)
    assert record.type == "erratum"
    ((record,), _, _) = read(ris().replace("at night", "at night (vol 2)"))
    assert record.type == "article"


LONG = (
    "We watched owls on wards at night and asked those who sleep there what they had heard of it in the dark."
)


@pytest.mark.parametrize(
    "notice",
    [
        "© Copyright 2015 John Owl & Sons, Ltd. ",
        "© 2015 The Authors. Published by Owl House. ",
        "Copyright (c) 2015 Owl Society. All rights reserved. ",
        "Publisher Summary ",
    ],
)
def test_a_notice_before_an_abstract_is_left_out(read, notice: str):
    ((record,), _, _) = read(ris(f"AB  - {notice}{LONG}"))
    assert record.abstract == LONG


def test_an_abstract_that_opens_with_words_of_rights_stays(read):
    for text in (
        f"© 2015 was a year when our owls were held by the Ward Society. {LONG}",
        f"{LONG} We read (c) 2015 Owl Society. {LONG}",
    ):
        ((record,), _, _) = read(ris(f"AB  - {text}"))
        assert record.abstract == text


def test_particles_behind_initials_begin_the_family_name(read):
    table = '"Document Title",Authors,"Publication Year","IEEE Terms","Document Identifier"\n'
    ((record,), _, _) = read(f'{table}Owls,"R. de Amorim Silva; A. B. Ek; Ana de Souza",2020,x,y\n')
    assert record.authors == ("de Amorim Silva, R.", "Ek, A. B.", "de Souza, Ana")


def test_names_that_were_cut_off_have_no_dots(read):
    table = 'Cites,Authors,Title,Year,Source,GSRank\n1,"V Alm, D Hanchate…",Owls,2021,Owl News,1\n'
    ((record,), _, _) = read(table)
    assert record.authors == ("Alm, V", "Hanchate, D")


def test_short_names_that_springer_runs_together_are_parted(read):
    header = "Item Title,Publication Title,Authors,Publication Year,Content Type\n"
    names = "Bo DaiChao LiTao LinRonald McDonaldKien Kim-VanTuan DangInes LeBlanc"
    ((record,), _, _) = read(f"{header}Owls,Owl News,{names},2021,Article\n")
    assert record.authors == (
        *("Dai, Bo", "Li, Chao", "Lin, Tao", "McDonald, Ronald"),
        *("Kim-Van, Kien", "Dang, Tuan", "LeBlanc, Ines"),
    )


def test_brackets_in_braces_are_brackets_in_tables(read):
    ((record,), _, _) = read("Title,Authors,Year\nMonkeys (Sapajus {[}Cebus{]} apella),Ek A,2020\n")
    assert record.title == "Monkeys (Sapajus [Cebus] apella)"


def test_bibtex_of_more_writers(read):
    text = (
        "@article{a,\n title = {Owls by \\{USDL\\}},\n abstract = {On \\{USDL\\}},\n"
        " author = {Ek GR, Alm A, Berg BC, McVean GA.},\n doi = {info:pmid/21143862},\n year = 2012\n}\n"
    )
    ((record,), _, _) = read(text)
    assert (record.title, record.abstract) == ("Owls by USDL", "On USDL")
    assert record.authors == ("Ek, GR", "Alm, A", "Berg, BC", "McVean, GA")
    assert (record.pmid, record.doi) == ("21143862", "")
