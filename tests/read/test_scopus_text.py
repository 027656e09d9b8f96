"""Scopus plain text, with and without full names; all entries are invented."""

from __future__ import annotations

import pytest

from coprod_review.read.content import Held
from coprod_review.read.decode import decode
from coprod_review.read.formats import choose_format

HEADING = "Scopus\nEXPORT DATE: 06 December 2030\n\n"
ADDRESS = "https://www.scopus.com/inward/record.uri?eid=2-s2.0-9&partnerID=40"
FULL = f"""Ek A., Berg L.
AUTHOR FULL NAMES: Ek, Anna (57000000001); van den Berg, Lena (57000000002)
57000000001; 57000000002
Talking on the ward [Samtal på avdelningen]
(2030) Journal of Wards, 12 (4 Pt 2), pp. 1074 - 1081, Cited 3 times.
DOI: 10.5555/ward.1
{ADDRESS}

AFFILIATIONS: Ward School, Oslo, Norway
ABSTRACT: Background: We talked.
METHODS: Twice a day.
AUTHOR KEYWORDS: ward; talk
REFERENCES: Ek A., First talk, J Wards, 1, pp. 2-3, (2029);
Berg L., Second talk, J Wards, 2, (2028)
PUBMED ID: 30123456
LANGUAGE OF ORIGINAL DOCUMENT: Swedish
ABBREVIATED SOURCE TITLE: J. Wards
DOCUMENT TYPE: Review
SOURCE: Scopus
"""
OLD = f"""Ek, A.B., Berg, L., Jr., the Ward Collaboration
57000000001;57000000002;
Quiet hours
(2029) Ward Physics, Section B: Nights, 804, art. no. C0403, . Cited 1 time.
{ADDRESS.replace("-9&", "-8&")}

DOI: 10.5555/ward.2

DOCUMENT TYPE: Article
SOURCE: Scopus
"""


def test_an_entry_with_full_names_gives_all_its_fields(read):
    (record,), _, _ = read(HEADING + FULL)
    assert record.source_id == "2-s2.0-9"
    assert record.type == "review"
    assert record.title == "Talking on the ward [Samtal på avdelningen]"
    assert record.authors == ("Ek, Anna", "van den Berg, Lena")
    assert (record.year, record.container) == (2030, "Journal of Wards")
    assert (record.volume, record.issue, record.pages) == ("12", "4 Pt 2", "1074-1081")
    assert (record.doi, record.pmid, record.language) == ("10.5555/ward.1", "30123456", "sv")
    assert record.abstract == "Background: We talked. METHODS: Twice a day."
    assert record.keywords == ("ward", "talk")
    assert record.references == (
        "Ek A., First talk, J Wards, 1, pp. 2-3, (2029)",
        "Berg L., Second talk, J Wards, 2, (2028)",
    )
    assert record.url == ADDRESS


def test_names_before_initials_are_parted_where_full_names_lack(read):
    (record,), _, _ = read("# Scopus\n# EXPORT DATE:04 Feb 2030\n\n" + OLD)
    assert record.authors == ("Ek, A.B.", "Berg, L., Jr.", "the Ward Collaboration")
    assert record.container == "Ward Physics, Section B: Nights"
    assert (record.volume, record.issue, record.pages) == ("804", "", "C0403")
    assert record.doi == "10.5555/ward.2"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(2030) Handbook of Wards, pp. 5 - 9, Cited 0 times.", ("Handbook of Wards", "", "", "5-9")),
        ("(2030) Proceedings of the Talk Conference, TALK 2029, pp. 3-4. ",
         ("Proceedings of the Talk Conference, TALK 2029", "", "", "3-4")),
        ("(2030) Ward Notes, 309-311, pp. 99-102. ", ("Ward Notes", "309-311", "", "99-102")),
        ("(2030) Ward Series, Part F128, art. no. 7, .", ("Ward Series", "Part F128", "", "7")),
        ("(2030) Ward News, (11), pp. 1-2.", ("Ward News", "", "11", "1-2")),
        ("(2030) Ward Letters, . ", ("Ward Letters", "", "", "")),
    ],
)  # fmt: skip
def test_the_source_line_gives_container_volume_issue_and_pages(read, source, expected):
    text = HEADING + "\n".join([source if line.startswith("(2030)") else line for line in FULL.split("\n")])
    (record,), _, _ = read(text)
    assert (record.container, record.volume, record.issue, record.pages) == expected


def test_an_entry_without_authors_and_a_title_of_two_lines_are_read(read):
    entry = FULL.split("\n")
    entry[:4] = ["[No author name available]", "[No author id available]", "Talking", "on the ward"]
    (record,), _, _ = read(HEADING + "\n".join(entry))
    assert (record.authors, record.title) == ((), "Talking on the ward")


def test_an_entry_without_its_last_line_ends_where_the_next_begins(read):
    records, aside, _ = read(HEADING + FULL.replace("SOURCE: Scopus\n", "\n") + OLD)
    assert [record.title[:7] for record in records] == ["Talking", "Quiet h"]
    assert records[1].line == HEADING.count("\n") + FULL.count("\n") + 1
    assert not aside


def test_an_entry_that_is_cut_short_is_set_aside_alone(read):
    records, (row,), _ = read(HEADING + OLD + "\n" + FULL[: FULL.index("METHODS")])
    assert [record.title for record in records] == ["Quiet hours"]
    assert "SOURCE: Scopus" in row.reason
    assert row.raw.startswith("Ek A., Berg L.")


def test_marks_are_counted_as_entries(read):
    text = HEADING + FULL + "\n" + OLD
    assert choose_format(decode(Held(text.encode())), where="x").count_marks(text) == 2


def test_bibtex_of_scopus_is_no_plain_text():
    text = f"{HEADING}@article{{a, title={{T}}, url={{{ADDRESS}}}}}\n"
    assert choose_format(decode(Held(text.encode())), where="x").name == "bibtex"
