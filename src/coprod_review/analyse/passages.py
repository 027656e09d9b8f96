"""What settled codes rest on: words that somebody marked, a page or protocol that is named, or neither."""

from __future__ import annotations

from collections.abc import Iterable

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Section, estimate, number_id
from coprod_review.model.coding import SETTLED_STATUSES, Coding

LABELS = {
    "quoted": "settled codes behind which somebody who coded marked words, in all dimensions",
    "named": "settled codes that rest on a page or a protocol by its name, without words, in all dimensions",
    "unmarked": "settled codes behind which neither words nor a page is named, in all dimensions",
}
"""What a settled code can rest on, in the order in which it is asked for."""


def passage_numbers(coded: CodedReports, codings: Iterable[Coding]) -> Section:
    """Settled codes of record of included reports by what the codings that give the same codes rest on.

    Codings are those of people and readers. The numbers have the reports of these codes as members, and add
    up to all settled codes.
    """
    quoted, named = set(), set()
    for coding in codings:
        place = coding.report_id, coding.dimension
        if coding.codes != coded.codes(*place):
            continue
        if coding.evidence:
            quoted.add(place)
        elif coding.basis:
            named.add(place)
    found: dict[str, list[str]] = {kind: [] for kind in LABELS}
    for place, record in coded.record_by_place.items():
        if record.status in SETTLED_STATUSES:
            kind = "quoted" if place in quoted else "named" if place in named else "unmarked"
            found[kind].append(record.report_id)
    return Section(
        numbers=tuple(
            estimate(number_id("passages", kind), len(reports), reports, LABELS[kind], text=str(len(reports)))
            for kind, reports in found.items()
        )
    )
