"""The map of tradition by framing, and the shares of all codes, each on several bases."""

from __future__ import annotations

from collections.abc import Collection

from coprod_review.analyse.coded import BASES, CodedReports
from coprod_review.analyse.intervals import at_most, wilson
from coprod_review.analyse.ledger import Section, count, estimate, number_id, percent, together
from coprod_review.analyse.members import members_by
from coprod_review.model.codebook import Codebook
from coprod_review.model.unasked import NOT_ASKED

MAP_ROWS = "tradition"
MAP_COLUMNS = "framing"


def map_table(coded: CodedReports, codebook: Codebook, *, confidence: float) -> Section:
    """Reports by tradition and framing; cells and reports without a code add up to all included ones.

    An empty cell tells the most reports that it leaves room for at the confidence.
    """
    return together([_map_on(coded, codebook, basis, confidence=confidence) for basis in BASES])


def share_table(
    coded: CodedReports,
    codebook: Codebook,
    *,
    confidence: float,
    unasked: Collection[tuple[str, str]] = (),
) -> Section:
    """The share of each code among the reports that have one, by dimension and basis.

    Where a dimension takes several codes, a report counts once under each, and shares may add up to more
    than 1. A code that is `unasked`, as (dimension, code), has no share: of no report was it a question.
    """
    return together(
        [
            _shares_on(coded, codebook, dimension, basis, confidence=confidence, unasked=unasked)
            for basis in BASES
            for dimension in codebook.dimensions
        ]
    )


def _map_on(coded: CodedReports, codebook: Codebook, basis: str, *, confidence: float) -> Section:
    reports = [
        report
        for report in coded
        if not coded.unsettled_as(report, (MAP_ROWS, MAP_COLUMNS))
        and coded.counted_on(report, basis, (MAP_ROWS, MAP_COLUMNS))
    ]
    total = len(reports)
    members = members_by(coded, reports, (MAP_ROWS, MAP_COLUMNS))
    rows, numbers = [], []
    for tradition in codebook.dimensions[MAP_ROWS].codes:
        for framing in codebook.dimensions[MAP_COLUMNS].codes:
            there = members.get((tradition, framing), ())
            n = len(there)
            low, high = wilson(n, total, confidence=confidence)
            most = at_most(total, confidence=confidence) if total and not n else None
            identity = number_id("map", basis, tradition, framing)
            label = f"reports of tradition {tradition} and framing {framing} ({basis})"
            rows.append(
                {
                    "basis": basis,
                    "tradition": tradition,
                    "framing": framing,
                    "n": n,
                    "total": total,
                    "share": n / total if total else None,
                    "low": low if total else None,
                    "high": high if total else None,
                    "at_most": most,
                    "number_id": identity,
                }
            )
            numbers.append(count(identity, there, label, low=None if most is None else 0.0, high=most))
    notes = () if total else (f"map: on the basis {basis}, no included report has both codes",)
    return Section(rows=tuple(rows), numbers=tuple(numbers), notes=notes)


def _shares_on(
    coded: CodedReports,
    codebook: Codebook,
    dimension: str,
    basis: str,
    *,
    confidence: float,
    unasked: Collection[tuple[str, str]],
) -> Section:
    reports = [
        report
        for report in coded
        if coded.codes(report, dimension) and coded.counted_on(report, basis, (dimension,))
    ]
    members = members_by(coded, reports, (dimension,))
    rows, numbers = [], []
    for code in codebook.dimensions[dimension].codes:
        is_asked = (dimension, code) not in unasked
        total = len(reports) if is_asked else 0
        there = members.get((code,), ())
        n = len(there)
        share = n / total if total else None
        bounds = wilson(n, total, confidence=confidence) if total else (None, None)
        identity = number_id("share", basis, dimension, code)
        rows.append(
            {
                "basis": basis,
                "dimension": dimension,
                "code": code,
                "n": n,
                "total": total,
                "share": share,
                "low": bounds[0],
                "high": bounds[1],
                "number_id": identity,
            }
        )
        numbers.append(
            estimate(
                identity,
                share,
                there,
                f"share of {code} in {dimension}, of {total} reports ({basis})",
                text=percent(share) if is_asked else NOT_ASKED,
                low=bounds[0],
                high=bounds[1],
            )
        )
    return Section(rows=tuple(rows), numbers=tuple(numbers))
