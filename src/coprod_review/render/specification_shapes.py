"""The rows of the tables of specifications, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificationClaim:
    """What one specification says of one claim; `departures` are slugs, with " | " between them."""

    specification: str
    coded_by: str
    departures: str
    same_as: str
    claim: str
    verdict: str
    kept: str
    estimate: float | None
    low: float | None
    high: float | None
    n_a: int | None
    n_b: int | None
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificationSummary:
    """How far the verdict on one claim depends on the specification, by who coded."""

    claim: str
    coded_by: str
    verdict: str
    tried: int
    kept: int
    supported: int
    not_supported: int
    undecided: int
    no_estimate: int
    same: int
    estimate: float | None
    lowest: float | None
    highest: float | None
    moved_most_by: str
    moved_to: float | None
    moved_verdict: str
    number_id: str
