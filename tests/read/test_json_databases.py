"""JSON of databases and programs, field by field, and the choice among them; all entries are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.read.json_choice import chosen

EXPORTS = Path(__file__).parent / "exports"

HEADS = (
    ("openalex", '{"id":"https://openalex.org/W1","doi":null,"title":"A","authorships":[]}'),
    ("openalex", '{"meta":{"count":1},"results":[{"id":"https://openalex.org/W1","title":"A"}]}'),
    ("lens", '{"total":1,"data":[{"lens_id":"000-000","title":"A","year_published":2001}]}'),
    ("crossref", '{"status":"ok","message":{"DOI":"10.5555/1","title":["A"],"author":[]}}'),
    ("crossref", '[{"DOI":"10.5555/1","title":["A"],"issued":{"date-parts":[[2001]]}}]'),
    ("csl-json", '[{"id":"a","type":"article-journal","title":"A"}]'),
    ("csl-json", '[{"DOI":"10.5555/1","title":"A","issued":{"date-parts":[[2001]]},"container-title":"C"}]'),
    ("csl-json", '[{"id":"a","title":"A","issued":{"date-parts":[[2001]]},"is-referenced-by-count":2}]'),
    ("dimensions", '{"publications":[{"id":"pub.1","title":"A","year":2001}]}'),
    ("europe-pmc", '{"resultList":{"result":[{"id":"1","source":"MED","title":"A"}]}}'),
    ("europe-pmc", '[{"id":"1","source":"MED","authorString":"Ek A","title":"A","pubYear":"2001"}]'),
    ("semantic-scholar", '{"data":[{"paperId":"a","title":"A","year":2001}]}'),
    ("semantic-scholar", '{"corpusid":1,"externalids":{},"title":"A"}'),
    ("pubmed-summary", '{"result":{"uids":["1"],"1":{"uid":"1","title":"A"}}}'),
    ("zotero-json", '[{"key":"A","data":{"itemType":"book","title":"A"}}]'),
    ("zotero-json", '{"config":{},"items":[{"itemType":"book","title":"A"}]}'),
    ("json", '[{"title":"A","authors":["B Ek"],"year":2001}]'),
    ("json", '{"results":[{"Title":"A","DOI":"10.5555/1"}]}'),
    ("json", '{"title":"A","abstract":"B"}\n{"title":"C","abstract":"D"}\n'),
    ("json", '[{"recNumber":"1","title":"A","type":"journalArticle","journal":"C"}]'),
    ("json", '{"search-results":{"entry":[{"dc:title":"A","prism:doi":"10.5555/1"}]}}'),
    ("json", '{"hits":{"total":1,"hits":[{"_id":"1","_source":{"title":"A","year":2001}}]}}'),
    ("", '{"name":"package","version":"1.0.0","author":"A"}'),
    ("", '{"title":"A schema","type":"object","properties":{}}'),
    ("", '{"cells":[{"cell_type":"code","source":["a"]}]}'),
    ("", "[1,2,3]"),
    ("", "[]"),
    ("", "title,year\nA,2001\n"),
    ("", "{braces in a text}"),
)


@pytest.mark.parametrize(("name", "head"), HEADS)
def test_the_format_is_told_by_the_keys(name, head):
    assert chosen(head) == name


@pytest.mark.parametrize(("name", "head"), [(n, h) for n, h in HEADS if n])
def test_what_is_told_by_its_keys_is_read_as_that(read, name, head):
    records, aside, summary = read(head)
    assert (summary.format, aside) == (name, [])
    assert {r.title for r in records} <= {"A", "C"}
    assert records


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"name":"package","version":"1.0.0"}', "its keys are name, version"),
        ('{"title":"A schema","type":"object","properties":{}}', "its keys are title, type, properties"),
        ("[]", "without any work in it"),
        ("[1,2]", "no entry of a known format"),
    ],
)
def test_other_json_is_refused_with_its_keys_and_what_is_read(read, text, told):
    with pytest.raises(ReviewError) as caught:
        read(text)
    assert told in caught.value.problem
    assert "CSL-JSON" in caught.value.remedy
    assert "Crossref JSON" in caught.value.remedy


def test_lens_works_are_read_with_every_field(read):
    first, letter = read((EXPORTS / "lens.jsonl").read_bytes())[0]
    assert first.authors == ("Berg, Lena", "Ward Group")
    assert (first.doi, first.pmid, first.source_id) == ("10.5555/lens.1", "900201", "000-111-222-333-44X")
    assert (first.year, first.container, first.volume) == (2014, "Invented Care", "3")
    assert (first.pages, first.language, first.url) == ("10-19", "en", "https://example.org/l1")
    assert (first.keywords, first.references) == (("trust", "Home Care"), ("000-111-222-333-555",))
    assert letter.type == "letter"


def test_dimensions_publications_are_read_with_every_field(read):
    first, early = read((EXPORTS / "dimensions.json").read_bytes())[0]
    assert (first.authors, first.container) == (("Berg, Lena", "Ek"), "Invented Care")
    assert (first.year, first.volume, first.issue, first.pages) == (2016, "7", "2", "1-9")
    assert (first.doi, first.pmid, first.source_id) == ("10.5555/dim.1", "900301", "pub.1000000001")
    assert (first.references, first.keywords) == (("pub.1000000009",), ("ward", "talk"))
    assert early.type == "preprint"


def test_europe_pmc_results_are_read_in_core_and_lite_form(read):
    core, lite = read((EXPORTS / "europe_pmc.json").read_bytes())[0]
    assert core.authors == ("Berg, Lena", "Ek, AB", "Ward Group")
    assert (core.title, core.type, core.year) == ("Patients speak up", "review", 2013)
    assert (core.container, core.volume, core.issue, core.pages) == ("Invented care", "8", "3", "33-39")
    assert (core.pmid, core.doi, core.language) == ("900401", "10.5555/epmc.1", "en")
    assert core.keywords == ("voice", "Humans")
    assert (lite.type, lite.authors, lite.pmid) == ("preprint", ("Ek, AB", "Berg, L"), "")


def test_semantic_scholar_papers_are_read_with_every_field(read):
    first, bare = read((EXPORTS / "semantic_scholar.json").read_bytes())[0]
    assert first.authors == ("van den Berg, Lena", "Ek, A.")
    assert (first.type, first.container, first.volume, first.issue) == ("review", "Invented Care", "5", "2")
    assert (first.doi, first.pmid, first.pages) == ("10.5555/s2.1", "900501", "7-8")
    assert first.references == ("B. Alm, 1990, Older words",)
    assert (bare.title, bare.year, bare.authors) == ("Meant as one", None, ())


@pytest.mark.parametrize(
    "paper",
    [
        {"corpusid": 5, "externalids": {"DOI": "10.5555/x"}, "title": "A", "publicationtypes": ["Editorial"]},
        {
            "citingPaper": {
                "paperId": "5",
                "externalIds": {"DOI": "10.5555/x"},
                "title": "A",
                "publicationTypes": ["Editorial"],
            }
        },
    ],
)
def test_papers_of_data_sets_and_of_citations_are_read_alike(read, paper):
    record = read(json.dumps({"data": [paper]}))[0][0]
    assert (record.source_id, record.title, record.doi, record.type) == ("5", "A", "10.5555/x", "editorial")


def test_summaries_of_pubmed_are_read_and_those_that_are_missing_set_aside(read):
    records, aside, _ = read((EXPORTS / "pubmed_summary.json").read_bytes())
    (record,) = records
    assert record.authors == ("Berg, L", "Ward and Home Group")
    assert (record.year, record.type, record.language) == (2020, "letter", "en")
    assert (record.pages, record.doi, record.pmid) == ("11-12", "10.5555/es.1", "900601")
    assert "900602" in aside[0].reason
    assert "PubMed" in aside[0].remedy


def test_a_damaged_summary_costs_no_other(read):
    summaries = {str(n): {"uid": str(n), "title": f"T {n}", "sortpubdate": "2001"} for n in range(1, 5)}
    text = json.dumps({"header": {}, "result": {"uids": list(summaries), **summaries}})
    records, aside, summary = read(text.replace('"T 2"', '"T 2'))
    assert [r.title for r in records] == ["T 1", "T 3", "T 4"]
    assert (len(aside), summary.n_entries) == (1, 4)


def test_zotero_items_are_read_and_attachments_set_aside(read):
    records, aside, summary = read((EXPORTS / "zotero.json").read_bytes())
    (record,) = records
    assert record.authors == ("van den Berg, Lena", "Ward and Home Group")
    assert (record.year, record.container, record.pages) == (2010, "Invented Care", "3-4")
    assert (record.doi, record.pmid, record.language) == ("10.5555/zot.1", "900701", "sv")
    assert record.keywords == ("trust", "read")
    assert "attachment" in aside[0].reason
    assert "leave it out" in aside[0].remedy
    assert summary.format == "zotero-json"


def test_better_bibtex_items_are_read_from_their_frame(read):
    item = {
        "itemType": "thesis",
        "citationKey": "ek2001",
        "title": "A thesis",
        "university": "Nowhere",
        "creators": [{"creatorType": "author", "lastName": "Ek", "firstName": "Anna"}],
        "date": "2001",
        "attachments": [{"itemType": "attachment", "title": "PDF"}],
    }
    config = {"label": "BetterBibTeX JSON"}
    records, aside, summary = read(json.dumps({"config": config, "collections": {}, "items": [item]}))
    assert (records[0].source_id, records[0].type, records[0].container) == ("ek2001", "thesis", "Nowhere")
    assert (aside, summary.dialect) == ([], "Better BibTeX, JSON of the interface")


def test_zeros_of_search_engines_are_no_volumes_or_pages(read):
    first, second = read((EXPORTS / "flat.json").read_bytes())[0]
    assert (first.volume, first.issue, first.pages, first.year) == ("", "", "", 2009)
    assert first.authors == ("Berg, L", "van der Ek, AB")
    assert (second.pages, second.doi, second.source_id) == ("12-15", "10.5555/flat.2", "GS:2")


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        ({"title": "A", "authors": [{"name": "Lena van den Berg"}]}, ("van den Berg, Lena",)),
        ({"title": "A", "authors": [{"first_name": "Lena", "last_name": "Berg"}]}, ("Berg, Lena",)),
        ({"title": "A", "author": "Berg, Lena; Ek, Anna"}, ("Berg, Lena", "Ek, Anna")),
        ({"title": "A", "author": [{"given": "Lena", "family": "Berg"}]}, ("Berg, Lena",)),
        ({"title": "A", "authors": ["NHA Alm", "L Berg"]}, ("Alm, NHA", "Berg, L")),
        ({"title": "A", "authors": ["NHS England"]}, ("NHS England",)),
    ],
)
def test_authors_of_plain_objects_may_be_texts_lists_or_objects(read, work, expected):
    assert read(json.dumps([work | {"year": 2001}]))[0][0].authors == expected


@pytest.mark.parametrize(
    "work",
    [
        {"title": "A", "DOI": "10.5555/1", "PMID": 9001, "Publication Year": "2001"},
        {"title": ["A"], "identifiers": {"doi": "10.5555/1", "pmid": "9001"}, "year": 2001},
        {"title": "A", "year": 2001, "externalIds": {"DOI": "10.5555/1", "PubMed": "9001"}},
        {"dc:title": "A", "prism:doi": "10.5555/1", "prism:coverDate": "2001-01-01", "pubmed-id": "9001"},
        {"id": "1", "attributes": {"title": "A", "doi": "10.5555/1", "publicationYear": 2001, "pmid": 9001}},
        {"_id": "1", "_source": {"title": "A", "doi": ["10.5555/1"], "year": "2001", "pubmed_id": "9001"}},
        {"title": {"value": "A"}, "doi": "10.5555/1", "date": [2001, 5, 1], "pmid": 9001},
    ],
)
def test_keys_of_plain_objects_are_known_by_many_names(read, work):
    record = read(json.dumps([work]))[0][0]
    assert (record.title, record.doi, record.pmid, record.year) == ("A", "10.5555/1", "9001", 2001)
