"""Documents that belong together and are two: linked by their rule, never joined."""

from __future__ import annotations

from typing import Any

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.dedupe.join import Joining, join_records


def joining(first: dict[str, Any], second: dict[str, Any]) -> Joining:
    return join_records([record("a.ris:1", **first), record("b.ris:1", **second)])


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ({}, {"title": f"{TITLE}: erratum"}, "related: notice and article"),
        ({}, {"type": "retraction"}, "related: notice and article"),
        ({"doi": "10.5555/a"}, {"doi": "10.5555/b", "type": "erratum"}, "related: notice and article"),
        ({}, {"title": f"Reply to: {TITLE}"}, "related: comment and article"),
        ({"title": f"Comment on: {TITLE}"}, {"title": f"Reply: {TITLE}"}, "related: comment and reply"),
        ({}, {"title": f"{TITLE}: a study protocol"}, "related: protocol and results"),
        ({}, {"title": f"Study protocol: {TITLE}"}, "related: protocol and results"),
        (
            {"title": "The PARTNER trial of shared ward rounds"},
            {"title": "Rationale, design, and methods of the PARTNER trial of shared ward rounds"},
            "related: protocol and results",
        ),
        (
            {"title": "Rationale and design of the RELATIVES study"},
            {"title": "RELATIVES study"},
            "related: protocol and results",
        ),
        ({"title": f"{TITLE}: part I"}, {"title": f"{TITLE}: part II"}, "related: parts"),
        ({"container": "Proceedings of the Ward Congress"}, {}, "related: meeting and article"),
        ({"container": "medRxiv"}, {}, "related: preprint and article"),
        ({"type": "book"}, {"type": "chapter"}, "related: book and chapter"),
        (
            {"type": "thesis", "container": "Invented University"},
            {"type": "article"},
            "related: thesis and other form",
        ),
    ],
)
def test_each_kind_is_linked_by_its_own_rule(
    first: dict[str, Any], second: dict[str, Any], rule: str
) -> None:
    found = joining(LINDEN | {"title": TITLE} | first, LINDEN | {"title": TITLE} | second)
    assert [(v.verdict, v.rule) for v in found.verdicts] == [("distinct", rule)]
    assert len(found.reports) == 2


def test_a_preprint_and_its_article_with_two_dois_are_linked() -> None:
    preprint = LINDEN | {"title": TITLE, "type": "preprint", "doi": "10.1101/2014.01.01.123"}
    found = joining(preprint, LINDEN | PLACE | {"title": TITLE, "doi": "10.5555/1"})
    assert [v.rule for v in found.verdicts] == ["related: preprint and article"]


def test_two_versions_of_a_preprint_are_one_report() -> None:
    first = LINDEN | {"title": TITLE, "doi": "10.1101/2014.01.01.123v1"}
    assert len(joining(first, first | {"doi": "10.1101/2014.01.01.123v2"}).reports) == 1


def test_an_early_view_and_the_issue_version_are_one_report_with_the_facts_of_the_issue() -> None:
    early = LINDEN | {"title": TITLE, "year": 2012}
    found = joining(early, LINDEN | PLACE | {"title": TITLE})
    assert [v.rule for v in found.verdicts] == ["early view and issue"]
    (report,) = found.reports
    assert (report.year, report.volume, report.pages) == (2014, "12", "101-110")
    assert report.source_by_field["volume"] == "b.ris:1"


@pytest.mark.parametrize("title", ["Editorial", "Book reviews", "Letters to the editor"])
def test_titles_of_many_documents_join_at_one_place_only(title: str) -> None:
    here = LINDEN | PLACE | {"title": title}
    assert len(joining(here, here | {"pages": "301-302"}).reports) == 2
    assert len(joining(here, here).reports) == 1


@pytest.mark.parametrize("identifier", [{"doi": "10.5555/jwl.5"}, {"pmid": "31234567"}])
@pytest.mark.parametrize("notice", [{"type": "erratum"}, {"title": f"Erratum: {TITLE}"}])
def test_a_notice_and_an_article_under_one_identifier_are_left_to_people(
    identifier: dict[str, Any], notice: dict[str, Any]
) -> None:
    article = LINDEN | PLACE | {"title": TITLE} | identifier
    (found,) = joining(article, article | notice).verdicts
    assert (found.verdict, found.rule) == ("maybe", "notice or article")
