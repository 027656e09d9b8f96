"""The revisions of a question in a table of people: the rows that stand there, and which is the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from coprod_review.model.answer_rows import revision_of
from coprod_review.model.known_as import may_be_same

Row = dict[str, str]


class Standing(Protocol):
    """The rows of a table that stand there now."""

    def having(self, **cells: str) -> list[Row]:
        """The rows with these cells, in the order of the file."""
        ...


def next_revision(rows: Sequence[Mapping[str, str]]) -> int:
    """The number of a further answer to the question of these rows.

    It is above their numbers and above how many they are: where two branches of git answered, a number that
    only follows those of one branch would hide the other's answer.
    """
    return max(last_revision(rows), len(rows)) + 1


def last_revision(rows: Iterable[Mapping[str, str]]) -> int:
    """The number of the latest of the rows of one question; 0 where there is none."""
    return max((revision_of(row) for row in rows), default=0)


def latest_of(rows: Sequence[Row]) -> Row:
    """The latest of the rows of one question; ValueError where there is none."""
    return max(rows, key=revision_of)


def of_pair(standing: Standing, a: str, b: str) -> list[Row]:
    """The rows on a pair of records, whichever stands first."""
    return [*standing.having(record_a=a, record_b=b), *standing.having(record_a=b, record_b=a)]


def of_one_pair(rows: Iterable[Row], pair: Mapping[str, str]) -> list[Row]:
    """Those of the rows on two places that are on the records of this pair, by what is kept of them."""
    wanted = _kept(pair)
    return [row for row in rows if all(may_be_same(text, wanted[name]) for name, text in _kept(row).items())]


def _kept(row: Mapping[str, str]) -> dict[str, str]:
    return {row[f"record_{side}"].strip(): row.get(f"known_as_{side}") or "" for side in "ab"}
