"""What changed between two runs, each change with what it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.compare.causes import Cause

FATES = {
    "appeared": "appeared",
    "gone": "gone",
    "joined": "joined into another",
    "parted": "parted from another",
    "renamed": "known by another id",
    "included": "now included",
    "excluded": "now excluded",
    "reason": "excluded for another reason",
    "status": "included or excluded as before, on another ground",
}
"""What may become of a report, with its words, in the order in which it is told."""

RECORD = "code of record"
"""The coder of the codes that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """What became of a report: `fate` is one of FATES, `before` and `after` say from what to what."""

    report_id: str
    title: str
    fate: str
    before: str
    after: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """An answer that changed: the code of record, or that of a machine coder; codes are parted by "; "."""

    report_id: str
    title: str
    dimension: str
    coder: str
    before: str
    after: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A number of the ledger that changed, as it was and as it is printed; empty where it is not there.

    The values have all digits: two numbers may be printed alike and differ.
    """

    number_id: str
    label: str
    before: str
    after: str
    value_before: float | None
    value_after: float | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """A claim whose verdict or estimate changed."""

    claim: str
    statement: str
    verdict_before: str
    verdict_after: str
    estimate_before: str
    estimate_after: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that changed from the run `before` to the run `after`.

    `n_codes_apart` counts the codes of record that only the first run has, and only the second: those of
    reports that the other does not have or does not include.
    """

    before: str
    after: str
    inputs: Sequence[Cause]
    reports: Sequence[ReportChange]
    codes: Sequence[CodeChange]
    answers: Sequence[CodeChange]
    numbers: Sequence[NumberChange]
    claims: Sequence[ClaimChange]
    n_reports: tuple[int, int]
    n_included: tuple[int, int]
    n_codes_apart: tuple[int, int]
    incomplete: Sequence[str]
