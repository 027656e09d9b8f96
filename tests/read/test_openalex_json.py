"""OpenAlex works as JSON; all entries are invented."""

from __future__ import annotations

import json

import pytest

from coprod_review.read.openalex import abstract

WORK = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.5555/OA.1",
    "title": "Made <i>together</i>",
    "publication_year": 2022,
    "type": "article",
    "language": "en",
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/900005"},
    "authorships": [{"author": {"display_name": "Lena van der Berg"}}, {"author": {"display_name": None}}],
    "primary_location": {
        "source": {"display_name": "Invented Care"},
        "landing_page_url": "https://example.org/1",
    },
    "biblio": {"volume": "3", "issue": None, "first_page": "10", "last_page": "12"},
    "abstract_inverted_index": {"to": [0, 4], "be": [1, 5], "or": [2], "not": [3]},
    "referenced_works": ["https://openalex.org/W7"],
    "keywords": [{"display_name": "trust"}],
}


def work(n: int, **changes: object) -> dict[str, object]:
    return WORK | {"id": f"https://openalex.org/W{n}"} | changes


def one(read, **changes: object):
    return read(json.dumps(work(1, **changes)) + "\n")[0][0]


def test_the_inverted_index_gives_the_words_back_in_order_with_repeats(read):
    record = one(read)
    assert record.abstract == "to be or not to be"
    assert record.title == "Made together"
    assert record.authors == ("van der Berg, Lena",)
    assert (record.doi, record.pmid, record.pages) == ("10.5555/oa.1", "900005", "10-12")
    assert (record.references, record.source_id) == (("https://openalex.org/W7",), "https://openalex.org/W1")


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ({"two": [7], "one": [2]}, "one two"),
        ({"line\nbreak": [0], "end": [1]}, "line\nbreak end"),
        ({"IndexLength": 2, "InvertedIndex": {"b": [1], "a": [0]}}, "a b"),
        ('{"b": [1], "a": [0]}', "a b"),
        ({"a": "no list", "b": [1]}, "b"),
        (None, ""),
        ([1], ""),
    ],
)
def test_an_index_with_holes_line_breaks_or_in_a_wrapping_is_put_together(index, expected):
    assert abstract(index) == expected


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", [lambda w: w, lambda w: {"meta": {"count": len(w)}, "results": w}])
def test_lists_and_answers_of_the_interface_give_the_same_records(read, indent, wrap):
    records, aside, summary = read(json.dumps(wrap([work(1), work(2), work(3)]), indent=indent))
    assert [r.source_id for r in records] == [f"https://openalex.org/W{n}" for n in (1, 2, 3)]
    assert not aside
    assert summary.n_entries == 3


@pytest.mark.parametrize("join", ["\n".join, "".join, lambda pages: f"[{', '.join(pages)}]"])
def test_pages_of_answers_one_after_another_are_read_as_one(read, join):
    pages = [
        json.dumps({"meta": {"page": 1}, "results": [work(1), work(2)], "group_by": []}),
        json.dumps({"results": [work(3)], "meta": {"page": 2}}),
        json.dumps({"meta": {"page": 3}, "results": []}),
    ]
    records, aside, _ = read(join(pages))
    assert [r.source_id for r in records] == [f"https://openalex.org/W{n}" for n in (1, 2, 3)]
    assert not aside


def test_a_cut_json_line_is_set_aside_with_its_line(read):
    lines = [json.dumps(work(n)) for n in (1, 2, 3)]
    records, aside, _ = read("\n".join([lines[0], lines[1][:90], lines[2]]))
    assert [r.source_id for r in records] == ["https://openalex.org/W1", "https://openalex.org/W3"]
    assert (aside[0].line, aside[0].raw) == (2, lines[1][:90])
    assert "valid JSON" in aside[0].reason


def test_damaged_brackets_do_not_cost_the_other_works(read):
    text = json.dumps({"results": [work(1), work(2), work(3)]}).replace('"biblio": {', '"biblio": ', 1)
    records, aside, summary = read(text)
    assert len(records) + len(aside) == summary.n_entries == 3
    assert [r.source_id for r in records] == ["https://openalex.org/W2", "https://openalex.org/W3"]


def test_values_of_unexpected_kinds_are_passed_over(read):
    odd = work(1, authorships={"a": 1}, title=7, abstract_inverted_index=[1], biblio=None, doi="10.5555/odd")
    records, _, _ = read(json.dumps(odd) + "\n")
    assert (records[0].title, records[0].authors, records[0].abstract) == ("7", (), "")


def test_works_of_old_have_their_journal_in_the_host_venue(read):
    record = one(read, primary_location=None, host_venue={"display_name": "Old Care", "url": "https://e.org"})
    assert (record.container, record.url) == ("Old Care", "https://e.org")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"keywords": [{"keyword": "trust", "score": 0.5}], "topics": [{"display_name": "T"}]}, ("trust",)),
        ({"keywords": [], "topics": [{"display_name": "Wards"}]}, ("Wards",)),
        (
            {
                "keywords": None,
                "concepts": [{"display_name": "Near", "score": 0.8}, {"display_name": "Far", "score": 0.1}],
            },
            ("Near",),
        ),
        (
            {"keywords": [], "mesh": [{"descriptor_name": "Humans", "qualifier_name": ""}] * 2},
            ("Humans",),
        ),
    ],
)
def test_keywords_are_those_of_the_work_else_its_topics_or_near_concepts(read, changes, expected):
    assert one(read, **changes).keywords == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({"type": "article", "type_crossref": "proceedings-article"}, "conference"),
        ({"type": "review", "type_crossref": "journal-article"}, "review"),
        ({"type": "preprint", "type_crossref": "posted-content"}, "preprint"),
        ({"type": "erratum"}, "erratum"),
        ({"type": "article", "is_retracted": True}, "article"),
        ({"type": "retraction"}, "retraction"),
    ],
)
def test_the_type_takes_in_that_of_crossref(read, kinds, expected):
    assert one(read, **kinds).type == expected


def test_an_author_without_display_name_is_named_as_on_the_document(read):
    written = [{"author": {"display_name": None}, "raw_author_name": "Ek, Anna"}, {"author": None}]
    assert one(read, authorships=written).authors == ("Ek, Anna",)


@pytest.mark.parametrize("key", sorted(WORK))
def test_a_value_that_is_nested_900_deep_ends_nothing(read, key):
    deep: object = "deep"
    for _ in range(900):
        deep = [deep]
    works = [work(1, **{key: deep}), work(2)]
    records, set_aside = read("\n".join(map(json.dumps, works)) + "\n")[:2]
    assert len(records) + len(set_aside) == 2
    assert records[-1].title == "Made together"
