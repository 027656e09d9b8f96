"""The tables that people fill, answer behind answer: their columns, what names a question, and their reading.

A later answer to the same question is a row with the next `revision`; the latest counts, and where its
`state` is `withdrawn` there is no answer. Rows are put behind rows, so that git can merge two branches.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.files import read_bytes, read_text
from coprod_review.io.pair_rows import name_pairs_alike
from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import (
    AT_LINE,
    BOM,
    CSV_FIELD_LIMIT,
    MARK_NAMES,
    first_line,
    mark_between,
    read_csv,
)
from coprod_review.model.answer_rows import is_withdrawn, number_in, revision_of, state_of
from coprod_review.model.given import SHOWN, WITHDRAWN
from coprod_review.model.joined_answers import INSTEAD_OF, is_replacing
from coprod_review.model.sheet_text import restored

Row = Mapping[str, str]

_CIRCUMSTANCES = {AT_LINE, "date", "seconds", "shown"}
"""The columns in which two rows may differ and yet be one answer: where, when and how it was given."""

_OF_CODES = ". Several codes go into one row, parted by ;"
"""What is told besides of a table whose rows hold codes."""

MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
"""What git writes at the beginning of a line where it could not merge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleTable:
    """The columns of a table, and those that name a question; `any_order` where they name a pair."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    key: tuple[str, ...]
    any_order: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order in which a new file has them."""
        return (*self.required, *self.optional)

    def question(self, row: Row) -> Hashable:
        """What a row answers."""
        cells = tuple(row[name].strip() for name in self.key)
        if not self.any_order:
            return cells
        kept = (row.get(name) or "" for name in ("known_as_a", "known_as_b"))
        return frozenset(zip(cells, kept, strict=True))


CODINGS = PeopleTable(
    required=("report", "dimension", "codes", "quote", "basis", "confidence", "codebook", "date"),
    optional=("absent", "note", "revision", "state", "shown", "seconds", "undoes", INSTEAD_OF),
    key=("report", "dimension"),
)
SCREENING = PeopleTable(
    required=("report", "coder", "verdict", "criterion", "date", "reason"),
    optional=("revision", "state", "undoes", INSTEAD_OF),
    key=("report", "coder"),
)
DUPLICATES = PeopleTable(
    required=("record_a", "record_b", "verdict", "coder", "date", "reason"),
    optional=("revision", "state", "undoes", "undone_by", "known_as_a", "known_as_b"),
    key=("record_a", "record_b"),
    any_order=True,
)
ADJUDICATIONS = PeopleTable(
    required=("report", "dimension", "codes", "coder", "date", "reason"),
    optional=("codebook", "revision", "state", "shown", "seconds", "undoes", "undone_by", INSTEAD_OF),
    key=("report", "dimension"),
)
DISPUTES = PeopleTable(
    required=("report", "dimension", "codes", "quote", "coder", "date", "reason"),
    optional=("against", "after", "revision", "state", "shown", "seconds", "undoes", INSTEAD_OF),
    key=("report", "dimension", "coder"),
)
AUDITS = PeopleTable(
    required=("report", "dimension", "codes", "coder", "date", "verdict", "sample", "reason"),
    optional=("against", "revision", "state", "shown", "seconds", "undoes", INSTEAD_OF),
    key=("report", "dimension", "coder"),
)


def read_people(path: Path, table: PeopleTable) -> list[dict[str, str]]:
    """All rows of a table, each with its line; none where the file is missing.

    Raises ReviewErrors for what a merge of git left in the file, and as `read_csv` does.
    """
    if not path.exists():
        return []
    if found := faults_of_merging(path, read_bytes(path), table):
        raise_all([*found, *_not_decoded(path)])
    rows = read_csv(path, required=table.required, optional=table.optional)
    if table.any_order:
        name_pairs_alike(rows)
    return rows


def named_reports(path: Path) -> set[str]:
    """The reports that a table of answers names, as written; faults of the table are told by its reader."""
    if not path.exists():
        return set()
    csv.field_size_limit(CSV_FIELD_LIMIT)
    written = read_bytes(path).removeprefix(BOM).decode("utf-8", "replace")
    rows = csv.reader(io.StringIO(written, newline=""), delimiter=mark_between(written))
    try:
        header = next(rows, [])
        at = header.index("report") if "report" in header else len(header)
        return {restored(row[at]).strip() for row in rows if len(row) > at}
    except csv.Error:
        return set()


def latest_rows(
    rows: list[dict[str, str]], table: PeopleTable, faults: RowFaults
) -> list[tuple[dict[str, str], int]]:
    """Of each question the row that counts, with its revision, in the order of rows; none that is withdrawn.

    Where a question has more rows than its latest number counts, or two with that number, two people or two
    branches of git have answered without knowing of each other: a fault, which names the lines of the rows
    with one number. The same answer twice is one, whenever and in how many seconds it was given.
    """
    given: dict[Hashable, list[tuple[dict[str, str], int]]] = {}
    for row in rows:
        given.setdefault(table.question(row), []).append((row, _checked(row, faults)))
    found = []
    for answers in given.values():
        row, number = max(answers, key=lambda answer: answer[1])
        if len(answers) > number or sum(n == number for _, n in answers) > 1:
            _add_rivals(faults, answers, table)
        if not is_withdrawn(row):
            found.append((row, number))
    return found


def faults_of_merging(path: Path, content: bytes, table: PeopleTable) -> list[ReviewError]:
    """What git leaves in a table that it could not merge or merged line by line: marks, and headers again."""
    return [*_marks(path, content), *_headers_again(path, content, table)]


def _not_decoded(path: Path) -> list[ReviewError]:
    """That a file is in another encoding, if it is: told with what else is to be mended in it."""
    try:
        read_text(path)
    except ReviewError as error:
        return [error]
    return []


def _checked(row: dict[str, str], faults: RowFaults) -> int:
    if row.get("revision", "").strip() and not number_in(row["revision"]):
        faults.add(row, f"{row['revision']!r} is no number of a revision", "count them 2, 3, 4")
    if (state := state_of(row)) not in ("", WITHDRAWN):
        faults.add(row, f"{state!r} is no state of an answer", f"write {WITHDRAWN}, or nothing")
    shown = row.get("shown", "").strip()
    if shown not in SHOWN:
        faults.add(
            row,
            f"{shown!r} does not say what was shown",
            f"write one of: {', '.join(filter(None, SHOWN))}, or nothing",
        )
    undoes = (row.get("undoes") or "").strip()
    if undoes and number_in(undoes) is None:
        faults.add(row, f"{undoes!r} is no number of an answer", "write the revision taken back, or nothing")
    if not is_replacing(row.get(INSTEAD_OF)):
        faults.add(
            row,
            f"{row[INSTEAD_OF]!r} names no answers that this one replaces",
            "write the ids of joined documents, each with the revision there, as r012@1;r034@2, or nothing",
        )
    seconds = row.get("seconds", "").strip()
    if seconds and number_in(seconds) is None:
        faults.add(row, f"{seconds!r} is no number of seconds", "write whole seconds, or nothing")
    return revision_of(row)


def _add_rivals(faults: RowFaults, answers: list[tuple[dict[str, str], int]], table: PeopleTable) -> None:
    """A fault for each row with the number of an earlier one: they are too many, or the last is twice."""
    telling = sorted({*answers[0][0]} - _CIRCUMSTANCES)
    distinct = {tuple(row[name] for name in telling): (row, n) for row, n in answers[::-1]}
    last = max(number for _, number in answers)
    if len(distinct) <= last and sum(number == last for _, number in distinct.values()) == 1:
        return
    first_by_number: dict[int, dict[str, str]] = {}
    counting = next(row for row, number in answers if number == last)
    for row, number in sorted(distinct.values(), key=lambda answer: int(answer[0][AT_LINE])):
        first = first_by_number.setdefault(number, row)
        if first is row:
            continue
        asked = " ".join(row[name].strip() for name in table.key)
        coders = dict.fromkeys(r.get("coder", faults.path.stem).strip() for r in (first, row))
        told = f"{asked} is answered twice by {' and '.join(coders)}, here and in line {first[AT_LINE]}"
        remedy = "keep one of the two rows"
        if last > 1:
            told += f", both as revision {number}"
        if number < last:
            told += f"; line {counting[AT_LINE]}, which counts by its number, is of one of the two branches"
            remedy = "delete all rows of one branch on this question, its later answers too"
        faults.add(
            row,
            told,
            f"{remedy}; or, if both were meant, decide anew: put a row behind them with "
            f"{max(len(distinct), last) + 1} in a column revision{_OF_CODES if 'codes' in row else ''}",
        )


def _marks(path: Path, content: bytes) -> Iterator[ReviewError]:
    if not any(mark in content for mark in MARKS):
        return
    lines = [(n, line) for n, line in enumerate(content.split(b"\n"), 1) if line.startswith(MARKS)]
    opened = [n for n, line in lines if line.startswith(MARKS[0])]
    closed = [n for n, line in lines if line.startswith(MARKS[3])]
    if not opened or not closed:
        named = [n for n, line in lines if line.rstrip(b"\r") in MARKS or line[7:8] == b" "]
        spans = [(n, n) for n in named]
    else:
        spans = [(n, next((c for c in closed if c > n), n)) for n in opened]
    for first, last in spans:
        middle = next((n for n, line in lines if first < n < last and line.startswith(MARKS[2])), None)
        told = f"lines {first} and {last}" if middle is None else f"lines {first}, {middle} and {last}"
        yield ReviewError(
            "git could not merge two branches here and left its marks"
            + ("" if last == first else f" in {told}: what stands between them comes from either branch"),
            where=f"{path}, line {first}",
            remedy="delete the lines with marks and keep the rows of both branches; `coprod-review check` "
            "then names each question that both have answered",
        )


def _headers_again(path: Path, content: bytes, table: PeopleTable) -> Iterator[ReviewError]:
    header = first_line(content).removeprefix(BOM).rstrip(b"\r")
    for start in _candidates(content, table):
        end = content.find(b"\n", start)
        line = content[start : end if end >= 0 else len(content)].rstrip(b"\r")
        cells = next(csv.reader(io.StringIO(line.decode("utf-8", "replace"))), [])
        if not (set(table.required) <= set(cells) <= set(table.columns)):
            continue
        n = content.count(b"\n", 0, start) + 1
        remedy = f"delete line {n}"
        mark = mark_between(header.decode("utf-8", "replace"))
        if mark != ",":
            remedy = (
                f"let all rows be parted alike: line 1 and its rows have {MARK_NAMES[mark]}, line {n} and "
                f"those behind it commas; then delete line {n}"
            )
        elif line != header:
            remedy = (
                f"give the rows behind line {n} the columns of line 1, with empty cells for those that they "
                f"lack, and delete line {n}"
            )
        yield ReviewError(
            "the header of line 1 stands here again: two branches of git, or two files, were put together",
            where=f"{path}, line {n}",
            remedy=remedy,
        )


def _candidates(content: bytes, table: PeopleTable) -> Iterator[int]:
    """Where lines begin, the first left out, that have the longest name of a column as a cell."""
    name = max(table.required, key=len).encode()
    at = content.find(name, content.find(b"\n") + 1 or len(content))
    while at >= 0:
        if content[at - 1 : at] in _BORDERS and content[at + len(name) : at + len(name) + 1] in _BORDERS:
            start = content.rfind(b"\n", 0, at) + 1
            yield start + len(BOM) if content.startswith(BOM, start) else start
        at = content.find(name, at + 1)


_BORDERS = (b",", b"\n", b"\r", b'"', BOM[-1:], b"")
