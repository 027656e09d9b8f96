"""What services said, put into the empty fields of reports, and shown where people look."""

from __future__ import annotations

from typing import Any

from tests.dedupe.records import record

from coprod_review.dedupe.enriched import Enriching, enriching_of
from coprod_review.dedupe.join import TableJoining, join_table
from coprod_review.dedupe.objects import record_table, reports_in
from coprod_review.model.enrichment import Fact
from coprod_review.model.report import Report

WORDS = "What was seen in a garden by nurses and families."


def fact(field: str, value: str, *, alias: str = "doi:10.5555/1", service: str = "crossref") -> Fact:
    return Fact(alias=alias, field=field, value=value, service=service, address="", date="2026-01-02")


def joined(*records: dict[str, Any]) -> TableJoining:
    facts = [{"authors": ("Linden, Maja",), "year": 2020} | known for known in records]
    return join_table(record_table([record(f"a.ris:{n}", **known) for n, known in enumerate(facts, 1)]))


def filled(joining: TableJoining, *facts: Fact) -> tuple[Enriching, dict[str, Report]]:
    enriching = enriching_of(facts, joining.merging, joining.registrations())
    tables = enriching.tables(joining.merging)
    return enriching, {report.title: report for table in tables for report in reports_in(table)}


GARDEN = {"title": "The garden behind the clinic and its users", "doi": "10.5555/1"}
SOUP = {"title": "Warm soup at noon in four small hospitals"}


def test_empty_fields_are_filled_and_name_their_service() -> None:
    enriching, reports = filled(
        joined(GARDEN, SOUP), fact("abstract", WORDS), fact("references", "One, 2001 || Two, 2002")
    )
    report = reports[GARDEN["title"]]
    assert (report.abstract, report.references) == (WORDS, ("One, 2001", "Two, 2002"))
    assert report.text_status == "abstract"
    assert report.source_by_field["abstract"] == "enriched:crossref"
    assert report.source_by_field["title"] == "a.ris:1"
    assert reports[SOUP["title"]].text_status == "title"
    assert [fate.fate for fate in enriching.fates] == ["used", "used"]


def test_what_the_exports_say_is_never_overwritten() -> None:
    enriching, reports = filled(joined(GARDEN | {"abstract": "Ours."}), fact("abstract", WORDS))
    assert reports[GARDEN["title"]].abstract == "Ours."
    assert reports[GARDEN["title"]].source_by_field["abstract"] == "a.ris:1"
    assert [(fate.fate, fate.why) for fate in enriching.fates] == [
        ("not needed", "the exports give this field")
    ]


def test_where_services_differ_the_first_in_order_fills_and_the_other_is_told() -> None:
    enriching, reports = filled(
        joined(GARDEN), fact("abstract", "Other."), fact("abstract", WORDS, service="europepmc")
    )
    assert reports[GARDEN["title"]].abstract == WORDS
    assert [(fate.fate, fate.service, fate.why) for fate in enriching.fates] == [
        ("used", "europepmc", ""),
        ("behind", "crossref", "Europe PMC goes first and says otherwise"),
    ]


def test_a_doi_on_which_services_differ_fills_nothing() -> None:
    alias = "title:warmsoupatnooninfoursmallhospitals"
    enriching, reports = filled(
        joined(SOUP),
        fact("doi", "10.5555/2", alias=alias),
        fact("doi", "10.5555/3", alias=alias, service="openalex"),
    )
    assert reports[SOUP["title"]].doi == ""
    assert {fate.why for fate in enriching.fates} == {
        "services differ: Crossref says 10.5555/2, OpenAlex says 10.5555/3"
    }


def test_a_doi_of_another_report_fills_nothing_and_points_to_it() -> None:
    joining = joined(GARDEN, SOUP)
    alias = "title:warmsoupatnooninfoursmallhospitals"
    enriching, reports = filled(joining, fact("doi", "10.5555/1", alias=alias))
    assert reports[SOUP["title"]].doi == ""
    (fate,) = enriching.fates
    assert fate.why == f"report {reports[GARDEN['title']].report_id} has it: the two may be one document"
    assert len(reports) == 2


def test_a_doi_that_services_give_to_two_reports_fills_neither() -> None:
    other = {"title": "Letters that were never sent from a night shift"}
    enriching, reports = filled(
        joined(SOUP, other),
        fact("doi", "10.5555/9", alias="title:warmsoupatnooninfoursmallhospitals"),
        fact("doi", "10.5555/9", alias="title:lettersthatwereneversentfromanightshift"),
    )
    assert [report.doi for report in reports.values()] == ["", ""]
    assert {fate.fate for fate in enriching.fates} == {"refused"}


def test_a_notice_fills_and_excludes_nothing_and_an_alias_of_no_report_is_told() -> None:
    joining = joined(GARDEN)
    enriching, reports = filled(
        joining, fact("notice", "retraction doi:10.5555/r"), fact("abstract", WORDS, alias="doi:10.5555/gone")
    )
    assert reports == filled(joining)[1]
    assert {fate.alias: fate.fate for fate in enriching.fates} == {
        "doi:10.5555/1": "notice",
        "doi:10.5555/gone": "no report",
    }
    assert "1 notices of retraction or concern" in enriching.summary()


def test_any_doi_of_a_joined_report_leads_to_it() -> None:
    twice = [GARDEN | {"doi": "10.2307/41234567"}, GARDEN]
    _, reports = filled(joined(*twice), fact("abstract", WORDS, alias="doi:10.2307/41234567"))
    assert [report.abstract for report in reports.values()] == [WORDS]


def test_tables_in_parts_are_filled_as_a_whole_one_is() -> None:
    joining = joined(GARDEN, SOUP, {"title": "Who rings the bell when the ward is asleep"})
    enriching = enriching_of([fact("abstract", WORDS)], joining.merging, joining.registrations())
    whole = [report for table in enriching.tables(joining.merging) for report in reports_in(table)]
    parts = [report for table in enriching.tables(joining.merging, 1) for report in reports_in(table)]
    assert parts == whole
