"""RIS in its dialects; all entries are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

EXPORTS = Path(__file__).parent / "exports"
PLAIN = (EXPORTS / "plain.ris").read_text(encoding="utf-8")


def test_fields_get_their_normal_form(read):
    record = read(PLAIN, "a.ris")[0][0]
    assert (record.record_id, record.line, record.end_line) == ("a.ris:1", 1, 14)
    assert record.title == "Listening rounds on the ward"
    assert record.authors == ("Berg, Lena", "Olsson, Per")
    assert (record.volume, record.issue, record.pages) == ("4", "2", "110-119")
    assert (record.doi, record.year, record.language, record.type) == ("10.5555/abc.1", 2019, "sv", "article")
    assert record.abstract == "First line of the summary that goes on here"


def test_the_second_entry_has_its_own_place_and_type(read):
    record = read(PLAIN)[0][1]
    assert (record.record_id, record.line, record.type, record.year) == ("export.txt:2", 16, "chapter", 2020)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: "\ufeff" + t,
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("\n", "\r"),
        lambda t: t.replace("  - ", "  -  "),
        lambda t: t.replace("  - ", " - "),
        lambda t: t.replace("  - ", "\t- "),
        lambda t: "\n\n1.\n" + t,
    ],
)
def test_marks_line_ends_and_spacing_change_nothing(read, change):
    expected = [r.title for r in read(PLAIN)[0]]
    records, aside, _ = read(change(PLAIN))
    assert [r.title for r in records] == expected
    assert records[0].abstract == "First line of the summary that goes on here"
    assert not aside


def test_a_missing_end_between_entries_is_supplied_and_told(read):
    records, aside, summary = read(PLAIN.replace("ER  - \n\nTY", "TY", 1))
    assert len(records) == 2
    assert not aside
    assert "missing ER supplied (line 13): 1" in summary.repairs


def test_a_last_entry_cut_short_is_set_aside_with_its_place(read):
    records, aside, summary = read(PLAIN.removesuffix("ER  - \n"))
    assert [r.record_id for r in records] == ["export.txt:1"]
    assert (aside[0].line, summary.n_entries) == (16, 2)
    assert "never reaches ER" in aside[0].reason
    assert aside[0].remedy.startswith("export the file again")
    assert aside[0].raw.startswith("TY  - CHAP\nT1  - A second entry")


def test_a_file_that_never_writes_end_marks_is_read(read):
    records, aside, _ = read("TY  - JOUR\nTI  - Alone\nPY  - 2001\n")
    assert records[0].title == "Alone"
    assert not aside


@pytest.mark.parametrize(
    "line",
    [
        "TY  - pe two of error",
        "ER  - emergency rooms were quiet",
        "AB - negative samples",
        "TY  - JOUR\nstands for a journal in this text",
        "US - based teams",
    ],
)
def test_a_line_of_text_that_looks_like_a_tag_stays_in_its_entry(read, line):
    text = PLAIN.replace("that goes on here", line)
    records, aside, _ = read(text)
    assert len(records) == 2
    assert not aside
    assert records[0].title == "Listening rounds on the ward"
    assert records[0].language == "sv"


def test_continued_keywords_and_authors_are_values_of_their_own(read):
    text = "TY  - JOUR\nAU  - Berg, Lena\nOlsson, Per\nTI  - X y\nKW  - *safety\ncare; trust\nER  - \n"
    record = read(text)[0][0]
    assert record.authors == ("Berg, Lena", "Olsson, Per")
    assert record.keywords == ("safety", "care", "trust")


def test_references_in_a_note_are_read_one_by_one(read):
    text = (
        "TY  - JOUR\nTI  - X y\nN1  - References: Ek, A., First, (1999) J. A, 1, p. 2; \n"
        "Alm, B., Second, (2001) J. B; \nER  - \n"
    )
    references = read(text)[0][0].references
    assert references == ("Ek, A., First, (1999) J. A, 1, p. 2", "Alm, B., Second, (2001) J. B")


def test_ebsco_keeps_the_accession_number_and_the_doi_of_its_notes(read):
    text = (
        "TY  - JOUR\nT1  - X y\nN1  - Accession Number: 4711; Source: none\nL3  - 10.5555/q\n"
        "DP  - EBSCOhost\nER  - \n"
    )
    records, _, summary = read(text)
    assert (records[0].source_id, records[0].doi, summary.dialect) == ("4711", "10.5555/q", "EBSCO")


def test_an_entry_that_names_no_document_is_set_aside(read):
    _, aside, summary = read("TY  - GEN\nN1  - nothing\nER  - \n\nTY  - GEN\nTI  - Something\nER  - \n")
    assert "no title, abstract, DOI or PMID" in aside[0].reason
    assert summary.n_entries == summary.n_records + summary.n_set_aside == 2


def test_entry_like_lines_without_an_opening_are_set_aside_not_dropped(read):
    _, aside, summary = read(PLAIN + "TI  - Orphan\nAU  - Ek, A.\nER  - \n")
    assert aside[0].raw == "TI  - Orphan\nAU  - Ek, A.\nER  - "
    assert "TY  - JOUR" in aside[0].remedy
    assert summary.n_entries == 3


ODD = """TY  - JOUR
TI  - Quiet hours on a
ward for elders
AU - Alm, Siv
AU- Region North Study Group
JF  - Journal of Wards
VL- 3
IS -2
PY  - 2010
KW - quiet
ER  -
"""


def test_tags_with_other_blanks_than_the_rest_are_tags_and_told(read):
    records, aside, summary = read(ODD)
    record = records[0]
    assert not aside
    assert record.title == "Quiet hours on a ward for elders"
    assert record.authors == ("Alm, Siv", "Region North Study Group")
    assert (record.container, record.volume, record.keywords) == ("Journal of Wards", "3", ("quiet",))
    assert any(note.startswith("tags with other blanks") for note in summary.repairs)


@pytest.mark.parametrize(
    "line",
    [
        "AU - the unit of analysis",
        "ED - based triage",
        "VL - load was low",
        "T2 - weighted images",
        "ER - none",
    ],
)
def test_words_that_such_a_tag_cannot_hold_go_on_with_the_value(read, line):
    text = f"TY  - JOUR\nTI  - Bells at night and\n{line}\nPY  - 2010\nER  - \n"
    record = read(text)[0][0]
    assert record.title == f"Bells at night and {line}"
    assert not record.authors


def test_behind_an_abstract_such_a_tag_needs_a_value_in_its_own_form(read):
    text = "TY  - JOUR\nTI  - Bells\nAB  - Staff heard\nTI - Titles too\nPY - 2010\nAU - Alm, S.\nER  - \n"
    record = read(text)[0][0]
    assert (record.abstract, record.year, record.authors) == (
        "Staff heard TI - Titles too",
        2010,
        ("Alm, S.",),
    )


def test_an_end_mark_with_other_blanks_ends_the_last_entry(read):
    records, aside, _ = read(PLAIN + "\nTY  - JOUR\nTI  - Last bells\nPY  - 2010\nER -\n")
    assert not aside
    assert (records[-1].title, records[-1].year) == ("Last bells", 2010)


def test_an_author_in_braces_has_one_part(read):
    text = "TY  - JOUR\nTI  - Bells\nAU  - {Region Norr}\nAU  - {Wards, Beds and Bells}\nER  - \n"
    assert read(text)[0][0].authors == ("Region Norr", "Wards, Beds and Bells")
