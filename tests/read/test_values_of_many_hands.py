"""Values as sites, servers and people write them; all entries are invented."""

from __future__ import annotations

import pytest


def ris(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join((f"TY  - {kind}", "TI  - Owls at night", *lines, "ER  - ", ""))


def bib(*lines: str, kind: str = "article") -> str:
    return "\n".join((f"@{kind}{{ek2020,", "title = {Owls at night},", *lines, "}", ""))


PUBMED_TO_2020 = "Title,Description,Details,ShortDetails,EntrezUID,Date\n"


@pytest.mark.parametrize("date", ["5/8/18", "11/29/17", "soon"])
def test_a_date_without_a_year_gives_way_to_the_line_of_the_source(read, date: str):
    row = (
        f'Owls at night.,Ek A.,"J Wards. 2018 May 8;7(5):3-9. doi: 10.1/ab.",J Wards.  2018,12345678,{date}\n'
    )
    ((record,), _, told) = read(PUBMED_TO_2020 + row)
    assert record.year == 2018
    assert not [note for note in told.repairs if "cannot be read" in note]


def test_a_date_with_a_year_goes_before_the_line_of_the_source(read):
    row = "Owls at night.,Ek A.,J Wards. 2018 May 8;7(5):3-9.,J Wards.  2018,12345678,2017/03/01\n"
    ((record,), _, _) = read(PUBMED_TO_2020 + row)
    assert record.year == 2017


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


@pytest.mark.parametrize("end", [",", ";", " ,"])
def test_a_container_ends_before_its_comma(read, end: str):
    ((record,), _, _) = read(ris(f"JF  - Journal of Wards{end}"))
    assert record.container == "Journal of Wards"


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
    ("line", "volume", "issue", "pages"),
    [
        ("Wards : Journal of Owls; Vol 2, No 3 (2020); 203-220 ; 26226146", "2", "3", "203-220"),
        ("Journal of Owls; Vol. 2 No. 3 (2020): Night and day; 203-220", "2", "3", "203-220"),
        ("Journal of Owls; Vol. 2 (2020); 203", "2", "", "203"),
        ("Revista de Búhos; v. 2 n. 3 (2020): Noche; 5-9; 1234-5678", "2", "3", "5-9"),
        ("Revista de Búhos; Vol. 2 Núm. 3 (2020)", "2", "3", ""),
    ],
)
def test_the_line_that_journals_on_line_give_their_source_is_parted(
    read, line: str, volume: str, issue: str, pages: str
):
    ((record,), _, _) = read(ris(f"T2  - {line}", "PY  - 2020"))
    assert record.container == line.partition(";")[0].strip()
    assert (record.volume, record.issue, record.pages) == (volume, issue, pages)


@pytest.mark.parametrize(
    "name", ["Wards; Owls", "Nursing; the journal (2020)", "Proceedings; Volume on owls; 12-15", "Owls; 2020"]
)
def test_another_semicolon_parts_no_container(read, name: str):
    ((record,), _, _) = read(ris(f"T2  - {name}"))
    assert (record.container, record.volume, record.pages) == (name, "", "")


@pytest.mark.parametrize(
    ("written", "pages"),
    [("P760", "P760"), ("P760-P761", "P760-P761"), ("p760", "760"), ("P. 760", "760"), ("pp. 5-9", "5-9")],
)
def test_a_capital_before_a_page_belongs_to_it(read, written: str, pages: str):
    ((record,), _, _) = read(bib(f"pages = {{{written}}},"))
    assert record.pages == pages


STATEMENTS = (
    "Competing Interest StatementThe authors have declared no competing interest."
    "Funding StatementEk was paid by the Ward Trust.Author DeclarationsPatients consented.Yes"
)
ABSTRACT = "We asked patients what they heard at night. They heard owls."


@pytest.mark.parametrize(
    "behind",
    [
        STATEMENTS,
        f" {STATEMENTS}",
        "\n\n### Competing Interest Statement\n\nThe authors have declared no competing interest.",
    ],
)
def test_statements_that_servers_of_preprints_set_behind_an_abstract_are_left_out(read, behind: str):
    ((record,), _, told) = read(ris("N2  - " + f"{ABSTRACT}{behind}".replace("\n", " ")))
    assert record.abstract == ABSTRACT
    assert any("statements" in note for note in told.repairs)


def test_what_an_abstract_says_of_a_competing_interest_statement_stays(read):
    text = f"{ABSTRACT} A Competing Interest Statement was asked of each. Competing Interest Statement: none."
    ((record,), _, _) = read(ris(f"AB  - {text}"))
    assert record.abstract == text


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


def test_the_signs_of_transliterated_names_are_read(read):
    ((record,), _, told) = read(bib(r"journal = {Bol\cprime shaya Sova},"))
    assert record.container == "Bol'shaya Sova"
    assert not [note for note in told.repairs if "macros" in note]


@pytest.mark.parametrize("written", ["124236, 45", "Paper No. 124236, 45", "Paper No. 124236, 45 pp."])
def test_the_number_of_pages_behind_that_of_an_article_is_left_out_of_mathscinet(read, written: str):
    ((record,), _, _) = read(bib(f"pages = {{{written}}},", "mrnumber = {4100851},"))
    assert record.pages == "124236"
    ((record,), _, _) = read(bib("pages = {24--26, 45},", "mrnumber = {4100851},"))
    assert record.pages == "24-26, 45"


@pytest.mark.parametrize(
    "words",
    [
        "ahead-of-print",
        "Ahead of print",
        "Epub ahead of print",
        "E-pub ahead of print",
        "Online ahead of print",
        "Online ahead of print.",
        "Published online ahead of print",
        "Publish Ahead of Print",
        "In press",
        "Online first",
    ],
)
def test_words_that_say_that_no_number_is_given_yet_are_none(read, words: str):
    ((record,), _, _) = read(ris(f"VL  - {words}", f"IS  - {words}"))
    assert (record.volume, record.issue) == ("", "")


def test_a_colon_before_no_subtitle_is_left_out(read):
    ((record,), _, _) = read("TY  - JOUR\nTI  - Owls at night:\nER  - \n")
    assert record.title == "Owls at night"


@pytest.mark.parametrize("names", ["Ek, Ada et al.", "Ek, Ada and others", "Ek, Ada and Alm, Bo et al."])
def test_others_of_whom_no_name_is_told_are_none(read, names: str):
    ((record,), _, _) = read(bib(f"author = {{{names}}},"))
    assert record.authors[0] == "Ek, Ada"
    assert not [name for name in record.authors if "et al" in name or "others" in name]


def test_a_range_of_issues_has_no_blanks(read):
    ((record,), _, _) = read(ris("VL  - 3", "IS  - 3 - 4"))
    assert record.issue == "3-4"


ZOTERO = "\n@book{ek_owls_2020,\n\taddress = {Ward},\n\ttitle = {Owls},\n\tauthor = {Ek, Ada},\n}\n"


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (ZOTERO, "Zotero"),
        (ZOTERO.replace("\taddress = {Ward},\n", ""), "Zotero"),
        ("@article{ek2020,\n\tauthor = {Ek, Ada},\n\ttitle = {Owls},\n}\n", "BibTeX"),
        (
            "@article {MR1,\n    AUTHOR = {Ek, Ada},\n     TITLE = {Owls},\n  MRNUMBER = {1},\n}\n",
            "MathSciNet",
        ),
    ],
)
def test_tabs_alone_make_no_export_of_zotero(read, text: str, dialect: str):
    (_, _, told) = read(text)
    assert told.dialect == dialect
