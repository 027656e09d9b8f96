"""Lines of an abstract that look like tags stay in the abstract, in all formats that have tags."""

from __future__ import annotations

import pytest

PROSE = [
    ("SP", "see text"),
    ("VL", "and PY were read from the chart"),
    ("PY", "was left out by two wards"),
    ("PY", "1999 is the year in which it began"),
    ("PY", "2001 was good"),
    ("VL", "120 was measured in many of the patients"),
    ("AU", "is the unit of distance used here"),
    ("AU", "IS THE UNIT OF DISTANCE USED HERE"),
    ("DO", "not resuscitate orders were counted"),
    ("AN", "increase in falls followed"),
    ("TI", "is the time interval between rounds"),
    ("IS", "not the same as harm"),
]

RIS = """TY  - JOUR
{before}AB  - The wards were quiet.
{line}
that day, and the text goes on.
{behind}ER  -
"""
FIELDS = """TI  - Counting rounds
AU  - Berg, Lena
AU  - Ek, Anna
PY  - 2014
JO  - Journal of Wards
VL  - 7
IS  - 2
SP  - 11
EP  - 19
DO  - 10.5555/rounds
AN  - 4711
"""


def seen(record):
    """The fields that a stray line could take over."""
    return (
        record.title, record.authors, record.year, record.volume, record.issue, record.pages, record.doi,
        record.source_id,
    )  # fmt: skip


EXPECTED = ("Counting rounds", ("Berg, Lena", "Ek, Anna"), 2014, "7", "2", "11-19", "10.5555/rounds", "4711")


PLACES = [
    (tag, words, place)
    for tag, words in PROSE
    for place in ("before", "behind")
    if (tag, place) != ("TI", "behind")
]
"""Each line with the fields of the entry before and behind it; no title comes before the true one."""


@pytest.mark.parametrize(("tag", "words", "fields_stand"), PLACES)
@pytest.mark.parametrize("untagged", [True, False])
def test_a_line_like_a_tag_in_a_ris_abstract_takes_over_no_field(read, tag, words, fields_stand, untagged):
    places = {"before": "", "behind": ""} | {fields_stand: FIELDS}
    written = RIS.format(line=f"{tag}  - {words}", **places)
    if not untagged:
        written = written.replace("that day, and the text goes on.\n", "")
    record = read(written)[0][0]
    assert seen(record) == EXPECTED
    assert f"{tag} - {words}" in record.abstract
    assert record.abstract.endswith("the text goes on." if untagged else words)


WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Berg, L
   Ek, A
AF Berg, Lena
   Ek, Anna
TI Counting rounds
SO JOURNAL OF WARDS
AB The wards were quiet.
{line}
that day, and the text goes on.
PY 2014
VL 7
IS 2
BP 11
EP 19
DI 10.5555/rounds
UT 4711
ER

EF
"""


@pytest.mark.parametrize(
    ("tag", "words"),
    [*((tag, words) for tag, words in PROSE), ("BP", "was taken twice"), ("SO", "the nurses were asked")],
)
def test_a_line_like_a_tag_in_a_web_of_science_abstract_takes_over_no_field(read, tag, words):
    record = read(WOS.format(line=f"{tag} {words}"))[0][0]
    assert seen(record) == EXPECTED
    assert record.container == "JOURNAL OF WARDS"
    assert record.abstract == f"The wards were quiet. {tag} {words} that day, and the text goes on."


NBIB = """PMID- 4711
TI  - Counting rounds
AB  - The wards were quiet.
{line}
      that day, and the text goes on.
FAU - Berg, Lena
FAU - Ek, Anna
DP  - 2014
VI  - 7
IP  - 2
PG  - 11-9
LID - 10.5555/rounds [doi]
JT  - Journal of Wards
SO  - J Wards. 2014
"""


@pytest.mark.parametrize(
    ("tag", "words"), [*PROSE, ("VI", "and SP were low"), ("PG", "levels were low"), ("DP", "was unknown")]
)
def test_a_line_like_a_tag_in_a_medline_abstract_takes_over_no_field(read, tag, words):
    record = read(NBIB.format(line=f"{tag}  - {words}").replace("11-9", "11-19"))[0][0]
    assert seen(record) == EXPECTED
    assert record.abstract == f"The wards were quiet. {tag} - {words} that day, and the text goes on."


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("AU  - de la Cruz Vega, Rosa", "authors", ("de la Cruz Vega, Rosa",)),
        ("AU  - Working group on the care of patients in small wards,", "authors",
         ("Working group on the care of patients in small wards",)),
        ("AU  - bell hooks", "authors", ("hooks, bell",)),
        ("AU  - the Quiet Wards Study Group,", "authors", ("the Quiet Wards Study Group",)),
        ("SP  - 1 online resource (212 pages) with maps", "pages",
         "1 online resource (212 pages) with maps"),
        ("PY  - May 2011", "year", 2011),
        ("IS  - Special Issue", "issue", "Special Issue"),
        ("IS  - suppl A", "issue", "suppl A"),
        ("SP  - xii to xx", "pages", "xii to xx"),
        ("DO  - doi: 10.5555/a", "doi", "10.5555/a"),
        ("TI  - What is it that we are asked", "title", "What is it that we are asked"),
        ("JO  - bmj quality", "container", "bmj quality"),
    ],
)  # fmt: skip
def test_a_true_tag_behind_an_abstract_keeps_its_field(read, line, field, value):
    record = read(f"TY  - JOUR\nAB  - The wards were quiet.\n{line}\nER  - \n")[0][0]
    assert getattr(record, field) == value
    assert record.abstract == "The wards were quiet."
