"""How the codes of record came about, and that every table adds up to the included reports."""

from __future__ import annotations

from collections.abc import Callable

from coprod_review.analyse.alluvial import alluvial_place
from coprod_review.analyse.coded import CodedReports, asked_of
from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.coding import CODE_STATUSES
from coprod_review.pages.wording import PLACE_WORDS, TABLE_WORDS

BY_PEOPLE = ("adjudicated", "person")
"""The statuses of codes that people settled."""


def status_table(coded: CodedReports, codebook: Codebook) -> Section:
    """Reports by dimension and status; in every dimension the statuses add up to the included reports.

    The ledger also gets the number of reports of which people settled any code, as `people.settled`.
    """
    rows, numbers = [], []
    for dimension in codebook.dimensions:
        for status in CODE_STATUSES:
            members = [report for report in coded if coded.status(report, dimension) == status]
            identity = number_id("status", dimension, status)
            rows.append({"dimension": dimension, "status": status, "n": len(members), "number_id": identity})
            numbers.append(count(identity, members, f"reports whose {dimension} is {status}"))
    by_people = [r for r in coded if any(coded.status(r, d) in BY_PEOPLE for d in codebook.dimensions)]
    numbers.append(count(number_id("people", "settled"), by_people, "reports with a code settled by people"))
    return Section(
        rows=tuple(rows), numbers=tuple(numbers), notes=() if len(coded) else ("no report is included",)
    )


def reconciliation_table(coded: CodedReports, codebook: Codebook) -> Section:
    """For each table, where every included report went: counted, not asked, waiting or open.

    The parts of a table are disjoint and add up to the included reports.
    """
    placements: dict[str, Callable[[str], str]] = {
        "map": lambda report: coded.unsettled_as(report, ("tradition", "framing")) or "counted",
        "map_basis": lambda report: _basis_of(coded, report),
        "trends": lambda report: coded.unsettled_as(report, ("tradition",)) or "counted",
        "forms": lambda report: (
            coded.unsettled_as(report, ("involvement_nature", "involvement_locus")) or "counted"
        ),
        "strategies": lambda report: _strategy_of(coded, codebook, report),
        "model": lambda report: _model_place(coded, report),
        "alluvial": lambda report: alluvial_place(coded, report),
    }
    rows, numbers = [], []
    for table, place in placements.items():
        members_by_part: dict[str, list[str]] = {part: [] for part in _PARTS[table]}
        for report in coded:
            members_by_part[place(report)].append(report)
        for part, members in members_by_part.items():
            identity = number_id("reconciliation", table, part)
            rows.append({"table": table, "part": part, "n": len(members), "number_id": identity})
            label = f"included reports, “{TABLE_WORDS[table]}”: {PLACE_WORDS.get(part, part)}"
            numbers.append(count(identity, members, label))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


_PARTS = {
    "map": ("counted", "waiting", "open"),
    "map_basis": ("explicit", "implicit", "none", "basis_waiting", "basis_open", "waiting", "open"),
    "trends": ("counted", "waiting", "open"),
    "forms": ("counted", "waiting", "open"),
    "strategies": ("counted", "not_on_safety", "waiting", "open"),
    "model": ("counted", "not_on_safety", "no_character", "waiting", "open"),
    "alluvial": ("counted", "not_on_safety", "waiting", "open"),
}


def _basis_of(coded: CodedReports, report: str) -> str:
    unsettled = coded.unsettled_as(report, ("tradition", "framing"))
    if unsettled:
        return unsettled
    basis = coded.unsettled_as(report, ("tradition_basis",))
    return f"basis_{basis}" if basis else coded.code(report, "tradition_basis")


def _strategy_of(coded: CodedReports, codebook: Codebook, report: str) -> str:
    if coded.code(report, "framing") == NONE_CODE:
        return "not_on_safety"
    unsettled = coded.unsettled_as(report, ("tradition", "safety_strategy"))
    if unsettled:
        return unsettled
    if asked_of(coded, codebook, report, "safety_strategy"):
        return "counted"
    return coded.unsettled_as(report, ("framing",)) or "not_on_safety"


def _model_place(coded: CodedReports, report: str) -> str:
    if coded.code(report, "framing") == NONE_CODE:
        return "not_on_safety"
    unsettled = coded.unsettled_as(report, ("framing", "issue_character"))
    if unsettled:
        return unsettled
    return "no_character" if coded.codes(report, "issue_character") == (NONE_CODE,) else "counted"
