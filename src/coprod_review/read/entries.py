"""Entries: pieces of an export, cut out by their structure before anything in them is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from coprod_review.read.decode import DecodedText

CUT_SHORT = "export the file again; the download was probably cut short"


class EntryFault(Exception):  # noqa: N818 - a fault of the entry, told to people in this word
    """Why one entry cannot be read, and what would mend it; its neighbours are not touched."""

    def __init__(self, reason: str, *, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        """Faults travel between processes whole, the remedy too."""
        return partial(EntryFault, remedy=self.remedy), (self.reason,)


@dataclass(slots=True, kw_only=True)
class Entry:
    """One entry with its place. `line` and `end_line` count from 1.

    `raw` is the text of the entry as it stands in the export, line ends as LF. `fault` is set where the
    structure already shows that the entry is not whole. `passed_over` says why a passage is no entry although
    start marks may stand in it (a comment); only such passages have it. `context` is what the entry needs
    from elsewhere in its export (a header, macros). `n_marks` is how many start marks stand in it, where the
    cutting knows that already.
    """

    raw: str
    line: int
    end_line: int
    fault: EntryFault | None = None
    passed_over: str = ""
    context: Any = None
    n_marks: int | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the entry, without their ends."""
        return self.raw.split("\n")


@dataclass(slots=True, kw_only=True)
class Draft:
    """What one entry says, in its own words; `fields.finish` gives it the normal form.

    Lists hold candidates in the order of preference (`types`, `dates`, `dois`, `urls`), or all values.
    `names_are_parted` says that `authors` have their normal form already.
    """

    source_id: str = ""
    types: list[str] = field(default_factory=list)
    title: str = ""
    authors: list[str] = field(default_factory=list)
    given_first: bool = False
    names_are_parted: bool = False
    dates: list[str] = field(default_factory=list)
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    first_page: str = ""
    last_page: str = ""
    article_number: str = ""
    dois: list[str] = field(default_factory=list)
    pmid: str = ""
    abstract: str = ""
    keywords: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)


Repairs = Counter[str]
"""What was mended while reading, in words, and how often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One export format.

    `first_mark` is the offset of the first sign of the format in a head of text, or None: the format whose
    sign comes first is the format of the file. `count_marks` counts the start marks of entries in a text of
    whole lines, knowing nothing of their order. `cut` finds the entries by their structure. `read` says what
    one entry holds, or raises EntryFault. `dialect` names who wrote the file, as far as it shows.
    `kind` names the form of a text more exactly than `name` does, where one format has several.
    `count_apart` counts the entries of formats without start marks, by other means than `cut`.
    `cuts_in_one_pass` tells that `cut` asks for the blocks or lines of the text once and to their end.
    """

    name: str
    label: str
    first_mark: Callable[[str], int | None]
    count_marks: Callable[[str], int]
    cut: Callable[[DecodedText, Repairs], Iterator[Entry]]
    read: Callable[[Entry, Repairs], Draft]
    dialect: Callable[[str], str]
    kind: Callable[[str], str] | None = None
    count_apart: Callable[[DecodedText], int] | None = None
    cuts_in_one_pass: bool = False


def named_by(clues: tuple[tuple[str, str], ...], *, otherwise: str) -> Callable[[str], str]:
    """A dialect finder: the name of the first clue (name, words) whose words stand in the text."""

    def dialect(head: str) -> str:
        return next((name for name, words in clues if words in head), otherwise)

    return dialect
