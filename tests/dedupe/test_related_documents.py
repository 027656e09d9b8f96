"""Documents that belong together and are two: linked by their rule, never joined."""

from __future__ import annotations

from typing import Any

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.dedupe.join import Joining, join_records
from coprod_review.model.one_study import ONE_STUDY_RULES


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


NO_PLACE = {"volume": "", "issue": "", "pages": ""}


@pytest.mark.parametrize("place", [NO_PLACE, {"volume": "14", "issue": "2", "pages": "77"}])
@pytest.mark.parametrize("title", [f"Correction: {TITLE}", f"Erratum to: {TITLE}", "Corrigendum"])
def test_a_notice_under_the_doi_of_its_article_is_linked_and_says_why(
    title: str, place: dict[str, Any]
) -> None:
    article = LINDEN | PLACE | {"title": TITLE, "doi": "10.5555/jwl.5"}
    found = joining(article, article | place | {"title": title})
    (verdict,) = found.verdicts
    assert (verdict.verdict, verdict.rule) == ("distinct", "related: notice and article")
    assert "which bears the DOI of its article" in verdict.why
    assert "does not share" not in verdict.why
    assert len(found.reports) == 2


def test_a_type_alone_links_no_notice_under_one_doi() -> None:
    article = LINDEN | PLACE | {"title": TITLE, "doi": "10.5555/jwl.5"}
    (verdict,) = joining(article, article | NO_PLACE | {"type": "erratum"}).verdicts
    assert (verdict.verdict, verdict.rule) == ("maybe", "notice or article")


TRIAL = "Shared ward rounds with relatives of older patients: a cluster randomised trial"
PLANNED = {"year": 2012, "container": "Plans of Trials", "volume": "3", "pages": "12", "doi": "10.5555/p.3"}
PLANS = (
    ("Study protocol for shared ward rounds with relatives of older patients", TRIAL.partition(":")[0]),
    (f"{TRIAL.partition(':')[0]}: a protocol", TRIAL.partition(":")[0]),
    (f"Protocol: {TRIAL}", TRIAL),
    (f"Protocol for {TRIAL}", TRIAL),
    (f"{TRIAL.partition(':')[0]}: trial design", TRIAL.partition(":")[0]),
    (f"{TRIAL}: rationale and design", TRIAL),
    (f"Rationale and design of {TRIAL}", TRIAL),
    (TRIAL.replace("a cluster", "study protocol for a cluster"), TRIAL),
)


@pytest.mark.parametrize("without", [None, "doi", "pmid"])
@pytest.mark.parametrize(("plan", "title"), PLANS)
def test_a_plan_and_its_trial_are_linked_as_such_whatever_identifiers_they_have(
    plan: str, title: str, without: str | None
) -> None:
    one = LINDEN | PLANNED | {"title": plan, "pmid": "11111111"}
    other = LINDEN | PLACE | {"title": title, "doi": "10.5555/1", "pmid": "22222222"}
    for facts in (one, other):
        facts.pop(without or "", None)
    found = joining(one, other)
    assert [v.rule for v in found.verdicts] == ["related: protocol and results"]


@pytest.mark.parametrize("opening", ["Design of ", "Methods for "])
def test_a_design_or_a_method_alone_is_no_plan_of_a_study(opening: str) -> None:
    wards = "wards in which relatives of older patients can stay"
    found = joining(
        LINDEN | PLANNED | {"title": opening + wards}, LINDEN | PLACE | {"title": wards, "doi": "10.5555/1"}
    )
    assert [v.rule for v in found.verdicts] == ["related: different DOIs"]


@pytest.mark.parametrize("title", [TITLE, "Relatives at ward rounds"])
@pytest.mark.parametrize("dois", [("", ""), ("10.5555/1", "10.5555/2")])
@pytest.mark.parametrize("place", [{"volume": "11", "pages": "A12"}, {"volume": "12", "issue": "Suppl 1"}])
def test_an_abstract_of_a_meeting_in_the_journal_of_its_article_is_linked_as_one(
    title: str, dois: tuple[str, str], place: dict[str, str]
) -> None:
    abstract = LINDEN | {"title": title, "type": "conference", "pages": "S7", "doi": dois[0]} | place
    found = joining(abstract, LINDEN | PLACE | {"title": title, "type": "article", "doi": dois[1]})
    assert [v.rule for v in found.verdicts] == ["related: meeting and article"]
    assert "a contribution to a meeting" in found.verdicts[0].why


def test_a_thesis_and_its_article_with_two_dois_are_linked_as_such() -> None:
    thesis = LINDEN | {
        "title": TITLE,
        "type": "thesis",
        "container": "Invented University",
        "doi": "10.5555/2",
    }
    found = joining(thesis, LINDEN | PLACE | {"title": TITLE, "type": "article", "doi": "10.5555/1"})
    assert [v.rule for v in found.verdicts] == ["related: thesis and other form"]


def test_two_things_made_one_after_the_other_are_no_work_of_every_year() -> None:
    video = LINDEN | {"title": "Making a patient safety video with relatives", "volume": "12", "pages": "1-9"}
    leaflet = video | {
        "title": "Making a patient safety leaflet with relatives",
        "year": 2015,
        "volume": "13",
    }
    found = joining(video, leaflet | {"pages": "31-40"})
    assert [(v.verdict, v.rule) for v in found.verdicts] == [("distinct", "alike titles only")]
    (report,) = joining(video | {"title": TITLE}, leaflet | {"title": TITLE, "pages": ""}).verdicts
    assert (report.verdict, report.rule) == ("maybe", "next volume")
    assert "year and volume of one follow on the other's" in report.why


def test_two_reviews_of_one_book_are_no_text_published_twice() -> None:
    title = "Book review: Safer wards for everybody"
    one = record("a.ris:1", title=title, authors=("Low, Pia",), year=2016, container="Bedside", volume="19")
    other = record("b.ris:1", title=title, authors=("High, Rut",), year=2016, container="Ward", volume="25")
    (verdict,) = join_records([one, other]).verdicts
    assert (verdict.verdict, verdict.rule) == ("distinct", "related: about one article")
    assert verdict.rule not in ONE_STUDY_RULES


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ({}, ("maybe", "same title")),
        ({"type": "article"}, ("distinct", "related: meeting and article")),
        ({"container": "Journal of Ward Life"}, ("distinct", "related: meeting and article")),
        ({"volume": "7", "pages": "1-9"}, ("distinct", "related: meeting and article")),
        ({"year": 2031}, ("maybe", "same title")),
        ({"year": 2025}, ("distinct", "related: meeting and article")),
        ({"abstract": "Owls fly at night. " * 20}, ("distinct", "related: meeting and article")),
    ],
)
def test_a_title_and_address_alone_may_be_the_contribution_to_a_meeting(
    other: dict[str, Any], verdict: tuple[str, str]
) -> None:
    meeting = {"title": TITLE, "type": "conference", "container": "Proceedings of the Ward Congress"}
    meeting |= {"abstract": "Relatives were asked about rounds. " * 10}
    alone = {"title": TITLE, "type": "", "authors": [], "container": "", "url": "https://wards.example/7"}
    found = joining(LINDEN | meeting | {"year": 2030}, {"year": 2030} | alone | other)
    assert [(v.verdict, v.rule) for v in found.verdicts] == [verdict]
