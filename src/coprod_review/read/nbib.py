"""MEDLINE text as PubMed writes it (.nbib), and as ERIC imitates it.

An entry opens with PMID (or, after a blank line, with another opening tag) and has no end mark. Values go on
in lines that begin with blanks. PubMed closes an entry with SO: where every entry before has it and the last
has not, the notes say that it may be cut short, and without number and title it is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read import other_formats
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.nbib_lines import (
    PMID_LINE,
    TAG_AND_MARK,
    has_source,
    is_regular,
    opens,
    tag_of,
    tells_end,
)
from coprod_review.read.nlm_citation import ARTICLE_NUMBER
from coprod_review.read.outside import passage
from coprod_review.read.source_line import university_of
from coprod_review.read.tagged import (
    Values,
    all_of,
    entry_of,
    first,
    sections,
    split_lines,
    starts_at,
    values_by_tag,
)
from coprod_review.read.text_lines import DOUBLED, TEXT_TAGS, broken_at_hyphen, is_text, n_doubled

_FIRST_MARK = re.compile(r"^\ufeff?(?:PMID ?- ?\d|PMCR?\s?-|OWN - )", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
WHOLE_ENTRY = "whole"
WITHOUT_SOURCE = "last entry without the line SO that ends all others, so perhaps cut short"

_HYPHEN_LAST = f"-\n{' ' * 6}"
_BROKEN_AT_HYPHEN = broken_at_hyphen(_HYPHEN_LAST[1:])

_UNREAD_TAGS = """
AD AUID CI COI CON CRDT DCOM EDAT EIN FIR FPS GN GR GS IR IRAD IS ISBN JID JC LR MHDA OCI OTO OWN PHST PL
PS PST PUBM RF RIN RN ROF RPF RPI SB SFM SI SO SPIN STAT UIN UOF
"""
_UNREAD = frozenset(_UNREAD_TAGS.split())
"""Tags of PubMed that tell nothing of what a record holds."""

_PMID = re.compile(r"PMID ?- ?\d+[^\S\n]*$", re.MULTILINE)
_DOI_LID = re.compile(r"\[doi\]\s*$|^doi:|doi\.org/", re.IGNORECASE)

_CLUES = (("ERIC", "OWN - ERIC"), ("PubMed", "OWN - NLM"), ("PubMed", "PMID- "))


_starts = starts_at("PMID", _PMID)
"""Where the lines begin that have PMID and its number, and nothing else."""


def first_mark(head: str) -> int | None:
    """Where the first opening line stands."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines with PMID and its number. Entries without one are found by `cut` and counted as such."""
    return sum(1 for _ in _starts(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each up to the line before the next."""
    cutter = _Cutter(repairs)
    for section in sections(text, _starts):
        raw = section.text.rstrip()
        if _PMID.match(raw) and _ends_blank(section.text) and is_regular(raw):
            yield from cutter.take_whole(section.line, section.last_line_of(raw), raw)
            continue
        for number, line, following in section.lines_with_next():
            yield from cutter.take(number, line, following)
    yield from cutter.finish()


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one MEDLINE entry says."""
    values = _values(entry, repairs)
    identifiers = all_of(values, "LID", "AID")
    headings = [h.replace("*", "") for h in split_lines(all_of(values, "MH"))]
    pmid = first(values, "PMID").split(" ", 1)[0].split("\n", 1)[0]
    return Draft(
        source_id=pmid or first(values, "OID", "PMCR", "PMC"),
        types=["Book Chapter"] if "Book Chapter" in (types := all_of(values, "PT")) else types,
        title=" ".join(all_of(values, "TI")) or first(values, "BTI", "CTI", "VTI", "TT"),
        authors=(all_of(values, "FAU") or all_of(values, "AU")) + _bodies(values),
        given_first=True,
        dates=all_of(values, "DP", "DEP", "DA"),
        container=university_of(values) or first(values, "JT", "TA") or _book(values),
        volume=first(values, "VI"),
        issue=first(values, "IP"),
        pages=first(values, "PG"),
        article_number=next((v for v in all_of(values, "LID") if ARTICLE_NUMBER.fullmatch(v)), ""),
        dois=[v for v in identifiers if _DOI_LID.search(v)],
        pmid=pmid,
        abstract=" ".join(all_of(values, "AB")) or " ".join(all_of(values, "OAB")),
        keywords=[k.replace("*", "") for k in split_lines(all_of(values, "OT"))] + headings,
        languages=all_of(values, "LA"),
        urls=[v for v in all_of(values, "LID", "UR") if v.startswith("http")],
    )


class _Cutter:
    """Takes sections and lines one by one; an entry is given out when the next one shows that it ended."""

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self.lines: list[str] = []
        self.start = 0
        self.before_is_blank = True
        self.held: Entry | None = None
        self.outside: list[str] = []
        self.outside_at = 0
        self.n_taken = self.n_with_source = 0

    def take_whole(self, line: int, end_line: int, raw: str) -> Iterator[Entry]:
        """Take an entry that is whole, however it is separated from the one before."""
        yield from self._close()
        yield from self._given_above()
        yield from self._hold(Entry(raw=raw, line=line, end_line=end_line, context=WHOLE_ENTRY, n_marks=1))
        self.before_is_blank = True

    def take(self, number: int, line: str, following: str | None) -> Iterator[Entry]:
        """Take the next line; the entry that it shows to be complete, if any."""
        is_open = bool(self.lines or self.held)
        if opens(line, following, before_is_blank=self.before_is_blank, is_open=is_open):
            yield from self._close()
            yield from self._given_above()
            self.lines, self.start = [line], number
        elif self.lines:
            self.lines.append(line)
        elif self.held and line.strip():
            self.lines, self.start = [*self.held.lines, *self._blank_lines(number), line], self.held.line
            self.held = None
        elif line.strip():
            self.outside_at = self.outside_at if self.outside else number
            self.outside += [*[""] * (number - self.outside_at - len(self.outside)), line]
        self.before_is_blank = not line.strip()

    def finish(self) -> Iterator[Entry]:
        """The last entry; cut short if it lacks the line that ends all others, and number or title too."""
        yield from self._close()
        yield from self._given_above()
        last = self.held
        if not last:
            return
        if self.n_taken and self.n_with_source == self.n_taken and not has_source(last.raw):
            if PMID_LINE.match(last.raw) and "\nTI  - " in last.raw:
                self.repairs[WITHOUT_SOURCE] += 1
            else:
                last.fault = EntryFault(
                    "this entry ends without the line SO that ends all others", remedy=CUT_SHORT
                )
        yield last

    def _given_above(self) -> Iterator[Entry]:
        """What stands above the first entry, if it is more than a heading."""
        if self.outside:
            mark = "a line such as 'PMID- 123'"
            found = passage(self.outside, self.outside_at, self.repairs, mark=mark, is_above=True)
            self.outside = []
            if found:
                yield found

    def _close(self) -> Iterator[Entry]:
        if self.lines:
            own, others = other_formats.parted(entry_of(self.lines, self.start), own=other_formats.MEDLINE)
            self.lines = []
            if own:
                yield from self._hold(own)
            if others:
                yield from self._hold(None)
                yield from others

    def _hold(self, entry: Entry | None) -> Iterator[Entry]:
        if self.held:
            self.n_taken += 1
            self.n_with_source += tells_end(self.held.raw)
            yield self.held
        self.held = entry

    def _blank_lines(self, number: int) -> list[str]:
        """The blank lines between the held entry and a line that goes on with it."""
        return [""] * (number - 1 - self.held.end_line) if self.held else []


def _ends_blank(text: str) -> bool:
    """Whether a blank line ends a section."""
    return text.endswith("\n\n") or _BLANK_LINE.search(text, len(text.rstrip())) is not None


def _values(entry: Entry, repairs: Repairs) -> Values:
    raw = _BROKEN_AT_HYPHEN.sub("", entry.raw) if _HYPHEN_LAST in entry.raw else entry.raw
    if entry.context == WHOLE_ENTRY:
        return values_by_tag(raw, TAG_AND_MARK, mark="{:<4}- ", line_end=" ", unread=_UNREAD, repairs=repairs)
    values: Values = {}
    current: list[str] = []
    text = ""
    behind: list[str] = []
    for line in raw.split("\n"):
        tag = "" if line[:1] == " " else tag_of(line)
        if tag and text and tag != text and is_text(tag, line.split("-", 1)[1], values):
            tag = ""
        if tag == "PMID" and values and not PMID_LINE.match(line):
            tag = ""
        if tag:
            behind += [tag] if text and tag != text else []
            text = tag if tag in TEXT_TAGS else ""
            current = values.setdefault(tag, [])
            current.append(line.split("-", 1)[1].strip())
        elif current and line.strip():
            current[-1] = f"{current[-1]} {line.strip()}"
    if n := n_doubled(behind, values):
        repairs[DOUBLED] += n
    return values


def _bodies(values: Values) -> list[str]:
    """The bodies among the authors; a comma behind a name says that it has one part."""
    return [f"{name}," if "," not in name else name for name in all_of(values, "CN")]


def _book(values: Values) -> str:
    """The book of a chapter; of a whole book, whose title that is, the publisher."""
    return first(values, "BTI") if values.get("TI") else first(values, "PB") if values.get("BTI") else ""


FORMAT = Format(
    name="nbib",
    label="MEDLINE text (PubMed nbib)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by(_CLUES, otherwise="MEDLINE"),
    cuts_in_one_pass=True,
)
