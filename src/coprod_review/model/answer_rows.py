"""What the cells of a row of people's answers say: one reading for every program that looks at the row.

A cell that holds no number, or none that anybody counts to, is as an empty one here; `check` names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coprod_review.model.given import WITHDRAWN

Row = Mapping[str, str | None]

CODE_SEPARATOR = ";"
QUOTE_SEPARATOR = " || "

Said = tuple[tuple[str, ...], tuple[str, ...], str]
"""An answer as it was given: its codes in alphabetical order, its quotes, and its word of confidence."""

MOST_DIGITS = 9


def split_codes(text: str | None) -> tuple[str, ...]:
    """The codes of a cell, parted by semicolons, in alphabetical order; doubles are kept for the checks."""
    text = text or ""
    if CODE_SEPARATOR not in text:
        return (code,) if (code := text.strip()) else ()
    return tuple(sorted(code.strip() for code in text.split(CODE_SEPARATOR) if code.strip()))


def join_codes(codes: Iterable[str]) -> str:
    """Codes as a cell holds them, in alphabetical order."""
    return CODE_SEPARATOR.join(sorted(codes))


def split_quotes(text: str | None) -> tuple[str, ...]:
    """The passages of a cell, parted by two bars, in their order."""
    return tuple(quote.strip() for quote in (text or "").split(QUOTE_SEPARATOR) if quote.strip())


def number_in(text: str | None) -> int | None:
    """The whole number that a cell holds in the digits 0 to 9; None where it holds none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def revision_of(row: Row) -> int:
    """The how-many-eth answer a row is, from 1; a row without a number is the first."""
    return number_in(row.get("revision")) or 1


def undoes_of(row: Row) -> int:
    """The revision of the answer that a row takes back; 0 for a row that answers itself."""
    return number_in(row.get("undoes")) or 0


def after_of(row: Row) -> int:
    """The revision of the latest adjudication that a disputer knew; 0 for none."""
    return number_in(row.get("after")) or 0


def seconds_of(row: Row) -> int | None:
    """The seconds that an answer took; None where it is not known."""
    return number_in(row.get("seconds"))


def state_of(row: Row) -> str:
    """Empty for an answer, `withdrawn` where there is none as of this revision."""
    return (row.get("state") or "").strip()


def is_withdrawn(row: Row) -> bool:
    """Whether there is no answer as of this row."""
    return state_of(row) == WITHDRAWN
