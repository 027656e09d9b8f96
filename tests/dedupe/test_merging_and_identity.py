from __future__ import annotations

from dataclasses import replace

from tests.dedupe.records import record
from tests.dedupe.trap_pairs import TITLE

from coprod_review.dedupe.identity import Identities
from coprod_review.dedupe.identity import identify as identify_places
from coprod_review.dedupe.join import join_records
from coprod_review.dedupe.merge import merge
from coprod_review.dedupe.naming import names_in
from coprod_review.dedupe.objects import record_table
from coprod_review.model.corpus import Characteristics, Registration
from coprod_review.model.record import Record

SPARSE = record(
    "a.ris:1", title=TITLE.upper(), authors=("Linden, M.",), year=2013, doi="10.5555/1", source_id="7"
)
FULL = record(
    "b.ris:1",
    title=TITLE,
    authors=("Linden, Maja",),
    year=2014,
    volume="12",
    pages="1-9",
    container="Journal of Ward Life",
    abstract="Nine families were followed.",
    keywords=("handover", "Families"),
    references=("Berg A, 2010",),
)
OTHER = record("c.ris:1", container="J Ward Life", keywords=("families", "wards"), language="en")


def identify(clusters: list[list[Record]], registry: list[Registration]) -> Identities:
    records = [record for cluster in clusters for record in cluster]
    places = iter(range(len(records)))
    return identify_places(
        [[next(places) for _ in cluster] for cluster in clusters], names_in(record_table(records)), registry
    )


def registered(report_id: str, *aliases: str) -> Registration:
    return Registration(report_id=report_id, aliases=aliases)


def test_each_field_names_the_record_that_it_came_from() -> None:
    report = merge("r1", [SPARSE, FULL, OTHER])
    assert report.title == TITLE
    assert (report.year, report.volume, report.pages) == (2014, "12", "1-9")
    assert report.doi == "10.5555/1"
    assert report.authors == ("Linden, Maja",)
    sources = report.source_by_field
    assert (sources["doi"], sources["title"], sources["language"]) == ("a.ris:1", "b.ris:1", "c.ris:1")
    assert "pmid" not in sources


def test_keywords_are_united_without_repeating_one_in_another_case() -> None:
    report = merge("r1", [SPARSE, FULL, OTHER])
    assert report.keywords == ("handover", "Families", "wards")
    assert report.source_by_field["keywords"] == "b.ris:1; c.ris:1"


def test_a_retraction_in_one_record_marks_the_report() -> None:
    report = merge("r1", [record("a:1", type="article"), record("b:1", type="retraction")])
    assert report.type == "retraction"


def test_the_status_of_the_text_is_title_without_an_abstract_and_else_as_the_sheet_says() -> None:
    part = {"r1": Characteristics(report_id="r1", text_status="part", seen_at="")}
    assert merge("r1", [SPARSE], part).text_status == "title"
    assert merge("r1", [FULL], part).text_status == "part"
    assert merge("r2", [FULL], part).text_status == "abstract"


def test_the_registry_gives_the_id_by_doi_accession_or_title() -> None:
    registry = [registered("p1", "doi:10.5555/1"), registered("p2", "accession:z.csv:9")]
    found = identify([[SPARSE], [record("z.csv:4", title="Soup", source_id="9")]], registry)
    assert found.report_ids == ("p1", "p2")
    assert found.n_registered == 2


def test_an_unregistered_report_has_the_same_id_in_every_run_and_order() -> None:
    sparse = replace(SPARSE, year=2014)
    one = {r.record_ids: r.report_id for r in join_records([sparse, FULL]).reports}
    other = {tuple(sorted(r.record_ids)): r.report_id for r in join_records([FULL, sparse]).reports}
    assert one == other
    (report_id,) = one.values()
    assert report_id.startswith("r")
    assert len(report_id) == 11


def test_a_title_alone_does_not_claim_an_id_with_another_doi() -> None:
    registry = [
        registered("p1", "doi:10.5555/9", f"title:{'relativesaspartnersinthehandoveroffragilepatients'}")
    ]
    assert identify([[SPARSE]], registry).report_ids[0] != "p1"


def test_a_cluster_with_two_registered_ids_keeps_the_stronger_and_says_so() -> None:
    registry = [registered("p1", "pmid:5"), registered("p2", "doi:10.5555/1")]
    found = identify([[SPARSE, record("b:1", pmid="5")]], registry)
    assert found.report_ids == ("p2",)
    assert "p2 is also registered as p1" in found.notes[0]


def test_two_clusters_with_one_registered_id_get_different_ids_and_it_is_told() -> None:
    registry = [registered("p1", "doi:10.5555/1", "pmid:5")]
    found = identify([[record("b:1", pmid="5")], [SPARSE]], registry)
    assert found.report_ids[1] == "p1"
    assert found.report_ids[0] != "p1"
    assert "also match report p1" in found.notes[0]


def test_namesakes_that_were_not_joined_have_different_ids() -> None:
    same = {"title": "Editorial", "year": 2014, "container": "Journal of Ward Life"}
    records = [
        record("a:1", **same, pages="1"),
        record("a:2", **same, pages="9"),
        record("a:3", **same, pages="9"),
    ]
    ids = [report.report_id for report in join_records(records).reports]
    assert len(set(ids)) == len(ids) == 3


def test_a_doubtful_pair_is_joined_where_the_registry_has_both_accessions_as_one_report() -> None:
    one = record("a.ris:1", title="Safety at home when nights are long", source_id="7")
    other = record("b.ris:1", title="Safety at home when nights are long: a ward study", source_id="8")
    registry = [registered("p1", "accession:a.ris:7", "accession:b.ris:8")]
    (before,) = join_records([one, other]).verdicts
    (after,) = join_records([one, other], registry=registry).verdicts
    assert before.verdict == "maybe"
    assert (after.verdict, after.rule) == ("duplicate", "one registration")
    assert "p1" in after.why
