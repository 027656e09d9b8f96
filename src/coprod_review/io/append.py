"""Rows put behind those of a table that people fill: one writer at a time, whole or not at all, on the disk.

What stands there keeps its bytes. Whoever writes into the same corpus meanwhile waits for the lock and then
sees what stands there by then, so that two servers, a server and a sheet, or two browsers lose nothing.
A kill at any moment leaves the file before or the file after.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from coprod_review.errors import NotWrittenError, ReviewError, raise_all
from coprod_review.io.additions import alone_in
from coprod_review.io.files import read_bytes, written_whole
from coprod_review.io.locking import sync_folder
from coprod_review.io.people_tables import PeopleTable, faults_of_merging
from coprod_review.io.sheets import AT_LINE, BOM, check_header, first_line, header_of, mark_of, read_csv
from coprod_review.model.sheet_text import csv_text, restored, rows_text

NewRow = Mapping[str, object]


class Standing:
    """The rows that a table holds while its writer has the lock."""

    def __init__(self, path: Path, content: bytes | None, table: PeopleTable) -> None:
        self.path = path
        self.content = content
        self._table = table
        self._header = header_of(content) if content else []
        self._has_commas = mark_of(content or b"") == ","

    @property
    def header(self) -> Sequence[str]:
        """The columns that the file has now; none where there is no file."""
        return self._header

    def __iter__(self) -> Iterator[dict[str, str]]:
        if self.content:
            rows = read_csv(self.path, required=self._table.required, optional=self._table.optional)
            yield from ({name: row[name] for name in self._header} for row in rows)

    def having(self, **cells: str) -> list[dict[str, str]]:
        """The rows with these cells, in the order of the file, without reading all others.

        The first cell named is looked for among the bytes, so name the one that fewest rows have.
        """
        if not self.content:
            return []
        rows = self._near(next(iter(cells.values())))
        if rows is None:
            rows = list(self)
        return [row for row in rows if all(row.get(k, "").strip() == v.strip() for k, v in cells.items())]

    def _near(self, text: str) -> list[dict[str, str]] | None:
        """The rows with this text in a cell; None where marks stand as no program writes them."""
        content = self.content or b""
        if not self._has_commas:
            return None
        needle = text.strip().replace('"', '""').encode("utf-8")
        if not needle:
            return None
        rows, end = [], content.find(b"\n") + 1 or len(content)
        n_quotes = content.count(b'"', 0, end)  # of [0, end), where a row begins
        at = content.find(needle, end)
        while at >= 0:
            if not _is_cell(content, at, at + len(needle)):
                at = content.find(needle, at + 1)
                continue
            start = content.rfind(b"\n", 0, at) + 1
            n_quotes += content.count(b'"', end, start)
            while n_quotes % 2:  # this line end stands in a quoted cell
                previous = content.rfind(b"\n", 0, start - 1) + 1
                n_quotes -= content.count(b'"', previous, start)
                start = previous
            end, in_row = start, 0
            while True:
                line_end = content.find(b"\n", end) + 1 or len(content)
                in_row += content.count(b'"', end, line_end)
                end = line_end
                if in_row % 2 == 0 or end == len(content):
                    break
            row = self._row(content[start:end])
            if row is None:
                return None
            rows.append(row)
            n_quotes += in_row
            at = content.find(needle, end)
        return rows

    def _row(self, line: bytes) -> dict[str, str] | None:
        try:
            cells = list(csv.reader(io.StringIO(line.decode("utf-8"), newline=""), strict=True))
        except (csv.Error, UnicodeDecodeError):
            return None
        if len(cells) != 1 or len(cells[0]) != len(self._header):
            return None
        return dict(zip(self._header, map(restored, cells[0]), strict=True))


_CHECKED: dict[Path, tuple[int, int, int]] = {}
"""The files as this program has written them: what it has put behind checked rows needs no check again."""

Make = Callable[[Standing], Sequence[NewRow]]


def append_rows(path: Path, *, corpus: Path, columns: PeopleTable, make: Make) -> tuple[NewRow, ...]:
    """Put the rows that `make` makes of those that stand there behind them, and return the new rows.

    They are on the disk then. No new row: nothing is touched. A file that is not there gets all columns, and
    one that lacks any gets them all, empty in its old rows: so two branches of git have equal headers. One
    with semicolons or tabs gets commas.
    `make` runs under the lock of the corpus and may raise, which leaves the file as it is.

    Raises ReviewError where the file cannot be read as this table, where git left marks in it, where its name
    differs from that of a neighbour in small and capital letters only; NotWrittenError where the disk
    takes no more.
    """
    with alone_in(corpus):
        _refuse_twin(path)
        content = read_bytes(path) if path.exists() else None
        if content and _CHECKED.get(path) != _signature(path):
            raise_all(_faults(path, content, columns))
        rows = tuple(make(Standing(path, content, columns)))
        for row in rows:
            if unknown := sorted(set(row) - set(columns.columns)):
                raise ValueError(f"{path} has no columns {', '.join(unknown)}")
        if rows:
            _write(path, _pieces(path, content, rows, columns))
            _CHECKED[path] = _signature(path)
    return rows


def _signature(path: Path) -> tuple[int, int, int]:
    """What another file at this place, or an edit of it, would not have."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _write(path: Path, pieces: Sequence[bytes]) -> None:
    is_new = not path.parent.exists()
    try:
        with written_whole(path) as temporary, temporary.open("wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        place = temporary.parent  # of the file itself, where the path is a link
        for folder in (place, place.parent) if is_new else (place,):
            sync_folder(folder)
    except OSError as error:
        raise NotWrittenError(
            f"this could not be written ({error.strerror or error}); the file is as it was",
            where=str(path),
            remedy="make room on the disk or give yourself write permission, and try again; what waits in "
            "a browser is sent again by itself",
        ) from error


def _refuse_twin(path: Path) -> None:
    for other in sorted(path.parent.glob("*.csv")) if path.parent.is_dir() else ():
        if other.name != path.name and other.name.lower() == path.name.lower():
            raise ReviewError(
                f"this file has the name of {path.name} in other letters, and some systems hold both for one",
                where=str(other),
                remedy=f"name it {path.name}, as coders.yaml writes the coder, and try again",
            )


def _faults(path: Path, content: bytes, table: PeopleTable) -> list[ReviewError]:
    """What would make rows behind this content unreadable, found without reading every row."""
    check_header(path, header_of(content), required=table.required, optional=table.optional)
    if found := faults_of_merging(path, content, table):
        return found
    if content.count(b'"') % 2:
        read_csv(path, required=table.required, optional=table.optional)  # tells where a cell never ends
    return []


def _pieces(path: Path, content: bytes | None, rows: Sequence[NewRow], table: PeopleTable) -> Sequence[bytes]:
    """What the file is to hold, in pieces: what stands there is large and need not be copied."""
    header = header_of(content) if content else []
    columns = table.columns
    if not content or mark_of(content) != "," or any(name not in header for name in columns):
        kept = read_csv(path, required=table.required, optional=table.optional) if content else []
        for row in kept:
            del row[AT_LINE]
        begin = BOM if content and content.startswith(BOM) else b""
        return begin, csv_text(columns, [*kept, *rows]).encode("utf-8")
    line_end = b"\r\n" if first_line(content).endswith(b"\r") else b"\n"
    # A row with a line feed in a cell keeps it: only the end of the row follows the file.
    added = b"".join(rows_text(header, [row]).encode("utf-8").removesuffix(b"\n") + line_end for row in rows)
    return content, b"" if content.endswith(b"\n") else line_end, added


def _is_cell(content: bytes, start: int, end: int) -> bool:
    """Whether nothing but a border of a cell stands before and after these bytes."""
    return content[start - 1 : start] in _BEFORE and content[end : end + 1] in _AFTER


_BEFORE = (b",", b"\n", b'"', b" ", b"'", b"\t")
_AFTER = (b",", b"\n", b'"', b" ", b"\r", b"\t", b"")
