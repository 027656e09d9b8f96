"""The ledger: every number of the analysis with the reports behind it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coprod_review.model.number import Number, slug

Row = Mapping[str, Any]

UNKNOWN = "unknown: no report"
"""What is printed in place of a share that has no report to be a share of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table of the analysis: its rows, their numbers, and what is to be said of what is missing."""

    rows: tuple[Row, ...] = ()
    numbers: tuple[Number, ...] = ()
    notes: tuple[str, ...] = field(default=())


def number_id(*parts: str) -> str:
    """The dotted id made of the parts."""
    return ".".join(slug(part) for part in parts)


def count(
    identity: str,
    members: Iterable[str],
    label: str,
    *,
    low: float | None = None,
    high: float | None = None,
) -> Number:
    """A count of reports; its members are what was counted, so that the value is their number."""
    reports = tuple(sorted(set(members)))
    return Number(
        number_id=identity,
        value=float(len(reports)),
        text=str(len(reports)),
        label=label,
        member_kind="report",
        members=reports,
        is_count=True,
        low=low,
        high=high,
    )


def estimate(
    identity: str,
    value: float | None,
    members: Iterable[str],
    label: str,
    *,
    text: str,
    low: float | None = None,
    high: float | None = None,
) -> Number:
    """A share or another estimate, with the reports that it rests on; an undefined value is NaN."""
    return Number(
        number_id=identity,
        value=float("nan") if value is None else float(value),
        text=text,
        label=label,
        member_kind="report",
        members=tuple(sorted(set(members))),
        low=low,
        high=high,
    )


def known(value: float) -> float | None:
    """A value as tables hold it: None where it is not defined (NaN or infinite)."""
    return float(value) if math.isfinite(value) else None


def percent(share: float | None) -> str:
    """A share as it is printed: "46 %", below 10 % with one decimal, UNKNOWN where there is none."""
    if share is None or math.isnan(share):
        return UNKNOWN
    points = 100 * share
    return f"{points:.1f} %" if 0 < abs(points) < 9.95 else f"{points:.0f} %"


def percents(*shares: float | None) -> list[str]:
    """The shares of one sentence as they are printed, all with decimals where one of them needs some."""
    told = [percent(share) for share in shares]
    if not any("." in text for text in told):
        return told
    return [UNKNOWN if share is None or math.isnan(share) else f"{100 * share:.1f} %" for share in shares]


def ledger(numbers: Iterable[Number]) -> list[Number]:
    """All numbers by id.

    Raises ValueError where two numbers share an id or a count is not the number of its members: both
    are faults of the program, and no page may be printed from them.
    """
    by_id: dict[str, Number] = {}
    for number in numbers:
        if number.number_id in by_id:
            raise ValueError(f"two numbers are called {number.number_id}")
        if number.is_count and number.value != len(number.members):
            raise ValueError(f"{number.number_id} is {number.value} and has {len(number.members)} members")
        by_id[number.number_id] = number
    return [by_id[identity] for identity in sorted(by_id)]


def together(sections: Sequence[Section]) -> Section:
    """The sections as one, rows in order."""
    return Section(
        rows=tuple(row for section in sections for row in section.rows),
        numbers=tuple(number for section in sections for number in section.numbers),
        notes=tuple(note for section in sections for note in section.notes),
    )
