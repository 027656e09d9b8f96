"""The day by which answers, decisions and searches are dated."""

from __future__ import annotations

import datetime


def utc_day() -> datetime.date:
    """The day in UTC: the same for all who work on a review, wherever they are."""
    return datetime.datetime.now(tz=datetime.UTC).date()
