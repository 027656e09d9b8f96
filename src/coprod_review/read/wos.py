"""Web of Science tagged text (.txt, .ciw, .isi).

An entry opens with PT and ends with ER. Values go on in lines that begin with three blanks. A missing ER is
treated as in RIS: supplied between entries, and at the end of the file where the file never writes ER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.formulas import once
from coprod_review.read.outside import passage
from coprod_review.read.places import repair_at
from coprod_review.read.tagged import (
    NO_END,
    Values,
    all_of,
    entry_of,
    first,
    never_ended,
    sections,
    split_lines,
    starts_at,
    values_by_tag,
)
from coprod_review.read.wos_collections import (
    mesh_headings,
    pmid_of,
    with_families_apart,
    without_label,
    words_of,
)

_TYPE = re.compile(r"PT (?:[A-Z]|Journal|Book\w*|Conference\w*|Patent\w*|Series)[^\S\n]*$", re.MULTILINE)
_FIRST_MARK = re.compile(
    r"^\ufeff?(?:FN .*(?:Web of|ISI|Clarivate|Thomson)|PT [A-Z]\s*$)", re.MULTILINE | re.IGNORECASE
)
_TAG = re.compile(r"^([A-Z][A-Z0-9])(?: |$)")
_TAGS = """
AB AE AF AN AP AR AS AU AV BA BD BE BF BN BP BR BS C1 C2 C3 CA CC CI CL CN CO CP CR CT CY DA DE DG DI DN DT
D2 EA EC ED EF EI EM EN EP EQ ER EY FD FN FT FU FX G1 GA GE GI GP GR HC HO HP ID IP IS J1 J9 JC JI LA LS LT
MA MC MD MH MI MQ NM NO NP NR NT OA OI OR P1 P2 PA PD PE PG PI PM PN PS PT PU PV PY RC RI RN RP S1 SA SC SD SE
SI SN SO SP SS SU TA TC TI TM TN TY U1 U2 US UR UT VL VR WC WE X1 X4 X5 XC Y1 Y2 Y4 YC Z1 Z2 Z3 Z4 Z5 Z6 Z7
Z8 Z9 ZA ZB ZR ZS
"""
_KNOWN = frozenset(_TAGS.split())
_ANY_TAG = "|".join(sorted(_KNOWN))
_TAG_AND_BLANK = re.compile(rf"\n\ufeff?(?=[A-Z])({_ANY_TAG})(?: |(?=\n)|\Z)")
_END = re.compile(r"\nER[^\S\n]*$", re.MULTILINE)

_CLUES = (("INSPEC", "UT INSPEC:"), ("MEDLINE", "UT MEDLINE:"), ("Web of Science", "UT "))


_starts = starts_at("PT ", _TYPE)
"""Where the lines begin that have PT and a type."""


def first_mark(head: str) -> int | None:
    """Where the line FN or the first PT line stands."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The PT lines."""
    return sum(1 for _ in _starts(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its PT line to its ER line."""
    cutter = _Cutter(repairs)
    for section in sections(text, _starts):
        whole = "" if cutter.lines else whole_entry(section.text)
        if whole:
            yield from cutter.take_whole(section.line, whole)
            continue
        for number, line, following in section.lines_with_next():
            yield from cutter.take(number, line, following)
    yield from cutter.finish(ends_with_line_end=text.ends_with_line_end)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one Web of Science entry says."""
    values = values_by_tag(entry.raw, _TAG_AND_BLANK, mark="{} ", repairs=repairs)
    if "PT" not in values:
        raise EntryFault(
            "these lines have tags but no PT line before them",
            remedy="put a line such as 'PT J' before the first of them, or export again",
        )
    return Draft(
        source_id=first(values, "UT", "AN"),
        types=_types(values),
        title=once(_joined(first(values, "TI"))),
        authors=_authors(values),
        given_first=True,
        dates=all_of(values, "PY", "EA", "PD", "CY"),
        container=_joined(first(values, "SO", "JI", "J9")),
        volume=first(values, "VL"),
        issue=first(values, "IS"),
        pages=without_label(first(values, "PS")) if "BP" not in values else "",
        first_page=first(values, "BP"),
        last_page=first(values, "EP"),
        article_number=first(values, "AR"),
        dois=all_of(values, "DI", "D2"),
        pmid=first(values, "PM") or pmid_of(first(values, "UT")),
        abstract=once(_joined("\n".join(all_of(values, "AB")) or first(values, "X4", "Y4", "Z4"))),
        keywords=[
            *(k for value in all_of(values, "DE", "ID") for k in words_of(_joined(value))),
            *(heading for value in all_of(values, "MH") for heading in mesh_headings(value)),
        ],
        references=_references(values),
        languages=all_of(values, "LA"),
        urls=all_of(values, "UR", "DL"),
    )


def whole_entry(section: str) -> str:
    """The entry that a section is without doubt: it opens with a type and has one ER line, its last."""
    entry = section.rstrip()
    if not (entry.endswith("\nER") and _TYPE.match(entry)):
        return ""
    end = _END.search(entry)
    return entry if end and end.end() == len(entry) else ""


class _Cutter:
    """Takes sections and lines one by one; what is open is the entry that the next line may belong to."""

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self.lines: list[str] = []
        self.start = self.n_ended = self.n_given = 0
        self.outside: list[str] = []
        self.outside_at = 0

    def take_whole(self, number: int, raw: str) -> Iterator[Entry]:
        """Take an entry that is whole, while none is open."""
        yield from self._given_outside()
        self.n_ended += 1
        self.n_given += 1
        yield Entry(raw=raw, line=number, end_line=number + raw.count("\n"), n_marks=1)

    def take(self, number: int, line: str, following: str | None) -> Iterator[Entry]:
        """Take the next line; the entry that it shows to be complete, if any."""
        if count_marks(line) and (not self.lines or (following and _tag(following))):
            if self.lines:
                yield self._given(self._ended())
            yield from self._given_outside()
            self.lines, self.start = [line], number
        elif self.lines:
            yield from self._go_on(line, following)
        elif line.strip(" \ufeff") and not _is_frame(line, is_above=not self.n_given):
            if _tag(line):
                yield from self._given_outside()
                self.lines, self.start = [line], number
            else:
                self.outside_at = self.outside_at if self.outside else number
                self.outside += [*[""] * (number - self.outside_at - len(self.outside)), line]

    def finish(self, *, ends_with_line_end: bool) -> Iterator[Entry]:
        """The entry that is open at the end of the file, if any, and text behind the last."""
        yield from self._given_outside()
        if not self.lines:
            return
        whole = ends_with_line_end and not self.n_ended
        values = values_by_tag("\n".join(self.lines), _TAG_AND_BLANK, mark="{} ")
        if not whole or not (first(values, "TI") and first(values, "PY", "UT")):
            yield entry_of(self.lines, self.start, fault=never_ended("PT", "ER"))
        else:
            yield self._ended()

    def _go_on(self, line: str, following: str | None) -> Iterator[Entry]:
        if line.rstrip() == "EF" and following is None:
            return
        self.lines.append(line)
        if line.rstrip() == "ER":
            self.n_ended += 1
            yield self._given(entry_of(self.lines, self.start))
            self.lines = []

    def _ended(self) -> Entry:
        """The open entry, for which the missing end is supplied after its last line."""
        entry = entry_of(self.lines, self.start)
        repair_at(self.repairs, NO_END, entry.end_line)
        return entry

    def _given(self, entry: Entry) -> Entry:
        self.n_given += 1
        return entry

    def _given_outside(self) -> Iterator[Entry]:
        """What stands outside of entries, if it is more than frames."""
        if self.outside:
            mark = "a line such as 'PT J'"
            found = passage(self.outside, self.outside_at, self.repairs, mark=mark, is_above=not self.n_given)
            self.outside = []
            if found:
                yield found


def _is_frame(line: str, *, is_above: bool) -> bool:
    """Whether a line stands around the entries and says nothing of any; above them blanks may precede it.

    Below, what follows blanks is text that goes on ("   VR glasses on wards"), unless it is a frame alone.
    """
    tag = _tag(line.lstrip(" \ufeff" if is_above else "\ufeff"))
    return tag in ("FN", "VR", "EF", "ER") or line.strip() in ("EF", "ER")


def _tag(line: str) -> str:
    found = _TAG.match(line)
    return found.group(1) if found and found.group(1) in _KNOWN else ""


def _joined(value: str) -> str:
    return value.replace("\n", " ")


def _types(values: Values) -> list[str]:
    """The types of the document; where they are left out, that of the publication, a part of books told.

    What stands on pages of a book or series that names a conference is a paper of its proceedings.
    """
    told = [_joined(v) for v in all_of(values, "DT") if v != "-"]
    if told or first(values, "PT") not in ("B", "S") or "BP" not in values:
        return told or all_of(values, "PT")
    if "CT" in values:
        return ["Proceedings Paper"]
    if first(values, "PT") == "S":
        return all_of(values, "PT")
    title, book = first(values, "TI"), first(values, "SO")
    return ["Book Chapter"] if book and title.casefold() != book.casefold() else all_of(values, "PT")


def _authors(values: Values) -> list[str]:
    """Full names where the entry has them, then bodies that authored it."""
    names, short = split_lines(all_of(values, "AF"), ";"), split_lines(all_of(values, "AU"), ";")
    return (with_families_apart(names, short) or short) + split_lines(all_of(values, "CA"), ";")


def _references(values: Values) -> list[str]:
    """One reference a line; a list of DOIs in brackets may go on in the next."""
    references: list[str] = []
    for line in split_lines(all_of(values, "CR")):
        if references and references[-1].count("[") > references[-1].count("]"):
            references[-1] = f"{references[-1]} {line}"
        else:
            references.append(line)
    return references


FORMAT = Format(
    name="wos",
    label="Web of Science tagged text",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by(_CLUES, otherwise="Web of Science"),
    cuts_in_one_pass=True,
)
