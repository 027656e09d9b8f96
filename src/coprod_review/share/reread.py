"""What the exports tell, read again, beside what a shared copy tells of them: records, and rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from coprod_review.errors import ReviewError
from coprod_review.model.record import Record
from coprod_review.share.marks import MARK, mark_of
from coprod_review.share.withheld import Withholding

REMEDY = (
    "get the copy again from where it was published; if it is the same there, it was changed before, or made "
    "by another version of this program"
)


def differing_records(
    told: Sequence[Record], read: Sequence[Record], withholding: Withholding, *, where: str
) -> Iterator[ReviewError]:
    """A fault for each record of a copy that is not as its export gives it: absent, added, out of order, or
    with another line or field. Withheld texts are as `withholding` has them."""
    theirs = {record.record_id: record for record in told}
    ours = {record.record_id: record for record in read}
    for name, record in ours.items():
        if name not in theirs:
            yield _fault(f"record {name} is in the exports and not in the copy", where)
        elif names := _differing(theirs[name], withholding.without(record, marked=True)):
            yield _fault(f"record {name} is not as its export gives it: {', '.join(names)}", where)
    added = [name for name in theirs if name not in ours]
    yield from (_fault(f"record {name} is in the copy and in none of the exports", where) for name in added)
    if len(told) > len(theirs):
        n = len(told) - len(theirs)
        words = "record stands" if n == 1 else "records stand"
        yield _fault(f"{n} {words} in the copy more than once", where)
    if theirs.keys() == ours.keys() and list(theirs) != list(ours):
        yield _fault("the records stand in another order than in the exports", where)


def differing_rows(
    told: Sequence[Mapping[str, str]], read: Sequence[Mapping[str, str]], *, where: str
) -> Iterator[ReviewError]:
    """A fault for each row that differs from the one that reading the exports gives in its place."""
    if len(told) != len(read):
        yield _fault(f"{len(told)} rows are in the copy, and the exports give {len(read)}", where)
        return
    for number, (one, other) in enumerate(zip(told, read, strict=True), start=1):
        names = [name for name in (*other, *(one.keys() - other.keys())) if not _agree(one, other, name)]
        if names:
            yield _fault(f"row {number} is not as its export gives it: {', '.join(names)}", where)


def reads_as(told: str, text: str) -> bool:
    """Whether a text, with marks in place of passages, was made of another."""
    if told == text:
        return True
    made: list[str] = []
    at = place = 0
    for mark in MARK.finditer(told):
        plain = told[at : mark.start()]
        start = place + len(plain)
        end = start + int(mark["n"])
        made += [text[place:start], mark_of(text[start:end])]
        at, place = mark.end(), end
    return told == "".join((*made, text[place:]))


def _agree(one: Mapping[str, str], other: Mapping[str, str], name: str) -> bool:
    return name in one and name in other and reads_as(one[name], other[name])


def _differing(told: Record, wanted: Record) -> list[str]:
    """The names of the fields that differ."""
    return [f.name for f in fields(Record) if not _same(getattr(told, f.name), getattr(wanted, f.name))]


def _same(told: Any, wanted: Any) -> bool:
    if isinstance(wanted, str):
        return reads_as(told, wanted)
    if isinstance(wanted, tuple):
        return len(told) == len(wanted) and all(map(reads_as, _texts(told), _texts(wanted)))
    return bool(told == wanted)


def _texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def _fault(problem: str, where: str) -> ReviewError:
    return ReviewError(problem, where=where, remedy=REMEDY)
