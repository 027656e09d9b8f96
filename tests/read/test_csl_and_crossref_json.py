"""CSL-JSON and Crossref works, which share their variables; all entries are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EXPORTS = Path(__file__).parent / "exports"
ENTRY = {
    "id": "a",
    "type": "article-journal",
    "title": "Wards",
    "container-title": "Invented Care",
    "issued": {"date-parts": [[2001]]},
}
WORK = {
    "DOI": "10.5555/cr.1",
    "type": "journal-article",
    "title": ["Wards"],
    "container-title": ["Invented Care"],
    "is-referenced-by-count": 1,
    "issued": {"date-parts": [[2001, 2]]},
}


def csl(read, **changes: object):
    records, aside, summary = read(json.dumps([ENTRY | changes]))
    assert (summary.format, aside) == ("csl-json", [])
    return records[0]


def crossref(read, **changes: object):
    records, aside, summary = read(json.dumps([WORK | changes]))
    assert (summary.format, aside) == ("crossref", [])
    return records[0]


def test_an_export_of_zotero_is_read_with_every_field(read):
    records, _, summary = read((EXPORTS / "csl.json").read_bytes())
    first, chapter, thesis = records
    assert summary.dialect == "Zotero, JSON list"
    assert first.authors == ("van den Berg, Lena", "Ek, Anna B., Jr.", "Ward Safety Group")
    assert (first.type, first.year, first.container) == ("article", 2019, "Invented Care")
    assert (first.volume, first.issue, first.pages) == ("12", "2", "454-481")
    assert (first.doi, first.pmid, first.language) == ("10.5555/csl.1", "900101", "en")
    assert first.abstract == "Wards were shared & safe."
    assert (chapter.source_id, chapter.year, chapter.container) == ("7", 2001, "A book of wards")
    assert (chapter.type, chapter.authors) == ("chapter", ("La Alm, Jean de",))
    assert chapter.keywords == ("trust", "safety")
    assert (thesis.type, thesis.year, thesis.container) == ("thesis", 2011, "University of Nowhere")


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [["2011", "05"]]}, 2011),
        ({"date-parts": [[2011], [2012]]}, 2011),
        ({"date-parts": [2011, 5]}, 2011),
        ({"date-parts": [[None]], "raw": "May 2012"}, 2012),
        ({"date-parts": None}, None),
        ({"literal": "Spring 2013"}, 2013),
        ({"year": 2014}, 2014),
        ("2015-01-02", 2015),
        (2016, 2016),
    ],
)
def test_years_are_found_in_all_forms_of_dates(read, issued, expected):
    assert csl(read, issued=issued).year == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "article-magazine"}, "article"),
        ({"type": "paper-conference"}, "conference"),
        ({"type": "speech"}, "conference"),
        ({"type": "review"}, "review"),
        ({"type": "review-book"}, "other"),
        ({"type": "entry-encyclopedia"}, "chapter"),
        ({"type": "report"}, "report"),
        ({"type": "dataset"}, "dataset"),
        ({"type": "webpage"}, "other"),
        ({"type": "personal_communication"}, "other"),
        ({"type": "document"}, ""),
        ({"type": "article", "container-title": ""}, "preprint"),
        ({"type": "article", "volume": "1"}, "article"),
        ({"type": "report", "container-title": "arXiv"}, "preprint"),
        ({"type": "article-journal", "container-title": "bioRxiv"}, "preprint"),
        ({"type": "article-journal", "container-title": "Journal of arXiv studies"}, "article"),
        ({"type": "article-journal", "genre": "Editorial"}, "editorial"),
        ({"type": "article-journal", "genre": "no type"}, "article"),
    ],
)
def test_types_of_csl_are_those_of_the_review(read, changes, expected):
    assert csl(read, **changes).type == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"PMID": 900102}, ("", "900102")),
        ({"note": "free text: with colon\nDOI: 10.5555/N.1\nPMID: 900103"}, ("10.5555/n.1", "900103")),
        ({"note": "{:PMID: 900104}"}, ("", "900104")),
        ({"note": "standard_id: doi:10.5555/n.2"}, ("10.5555/n.2", "")),
        ({"id": "pubmed:900105"}, ("", "900105")),
        ({"URL": "https://doi.org/10.5555/n.3"}, ("10.5555/n.3", "")),
        ({"URL": "https://example.org/10.5555/n.4"}, ("", "")),
        ({"DOI": "https://doi.org/10.5555/N.5", "note": "DOI: 10.5555/other"}, ("10.5555/n.5", "")),
    ],
)
def test_identifiers_are_found_in_notes_ids_and_addresses(read, changes, expected):
    record = csl(read, **changes)
    assert (record.doi, record.pmid) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "Berg", "given": "Lena"}, "Berg, Lena"),
        ({"family": "Berg", "given": "Lena", "non-dropping-particle": "van"}, "van Berg, Lena"),
        ({"family": "Berg", "given": "Lena", "dropping-particle": ""}, "Berg, Lena"),
        ({"family": "Ek", "given": "Sven, Jr."}, "Ek, Sven, Jr."),
        ({"family": "Plato"}, "Plato"),
        ({"literal": "World Ward Organization"}, "World Ward Organization"),
        ({"given": "Madonna"}, "Madonna"),
        ({"family": "Ward and Home Group"}, "Ward and Home Group"),
    ],
)
def test_names_are_put_together_from_their_parts(read, name, expected):
    assert csl(read, author=[name]).authors == (expected,)


def test_editors_stand_in_where_there_are_no_authors(read):
    assert csl(read, editor=[{"family": "Ditor", "given": "E."}]).authors == ("Ditor, E.",)


@pytest.mark.parametrize("wrap", [lambda e: {"items": [e]}, lambda e: {"references": [e]}, lambda e: e])
def test_entries_in_a_frame_or_alone_are_read(read, wrap):
    records, aside, _ = read(json.dumps(wrap(ENTRY), indent=2))
    assert ([r.title for r in records], aside) == (["Wards"], [])


def test_an_answer_of_crossref_is_read_with_every_field(read):
    first, notice = read((EXPORTS / "crossref.json").read_bytes())[0]
    assert first.title == "Wards together: a study"
    assert first.authors == ("van den Berg, Lena, Jr.", "Ek, Anna", "Ward Group")
    assert (first.type, first.year, first.container) == ("article", 2017, "Invented Care")
    assert (first.volume, first.issue, first.pages, first.doi) == ("9", "4", "e17", "10.5555/cr.1")
    assert first.abstract == "All were asked."
    assert first.references == (
        "Alm, 1999, Old wards, Care, doi:10.5555/old",
        "Holm B. Wards. 1980.",
        "doi:10.5555/bare",
    )
    assert (notice.type, notice.year, notice.authors) == ("erratum", 2018, ())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"status": "ok", "message-type": "work", "message": WORK}),
        json.dumps({"status": "ok", "message": {"total-results": 1, "items": [WORK], "query": {}}}),
        json.dumps([{"message": {"items": [WORK]}}, {"message": {"items": []}}]),
        json.dumps(WORK) + "\n",
        json.dumps(WORK, indent=2),
    ],
)
def test_answers_of_one_work_or_many_and_works_by_themselves_are_read(read, text):
    records, aside, _ = read(text)
    assert ([(r.title, r.doi) for r in records], aside) == ([("Wards", "10.5555/cr.1")], [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "posted-content", "subtype": "preprint"}, "preprint"),
        ({"type": "posted-content", "subtype": "other"}, "other"),
        ({"type": "journal-issue"}, "other"),
        ({"type": "book-chapter"}, "chapter"),
        ({"type": "edited-book"}, "book"),
        ({"type": "proceedings-article"}, "conference"),
        ({"type": "dissertation"}, "thesis"),
        ({"update-to": [{"type": "retraction", "DOI": "10.5555/x"}]}, "retraction"),
        ({"update-to": [{"type": "corrigendum"}]}, "erratum"),
        ({"update-to": [{"type": "new_version"}]}, "article"),
        ({"updated-by": [{"type": "retraction"}]}, "article"),
    ],
)
def test_types_of_crossref_tell_notices_from_what_they_are_about(read, changes, expected):
    assert crossref(read, **changes).type == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": [], "original-title": ["Salar"]}, "Salar"),
        ({"title": ["Wards: how"], "subtitle": ["How"]}, "Wards: how"),
        ({"title": ["Who?"], "subtitle": ["A study"]}, "Who? A study"),
    ],
)
def test_titles_take_in_the_subtitle_once(read, changes, expected):
    assert crossref(read, **changes).title == expected


def test_a_chapter_stands_in_the_book_not_in_the_series(read):
    titles = ["Series of wards", "The book"]
    assert crossref(read, type="book-chapter", **{"container-title": titles}).container == "The book"
    assert crossref(read, **{"container-title": titles}).container == "Series of wards"


def test_the_year_is_of_print_where_none_was_issued(read):
    changes = {"issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[2003]]}}
    assert crossref(read, **changes).year == 2003
