"""Where the entries of RIS open and end, line by line, where they are not plainly whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault, Repairs
from coprod_review.read.outside import passage
from coprod_review.read.places import repair_at
from coprod_review.read.ris_lines import (
    KNOWN,
    START,
    UNTYPED,
    WHOLE_ENTRY,
    Manner,
    ends_oddly,
    looks_like_tag,
    starts,
    tag_of,
    values_line_by_line,
)
from coprod_review.read.ris_odd import OddForm, odd_form
from coprod_review.read.ris_quotation import goes_on, tags_behind
from coprod_review.read.tagged import NO_END, Values, entry_of, first, never_ended
from coprod_review.read.text_lines import TEXT_TAGS

_TYPE = re.compile(r"[A-Z][A-Z0-9]{1,7}\s*")
_TELLING = frozenset({"TI", "T1", "AU", "A1", "AB", "N2", "DO"})
_WITHOUT_TYPE = re.compile(r"\ufeff?\s{0,4}(?:TI|T1|AU|A1) {2}- \S")
_ENDED = re.compile(r"\nER {2}-[ \t]*(?=\n|\Z)")
_GOES_ON = re.compile(r"\s*(?:\Z|[A-Z](?:\Z|[A-Z0-9](?:\Z| (?:\Z| (?:\Z|-(?:\Z| ))))))")
"""A tag, or as much of one as the end of a head leaves."""

_TITLE = re.compile(r"^(?:TI|T1) {2}- ", re.MULTILINE)
FEWEST_ENDED = 2
MARK = "a line such as 'TY  - JOUR'"


def first_opening(head: str) -> int | None:
    """Where the first line stands that opens an entry."""
    for at in starts(head):
        line, _, rest = head[at:].partition("\n")
        if START.match(line) or _odd_opening(line, rest.partition("\n")[0]):
            return at
    return 0 if is_untyped(head) else None


def is_untyped(head: str) -> bool:
    """Whether a text is of entries without TY, as Scopus gives them where the types are not exported.

    No line has TY. The first has a tag, and so has the first behind each ER, of which there are two or more.
    """
    if not _WITHOUT_TYPE.match(head) or any(starts(head)):
        return False
    ends = list(_ENDED.finditer(head))
    return len(ends) >= FEWEST_ENDED and all(_GOES_ON.match(head, end.end()) for end in ends)


def without_types(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of an export without types, of which those that end nowhere or hold another are faulty.

    Nothing but ER parts them. One that has a type nevertheless keeps it.
    """
    for entry in entries:
        if not (entry.fault or entry.passed_over or entry.context or any(starts(entry.raw))):
            entry.context = UNTYPED
            if not _ENDED.search(entry.raw):
                entry.fault = EntryFault("this entry never reaches ER", remedy=CUT_SHORT)
            elif len(_TITLE.findall(entry.raw)) > 1:
                entry.fault = EntryFault(
                    "this entry has two titles, as where the end of one entry was lost",
                    remedy="part the two with a line 'ER  - ', or export again",
                )
        yield entry


class Cutter:
    """Takes lines one by one; what is open is the entry that the next line may belong to.

    `outside` are lines that no entry can have; lines behind an ER are held with the entry until it is closed.
    """

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self.lines: list[str] = []
        self.start = 0
        self.spacing = "  "
        self.odd: OddForm | None = None
        self.quoted = range(0)
        self.last_tag = ""
        self.n_before_end = 0
        self.end_has_words = False
        self.n_ended = self.n_given = 0
        self.outside: list[str] = []
        self.outside_at = 0

    def is_between(self) -> bool:
        """Whether no entry is open, or the one that is has reached its end."""
        return not self.lines or bool(self.n_before_end)

    def take_whole(self, line: int, end_line: int, raw: str) -> Iterator[Entry]:
        """Take an entry that is whole: what was open before it is complete, and then it follows."""
        yield from self._close()
        self.n_ended += 1
        self.n_given += 1
        yield Entry(raw=raw, line=line, end_line=end_line, context=WHOLE_ENTRY, n_marks=1)

    def quotes(self, section: Sequence[str]) -> bool:
        """Whether the lines, from one TY up to the next, begin with an entry that the open text quotes."""
        if self.is_between() or self.odd or self.quoted or self.last_tag not in TEXT_TAGS:
            return False
        behind = tags_behind(section) if START.match(self.lines[0]) else set()
        return bool(behind) and goes_on(behind, self._values())

    def take_quoted(self, number: int, line: str) -> None:
        """Take a line of an entry that is quoted: it is text, whatever it looks like."""
        at = len(self.lines)
        self.quoted = range(self.quoted.start if self.quoted else at, at + 1)
        self.lines.append(line)

    def take(self, number: int, line: str, following: str | None) -> Iterator[Entry]:
        """Take the next line; the entries that it shows to be complete, if any."""
        if not self.lines:
            yield from self._open(number, line, following)
            return
        if self._starts(line, following):
            yield from self._close()
            yield from self._open(number, line, following)
            return
        tag = self._tag(line)
        if self.n_before_end and not self.end_has_words and tag and tag != "ER":
            behind, at = self.lines[self.n_before_end :], self.start + self.n_before_end
            self.lines = self.lines[: self.n_before_end]
            yield from self._close()
            self.lines, self.start, self.last_tag = [*behind, line], at, tag
            return
        self.lines.append(line)
        if tag == "ER":
            self.n_before_end = len(self.lines)
            self.end_has_words = bool(self._usual(line).split("-", 1)[1].strip())
        elif tag and self.n_before_end:
            self.n_before_end = 0
        self.last_tag = tag or self.last_tag

    def finish(self, *, ends_with_line_end: bool) -> Iterator[Entry]:
        """The entry that is open at the end of the file, if any."""
        if not self.lines:
            yield from self._given_outside()
            return
        lines = self._manner().usual(self.lines)
        is_ended = self.n_before_end or ends_oddly(lines) or not START.match(lines[0])
        if not is_ended and (self.n_ended or not self._looks_whole(ends_with_line_end=ends_with_line_end)):
            yield entry_of(self.lines, self.start, fault=never_ended("TY", "ER"))
        else:
            yield from self._close()

    def _looks_whole(self, *, ends_with_line_end: bool) -> bool:
        values = self._values()
        return ends_with_line_end and bool(first(values, "TI", "T1") and first(values, "PY", "Y1", "DA"))

    def _starts(self, line: str, following: str | None) -> bool:
        found = START.match(line) if "TY" in line else None
        if not found:
            return _odd_opening(line, following) is not None
        if self.n_before_end:
            return True
        if not _TYPE.fullmatch(found.group(3)):
            return False
        if following is None or not following.strip() or looks_like_tag(following):
            return True
        return bool(tag_of(following.lstrip(), found.group(2)))

    def _open(self, number: int, line: str, following: str | None) -> Iterator[Entry]:
        found = START.match(line)
        odd = None if found else _odd_opening(line, following)
        if found or odd or (line.strip() and tag_of(line, "  ") not in ("", "ER")):
            yield from self._given_outside()
            self.lines, self.start, self.spacing = [line], number, found.group(2) if found else "  "
            self.odd, self.quoted, self.n_before_end = odd, range(0), 0
            self.last_tag = "TY" if found or odd else tag_of(line, "  ")
        else:
            self.outside_at = self.outside_at if self.outside else number
            self.outside.append(line)

    def _close(self) -> Iterator[Entry]:
        """The open entry, and what stands behind its end as a passage of its own."""
        if not self.lines:
            yield from self._given_outside()
            return
        lines = self._manner().usual(self.lines)
        if not START.match(lines[0]) and not values_line_by_line(lines).keys() & _TELLING:
            self.outside, self.outside_at = self.lines, self.start
            self._forget()
            yield from self._given_outside()
            return
        n_whole = self.n_before_end or len(self.lines)
        entry = entry_of(self.lines[:n_whole], self.start)
        if self.n_before_end or ends_oddly(lines):
            self.n_ended += 1
        else:
            repair_at(self.repairs, NO_END, entry.end_line)
        if self.odd or self.quoted:
            entry.context = self._manner()
        self.n_given += 1
        self.outside, self.outside_at = self.lines[n_whole:], self.start + n_whole
        self._forget()
        yield entry
        yield from self._given_outside()

    def _forget(self) -> None:
        self.lines, self.n_before_end, self.odd, self.quoted, self.last_tag = [], 0, None, range(0), ""

    def _given_outside(self) -> Iterator[Entry]:
        """What stands outside of entries, if it is more than frames."""
        if self.outside:
            found = passage(self.outside, self.outside_at, self.repairs, mark=MARK, is_above=not self.n_given)
            self.outside = []
            if found:
                yield found

    def _manner(self) -> Manner:
        return Manner(odd=self.odd, quoted=self.quoted)

    def _values(self) -> Values:
        return values_line_by_line(self._manner().usual(self.lines), quoted=self.quoted)

    def _usual(self, line: str) -> str:
        return self.odd.usual(line, KNOWN) if self.odd else line

    def _tag(self, line: str) -> str:
        return tag_of(self._usual(line), self.spacing)


def _odd_opening(line: str, following: str | None) -> OddForm | None:
    """The odd form of the tags of an entry that opens here, if the next line has a tag in it."""
    odd = odd_form(line)
    if not odd or following is None or not tag_of(odd.usual(following, KNOWN), "  "):
        return None
    return odd
