"""Text formats with a mark before each entry and a label before each value; all entries are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.read.content import Held
from coprod_review.read.decode import decode
from coprod_review.read.formats import choose_format
from coprod_review.read.source_line import split_source

EXPORTS = Path(__file__).parent / "exports"
FILES = {
    "endnote.enw": "enw",
    "refworks.txt": "refworks",
    "ovid_tags.txt": "ovid",
    "ovid_labels.txt": "ovid",
    "cochrane.txt": "cochrane",
    "proquest.txt": "proquest",
    "ebsco.txt": "ebsco",
    "embase_rows.csv": "embase-rows",
    "embase.txt": "embase-text",
}

HEADS = {
    "enw": [
        "%0 Journal Article\n%A Ek, Anna\n",
        "%T Talk\n%0 Journal Article\n",
        "%A Anna Ek\n%T Talk\n",
        "%0\n%A Ek\n",
    ],
    "refworks": ["RT Journal Article\nSR Electronic\n", "preamble\n\nRT Book, Whole\nA1 Ek,A\n"],
    "ovid": [
        "<1>\nUnique Identifier\n  900\n",
        "<12. >\nVN  - Ovid Technologies\n",
        "VN  - Ovid Technologies\nDB  - X\n",
        "<1>\nAuthor\n  Ek A\n",
        "Score\n  *****\nAccession Number\n  900\n",
    ],
    "cochrane": ["Record #1 of 6\nID: CN-1\nAU: Ek A\n"],
    "bibtex": ["Record #1 of 6\n@article{a,\n title = {T}}\n", "% Encoding: UTF-8\n@article{a, title={T}}\n"],
    "ris": ["Record #1 of 6\nProvider: John Wiley\n\nTY  - JOUR\nTI  - T\nER  - \n"],
    "proquest": ["Document 1 of 20\n \nTitle: T\n", "_" * 60 + "\n\nTitle: T\n\nAuthor: Ek, A\n"],
    "ebsco": ["Record: 1\nTitle:\nTalk\n", "Record: 1\n\nTitle: Talk\nAuthors: Ek A\n"],
    "embase-rows": [
        '"TITLE","Talk"\n"AUTHOR NAMES","Ek A."\n',
        '"SEARCH QUERY","x"\n\n"TITLE","T"\n"SOURCE","J"\n',
    ],
    "embase-text": ["RECORD 1\nTITLE\nTalk\n", "RECORD 1\n\nTITLE\nTalk\n"],
    "csv": ["Title,Abstract,DOI\nT,A,10.5555/1\n", '"TITLE","AUTHORS","DOI"\n"T","Ek","10.5555/1"\n'],
    "nbib": ["PMID- 900\nTI  - T\n"],
}


@pytest.mark.parametrize(
    ("expected", "head"), [(name, head) for name, heads in HEADS.items() for head in heads]
)
def test_the_format_is_chosen_by_its_first_sign(expected, head):
    assert choose_format(decode(Held(head.encode())), where="x").name == expected


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_first_record(read, name):
    records, aside, summary = read((EXPORTS / name).read_bytes())
    first = records[0]
    assert summary.format == FILES[name]
    assert not aside
    assert first.title.startswith("Talk on")
    assert len(first.authors) == (3 if name == "ovid_labels.txt" else 2)
    assert first.authors[0].startswith("Ek, A")
    assert first.authors[1].startswith("Alm, B")
    assert first.container.lower() in ("journal of invented care", "invented trials")
    assert (first.volume, first.issue) == ("12", "3" if first.year == 2010 else "1")
    assert first.pages in ("101-109", "1-10")
    assert first.abstract.startswith(("Wards talk", "BACKGROUND"))
    assert len(first.keywords) >= 2 or name == "refworks.txt"
    assert len(records) == (3 if name == "endnote.enw" else 2)
    assert records[1].title.startswith("Second")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("endnote.enw", ("10.5555/enw.1", "90000001", "90000001", "article", "en")),
        ("refworks.txt", ("10.5555/rw.1", "", "17", "article", "en")),
        ("ovid_tags.txt", ("10.5555/ovid.1", "90000001", "90000001", "review", "en")),
        ("ovid_labels.txt", ("", "90000001", "90000001", "article", "en")),
        ("cochrane.txt", ("10.5555/trial.1", "90000001", "CN-00990001", "article", "")),
        ("proquest.txt", ("10.5555/pq.1", "", "123456", "article", "en")),
        ("ebsco.txt", ("10.5555/ebsco.1", "", "987654", "article", "")),
        ("embase_rows.csv", ("10.5555/emb.1", "90000001", "L90000001", "article", "en")),
        ("embase.txt", ("10.5555/emb.1", "", "L90000001", "", "")),
    ],
)
def test_identifiers_types_and_languages(read, name, expected):
    first = read((EXPORTS / name).read_bytes())[0][0]
    assert (first.doi, first.pmid, first.source_id, first.type, first.language) == expected


def test_lines_without_a_tag_and_blank_lines_go_on_with_a_value_of_endnote(read):
    record = read((EXPORTS / "endnote.enw").read_text())[0][0]
    assert record.abstract == "Wards talk. Patients listen."
    assert record.keywords == ("trust", "hospitals")


def test_refer_entries_without_types_are_parted_by_blank_lines(read):
    text = "%T One\n%A Anna Ek\n%D 2001\n\n%T Two\n%A Bo Alm\n%X Text.\n\n%U https://example.org\n%T Three\n"
    records, _, _ = read(text.replace("%T Three\n", "\n%T Three\n"))
    assert [r.title for r in records] == ["One", "Two", "Three"]
    assert records[1].url == "https://example.org"
    assert records[0].authors == ("Ek, Anna",)


def test_a_type_behind_the_title_opens_no_entry(read):
    text = "%T One\n%0 Journal Article\n%A Ek, A\n\n\n%T Contents\n%D 2001\n\n\n%T Two\n%0 Journal Article\n"
    records, _, summary = read(text)
    assert [r.title for r in records] == ["One", "Contents", "Two"]
    assert [r.line for r in records] == [1, 6, 10]
    assert not any("look like the start" in note for note in summary.repairs)


def test_a_type_after_a_blank_line_opens_an_entry_beside_one_without_a_type(read):
    records, _, _ = read("%T One\n%A Ek, A\n\n%0 Book\n%T Two\n\n%A Alm, B\n%0 Book\n%T Three\n")
    assert [r.title for r in records] == ["One", "Two", "Three"]


def test_entries_of_endnote_without_blank_lines_open_at_their_types(read):
    records, _, _ = read("%0 Journal Article\n%T One\n%0 Book\n%T Two\n%I A Press\n")
    assert [(r.title, r.container) for r in records] == [("One", ""), ("Two", "A Press")]


def test_an_entry_without_a_label_is_set_aside_and_costs_no_other(read):
    text = "<1>\nTitle\n  One\n\n<2>\nnothing known\n\n<3>\nTitle\n  Three\n"
    records, aside, summary = read(text)
    assert [r.title for r in records] == ["One", "Three"]
    assert (aside[0].line, summary.n_entries) == (5, 3)
    assert "export the record again" in aside[0].remedy


def test_ovid_records_without_marks_open_at_the_first_label(read):
    text = "Score\n  *****\nTitle\n  One.[Article]\n\n\nScore\n  *****\nTitle\n  Two.[Review]\n"
    assert [(r.title, r.type) for r in read(text)[0]] == [("One", "article"), ("Two", "review")]


def test_degrees_roles_and_footnotes_are_no_part_of_names(read):
    text = "<1>\nTitle\n  One\nAuthor\n  Ek, Anna MD *;  Alm, Bo RN; PhD; FAAN 1;  Berg, Lena [Editor] (2)\n"
    assert read(text)[0][0].authors == ("Ek, Anna", "Alm, Bo", "Berg, Lena")


def test_an_ovid_book_without_a_title_has_that_of_its_source(read):
    text = "<1>\nPublication Type\n  Book\nSource\n  (2014). Talk on wards. xi, 58 pp. Town: A Press.\n"
    record = read(text)[0][0]
    assert (record.title, record.year, record.type) == ("Talk on wards", 2014, "book")


def test_proquest_documents_parted_by_underscores_alone_are_read(read):
    rule = "_" * 60 + "\n\n"
    text = rule + "Title: One\n\nAuthor: Ek, Anna\n\n" + rule + "Title: Two\n\n" + rule + "Contact us at: x\n"
    records, aside, _ = read(text)
    assert [r.title for r in records] == ["One", "Two"]
    assert not aside


def test_a_broken_quotation_mark_in_embase_rows_costs_no_field(read):
    text = (
        '"TITLE","Talk "on" wards"\n"AUTHOR NAMES","Ek A."\n"DOI","10.5555/1"\n\n"TITLE","Two"\n"PUI","L1"\n'
    )
    records, _, _ = read(text)
    assert [(r.doi, r.source_id) for r in records] == [("10.5555/1", ""), ("", "L1")]
    assert records[0].authors == ("Ek, A.",)


def test_rows_before_a_broken_quotation_mark_are_read_once(read):
    text = (
        '"TITLE","Talk"\n"AUTHOR NAMES","Ek A."\n""\n"EMTREE MEDICAL INDEX TERMS","a" b"\n"DOI","10.5555/1"\n'
    )
    (record,) = read(text)[0]
    assert (record.title, record.authors, record.doi) == ("Talk", ("Ek, A.",), "10.5555/1")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("J Inv Care.   28(2):103-106, April 2015.", ("J Inv Care", "28", "2", "103-106", "2015")),
        ("J Inv Care. 2019 Jan 1;321(1):5-6", ("J Inv Care", "321", "1", "5-6", "2019")),
        ("J Inv Care. 2022 Aug 11;5:e809. doi: 10.5555/12.34", ("J Inv Care", "5", "", "e809", "2022")),
        ("J Inv Care. 2023 Jan 3. doi: 10.5555/12.34", ("J Inv Care", "", "", "", "2023")),
        (
            "Inv Psychology. Vol.28(2), Apr 2015, pp. 103-106.",
            ("Inv Psychology", "28", "2", "103-106", "2015"),
        ),
        (
            "Inv Care (2010) 12:3 (101-109). Date of Publication: 1 Jan 2011",
            ("Inv Care", "12", "3", "101-109", "2010"),
        ),
        ("Inv Care. 12 (3) (pp 11-20), 2010.", ("Inv Care", "12", "3", "11-20", "2010")),
        ("Inv Care. Jan2010, Vol. 12 Issue 3, p101-109. 9p.", ("Inv Care", "12", "3", "101-109", "2010")),
        ("Inv Nursing (INV NURS), 2011; 5(2): 23-30. (8p)", ("Inv Nursing", "5", "2", "23-30", "2011")),
        ("Journal of Orthopaedic Trauma.", ("Journal of Orthopaedic Trauma", "", "", "", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_source_lines_are_parted(line, expected):
    found = split_source(line)
    assert (found.container, found.volume, found.issue, found.pages, found.date) == expected


@pytest.mark.parametrize(
    "mark",
    [
        "%0 Book\n%A ",
        "RT Book\nA1 ",
        "<1>\nTitle\n  T\nAuthor\n  ",
        "Record #1 of 2\nAU: ",
        "Document 1 of 2\nAuthor: ",
        "Record: 1\nAuthors: ",
        '"TITLE","T"\n"AUTHOR NAMES","',
        "RECORD 1\nAUTHOR NAMES\n",
    ],
)
@pytest.mark.parametrize("filler", ["1", " A.", ", ", "(1)", "a b ", "[", "\n"])
def test_long_values_of_any_sort_end(read, mark, filler):
    records, aside, _ = read(mark + filler * 60_000 + "x\n")
    assert len(records) + len(aside) == 1


def test_a_label_of_ovid_that_is_not_known_ends_the_value_before_it(read):
    text = (
        "<1>\nUnique Identifier\n  4711042\nVN\n  Ovid Technologies\nTitle\n  Ward bells at\n  night\n"
        "Shelf Mark of Friends\n  B 12\nDatabase\n  Ovid MEDLINE(R)\n"
    )
    record = read(text)[0][0]
    assert (record.source_id, record.pmid, record.title) == ("4711042", "4711042", "Ward bells at night")


def test_words_at_the_margin_go_on_with_a_value_where_values_of_ovid_stand_there(read):
    text = "<1>\nUnique Identifier\n  4711042\nTitle\nWard bells at\n  night\nAbstract\nQuiet\n  hours\n"
    assert read(text)[0][0].title == "Ward bells at night"


@pytest.mark.parametrize(
    ("database", "pmid"), [("Ovid MEDLINE(R) <1999>", "4711042"), ("Embase <1999>, Ovid MEDLINE(R)", "")]
)
def test_the_database_above_the_records_of_ovid_tells_whose_their_numbers_are(read, database, pmid):
    text = f"Database: {database}\n\n<1>\nUnique Identifier\n  4711042\nTitle\n  Ward bells\n"
    assert read(text)[0][0].pmid == pmid


@pytest.mark.parametrize(
    "line",
    [
        "%D was the dose that patients took",
        "%P values below .05 were taken as telling",
        "%A ward of nurses was asked first",
        "%T cells were counted on each ward",
        "%0 of the patients were left out",
        "%N is the number of wards that were asked",
    ],
)
def test_a_line_of_an_abstract_that_begins_as_a_tag_of_endnote_stays_in_it(read, line):
    text = (
        f"%0 Journal Article\n%A Ek, Anna\n%T Talk\n%X We asked.\n{line}\nand nobody fell.\n%D 2011\n"
        "%P 12-14\n\n%0 Book\n%T Two\n"
    )
    (first, second), aside, _ = read(text, "x.enw")
    assert first.abstract == f"We asked. {line} and nobody fell."
    assert (first.title, first.year, first.pages, first.authors) == ("Talk", 2011, "12-14", ("Ek, Anna",))
    assert (second.title, aside) == ("Two", [])
