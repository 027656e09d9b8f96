"""Numbers: everything that is counted or estimated, with the reports or records behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of the review and what it was counted from.

    `number_id` is dotted lower case, stable between runs ("map.public_administration.none").
    `text` is the number as it is printed. `members` are ids of `member_kind`: for a count they are
    what was counted, so that `value` equals their number; for a share or an estimate they are the reports
    of the numerator or those that the estimate rests on, and `is_count` is False.
    `low` and `high` bound a 95 % interval where there is one.
    """

    number_id: str
    value: float
    text: str
    label: str
    member_kind: str
    members: tuple[str, ...] = ()
    is_count: bool = False
    low: float | None = None
    high: float | None = None


_FOREIGN = re.compile(r"[^a-z0-9_.-]+")


def slug(text: str) -> str:
    """Text as one part of a number id: lower case, everything foreign becomes "_", dots included."""
    return _FOREIGN.sub("_", text.lower().replace(".", "_")).strip("_") or "empty"


def given_id(dimension: str, code: str, coder: str) -> str:
    """The id of the number of reports to which a coder gave a code that no report has on record."""
    return ".".join(("given", slug(dimension), slug(code), slug(coder)))
