"""Page ranges and issues that a spreadsheet took for dates: "5-12" becomes 05-Dec, 12-May or 2016-12-05.

Whichever of day and month a program put first, a range goes from the smaller to the greater number. A month
with a year stands for a second number that no day can have: "3-45" becomes Mar-45. Where a year may
be one or the other, nobody knows what stood there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_MONTHS = """
jan feb mar apr may jun jul aug sep oct nov dec
jan feb mrz apr mai jun jul aug sept okt nov dez
janv févr mars avr mai juin juil août sept oct nov déc
ene feb mar abr may jun jul ago sept oct nov dic
"""
_MONTH_BY_NAME = {
    name: number for line in _MONTHS.strip().split("\n") for number, name in enumerate(line.split(), 1)
}
_DAY_MONTH = re.compile(r"(\d{1,2})(?:-|\. ?)([^\W\d_]{3,5})\.?(?:-\d{2,4})?")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,5})[- ](\d{2})")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T][0:.]+)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](?:19|20)\d\d(?: [0:]+)?")

MOST_DAYS = 31

_GROUPED_YEAR = re.compile(r"(1|2)[.,’'\u00a0\u202f ](\d{3})(?:[.,]0{1,2})?")
_YEAR_LIKE = re.compile(r"\d{4}|\b(?:19|20)\d{6}\b")

GROUPED_YEARS = "years that a spreadsheet had written as numbers, such as 2.021,00, read"
NO_YEARS = "years that cannot be read, the first"


def range_of_date(written: str) -> str | None:
    """The range that a spreadsheet made a date of, as "5-12"; "" where nobody can tell, None for no date."""
    text = written.strip()
    if found := _DAY_MONTH.fullmatch(text):
        return _in_order(int(found.group(1)), _month(found.group(2)))
    if found := _MONTH_YEAR.fullmatch(text):
        month = _month(found.group(1))
        return _with_year(month, int(found.group(2))) if month else None
    if found := _DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
        is_of_month = day == 1 and year % 100 > MOST_DAYS
        return _with_year(month, year % 100) if is_of_month else _in_order(day, month)
    if found := _SLASHED.fullmatch(text):
        day, month = sorted(map(int, found.groups()), reverse=True)
        return _in_order(day, month)
    return None


def years_as_meant(dates: Sequence[str], line: int, repairs: Counter[str]) -> list[str]:
    """Dates with the years that a spreadsheet wrote as numbers; the first that tells no year is noted."""
    found = [_year_as_meant(written, repairs) for written in dates]
    if found and not tells_year(found):
        first = next((key for key in repairs if key.startswith(NO_YEARS)), "")
        repairs[first or f"{NO_YEARS} {found[0][:20]!r} in line {line}"] += 1
    return found


def tells_year(dates: Sequence[str]) -> bool:
    """Whether what looks like a year stands in one of the dates."""
    return any(map(_YEAR_LIKE.search, dates))


def _year_as_meant(written: str, repairs: Counter[str]) -> str:
    grouped = _GROUPED_YEAR.fullmatch(written)
    if grouped is None:
        return written
    repairs[GROUPED_YEARS] += 1
    return "".join(grouped.groups())


def _with_year(month: int, year: int) -> str:
    return f"{month}-{year}" if year > MOST_DAYS else ""


def _month(name: str) -> int:
    return _MONTH_BY_NAME.get(name.lower(), 0)


def _in_order(day: int, month: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= MOST_DAYS:
        return None
    return f"{min(day, month)}-{max(day, month)}"
