"""What stages after screening read: the included reports, and what names all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stage_tables import write_reports, write_screening

from coprod_review.errors import ReviewError
from coprod_review.io import included
from coprod_review.model.corpus import Registration
from coprod_review.model.report import Report
from coprod_review.model.resolve import report_id_by_name
from coprod_review.model.screening import ScreeningDecision


def _decision(report_id: str, *, is_included: bool, status: str = "machine") -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report_id,
        included=is_included,
        reason="" if is_included else "off_topic",
        decided_by=("rules",),
        status=status,
        proposed_included=is_included,
        proposed_reason="",
    )


@pytest.fixture
def reports() -> list[Report]:
    return [
        Report(report_id=f"p{n:05}", record_ids=(f"a:{n}",), title=f"On wards, part {n}", doi=f"10.1/{n}")
        for n in range(10_500)
    ]


@pytest.fixture
def run(tmp_path: Path, reports: list[Report]) -> Path:
    write_reports(tmp_path / "reports.parquet", reports)
    chosen = {"p00003", "p10400"}
    write_screening(
        tmp_path / "decisions.parquet",
        [_decision(r.report_id, is_included=r.report_id in chosen, status="waiting") for r in reports],
    )
    return tmp_path


def test_included_reports_are_read_in_their_order_with_those_that_are_asked_for_beside(
    run: Path, reports: list[Report]
) -> None:
    found = included.read_included(
        run / "reports.parquet", run / "decisions.parquet", also=("p10499", "p00001", "p00003", "gone")
    )
    assert found == [reports[1], reports[3], reports[10_400], reports[10_499]]


def test_decisions_on_included_reports_come_without_the_others(run: Path) -> None:
    found = included.read_included_screening(run / "decisions.parquet")
    assert [d.report_id for d in found] == included.included_ids(run / "decisions.parquet")
    assert [d.report_id for d in found] == ["p00003", "p10400"]


def test_names_of_a_table_find_what_its_reports_find(run: Path, reports: list[Report]) -> None:
    registry = [
        Registration(report_id="p00007", aliases=("doi:10.1/7", "id:old7")),
        Registration(report_id="merged", aliases=("title:onwardspart10499",)),
    ]
    names = included.ReportNames(run / "reports.parquet")
    assert len(names) == len(reports)
    assert report_id_by_name(names, registry) == report_id_by_name(reports, registry)
    assert report_id_by_name(names, registry)["merged"] == "p10499"
    assert report_id_by_name(names, registry)["old7"] == "p00007"


def test_a_table_that_is_not_there_is_told_with_the_way_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as caught:
        included.included_ids(tmp_path / "decisions.parquet")
    assert "make review" in caught.value.remedy
