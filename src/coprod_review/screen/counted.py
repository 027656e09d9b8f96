"""As much of records, reports and decisions as counting them asks for, so that a million fit in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from coprod_review.model.screening import ScreeningDecision


class RecordPlace(Protocol):
    """A record by its id, and the export that it came from."""

    @property
    def record_id(self) -> str: ...
    @property
    def export(self) -> str: ...


class ReportMembers(Protocol):
    """A report by its id, and its records."""

    @property
    def report_id(self) -> str: ...
    @property
    def record_ids(self) -> Sequence[str]: ...


class Fate(Protocol):
    """What was decided on a report."""

    @property
    def report_id(self) -> str: ...
    @property
    def included(self) -> bool: ...
    @property
    def reason(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def proposed_included(self) -> bool: ...
    @property
    def proposed_waiting(self) -> bool: ...
    @property
    def decided_by(self) -> tuple[str, ...]: ...


Records = Collection[RecordPlace]
Reports = Collection[ReportMembers]
"""Gone through several times; they may be read anew each time."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A screening decision without its evidence."""

    report_id: str
    included: bool
    reason: str
    status: str
    proposed_included: bool
    proposed_waiting: bool
    decided_by: tuple[str, ...] = ()


def decided(decision: ScreeningDecision) -> Decided:
    """A decision without its evidence."""
    return Decided(
        decision.report_id,
        decision.included,
        decision.reason,
        decision.status,
        decision.proposed_included,
        decision.proposed_waiting,
        _kept_once(decision.decided_by),
    )


@lru_cache(maxsize=1 << 12)
def _kept_once(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, one tuple in memory for all reports that they decided."""
    return names
