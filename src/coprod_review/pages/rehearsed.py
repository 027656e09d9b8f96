"""How the rehearsed correction fared: how many of its intervals hold what all settled codes say."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.model.number import Number
from coprod_review.pages.results import Row

SLACK = 1e-5
"""The last digit that the tables keep of bounds and shares is no difference."""


def holds(row: Row, *, low: str = "low", high: str = "high") -> bool | None:
    """Whether an interval of a corrected share holds that of all settled codes; None where it is unknown."""
    if row["all_settled"] == "" or row[low] == "" or row[high] == "":
        return None
    return float(row[low]) - SLACK <= float(row["all_settled"]) <= float(row[high]) + SLACK


def is_none_of_either(row: Row) -> bool:
    """Whether estimate and share of all settled codes are both exactly none: no interval could miss."""
    return all(row[name] != "" and float(row[name]) == 0 for name in ("share", "all_settled"))


def rehearsed_numbers(rows: Sequence[Row]) -> list[Number]:
    """`rehearsed.tested`, `.held` and `.held_beyond`: intervals that can be checked, and those that hold.

    Of the corpus and of the literature beyond it; none where nothing was rehearsed. Those of which estimate
    and truth are both none test nothing and are counted apart, as `rehearsed.none_of_either`.
    """
    known = [row for row in rows if row["basis"] == "rehearsal" and holds(row) is not None]
    tested = [row for row in known if not is_none_of_either(row)]
    if not tested:
        return []
    found = {
        "none_of_either": (
            "rehearsed intervals that test nothing, since estimate and share of all settled codes are none",
            len(known) - len(tested),
        ),
        "tested": (
            "rehearsed intervals that can be checked, estimate or share being over 0",
            len(tested),
        ),
        "held": (
            "rehearsed intervals for this corpus that hold the share of all settled codes",
            sum(bool(holds(row)) for row in tested),
        ),
        "held_beyond": (
            "rehearsed intervals for the literature beyond that hold the share of all settled codes",
            sum(bool(holds(row, low="beyond_low", high="beyond_high")) for row in tested),
        ),
    }
    return [
        Number(number_id=f"rehearsed.{name}", value=float(n), text=str(n), label=label, member_kind="none")
        for name, (label, n) in found.items()
    ]
