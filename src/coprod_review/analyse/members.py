"""Who stands in each cell of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from coprod_review.analyse.coded import CodedReports

Members = Mapping[tuple[str, ...], tuple[str, ...]]


def members_by(coded: CodedReports, reports: Iterable[str], dimensions: Sequence[str]) -> Members:
    """The reports of each combination of codes, in their order; empty cells are not there.

    A report with several codes stands in several cells, one without a code in one of the dimensions in none.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for report in reports:
        for cell in product(*(coded.codes(report, dimension) for dimension in dimensions)):
            found.setdefault(cell, []).append(report)
    return {cell: tuple(there) for cell, there in found.items()}
