"""Tables that were joined into one file: headers below the first are no rows; all entries are invented."""

from __future__ import annotations

import pytest

OWLS = 'Title,Authors,Year,DOI\nOwls,"Roe, A",2021,10.5555/1\nLamps,"Roe, A",2022,10.5555/2\n'
IN_OTHER_ORDER = 'DOI,Year,Title,Authors\n10.5555/3,2023,Wards,"Ek, B"\n'
SHORTER = 'Title,Year\n"Stairs, and doors",2020\n'
TABBED = 'PT\tAU\tTI\tSO\tPY\tDI\nJ\tEk, B\tDoors "by night\tJ Owls\t2020\t10.5555/4\n'

REPEATED = "headers repeated within the table, which are no rows (line 4): 1"
FURTHER = "other headers within the table, from which on the rows are read in their columns (line 4): 1"


@pytest.mark.parametrize("again", [OWLS, f"\ufeff{OWLS}", OWLS.replace("Title,Authors", '"Title","Authors"')])
def test_a_header_that_is_repeated_within_a_table_is_no_entry(read, again):
    records, aside, summary = read(OWLS + again)
    assert [record.title for record in records] == ["Owls", "Lamps"] * 2
    assert (summary.n_entries, aside, [note for note in summary.repairs if "header" in note]) == (
        4,
        [],
        [REPEATED],
    )


@pytest.mark.parametrize(
    ("piece", "title", "doi", "year"),
    [
        (IN_OTHER_ORDER, "Wards", "10.5555/3", 2023),
        (
            IN_OTHER_ORDER.replace(",", ";", 3).replace("3,2023,Wards,", "3;2023;Wards;"),
            "Wards",
            "10.5555/3",
            2023,
        ),
        (SHORTER, "Stairs, and doors", "", 2020),
        (TABBED, 'Doors "by night', "10.5555/4", 2020),
    ],
)
def test_another_header_within_a_table_opens_one_in_its_own_columns(read, piece, title, doi, year):
    records, aside, summary = read(OWLS + piece + OWLS)
    assert [(r.title, r.doi, r.year) for r in records[2:3]] == [(title, doi, year)]
    assert [r.title for r in records] == ["Owls", "Lamps", title, "Owls", "Lamps"]
    assert (aside, summary.n_entries) == ([], 5)
    assert any(note.startswith(FURTHER.partition(" (")[0]) for note in summary.repairs)


def test_a_longer_table_behind_a_shorter_one_is_read_in_its_columns(read):
    records, aside, summary = read(SHORTER + "Foxes,2019\n" + OWLS)
    assert [(r.title, r.doi) for r in records[2:]] == [("Owls", "10.5555/1"), ("Lamps", "10.5555/2")]
    assert (len(records), aside) == (4, [])
    assert FURTHER in summary.repairs


def test_a_header_behind_a_damaged_row_is_found(read):
    records, (aside,), _ = read(f'{OWLS}"Cut off,2020\n{OWLS}')
    assert [record.title for record in records] == ["Owls", "Lamps", "Owls", "Lamps"]
    assert (aside.line, aside.raw) == (4, '"Cut off,2020')


@pytest.mark.parametrize(
    "row", ['Title,"Roe, A",2021,10.5555/7', "Keywords,Year,2021,10.5555/7", "Keywords,DOI,,"]
)
def test_a_document_whose_title_is_the_name_of_a_column_stays_one(read, row):
    records, _, summary = read(f"{OWLS}{row}\n")
    assert (len(records), records[2].title) == (3, row.partition(",")[0])
    assert not any("header" in note for note in summary.repairs)
