"""Tables that people's programs write while one looks: what is new since the last look, and no more."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes
from coprod_review.io.people_tables import MARKS, PeopleTable, faults_of_merging
from coprod_review.io.sheets import CSV_FIELD_LIMIT, header_of, mark_of
from coprod_review.model.sheet_text import restored


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Rows that came behind those seen before, or all rows where the file is another one (`is_anew`).

    `fault` says why rows are missing here; the table is then to be mended by hand.
    """

    rows: tuple[dict[str, str], ...]
    is_anew: bool
    fault: ReviewError | None = None


class GrowingTable:
    """A CSV that grows by rows behind those that stand there; a file that is missing has none."""

    def __init__(self, path: Path, table: PeopleTable) -> None:
        self.path = path
        self._table = table
        self._signature: tuple[int, int, int] | None = None
        self._content = b""
        self._header: list[str] = []
        self._is_first = True

    def news(self) -> News | None:
        """What has changed since the last call; None where nothing has."""
        signature = self._signed()
        if signature == self._signature and not self._is_first:
            return None
        content = read_bytes(self.path) if signature else b""
        before, self._content = self._content, content
        self._signature, self._is_first = signature, False
        if before.endswith(b"\n") and self._content.startswith(before):
            added = self._content[len(before) :]
            rows, fault = self._rows(added, line=before.count(b"\n"))
            has_marks = any(mark in added for mark in MARKS)
            return News(rows=rows, is_anew=False, fault=self._merged() if has_marks else fault)
        self._header = header_of(self._content)
        if missing := [name for name in self._table.required if self._content and name not in self._header]:
            fault = ReviewError(
                f"this table lacks the columns {', '.join(missing)}",
                where=str(self.path),
                remedy="run `coprod-review check`, and correct the header",
            )
            return News(rows=(), is_anew=True, fault=fault)
        body = self._content.partition(b"\n")[2]
        rows, fault = self._rows(body, line=1)
        return News(rows=rows, is_anew=True, fault=self._merged() or fault)

    def _merged(self) -> ReviewError | None:
        """The first thing that git left in the file when it could not merge."""
        return next(iter(faults_of_merging(self.path, self._content, self._table)), None)

    def _signed(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _rows(self, content: bytes, *, line: int) -> tuple[tuple[dict[str, str], ...], ReviewError | None]:
        """The rows of a piece of the file, those that fit its header; the first that does not is a fault."""
        csv.field_size_limit(CSV_FIELD_LIMIT)
        text = io.StringIO(content.decode("utf-8", "replace"), newline="")
        reader = csv.reader(text, delimiter=mark_of(self._content))
        rows, fault = [], None
        for cells in reader:
            if len(cells) == len(self._header) and cells != self._header:
                rows.append(dict(zip(self._header, map(restored, cells), strict=True)))
            elif any(cells) and fault is None:
                fault = ReviewError(
                    f"this row has {len(cells)} cells and the header has {len(self._header)}"
                    if cells != self._header
                    else "the header stands here again",
                    where=f"{self.path}, line {line + reader.line_num}",
                    remedy="run `coprod-review check`, and correct the row",
                )
        return tuple(rows), fault
