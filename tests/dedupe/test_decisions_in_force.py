"""People's decisions: in force at every run, from either side, and undone by taking the line out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.cli import main
from coprod_review.dedupe.join import join_records
from coprod_review.io.tables import read_reports, write_records
from coprod_review.model.corpus import DuplicateDecision

DOUBTFUL = (
    record("a.ris:1", title=TITLE, **LINDEN, **PLACE),
    record("b.ris:1", title=TITLE, volume="19", pages="7-9", **LINDEN),
)
HEADER = "record_a,record_b,verdict,coder,date,reason\n"
TOGETHER = HEADER + "b.ris:1,a.ris:1,duplicate,anna,2026-01-02,same study and text\n"


def decided(verdict: str, date: str = "2026-01-02", coder: str = "anna") -> DuplicateDecision:
    return DuplicateDecision(
        record_a="b.ris:1", record_b="a.ris:1", verdict=verdict, coder=coder, date=date, reason="looked"
    )


def test_a_decision_is_replayed_at_every_run_and_undone_by_taking_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_records(tmp_path / "results" / "read" / "records.parquet", DOUBTFUL)
    file = tmp_path / "corpus" / "decisions" / "duplicates.csv"
    file.parent.mkdir(parents=True)
    counts = []
    for text in (HEADER, TOGETHER, TOGETHER, HEADER):
        file.write_text(text, encoding="utf-8")
        assert main(["dedupe"]) == 0
        counts.append(len(list(read_reports(tmp_path / "results" / "dedupe" / "reports.parquet"))))
    assert counts == [2, 1, 1, 2]


def test_the_latest_word_of_one_person_counts() -> None:
    said = [decided("distinct", "2026-03-01"), decided("duplicate", "2026-01-02")]
    assert len(join_records(DOUBTFUL, decisions=said).reports) == 2
    said = [decided("distinct", "2026-01-01"), decided("duplicate", "2026-01-02")]
    assert len(join_records(DOUBTFUL, decisions=said).reports) == 1


def test_the_verdict_keeps_what_the_rules_said() -> None:
    (verdict,) = join_records(DOUBTFUL, decisions=[decided("duplicate")]).verdicts
    assert "the rules say maybe (same title, other facts)" in verdict.why


def test_a_person_who_parts_two_records_is_not_overruled_by_a_third_that_equals_both() -> None:
    third = record("c.ris:1", title=TITLE, **LINDEN, **PLACE)
    same = record("b.ris:1", title=TITLE, **LINDEN, **PLACE)
    records = [DOUBTFUL[0], same, third]
    assert len(join_records(records).reports) == 1
    reports = join_records(records, decisions=[decided("distinct")]).reports
    held = [set(report.record_ids) for report in reports]
    assert not any({"a.ris:1", "b.ris:1"} <= ids for ids in held)
    assert set().union(*held) == {"a.ris:1", "b.ris:1", "c.ris:1"}
