"""Values as sites, servers and people write them; all entries are invented."""

from __future__ import annotations

import pytest


def ris(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join((f"TY  - {kind}", "TI  - Owls at night", *lines, "ER  - ", ""))


def bib(*lines: str, kind: str = "article") -> str:
    return "\n".join((f"@{kind}{{ek2020,", "title = {Owls at night},", *lines, "}", ""))


PUBMED_TO_2020 = "Title,Description,Details,ShortDetails,EntrezUID,Date\n"


@pytest.mark.parametrize("behind", ["", "\nTY  - JOUR\nTI  - Bats\nER  - \n"])
@pytest.mark.parametrize("end", ["ER", "ER ", "ER -", "ER  -"])
def test_an_end_without_its_dash_is_one(read, end: str, behind: str):
    text = f"TY  - GEN\nAU  - Ek, Ada\nTI  - Owls at night\nUR  - https://example.org/a\n{end}\n{behind}"
    (records, aside, _) = read(text)
    assert [record.title for record in records][:1] == ["Owls at night"]
    assert records[0].url == "https://example.org/a"
    assert len(records) == 1 + bool(behind)
    assert not aside


@pytest.mark.parametrize("dash", ["-", " – ", "–"])
def test_a_range_that_stands_for_both_pages_is_one(read, dash: str):
    span = f"150{dash}168"
    ((record,), _, _) = read(ris(f"SP  - {span}", f"EP  - {span}"))
    assert record.pages == "150-168"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("CASE", "other"), ("MPCT", "other"), ("PCOMM", "other"), ("SOUND", "other"), ("ENCYC", "chapter"),
        ("DICT", "chapter"), ("PAMP", "book"), ("AGGR", "dataset"), ("MANSCPT", "preprint"), ("GEN", ""),
    ],
)  # fmt: skip
def test_every_type_of_ris_is_told(read, kind: str, told: str):
    ((record,), _, _) = read(ris(kind=kind))
    assert record.type == told


def test_the_number_of_a_volume_is_no_container_of_a_book(read):
    ((record,), _, _) = read(ris("T2  - 12", "PB  - Owl House", kind="BOOK"))
    assert record.container == "Owl House"
    ((record,), _, _) = read(ris("T2  - Wards 12", "PB  - Owl House", kind="BOOK"))
    assert record.container == "Wards 12"


@pytest.mark.parametrize(
    ("written", "pages"),
    [("P760", "P760"), ("P760-P761", "P760-P761"), ("p760", "760"), ("P. 760", "760"), ("pp. 5-9", "5-9")],
)
def test_a_capital_before_a_page_belongs_to_it(read, written: str, pages: str):
    ((record,), _, _) = read(bib(f"pages = {{{written}}},"))
    assert record.pages == pages


def test_an_address_that_runs_on_behind_the_works_cited_is_one(read):
    address = "https://www.scopus.com/inward/record.uri?eid=2-s2.0-123&partnerID=40"
    cited = "N1  - References: Alm, B., Bats (2001) J Wards, 4, pp. 5-9; \nhttp://example.org/bats.html"
    ((record,), _, _) = read(ris("DB  - Scopus", f"{cited}UR  - {address}"))
    assert record.url == address
    assert record.source_id == "2-s2.0-123"
    assert record.references[-1] == "http://example.org/bats.html"


def test_an_address_without_its_scheme_is_one_where_www_tells_it(read):
    ((record,), _, _) = read(ris("UR  - www.example.org/owls"))
    assert record.url == "www.example.org/owls"


def test_a_colon_before_no_subtitle_is_left_out(read):
    ((record,), _, _) = read("TY  - JOUR\nTI  - Owls at night:\nER  - \n")
    assert record.title == "Owls at night"
