"""Tables by column names; all entries are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.read.name_cells import split_authors
from coprod_review.read.names import family_given
from coprod_review.read.references import split_references

EXPORTS = Path(__file__).parent / "exports"
SCOPUS = (EXPORTS / "scopus.csv").read_text(encoding="utf-8")


def test_scopus_rows_with_quotes_and_line_breaks(read):
    records, aside, summary = read(SCOPUS)
    assert not aside
    assert summary.dialect == "Scopus"
    assert records[0].title == 'Ward "talk", and more'
    assert records[0].authors == ("Berg, L.", "van der Ek, A.B.")
    assert records[0].references == ("Alm B., First; a subtitle, J. A, 1, (1999)", "Ek A., Second, (2001)")
    assert (records[0].line, records[0].end_line, records[0].pages) == (2, 3, "1-9")


def test_surplus_funding_columns_do_not_shift_the_others(read):
    record = read(SCOPUS)[0][1]
    assert (record.type, record.source_id, record.abstract) == ("article", "2-s2.0-2", "")


def test_a_row_cut_within_a_quote_is_set_aside_and_costs_no_other(read):
    records, aside, summary = read(SCOPUS + '"Alm B.","Third and never\n')
    assert (len(records), len(aside), summary.n_entries) == (2, 1, 3)
    assert aside[0].line == 5
    assert aside[0].remedy.startswith("export the file again")


def test_a_row_with_too_many_cells_is_set_aside(read):
    _, aside, _ = read("title,year,doi\nOne,2000,10.5555/1\nTwo, and more,2001,10.5555/2\n")
    assert "4 cells" in aside[0].reason
    assert "double quotes" in aside[0].remedy


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_generic_tables_are_known_by_their_columns_in_any_order_or_case(read, separator):
    text = (
        separator.join(["PY", "Document Title", "Author(s)"])
        + "\n"
        + separator.join(["2003", "A title", "Ek A"])
    )
    record = read(text + "\n")[0][0]
    assert (record.title, record.year, record.authors) == ("A title", 2003, ("Ek, A",))


def test_web_of_science_tab_export_is_not_confused_by_its_tags(read):
    header = "PT\tAU\tTI\tSO\tDE\tID\tPY\tUT\n"
    record = read(header + 'J\tEk, A; Alm, B\t"Talk" on wards\tINV\ttrust\tCARE; WARD\t2005\tX:1\n')[0][0]
    assert record.title == '"Talk" on wards'
    assert (record.source_id, record.keywords) == ("X:1", ("trust", "CARE", "WARD"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("de Vries R.-J.", "de Vries, R.-J."),
        ("Ek,A.", "Ek, A."),
        ("King, Jr., Martin", "King, Martin, Jr."),
        ("World Health Organization", "World Health Organization"),
        ("Alm, Berit (57190000000)", "Alm, Berit"),
        ("et al.", ""),
        ("[No author name available]", ""),
    ],
)
def test_names_become_family_and_given(written, expected):
    assert family_given(written, given_first=True) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Berg L., Ek A.B.", ["Berg L.", "Ek A.B."]),
        ("Berg, L., Ek, A.B.", ["Berg, L.", "Ek, A.B."]),
        ("Berg LM, Ek A.", ["Berg LM", "Ek A"]),
        ("Berg, Lena; Ek, Anna", ["Berg, Lena", "Ek, Anna"]),
        ("Berg, Lena and Ek, Anna", ["Berg, Lena", "Ek, Anna"]),
        ("Lena Berg, Anna Ek", ["Lena Berg", "Anna Ek"]),
        ("['Berg, Lena', 'Ek, Anna']", ["Berg, Lena", "Ek, Anna"]),
        ("van der Berg, Anna", ["van der Berg, Anna"]),
    ],
)
def test_lists_of_authors_are_split_by_what_they_show(cell, expected):
    assert split_authors(cell) == expected


def test_a_semicolon_between_authors_does_not_split_a_reference():
    assert split_references("Ek A.; Alm B., Title, (2020); Berg L., Next, (2021)") == [
        "Ek A.; Alm B., Title, (2020)",
        "Berg L., Next, (2021)",
    ]


@pytest.mark.parametrize("name", ["title", "TITLE", '"Article Title"', "\ufeffTitle", "Titel", "\nTitle"])
def test_a_column_of_titles_alone_is_a_table_and_commas_are_of_the_titles(read, name):
    records, aside, summary = read(
        f'{name}\nSteeping, stirring and pouring\n"Of ""tea"", and rooms"\n\nCups\n'
    )
    titles = ["Steeping, stirring and pouring", 'Of "tea", and rooms', "Cups"]
    assert [record.title for record in records] == titles
    assert (aside, summary.format, summary.n_entries) == ([], "csv", 3)


@pytest.mark.parametrize(
    "text",
    ["title\n", "Titles of tea rooms\nCups\n", "year\n1999\n2000\n", "no\n1\n2\n", "Of tea\ntitle\nCups\n"],
)
def test_one_line_of_words_makes_no_table_unless_it_names_titles_and_some_follow(read, text):
    with pytest.raises(ReviewError, match="no entry of a known format") as told:
        read(text)
    assert "export it as" in told.value.remedy


def test_other_formats_that_begin_with_the_word_title_are_no_tables(read):
    records, _, summary = read("Title\n\nTY  - JOUR\nTI  - Cups\nER  - \n")
    assert (summary.format, [record.title for record in records]) == ("ris", ["Cups"])
