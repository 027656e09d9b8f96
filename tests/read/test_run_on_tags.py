"""Tags of RIS that run on into their value or the tag line before: what a field of one line cannot hold."""

from __future__ import annotations

import pytest

GOOD = "TY  - JOUR\nTI  - Lamps in stairwells\nPY  - 2001\nER  - \n\n"
LAST = "TY  - JOUR\nTI  - Carpets in wards\nPY  - 2003\nER  - \n"
RUN_ON = """TY - JOUR
A1 -Muller,Hans
TI -Bells at noon
JF - Journal of Bells
PY - 2014
DO - 10.5555/bells
ER -
"""
NOTED = "lines that look like a tag, read as more of the field before them"


def noted(summary):
    """The notes on lines that look like a tag and were read as more of a field."""
    return [note for note in summary.repairs if note.startswith(NOTED)]


@pytest.mark.parametrize(
    "line",
    [
        "TI -Bells at noon",
        "TI- Bells at noon",
        "TI-Bells at noon",
        "TI  -Bells at noon",
        "TI  - Bells at noon",
    ],
)
@pytest.mark.parametrize("author", ["A1 -Muller,Hans", "A1 - Muller,Hans", "A1-Muller,Hans"])
@pytest.mark.parametrize("around", [("", ""), (GOOD, LAST), (GOOD.replace("ER  - \n", ""), LAST)])
def test_a_tag_without_a_blank_behind_its_dash_is_a_tag(read, line, author, around):
    text = RUN_ON.replace("TI -Bells at noon", line).replace("A1 -Muller,Hans", author)
    records, aside, summary = read(around[0] + text + around[1])
    record = next(record for record in records if record.doi)
    assert not aside and len(records) == 1 + sum(map(bool, around))
    assert (record.type, record.title, record.authors) == ("article", "Bells at noon", ("Muller, Hans",))
    assert (record.container, record.year) == ("Journal of Bells", 2014)
    assert not noted(summary)


@pytest.mark.parametrize(
    "line", ["TI -Titles Too", "TI-Titles Too", "T2-weighted images", "ED -based triage"]
)
@pytest.mark.parametrize("blanks", [" ", "  "])
def test_in_an_abstract_words_that_run_on_stay_words(read, line, blanks):
    text = f"TY - JOUR\nTI - Bells\nAB - Staff heard\n{line}\nof the night\nPY - 2010\nER -\n"
    record = read(text.replace(" - ", f"{blanks}- "))[0][0]
    assert (record.title, record.year) == ("Bells", 2010)
    assert record.abstract == f"Staff heard {line} of the night"


@pytest.mark.parametrize(
    "line", ["T2-weighted images", "ED -based triage", "CT-Guided rounds", "DO-it-yourself"]
)
def test_what_goes_on_with_a_title_and_looks_like_a_tag_is_told_with_its_line(read, line):
    records, _, summary = read(f"{GOOD}TY  - JOUR\nTI  - Bells at night and\n{line}\nPY  - 2010\nER  - \n")
    assert (records[1].title, records[1].year) == (f"Bells at night and {line}", 2010)
    assert noted(summary) == [f"{NOTED} (line 8): 1"]


def test_an_author_whose_name_looks_like_a_tag_stays_one_and_is_told(read):
    records, _, summary = read("TY  - JOUR\nTI  - Bells\nAU  - Roe, Rita\nLA-Torre, Gil\nER  - \n")
    assert records[0].authors == ("Roe, Rita", "LA-Torre, Gil")
    assert noted(summary) == [f"{NOTED} (line 4): 1"]


@pytest.mark.parametrize("empty", ["N1 -", "N1-", "AD -"])
def test_an_empty_tag_is_no_part_of_the_field_before(read, empty):
    records, _, _ = read(f"TY  - JOUR\nPY  - 2010\nTI  - Bells\nAU  - Roe, Rita\n{empty}\nER  - \n")
    assert (records[0].title, records[0].authors) == ("Bells", ("Roe, Rita",))


def test_of_many_such_lines_the_first_are_told(read):
    one = "TY  - JOUR\nTI  - Bells and\nT2-weighted images\nPY  - 2010\nER  - \n"
    _, _, summary = read(one * 40)
    assert noted(summary) == [f"{NOTED} (line 3, 8, 13, 18, 23 and more): 40"]
