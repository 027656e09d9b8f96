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


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRun:
    """A cell of the partnership model under one specification; `varied` is empty for other choices."""

    specification: str
    coded_by: str
    varied: str
    character: str
    position: str
    n: float
    attention: float | None
    untapped: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSensitivity:
    """In how many varied runs a cell of the model is among the three most untapped."""

    varied: str
    coded_by: str
    character: str
    position: str
    tried: int
    same: int
    unknown: int
    kept: int
    share: float
    untapped: float | None
    untapped_lowest: float | None
    untapped_highest: float | None
    number_id: str
