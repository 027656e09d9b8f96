"""Exports that can be opened: each a reading, or unreadable as a whole with the reason; and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.columns import NamedColumns
from coprod_review.model.record import ExportReading, SetAside
from coprod_review.read.content import Content, head_of
from coprod_review.read.reading import Reading, sha256_of

SHOWN_BYTES = 2000
"""How much of a file that cannot be read stands among the set-aside entries; the file itself stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An export that can be read: its name, where it lies, and its bytes."""

    export: str
    where: str
    content: Content
    columns: NamedColumns | None = None
    encoding: str | None = None

    def open(self) -> Reading:
        """A new reading of the export."""
        name, where = self.export, self.where
        return Reading(self.content, export=name, where=where, columns=self.columns, encoding=self.encoding)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An export of which nothing can be read, and why."""

    export: str
    content: Content
    fault: ReviewError

    def set_aside(self) -> SetAside:
        """The export as one set-aside entry, with the beginning of its text."""
        raw = head_of(self.content, SHOWN_BYTES).decode("utf-8", errors="replace")
        remedy = self.fault.remedy or ""
        return SetAside(export=self.export, line=1, reason=self.fault.problem, remedy=remedy, raw=raw)

    def summary(self) -> ExportReading:
        """What the reading gave: one entry that was set aside."""
        return ExportReading(
            export=self.export,
            format="",
            dialect="",
            encoding="",
            sha256=sha256_of(self.content),
            n_entries=1,
            n_records=0,
            n_set_aside=1,
            repairs=(f"not read: {self.fault.problem}",),
        )


def open_all(sources: Sequence[Source]) -> list[Reading]:
    """The readings of exports; raises, all at once, what makes some unreadable as a whole."""
    opened = [_opened(source) for source in sources]
    raise_all([one.fault for one in opened if isinstance(one, Unreadable)])
    return [one for one in opened if isinstance(one, Reading)]


def open_readable(sources: Sequence[Source]) -> list[Reading | Unreadable]:
    """The readings of exports, those that are unreadable as a whole among them as such.

    Raises ReviewErrors where none can be read, or where a file is not there at all.
    """
    opened = [_opened(source) for source in sources]
    unreadable = [one for one in opened if isinstance(one, Unreadable)]
    if len(unreadable) == len(opened) or not all(_is_there(one.content) for one in unreadable):
        raise_all([one.fault for one in unreadable])
    return opened


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


def _is_there(content: Content) -> bool:
    try:
        head_of(content, 1)
    except ReviewError:
        return False
    return True


def _opened(source: Source) -> Reading | Unreadable:
    try:
        return source.open()
    except ReviewError as fault:
        return Unreadable(source.export, source.content, fault)
