"""Reports by year and tradition."""

from __future__ import annotations

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.model.codebook import Codebook


def trend_table(coded: CodedReports, codebook: Codebook) -> Section:
    """Reports with a tradition, by year: each from the first to the last, then those of unknown year."""
    reports = [report for report in coded if coded.codes(report, "tradition")]
    years = [year for report in reports if (year := coded.report_by_id[report].year) is not None]
    span: list[int | None] = [*range(min(years), max(years) + 1)] if years else []
    members: dict[tuple[int | None, str], list[str]] = {}
    for report in reports:
        for tradition in coded.codes(report, "tradition"):
            members.setdefault((coded.report_by_id[report].year, tradition), []).append(report)
    rows, numbers = [], []
    for year in [*span, None]:
        for tradition in codebook.dimensions["tradition"].codes:
            there = members.get((year, tradition), ())
            when = "unknown" if year is None else str(year)
            identity = number_id("trend", tradition, when)
            rows.append({"year": year, "tradition": tradition, "n": len(there), "number_id": identity})
            numbers.append(count(identity, there, f"reports of tradition {tradition}, year {when}"))
    return Section(rows=tuple(rows), numbers=tuple(numbers), notes=_notes(len(reports), len(years)))


def _notes(n_reports: int, n_dated: int) -> tuple[str, ...]:
    if not n_reports:
        return ("trends: no included report has a tradition",)
    if n_dated < n_reports:
        return (
            f"trends: of {n_reports} reports with a tradition, the year of {n_reports - n_dated} is unknown",
        )
    return ()
