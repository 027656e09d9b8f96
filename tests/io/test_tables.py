"""Stage tables keep every value and repeat byte for byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.stage_tables import write_reports, write_screening

from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.parquet import Only
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)

RECORD = st.builds(
    Record,
    record_id=TEXT,
    export=TEXT,
    line=st.integers(1, 10**9),
    end_line=st.integers(1, 10**9),
    title=TEXT,
    authors=st.lists(TEXT, max_size=3).map(tuple),
    year=st.none() | st.integers(1500, 2100),
    references=st.lists(TEXT, max_size=3).map(tuple),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RECORD, max_size=5))
def test_records_are_read_back_as_they_were(tmp_path: Path, records: list[Record]) -> None:
    path = tmp_path / "records.parquet"
    tables.write_records(path, records)
    assert tables.read_records(path) == records


def test_reports_codings_codes_decisions_and_numbers_are_read_back(tmp_path: Path) -> None:
    evidence = Evidence(
        field="title", start=0, end=3, quote="Our", code="none", rule="r1", weight=0.5, context=("negated",)
    )
    report = Report(report_id="p1", record_ids=("a:1", "b:2"), source_by_field={"title": "a:1"})
    coding = Coding(
        report_id="p1",
        dimension="framing",
        codes=(),
        coder="rules",
        scores={"none": 0.1},
        evidence=(evidence,),
    )
    code = CodeOfRecord(
        report_id="p1", dimension="framing", codes=("none",), status="agreed", coders=("a", "b")
    )
    number = Number(
        number_id="flow.x",
        value=1.0,
        text="1",
        label="x",
        member_kind="report",
        members=("p1",),
        is_count=True,
    )
    decision = ScreeningDecision(
        report_id="p1",
        included=True,
        reason="",
        decided_by=("rules",),
        status="rules",
        proposed_included=True,
        proposed_reason="",
        evidence=(evidence,),
    )
    path = tmp_path / "t.parquet"
    write_reports(path, [report])
    assert tables.read_reports(path) == [report]
    tables.write_codings(path, [coding])
    assert tables.read_codings(path) == [coding]
    tables.write_codes(path, [code])
    assert tables.read_codes(path) == [code]
    tables.write_numbers(path, [number])
    assert tables.read_numbers(path) == [number]
    write_screening(path, [decision])
    assert tables.read_screening(path) == [decision]


def test_codings_are_read_without_the_fields_that_are_not_wanted(tmp_path: Path) -> None:
    passage = Evidence(field="title", start=0, end=3, quote="Our", code="none", rule="r1", weight=0.5)
    answers = [
        Coding(report_id="p1", dimension="framing", codes=("none",), coder="rules", note="step 2"),
        Coding(report_id="p2", dimension="framing", codes=(), coder="rules", prediction_set=("a", "b")),
    ]
    path = tmp_path / "codings.parquet"
    tables.write_codings(path, [replace(a, scores={"none": 0.5}, evidence=(passage,)) for a in answers])
    assert tables.read_codings(path, without=("evidence", "scores")) == answers


def test_passages_stay_with_their_own_row(tmp_path: Path) -> None:
    passages = [
        Evidence(field="title", start=n, end=n + 1, quote="x", context=("negated",) * n) for n in range(3)
    ]
    answers = [
        Coding(report_id=f"p{n}", dimension="framing", codes=(), coder="rules", evidence=tuple(found))
        for n, found in enumerate(([], passages[:2], [], passages[2:]))
    ]
    path = tmp_path / "codings.parquet"
    tables.write_codings(path, answers)
    assert tables.read_codings(path) == answers
    assert tables.read_codings(path, only=Only(column="report_id", values=("p3",))) == answers[3:]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    record = Record(record_id="a:1", export="a", line=1, end_line=2, title="Våld och värde")
    for name in ("one", "two"):
        tables.write_records(tmp_path / name, [record])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_damaged_stage_file_is_told_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    path.write_bytes(b"PAR1 cut")
    with pytest.raises(ReviewError) as caught:
        tables.read_records(path)
    assert "damaged" in caught.value.problem
    assert "delete the file" in caught.value.remedy


def test_a_table_of_another_stage_is_refused_with_the_columns_that_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "numbers.parquet"
    tables.write_numbers(path, [])
    with pytest.raises(ReviewError, match="lacks the columns record_id"):
        tables.read_records(path)
