"""One export into records and set-aside entries, every entry accounted for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.record import ExportReading, Record, SetAside
from coprod_review.read.decode import DecodedText, decode
from coprod_review.read.entries import Entry, EntryFault, Format, Repairs
from coprod_review.read.fields import finish
from coprod_review.read.formats import HEAD_CHARS, choose_format, refuse_foreign


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An export that can be read: its name, where it lies, and what gives its bytes when it is its turn."""

    export: str
    where: str
    load: Callable[[], bytes]

    def open(self) -> Reading:
        """A new reading of the export, which keeps its bytes as long as it lives."""
        return Reading(self.load(), export=self.export, where=self.where)


def check_sources(sources: Sequence[Source]) -> None:
    """Raise, all at once, what makes exports unreadable as a whole: missing, empty, foreign, unknown."""
    faults = []
    for source in sources:
        try:
            source.open()
        except ReviewError as fault:
            faults.append(fault)
    raise_all(faults)


class Reading:
    """The reading of one export: iterate over it once for its records and set-aside entries, in their order.

    `summary` holds when the iteration has ended. `where` names the file in error messages.
    Raises ReviewError at once for an empty or foreign file, and at the end if a start mark of an entry stands
    outside all entries: then something was lost, and the message says where.
    """

    def __init__(self, raw: bytes, *, export: str, where: str = "") -> None:
        self.export = export
        self.where = where or export
        refuse_foreign(raw, where=self.where)
        self.text: DecodedText = decode(raw)
        self.format: Format = choose_format(self.text, where=self.where)
        self.repairs: Repairs = Counter()
        self._n_entries = self._n_records = self._n_set_aside = 0
        self._marks_within = self._n_in_text = self._n_broken = 0
        self._covered: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Record | SetAside]:
        for entry in self.format.cut(self.text, self.repairs):
            n_marks = sum(map(self.format.count_marks, entry.lines))
            self._marks_within += n_marks
            if entry.passed_over:
                continue
            self._n_entries += 1
            self._n_broken += entry.fault is not None
            self._n_in_text += max(0, n_marks - 1)
            yield self._read(entry)
        self._check_nothing_lost()

    def summary(self) -> ExportReading:
        """What the reading gave."""
        return ExportReading(
            export=self.export,
            format=self.format.name,
            dialect=self.format.dialect(self.text.head(HEAD_CHARS)),
            encoding=self.text.encoding,
            sha256=hashlib.sha256(self.text.raw).hexdigest(),
            n_entries=self._n_entries,
            n_records=self._n_records,
            n_set_aside=self._n_set_aside,
            with_abstract=self._covered["abstract"],
            with_doi=self._covered["doi"],
            with_year=self._covered["year"],
            with_references=self._covered["references"],
            repairs=self._notes(),
        )

    def _read(self, entry: Entry) -> Record | SetAside:
        try:
            if entry.fault:
                raise entry.fault
            draft = self.format.read(entry, self.repairs)
            record = finish(
                draft,
                entry,
                record_id=f"{self.export}:{self._n_entries}",
                export=self.export,
                repairs=self.repairs,
            )
        except EntryFault as fault:
            self._n_set_aside += 1
            return SetAside(
                export=self.export, line=entry.line, reason=fault.reason, remedy=fault.remedy, raw=entry.raw
            )
        self._n_records += 1
        for name in ("abstract", "doi", "year", "references"):
            self._covered[name] += bool(getattr(record, name))
        return record

    def _check_nothing_lost(self) -> None:
        """Every start mark, counted line by line apart from the cutting, lies in an entry or a comment."""
        if self.format.count_apart and not self._n_broken:
            self._check_count(self.format.count_apart(self.text))
        n_marks = sum(map(self.format.count_marks, self.text.lines()))
        if n_marks == self._marks_within and self._n_entries == self._n_records + self._n_set_aside:
            return
        raise ReviewError(
            f"{n_marks} entries open in this export, but {self._marks_within} were cut out of it",
            where=f"{self.where}, near line {self._first_lost_mark()}",
            remedy="look at this place for a damaged entry, and export the file again",
        )

    def _check_count(self, n_apart: int) -> None:
        if n_apart != self._n_entries:
            raise ReviewError(
                f"{self._n_entries} entries were cut out of this export, but it seems to have {n_apart}",
                where=self.where,
                remedy="look for quotation marks that do not come in pairs, and export the file again",
            )

    def _first_lost_mark(self) -> int:
        spans = ((e.line, e.end_line) for e in self.format.cut(self.text, Counter()))
        start, end = next(spans, (1 << 62, 1 << 62))
        for number, line in enumerate(self.text.lines(), 1):
            while number > end:
                start, end = next(spans, (1 << 62, 1 << 62))
            if number < start and self.format.count_marks(line):
                return number
        return 1

    def _notes(self) -> tuple[str, ...]:
        notes = [*self.text.notes, *(f"{what}: {n}" for what, n in sorted(self.repairs.items()))]
        if self._n_in_text:
            notes.append(f"lines that look like the start of an entry, read as text: {self._n_in_text}")
        return tuple(notes)


def export_names(paths: Sequence[PurePath], *, told: Sequence[PurePath] = ()) -> list[str]:
    """A name for each export: its file name, with as many folders before it as tell namesakes apart.

    `told` are the paths as messages show them, in the same order. Raises ReviewError where one file is named
    twice.
    """
    shown = dict(zip(reversed(paths), reversed(told or paths), strict=True))
    twice = [str(shown[path]) for path, n in Counter(paths).items() if n > 1]
    if twice:
        raise ReviewError("this export is named twice", where=", ".join(twice), remedy="name each file once")
    names = []
    for path in paths:
        rivals = [other for other in paths if other != path and other.name == path.name]
        n = 1
        while any(other.parts[-n:] == path.parts[-n:] for other in rivals):
            n += 1
        names.append("/".join(path.parts[-n:]))
    return names
