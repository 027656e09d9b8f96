"""A row of the table of corrected shares, as figures and tables take it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedRow:
    """A share, a difference of shares (`other`) or a cell (`framing`), corrected for coding error."""

    basis: str
    measure: str
    dimension: str
    code: str
    other: str
    framing: str
    among: str
    total: int
    n_sampled: int
    share: float | None
    low: float | None
    high: float | None
    beyond_low: float | None
    beyond_high: float | None
    sample: float | None
    sample_low: float | None
    sample_high: float | None
    naive: float | None
    naive_low: float | None
    naive_high: float | None
    all_settled: float | None
    all_settled_low: float | None
    all_settled_high: float | None
    trust: float | None
    number_id: str
