"""What a document appeared in, or who issued it; all entries are invented."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("phdthesis", "school={Invented University}, publisher={A Press}", "Invented University"),
        ("techreport", "institution={NHS Inventia}, series={Notes}", "NHS Inventia"),
        ("manual", "organization={Ward Board}", "Ward Board"),
        ("book", "publisher={A Press}, series={Notes}", "A Press"),
        ("book", "booktitle={t}, publisher={A Press}", "A Press"),
        ("incollection", "booktitle={A Handbook}, publisher={A Press}", "A Handbook"),
        ("incollection", "publisher={A Press}", "A Press"),
        ("inproceedings", "booktitle={Meeting 3}, organization={Ward Board}", "Meeting 3"),
        ("inproceedings", "organization={Ward Board}, publisher={A Press}", "Ward Board"),
        ("misc", "howpublished={Handed out}", "Handed out"),
        ("misc", r"howpublished={\url{https://example.org/1}}, publisher={Preprints}", "Preprints"),
        ("techreport", "journal={A Journal}, institution={NHS Inventia}", "A Journal"),
        ("article", "publisher={A Press}", ""),
    ],
)
def test_bibtex_names_it_by_kind_of_entry(read, kind, fields, expected):
    assert read(f"@{kind}{{a, title={{T}}, {fields}}}")[0][0].container == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("TY  - THES", "TI  - T", "PB  - Invented University"), "Invented University"),
        (("TY  - BOOK", "BT  - T", "PB  - A Press"), "A Press"),
        (("TY  - BOOK", "TI  - T", "T2  - A Series", "PB  - A Press"), "A Series"),
        (("TY  - JOUR", "TI  - T", "PB  - A Press"), ""),
    ],
)
def test_ris_names_who_issued_a_whole_document_only(read, lines, expected):
    assert read("\n".join([*lines, "ER  - ", ""]))[0][0].container == expected


SCOPUS = "Authors,Title,Year,Source title,Abbreviated Source Title,Source,EID\n"


def test_the_name_of_the_database_is_no_container(read):
    record = read(f'{SCOPUS}"Ek, A.",T,2001,,,Scopus,2-s2.0-1\n')[0][0]
    assert record.container == ""


def test_a_column_that_says_the_same_fills_an_empty_cell(read):
    record = read(f'{SCOPUS}"Ek, A.",T,2001,,J. Inv. Care,Scopus,2-s2.0-1\n')[0][0]
    assert record.container == "J. Inv. Care"


def test_a_vaguer_column_counts_where_the_better_one_is_absent(read):
    assert read("Title,Year,Source\nT,2001,Invented Care\n")[0][0].container == "Invented Care"


@pytest.mark.parametrize(
    ("header", "row", "field", "expected"),
    [
        ("PMID,Title,Publication Year,Create Date", "900001,T,,2020/01/02", "year", None),
        ("Title,Issue,Number,Year", "T,,7,2001", "issue", ""),
        ("Title,EID,PubMed ID,Year", "T,,900001,2001", "source_id", ""),
        ("Title,Item Type,Type,Year", "T,thesis,PhD,2001", "type", "thesis"),
        ("Title,Document Type,Publication Type,Year", "T,,J,2001", "type", ""),
        ("Title,Original Title,Year", ",Ett namn,2001", "title", "Ett namn"),
    ],
)
def test_an_empty_cell_is_not_filled_from_a_column_that_says_another_thing(
    read, header, row, field, expected
):
    assert getattr(read(f"{header}\n{row}\n")[0][0], field) == expected


@pytest.mark.parametrize(
    ("header", "row", "field", "expected"),
    [
        ("PT,AU,Article Title,SO,Publication Year,UT", 'J,"Roe, A",T,J,2001,WOS:01', "source_id", "WOS:01"),
        ("PT,AU,Article Title,SO,Publication Year,UT", 'C,"Roe, A",T,J,2001,WOS:01', "type", "conference"),
        ("Title,Year,References cited", 'T,2001,"Doe B., Owls, 2001"', "references", ("Doe B., Owls, 2001",)),
        ("Title,Year,EID number", "T,2001,2-s2.0-1", "source_id", "2-s2.0-1"),
    ],
)
def test_a_column_is_known_though_others_were_renamed(read, header, row, field, expected):
    assert getattr(read(f"{header}\n{row}\n")[0][0], field) == expected


def test_a_comma_within_a_keyword_of_scopus_is_text(read):
    text = "Title,Year,Source title,Author Keywords,EID\n"
    record = read(f'{text}T,2001,J,"EBD, by experience",2-s2.0-1\n')[0][0]
    assert record.keywords == ("EBD, by experience",)
