"""One export into records and set-aside entries, every entry accounted for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coprod_review.errors import ReviewError
from coprod_review.model.columns import NamedColumns
from coprod_review.model.record import ExportReading, Record, SetAside
from coprod_review.read import other_formats
from coprod_review.read.content import Content, Held
from coprod_review.read.decode import DecodedText, decode
from coprod_review.read.entries import Entry, Format, Repairs
from coprod_review.read.entries_read import COVERED, Tally, read_entries
from coprod_review.read.formats import HEAD_CHARS, choose_format
from coprod_review.read.places import notes_of
from coprod_review.read.time_limit import Clock
from coprod_review.read.wrapping import unwrap
from coprod_review.read.xml_entries import entity_notes

AT_ONCE = 200
"""How many entries are read together where one process reads them."""


def sha256_of(content: Content) -> str:
    """The SHA-256 of the bytes as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for piece in content.pieces():
        digest.update(piece)
    return digest.hexdigest()


class Reading:
    """The reading of one export: iterate over it once for its records and set-aside entries, in their order.

    Who reads the entries elsewhere takes them from `groups` and adds the tally of each part to `tally`.
    `summary` holds when the iteration has ended. `where` names the file in error messages.
    `columns` names columns of a table where people told which field they fill,
    and `encoding` is that of the text where people told it.
    Raises ReviewError at once for an empty or foreign file, and at the end if a start mark of an entry stands
    outside all entries: then something was lost, and the message says where.
    """

    def __init__(
        self,
        content: Content | bytes,
        *,
        export: str,
        where: str = "",
        columns: NamedColumns | None = None,
        encoding: str | None = None,
    ) -> None:
        self.export = export
        self.where = where or export
        self.content: Content = Held(content) if isinstance(content, bytes) else content
        self._clock = Clock(self.content.limits.max_seconds, where=self.where)
        with self._clock.running():
            self._unwrapped = unwrap(self.content, where=self.where, columns=columns)
            self.text: DecodedText = decode(self._unwrapped.content, told=encoding, where=self.where)
            self._head = self.text.head(HEAD_CHARS)
            self.format: Format = choose_format(self.text, where=self.where, columns=columns)
        self.tally = Tally()
        self._cut_repairs: Repairs = Counter()
        self._n_entries = self._marks_within = self._n_in_text = self._n_broken = 0
        self._n_marks = 0

    def __iter__(self) -> Iterator[Record | SetAside]:
        for entries in self.groups(most=AT_ONCE):
            yield from self._read(entries)

    def _read(self, entries: Sequence[Entry]) -> Iterator[Record | SetAside]:
        first = self.tally.n_records + self.tally.n_set_aside + 1
        yield from read_entries(
            entries,
            first=first,
            export=self.export,
            file_format=self.format,
            tally=self.tally,
            limits=self.content.limits,
        ).in_order()

    def groups(self, *, most: int, most_characters: int | None = None) -> Iterator[list[Entry]]:
        """The entries in groups of at most so many, closed by the entry that exceeds the characters.

        Raises ReviewError where cutting them, with what `tally` tells of reading them, takes too long.
        """
        entries = self.entries()
        fault: ReviewError | None = None
        while not fault:
            held: list[Entry] = []
            with self._clock.running(beside=self.tally.seconds):
                try:
                    _take(entries, held, most, most_characters)
                except ReviewError as found:
                    fault = found
            if not held:
                break
            yield held
        if fault:
            raise fault

    def entries(self) -> Iterator[Entry]:
        """The entries in their order; when they end, it is certain that no start mark lies outside them."""
        for entry in self.format.cut(self._watched(), self._cut_repairs):
            n_marks = self.format.count_marks(entry.raw) if entry.n_marks is None else entry.n_marks
            self._marks_within += n_marks
            if entry.passed_over:
                continue
            self._n_in_text += max(0, n_marks - 1)
            for part in (entry,) if n_marks and not entry.fault else self._apart(entry):
                self._n_entries += 1
                self._n_broken += part.fault is not None
                yield part
        self._check_nothing_lost()

    def _apart(self, entry: Entry) -> list[Entry]:
        """What opens no sound entry of a tagged format, without entries of other formats, and these."""
        own = other_formats.LABEL_BY_FORMAT.get(self.format.name)
        if not own:
            return [entry]
        first, others = other_formats.parted(entry, own=own)
        return [first, *others] if first else others

    def summary(self) -> ExportReading:
        """What the reading gave."""
        return ExportReading(
            export=self.export,
            format=self._kind(),
            dialect=self.format.dialect(self._head),
            encoding=self.text.encoding,
            sha256=sha256_of(self.content),
            n_entries=self._n_entries,
            n_records=self.tally.n_records,
            n_set_aside=self.tally.n_set_aside,
            **{f"with_{name}": self.tally.covered[name] for name in COVERED},
            repairs=self._notes(),
        )

    def _kind(self) -> str:
        """The format by what it is wrapped in (a workbook), else by its form, else by its name."""
        if self._unwrapped.kind or not self.format.kind:
            return self._unwrapped.kind or self.format.name
        return self.format.kind(self._head)

    def _watched(self) -> DecodedText:
        """The text; where the format cuts it in one pass, its start marks are counted on the way."""
        if not self.format.cuts_in_one_pass:
            return self.text
        return replace(self.text, watch=self._count)

    def _count(self, block: str) -> None:
        self._n_marks += self.format.count_marks(block)

    def _check_nothing_lost(self) -> None:
        """Every start mark, counted apart from the cutting, lies in an entry or a comment."""
        if self.format.count_apart and not self._n_broken:
            self._check_count(self.format.count_apart(self.text))
        if not self.format.cuts_in_one_pass:
            for block in self.text.blocks():
                self._count(block)
        if self._n_marks == self._marks_within:
            return
        raise ReviewError(
            f"{self._n_marks} entries open in this export, but {self._marks_within} were cut out of it",
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
        repairs = self._cut_repairs + self.tally.repairs
        notes = [
            *self._unwrapped.notes(),
            *self.text.notes,
            *entity_notes(self._head),
            *notes_of(repairs),
        ]
        if self._n_in_text:
            notes.append(f"lines that look like the start of an entry, read as text: {self._n_in_text}")
        return tuple(notes)


def _take(entries: Iterator[Entry], held: list[Entry], most: int, most_characters: int | None) -> None:
    n_characters = 0
    for entry in entries:
        held.append(entry)
        n_characters += len(entry.raw)
        if len(held) == most or (most_characters is not None and n_characters > most_characters):
            return
