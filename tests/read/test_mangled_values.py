"""Values that programs before us damaged: pages made dates, addresses with tails, files that are no text."""

from __future__ import annotations

import pytest

from coprod_review.errors import ReviewError
from coprod_review.read.dois import doi
from coprod_review.read.mangled import range_of_date
from coprod_review.read.pages import pages
from coprod_review.read.pmids import pmid
from coprod_review.read.reading import Reading

TURNED = "pages or issues that a spreadsheet had made dates of, turned back: 1"
EMPTIED = "pages or issues that a spreadsheet had made dates of, left empty: 1"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("05-Dec", "5-12"), ("12-May", "5-12"), ("5-Mai", "5-5"), ("05. Dez", "5-12"), ("9-Mar-16", "3-9"),
        ("2016-03-09", "3-9"), ("2016-03-09 00:00:00", "3-9"), ("2016-03-01", "1-3"), ("03/09/2016", "3-9"),
        ("Mar-45", "3-45"), ("1945-03-01", "3-45"), ("Mar-09", ""),
        ("5-12", None), ("12", None), ("S5-S12", None), ("2016-03", None), ("31-Foo", None), ("40-Dec", None),
        ("2016-13-09", None), ("1 January", None), ("20/21/2016", None),
    ],
)  # fmt: skip
def test_ranges_that_a_spreadsheet_made_dates_of_are_told(written, meant):
    assert range_of_date(written) == meant


@pytest.mark.parametrize("cell", ['"2.021,00"', "2.021", '"2,021"', '"2,021.00"', "2021.0", "2 021"])
def test_a_year_that_a_spreadsheet_wrote_as_a_number_is_read(read, cell):
    records, _, summary = read(f"Title,Authors,Year,Pages\nLamps,Roe,{cell},1-2\n")
    assert records[0].year == 2021
    assert any("written as numbers" in told for told in summary.repairs) == (cell != "2021.0")


def test_the_first_year_that_cannot_be_read_is_told_with_its_line(read):
    _, _, summary = read("Title,Authors,Year\nLamps,Roe,2021\nStairs,Roe,n.d.\nDoors,Roe,21\n")
    assert "years that cannot be read, the first 'n.d.' in line 3: 2" in summary.repairs


@pytest.mark.parametrize(
    ("cell", "expected", "note"),
    [("05-Dec", "5-12", TURNED), ("Mar-09", "", EMPTIED), ("112-119", "112-119", ""), ("e45", "e45", "")],
)
def test_pages_of_tables_are_turned_back_or_left_empty_with_a_note(read, cell, expected, note):
    records, _, summary = read(f"Title,Authors,Year,Pages\nLamps,Roe,2011,{cell}\n")
    assert records[0].pages == expected
    assert [told for told in summary.repairs if "spreadsheet" in told] == ([note] if note else [])


def test_issues_are_turned_back_where_they_are_a_day_and_a_month_and_no_other_dates(read):
    table = "Title,Authors,Year,Issue\nA,Roe,2011,01-Feb\nB,Roe,2011,1 January\nC,Roe,2011,2011-03-09\n"
    assert [record.issue for record in read(table)[0]] == ["1-2", "1 January", "2011-03-09"]


@pytest.mark.parametrize(
    ("cell", "expected", "fate"),
    [("05-Dec", "5-12", "turned back"), ("Mar-45", "3-45", "turned back"), ("Jan-20", "", "left empty"),
     ("12", "12", ""), ("Sup-12", "Sup-12", ""), ("2011-03-09", "2011-03-09", ""),
     ("May 2011", "May 2011", "")],
)  # fmt: skip
def test_volumes_that_a_spreadsheet_made_dates_of_are_turned_back_or_left_empty(read, cell, expected, fate):
    records, _, summary = read(f"Title,Authors,Year,Volume\nLamps,Roe,2011,{cell}\n")
    assert records[0].volume == expected
    note = f"volumes that a spreadsheet had made dates of, {fate}: 1"
    assert [told for told in summary.repairs if "spreadsheet" in told] == ([note] if fate else [])


@pytest.mark.parametrize(
    "written",
    ["34 567 893", "34,567,893", "34.567.893", "34’567’893", "34567893,00", "34567893.0", "3.4567893E+07",
     "3,4567893e7", "3.45678930E+07", "34567893 34567894", "34567893, 34567894"],
)  # fmt: skip
def test_a_pmid_is_told_by_each_number_form_that_has_all_of_its_digits(written):
    assert pmid(written) == "34567893"


@pytest.mark.parametrize(
    "written",
    ["3.45678E+07", "3E+07", "3,46E+07", "3.4567893E+08", "3.4567893E-07", "PMID: 3.46E+07", "34567.5",
     "34,567", "34.567", "12 34", "2.5E+00"],
)  # fmt: skip
def test_a_number_form_without_all_digits_tells_no_pmid(written):
    assert pmid(written) == ""


def test_pmids_whose_digits_a_spreadsheet_lost_are_counted_with_their_lines(read):
    rows = ("3.46E+07,Owls", "34567893,Lamps", "0,Stairs", ",Doors", "3E7,Wards")
    table = "\n".join(("PMID,Title,Year", *(f"{row},2021" for row in rows), ""))
    records, _, summary = read(table)
    assert [record.pmid for record in records] == ["", "34567893", "", "", ""]
    note = "PMIDs left empty, since a number form such as 3.46E+07 does not tell their digits (line 2, 6): 2"
    assert [told for told in summary.repairs if "PMID" in told] == [note]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("123-7; discussion 128", "123-127"),
        ("183-93; quiz 193-4", "183-193"),
        ("15-8, author reply 19", "15-18"),
        ("20-8; authors' reply 28-9", "20-28"),
    ],
)
def test_pages_of_a_discussion_are_left_out_and_told(read, written, kept):
    text = f"PMID- 41\nOWN - NLM\nTI  - Lamps\nPG  - {written}\nDP  - 2001\nSO  - J Lamps. 2001\n"
    records, _, summary = read(text)
    assert records[0].pages == kept
    assert any(note.startswith("pages of a discussion, quiz or reply left out") for note in summary.repairs)


def test_pages_of_a_discussion_are_left_out_where_ris_has_the_whole_range_as_first_page(read):
    records, _, summary = read("TY  - JOUR\nTI  - Lamps\nSP  - 41-9; quiz 50-1\nER  - \n")
    assert records[0].pages == "41-49"
    assert any(note.startswith("pages of a discussion, quiz or reply left out") for note in summary.repairs)


@pytest.mark.parametrize(
    "written",
    [
        "(Roe A.) University of Night, Featherton, Owlshire",
        "Department of Lamps, Featherton University",
        "Roe, A. (1991). Checklist of lamps. Featherton: Associates",
    ],
)
def test_an_affiliation_or_a_work_is_no_issue_and_the_notes_say_so(read, written):
    records, _, summary = read(f"TY  - JOUR\nTI  - Lamps\nIS  - {written}\nER  - \n")
    assert records[0].issue == ""
    assert any(note.startswith("affiliations or works cited that stood") for note in summary.repairs)


@pytest.mark.parametrize(
    "written",
    [
        "Special Issue: Hospitals, lamps and people (part 2)",
        "12 (Supplement 3, abstracts)",
        "Spring, Summer, Autumn and Winter",
        "January, February and March",
        "SPEC. ISS. (Lamps, Owls)",
    ],
)
def test_a_long_issue_that_looks_like_one_is_kept(read, written):
    assert read(f"TY  - JOUR\nTI  - Lamps\nIS  - {written}\nER  - \n")[0][0].issue == written


@pytest.mark.parametrize(
    "export",
    [
        "TY  - JOUR\nTI  - Lamps\nAN  - PMID 31234567\nER  - \n",
        "Title,Authors,Year,Accession Number\nLamps,Roe,2011,PMID 31234567\n",
    ],
)
def test_an_accession_number_that_names_pubmed_tells_the_pmid(read, export):
    assert read(export)[0][0].pmid == "31234567"


def test_an_accession_number_that_names_nothing_tells_no_pmid(read):
    assert read("Title,Authors,Year,Accession Number\nLamps,Roe,2011,31234567\n")[0][0].pmid == ""


def test_pages_in_two_places_stay_whole():
    assert pages("12-14; 20-22") == "12-14; 20-22"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://doi.org/10.5555/m6?ref=x", "10.5555/m6"),
        ("https://doi.org/10.5555/m6?utm_source=a&utm_medium=b#top", "10.5555/m6"),
        ("https://dx.doi.org/10.5555/m6?id=7&ref=x", "10.5555/m6?id=7"),
        ("https://doi.org/10.5555/m6?id=7", "10.5555/m6?id=7"),
        ("10.5555/m6?ref=x", "10.5555/m6"),
    ],
)
def test_what_sites_put_behind_an_address_is_no_part_of_a_doi(written, expected):
    assert doi([written], {}) == expected


def test_a_file_that_is_no_text_is_refused_as_such():
    with pytest.raises(ReviewError) as told:
        Reading(bytes(range(256)) * 8, export="x.bin")
    assert "no text" in told.value.problem and "export it as RIS" in told.value.remedy


def test_a_second_title_of_endnote_text_is_told_and_abstracts_are_joined(read):
    text = "%0 Journal Article\n%T Lamps\n%T Lampen\n%A Roe, Rita\n%D 2001\n%X One.\n%X Two.\n"
    records, _, summary = read(text)
    assert (records[0].title, records[0].abstract) == ("Lamps", "One. Two.")
    assert "values of a tag that has one (%T, %J, %V, %N, %P), the first kept: 1" in summary.repairs
