"""Which report people mean by an id, a former id or an alias."""

from __future__ import annotations

from typing import Any

from coprod_review.model.corpus import Registration
from coprod_review.model.report import Report
from coprod_review.model.resolve import report_id_by_name


def report(report_id: str, **facts: Any) -> Report:
    return Report(report_id=report_id, record_ids=(f"a.ris:{report_id}",), **facts)


def test_a_present_report_is_known_by_its_id_its_former_id_and_its_aliases() -> None:
    registry = [Registration(report_id="p2", aliases=("id:p1", "doi:10.1/a"))]
    names = report_id_by_name([report("p2")], registry)
    assert {names[name] for name in ("p2", "p1", "id:p1", "id:p2", "doi:10.1/a")} == {"p2"}


def test_a_registered_id_that_no_report_bears_leads_to_the_report_with_its_doi() -> None:
    registry = [
        Registration(report_id="p1", aliases=("doi:10.1/a",)),
        Registration(report_id="p2", aliases=("doi:10.1/b",)),
    ]
    names = report_id_by_name([report("p2", doi="10.1/a")], registry)
    assert names["p1"] == "p2"


def test_a_title_leads_to_a_report_whatever_its_punctuation() -> None:
    registry = [Registration(report_id="p1", aliases=("title:windandweather",))]
    assert report_id_by_name([report("p9", title="Wind & weather!")], registry)["p1"] == "p9"


def test_a_title_of_two_reports_leads_nowhere() -> None:
    registry = [Registration(report_id="p1", aliases=("title:editorial",))]
    reports = [report("p8", title="Editorial"), report("p9", title="Editorial.")]
    assert "p1" not in report_id_by_name(reports, registry)


def test_an_id_that_nobody_registered_is_unknown() -> None:
    assert "p7" not in report_id_by_name([report("p1")])
