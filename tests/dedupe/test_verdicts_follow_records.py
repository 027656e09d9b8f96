"""A verdict on a pair holds for the two records that were looked at, wherever an export has them now."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.cli import main
from coprod_review.dedupe.join import join_records
from coprod_review.dedupe.known_as import facts_of
from coprod_review.io.tables import write_records
from coprod_review.model.corpus import DuplicateDecision
from coprod_review.model.known_as import Bearers, facts_in, facts_text, likeness
from coprod_review.model.record import Record

WARD = {"title": "Handover between wards: an invented trial", "doi": "10.1/ward", "year": 2019}
OTHER = {"title": "Bed rails reconsidered by invented nurses", "doi": "10.1/rails", "year": 2020}


def kept(one: Record) -> str:
    return facts_text(facts_of(one))


def distinct(a: Record, b: Record) -> DuplicateDecision:
    return DuplicateDecision(
        record_a=a.record_id,
        record_b=b.record_id,
        verdict="distinct",
        coder="anna",
        date="2026-01-02",
        reason="two texts",
        known_as_a=kept(a),
        known_as_b=kept(b),
    )


def test_a_verdict_goes_with_its_records_where_an_export_has_them_in_another_order() -> None:
    judged = record("x.ris:1", title=TITLE, **LINDEN, **PLACE)
    twin = record("y.ris:1", title=TITLE, **LINDEN, **PLACE)
    decision = distinct(judged, twin)
    now = record("x.ris:2", title=TITLE, **LINDEN, **PLACE)
    joining = join_records([record("x.ris:1", **WARD), now, twin], decisions=[decision])
    by_pair = {(v.record_a, v.record_b): v for v in joining.verdicts}
    assert by_pair["x.ris:2", "y.ris:1"].rule == "a person's decision"
    assert len(joining.reports) == 3
    assert any("the record that was x.ris:1 is now x.ris:2" in note for note in joining.notes)


def test_a_verdict_is_not_used_on_other_records_that_stand_in_the_places_of_its_own() -> None:
    decision = distinct(record("x.ris:1", **OTHER), record("y.ris:1", **OTHER))
    joining = join_records([record("x.ris:1", **WARD), record("y.ris:1", **WARD)], decisions=[decision])
    assert len(joining.reports) == 1
    assert any("is in no export" in note and "anna" in note for note in joining.notes)


def test_pairs_in_doubt_and_decided_ones_tell_what_their_records_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    a = record("a.ris:1", title=TITLE, **LINDEN, **PLACE)
    b = record("b.ris:1", title=TITLE, volume="19", pages="7-9", **LINDEN)
    write_records(tmp_path / "results" / "read" / "records.parquet", [a, b])
    file = tmp_path / "corpus" / "decisions" / "duplicates.csv"
    file.parent.mkdir(parents=True)
    header = "record_a,record_b,verdict,coder,date,reason\n"
    for text in (header, f"{header}a.ris:1,b.ris:1,distinct,anna,2026-01-02,looked\n"):
        file.write_text(text, encoding="utf-8")
        assert main(["dedupe"]) == 0
        with (tmp_path / "results" / "dedupe" / "pairs.csv").open(encoding="utf-8", newline="") as rows:
            (row,) = csv.DictReader(rows)
        assert (row["known_as_a"], row["known_as_b"]) == (kept(a), kept(b))


def test_what_is_kept_of_a_record_is_read_as_it_was_written() -> None:
    one = record("a.ris:1", container="Ward; a journal", volume="3; 4", pages="1-9", pmid="12", **WARD)
    assert facts_in(kept(one)) == {kind: text for kind, text in facts_of(one).items() if text}


@pytest.mark.parametrize(
    ("changed", "is_there", "is_same"),
    [
        ({"title": "Another chapter of one book", "year": 2021}, True, False),
        ({"doi": "10.1/other"}, True, False),
        ({"doi": "", "year": 2020}, True, True),
        ({"doi": "", "year": 2020}, False, False),
        ({"year": 2020}, False, True),
    ],
)
def test_a_record_is_the_same_by_its_identifiers_and_title(
    changed: dict[str, object], is_there: bool, is_same: bool
) -> None:
    before, after = record("x.ris:1", **WARD), record("x.ris:2", **WARD | changed)
    assert (likeness(facts_of(before), facts_of(after), is_there=is_there) > 0) == is_same


def test_a_record_is_looked_for_in_its_own_export_first() -> None:
    records = [record("x.ris:1", **OTHER), record("x.ris:2", **WARD), record("z.ris:1", **WARD)]
    bearers = Bearers([r.record_id for r in records], lambda place: facts_of(records[place]))
    text = kept(record("x.ris:1", **WARD))
    assert bearers.found("x.ris:1", text) == ("x.ris:2",)
    assert bearers.found("gone.ris:1", text) == ("x.ris:2", "z.ris:1")
    assert bearers.found("x.ris:1", "doi:10.1/nowhere; title:none") == ()
