"""Rows of tables: what the csv module gives and what careful cutting gives are the same; invented tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_review.read.content import Held
from coprod_review.read.decode import decode
from coprod_review.read.table_header import header_of
from coprod_review.read.table_rows import rows

HEADER = "Title,Year,DOI,Abstract\n"
PIECES = st.sampled_from(
    [
        '"',
        '""',
        ",",
        "\n",
        '","',
        '"\n"',
        "a",
        "b c",
        "2001",
        "10.5555/1",
        ' "',
        '" ',
        "'",
        "\u2028",
        ",,,",
        '"a,\nb"',
    ]
)


def both(text: str) -> list[list[object]]:
    """The rows that the csv module gave where it could, and those of careful cutting throughout."""
    decoded = decode(Held(text.encode()))
    found = header_of(decoded)
    assert found
    skip = found.above + found.n_lines
    return [
        [
            (e.line, e.end_line, e.raw, e.fault and e.fault.reason, e.context and e.context.cells)
            for e in rows(decoded, found.header, skip=skip, with_care_throughout=care)
        ]
        for care in (False, True)
    ]


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_text_below_a_header_gives_the_same_rows_either_way(text):
    plain, careful = both(HEADER + text)
    assert plain == careful


LINES = st.sampled_from(
    [
        '"T, ""x""\ny",2001,10.5555/1,A\n',
        "T,2001,10.5555/1,A\n",
        '"T,2001,10.5555/1,A\n',
        "T,2001\n",
        "T,2001,10.5555/1,A,\n",
        "T,2001,10.5555/1,A,more\n",
        "\n",
        ",,,\n",
        '"T" x,2001,10.5555/1,A\n',
        'a"b,2001,10.5555/1,A\n',
        '"T","A" B,10.5555/1,"c"\n',
    ]
)


@given(st.lists(LINES, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_good_and_damaged_rows_in_any_order_give_the_same_rows_either_way(text):
    plain, careful = both(HEADER + text)
    assert plain == careful


def test_rows_longer_than_what_is_read_ahead_stay_whole(read, monkeypatch):
    monkeypatch.setattr("coprod_review.read.table_ahead.MANY_CHARACTERS", 20)
    text = "".join(f'"Title {n}\nwith, ""more""\nlines",200{n % 10},10.5555/{n},A\n' for n in range(200))
    records, aside, _ = read(HEADER + text)
    assert (len(records), aside) == (200, [])
    assert records[7].title == 'Title 7 with, "more" lines'
    assert (records[7].line, records[7].end_line) == (23, 25)


def test_the_exports_here_give_the_same_rows_either_way():
    n = Counter()
    for path in sorted((Path(__file__).parent / "exports").glob("*.csv")):
        decoded = decode(Held(path.read_bytes()))
        if header_of(decoded) and "SEARCH QUERY" not in decoded.head(100):
            plain, careful = both(decoded.head(1 << 20))
            assert plain == careful
            n["files"] += 1
    assert n["files"]


@pytest.mark.parametrize("guard", ["=", "+", "-", "@"])
def test_a_lone_apostrophe_before_formula_like_text_is_taken_away(read, guard):
    assert read(f"Title,Year\n'{guard}1 on wards,2001\n")[0][0].title == f"{guard}1 on wards"


def test_an_apostrophe_that_closes_again_is_text(read):
    assert read("Title,Year\n'-omics' on wards,2001\n")[0][0].title == "'-omics' on wards"


def test_a_header_whose_names_have_line_breaks_is_found(read):
    records, _, _ = read('"Title\n(English)",Year,DOI\nTalk,2001,10.5555/1\n')
    assert (records[0].title, records[0].line) == ("Talk", 3)


def test_pubmed_tells_volume_issue_and_pages_in_its_citation(read):
    header = "PMID,Title,Citation,Journal/Book,Publication Year,PMCID,NIHMS ID,DOI\n"
    row = '900001,T,"J Inv Care. 2001;63(2):101-9. doi: 10.5555/1. Epub.",J,2001,,,10.5555/1\n'
    record = read(header + row)[0][0]
    assert (record.volume, record.issue, record.pages, record.year) == ("63", "2", "101-109", 2001)


def test_a_given_name_null_of_lens_is_none(read):
    assert read("Lens ID,Title,Author/s\n1,T,null van den Berg; Lena Ek\n")[0][0].authors == (
        "van den Berg",
        "Ek, Lena",
    )


def test_commas_in_brackets_part_no_keywords(read):
    record = read('Title,Year,Keywords\nT,2001,"trust, talk (wards, homes), care"\n')[0][0]
    assert record.keywords == ("trust", "talk (wards, homes)", "care")
