"""The registry that a run writes: copied into the corpus it keeps every id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.records import record

from coprod_review.cli import main
from coprod_review.dedupe.join import join_records
from coprod_review.dedupe.naming import names_in
from coprod_review.dedupe.objects import record_table
from coprod_review.dedupe.register import registrations_of
from coprod_review.io.registry import read_registry, write_registry
from coprod_review.io.tables import read_reports, write_records
from coprod_review.model.corpus import Registration
from coprod_review.model.record import Record

RECORDS = (
    record("a.ris:1", title="Invented falls at night", doi="10.1234/falls", year=2020, authors=("Alder, A",)),
    record(
        "a.ris:2", title="Invented gloves on an invented ward", pmid="77", year=2019, authors=("Birch, B",)
    ),
    record("a.ris:3", title="Invented tales of invented pills", year=2018, authors=("Cedar, C",)),
    record("a.ris:4", title="Editorial", container="Invented Letters", volume="1", pages="1-2", year=2001),
    record("a.ris:5", title="Editorial", container="Invented Letters", volume="2", pages="3-4", year=2001),
)


def ids_by_title(records: tuple[Record, ...], registry: tuple[Registration, ...]) -> dict[str, str]:
    by_record = {r.record_id: r for r in records}
    return {
        f"{by_record[report.record_ids[0]].title} {by_record[report.record_ids[0]].pages}": report.report_id
        for report in join_records(records, registry=registry).reports
    }


def registry_after(
    records: tuple[Record, ...], registry: tuple[Registration, ...] = ()
) -> tuple[Registration, ...]:
    place_by_id = {one.record_id: place for place, one in enumerate(records)}
    reports = join_records(records, registry=registry).reports
    clusters = [[place_by_id[record_id] for record_id in report.record_ids] for report in reports]
    names = names_in(record_table(records))
    return tuple(registrations_of([report.report_id for report in reports], clusters, names, registry))


def renamed(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The same entries as another download has them: another name, another order, other facts filled in."""
    return tuple(
        replace(r, record_id=f"b.ris:{n}", export="b.ris", line=n, end_line=n)
        for n, r in enumerate(reversed(records), 1)
    )


def test_a_renamed_and_reordered_export_keeps_all_ids() -> None:
    registry = registry_after(RECORDS)
    assert ids_by_title(renamed(RECORDS), registry) == ids_by_title(RECORDS, ())


def test_a_doi_that_a_later_download_brings_changes_no_id() -> None:
    registry = registry_after(RECORDS)
    later = (*RECORDS[:2], replace(RECORDS[2], doi="10.1234/pills"), *RECORDS[3:])
    assert ids_by_title(renamed(later), registry) == ids_by_title(RECORDS, ())
    assert ids_by_title(renamed(later), ()) != ids_by_title(RECORDS, ())


def test_registered_from_the_result_the_same_records_give_the_same_result() -> None:
    once = registry_after(RECORDS)
    assert registry_after(RECORDS, once) == once
    assert {r.report_id for r in registry_after(renamed(RECORDS), once)} == {r.report_id for r in once}


@given(st.permutations(RECORDS))
def test_the_registry_is_the_same_in_whatever_order_the_records_come(records: list[Record]) -> None:
    assert registry_after(tuple(records)) == registry_after(RECORDS)


def test_what_was_registered_stays_with_reports_that_no_export_holds_now() -> None:
    gone = Registration(report_id="p1", aliases=("doi:10.1234/gone", "id:p0"))
    assert gone in registry_after(RECORDS, (gone,))


def test_an_alias_of_two_reports_registers_neither() -> None:
    aliases = [alias for r in registry_after(RECORDS) for alias in r.aliases]
    assert len(aliases) == len(set(aliases))
    twins = (
        record(
            "a.ris:1", title="Invented talks on wards", doi="10.1234/one", year=2001, authors=("Alder, A",)
        ),
        record(
            "a.ris:2", title="Invented talks on wards", doi="10.1234/two", year=2015, authors=("Birch, B",)
        ),
    )
    assert sorted(r.aliases for r in registry_after(twins)) == [("doi:10.1234/one",), ("doi:10.1234/two",)]


def test_running_numbers_of_an_export_are_no_accession_numbers() -> None:
    counted = tuple(replace(r, source_id=str(n)) for n, r in enumerate(RECORDS, 1))
    named = tuple(replace(r, source_id=f"X-{n}") for n, r in enumerate(RECORDS, 1))
    assert not [a for r in registry_after(counted) for a in r.aliases if a.startswith("accession:")]
    assert [a for r in registry_after(named) for a in r.aliases if a.startswith("accession:a.ris:X-")]


def test_the_registry_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    odd = Registration(report_id="r9", aliases=("doi:10.1234/a", "accession:x:a | b", "accession:y:=1+1"))
    write_registry(path, (*registry_after(RECORDS), odd))
    assert read_registry(path) == (*registry_after(RECORDS), replace(odd, aliases=odd.aliases[::2]))


def test_the_written_registry_copied_into_the_corpus_gives_the_same_ids_and_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    results, corpus = tmp_path / "results", tmp_path / "corpus"
    write_records(results / "read" / "records.parquet", RECORDS)
    assert main(["dedupe"]) == 0
    written = (results / "dedupe" / "reports.csv").read_bytes()
    ids = [report.report_id for report in read_reports(results / "dedupe" / "reports.parquet")]
    corpus.mkdir()
    (corpus / "reports.csv").write_bytes(written)
    assert main(["dedupe", "--registry-out", "elsewhere.csv"]) == 0
    assert (tmp_path / "elsewhere.csv").read_bytes() == written
    assert [r.report_id for r in read_reports(results / "dedupe" / "reports.parquet")] == ids
    write_records(results / "read" / "records.parquet", renamed(RECORDS))
    assert main(["dedupe"]) == 0
    assert [r.report_id for r in read_reports(results / "dedupe" / "reports.parquet")] == ids
