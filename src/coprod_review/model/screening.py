"""Screening: criteria in their order, and the decision on each report."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.model.coding import Evidence

INCLUDE, EXCLUDE = "include", "exclude"
"""What a screening judgement says of a report, and the criteria of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One screening criterion; a report that fails it is excluded for this reason."""

    criterion_id: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningDecision:
    """Whether a report is included, else the criterion that it fails first.

    `decided_by` names who decided: rules, coders who agree, or a person. `proposed_included` and
    `proposed_reason` are what the rules alone would have decided, with their evidence, and `proposed_waiting`
    whether they would have left it to people.
    """

    report_id: str
    included: bool
    reason: str
    decided_by: tuple[str, ...]
    status: str
    proposed_included: bool
    proposed_reason: str
    proposed_waiting: bool = False
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
