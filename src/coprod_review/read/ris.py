"""RIS in its dialects.

An entry opens with TY and ends with ER. Tags are followed by the spacing that the TY line of the entry
shows; lines without a tag continue the value before. ER with words after it ends an entry only where a new
one or the end of the file follows, and TY within an entry opens a new one only where it names a type and a
tag follows: else they are words of the text.

A missing ER between entries is supplied. At the end of the file it is supplied where the file never writes
ER, the entry has a title and a year, and its last line is ended; else the entry is set aside as cut short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.references import split_references
from coprod_review.read.tagged import (
    Values,
    all_of,
    entry_of,
    first,
    lines_with_next,
    never_ended,
    split_lines,
)

_START = re.compile(r"^([ \t\ufeff]*)TY([ \t\u00a0]{1,4})-(?:[ \t\u00a0]*)(.*)$")
_FIRST_MARK = re.compile(r"^[ \t\ufeff]*TY[ \t\u00a0]{1,4}-", re.MULTILINE)
_TYPE = re.compile(r"[A-Z][A-Z0-9]{1,7}\s*")
_TAG = re.compile(r"([A-Z][A-Z0-9])([ \t\u00a0]{0,4})-(?:[ \t\u00a0]+|$|(?=\S))")
_TAGS = """
TY A1 A2 A3 A4 AB AD AI AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CC CL CN CP CR CT CY DA DB DE DI DO DP ED
EP ER ET FD H1 H2 ID IS J1 J2 JA JF JI JO J9 K1 KW L1 L2 L3 L4 LA LB LK LL LN M1 M2 M3 N1 N2 NO NV OL OP
PA PB PI PM PP PU PY PD RD RI RN RP RT SE SF SL SN SO SP SR ST SV T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR UT
VL VO WE WP WT WV Y1 Y2 YR
"""
_KNOWN = frozenset(_TAGS.split())
_TELLING = frozenset({"TI", "T1", "AU", "A1", "AB", "N2", "DO"})
_VOLUME_ISSUE = re.compile(r"(\w+)\s*\(([^()]+)\)")
_U1_PMID = re.compile(r"(\d+)\s*\[pmid\]", re.IGNORECASE)
_PUBMED_ID = re.compile(r"PUBMED\s+(\d+)|^\s*(\d{6,9})\s*$|pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|/pubmed/(\d+)")
_REFERENCES = re.compile(r"^\s*(?:cited\s+)?references:\s*", re.IGNORECASE)
_ACCESSION = re.compile(r"accession number:\s*([^;\n]+)", re.IGNORECASE)
_EID = re.compile(r"[?&]eid=(2-s2\.0-\d+)")
_PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)

_CLUES = (
    ("Cochrane", "Provider: John Wiley"),
    ("Scopus", "DB  - Scopus"),
    ("Embase", "DB  - Embase"),
    ("Ovid", "ovidsp.ovid.com"),
    ("EBSCO", "DP  - EBSCO"),
    ("EBSCO", "search.ebscohost.com"),
    ("ProQuest", "proquest.com"),
    ("Web of Science", "AN  - WOS:"),
    ("Rayyan", "rayyan-"),
    ("PubMed", "DP  - NLM"),
    ("PubMed", "DB  - PubMed"),
    ("OpenAlex", "openalex.org"),
    ("EPPI-Reviewer", "eppi-reviewer"),
    ("Lens", "lens.org"),
)


def first_mark(head: str) -> int | None:
    """Where the first TY line stands."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(line: str) -> int:
    """1 for a TY line."""
    return int("TY" in line and _START.match(line) is not None)


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its TY line to its ER line."""
    cutter = _Cutter(repairs)
    for number, line, following in lines_with_next(text):
        entry = cutter.take(number, line, following)
        if entry:
            yield entry
    last = cutter.finish(ends_with_line_end=text.ends_with_line_end)
    if last:
        yield last


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one RIS entry says."""
    values = _values(entry.lines)
    if "TY" not in values:
        raise EntryFault(
            "these lines have tags but no TY line before them",
            remedy="put a line such as 'TY  - JOUR' before the first of them, or export again",
        )
    notes = all_of(values, "N1")
    database = " ".join(all_of(values, "DB", "DP"))
    volume, issue = first(values, "VL", "VO"), first(values, "IS", "CP")
    packed = _VOLUME_ISSUE.fullmatch(volume.strip())
    if packed and not issue:
        volume, issue = packed.groups()
    containers = ("JF", "T2", "BT", "JO", "JA", "J2", "J1", "JI", "J9", "SO")
    book = first(values, "TY").strip() in ("BOOK", "EBOOK", "EDBOOK", "THES", "RPRT")
    return Draft(
        source_id=first(values, "AN", "ID", "UT") or _accession(values, notes),
        types=[t for t in (first(values, "TY"), *all_of(values, "M3")) if "10." not in t],
        title=first(values, "TI", "T1", "CT") or (first(values, "BT") if book else ""),
        authors=split_lines(all_of(values, "AU", "A1")),
        given_first=True,
        dates=all_of(values, "PY", "Y1", "YR", "DA"),
        container=first(values, *containers) or _proceedings(values),
        volume=volume,
        issue=issue,
        first_page=first(values, "SP"),
        last_page=first(values, "EP"),
        article_number=first(values, "C7"),
        dois=_dois(values, notes),
        pmid=_pmid(values, database),
        abstract=" ".join(_abstract(values)),
        keywords=[k.lstrip("*") for k in split_lines(all_of(values, "KW", "DE", "K1"), ";")],
        references=_references(values, notes),
        languages=all_of(values, "LA"),
        urls=all_of(values, "UR", "LK", "L2", "L1"),
    )


class _Cutter:
    """Takes lines one by one; what is open is the entry that the next line may belong to."""

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self.lines: list[str] = []
        self.start = 0
        self.spacing = "  "
        self.n_before_end = 0
        self.end_has_words = False
        self.n_ended = 0

    def take(self, number: int, line: str, following: str | None) -> Entry | None:
        if not self.lines:
            self._open(number, line)
            return None
        if self._starts(line, following):
            entry = self._close()
            self._open(number, line)
            return entry
        tag = _tag(line, self.spacing)
        if self.n_before_end and not self.end_has_words and tag and tag != "ER":
            entry = self._close()
            self.lines, self.start = [line], number
            return entry
        self.lines.append(line)
        if tag == "ER":
            self.n_before_end = len(self.lines)
            self.end_has_words = bool(line.split("-", 1)[1].strip())
        elif tag and self.n_before_end:
            self.n_before_end = 0
        return None

    def finish(self, *, ends_with_line_end: bool) -> Entry | None:
        if not self.lines:
            return None
        if self.n_before_end:
            return self._close()
        if not _START.match(self.lines[0]):
            return self._close()
        if self.n_ended or not self._looks_whole(ends_with_line_end=ends_with_line_end):
            return entry_of(self.lines, self.start, fault=never_ended("TY", "ER"))
        return self._close()

    def _looks_whole(self, *, ends_with_line_end: bool) -> bool:
        values = _values(self.lines)
        return ends_with_line_end and bool(first(values, "TI", "T1") and first(values, "PY", "Y1", "DA"))

    def _starts(self, line: str, following: str | None) -> bool:
        found = _START.match(line) if "TY" in line else None
        if not found:
            return False
        if self.n_before_end:
            return True
        if not _TYPE.fullmatch(found.group(3)):
            return False
        return following is None or not following.strip() or bool(_tag(following.lstrip(), found.group(2)))

    def _open(self, number: int, line: str) -> None:
        found = _START.match(line)
        if found:
            self.lines, self.start, self.spacing = [line], number, found.group(2)
            self.n_before_end = 0
        elif line.strip() and _tag(line, "  ") not in ("", "ER"):
            self.lines, self.start, self.spacing = [line], number, "  "
        elif line.strip(" \t\ufeff"):
            self.repairs["lines outside entries passed over"] += 1

    def _close(self) -> Entry:
        if not _START.match(self.lines[0]) and not _values(self.lines).keys() & _TELLING:
            entry = entry_of(self.lines, self.start)
            entry.passed_over = "tags after the end of an entry"
            self.repairs["lines outside entries passed over"] += sum(
                1 for line in entry.lines if line.strip()
            )
            self.lines, self.n_before_end = [], 0
            return entry
        whole = self.lines
        if self.n_before_end:
            self.n_ended += 1
            whole = self.lines[: self.n_before_end]
            outside = sum(1 for line in self.lines[self.n_before_end :] if line.strip())
            if outside:
                self.repairs["lines outside entries passed over"] += outside
        else:
            self.repairs["missing ER supplied"] += 1
        entry = entry_of(whole, self.start)
        self.lines, self.n_before_end = [], 0
        return entry


def _tag(line: str, spacing: str) -> str:
    """The tag of a line, or nothing where the line is text."""
    if line[:1] in (" ", "\t", "\ufeff"):
        line = line.lstrip(" \t\ufeff") if len(line) - len(line.lstrip()) <= 4 else line
    found = _TAG.match(line)
    if not found:
        return ""
    tag, blanks = found.groups()
    if len(blanks) >= 2 or "\t" in blanks:
        return tag
    separate = line[found.end() - 1 : found.end()] != "-" or found.end() == len(line)
    return tag if separate and tag in _KNOWN and len(spacing) == len(blanks) else ""


def _values(lines: list[str]) -> Values:
    values: Values = {}
    current: list[str] = []
    opening = _START.match(lines[0])
    spacing = opening.group(2) if opening else "  "
    last_end = max((i for i, line in enumerate(lines) if _tag(line, spacing) == "ER"), default=len(lines))
    for at, line in enumerate(lines):
        tag = _tag(line, spacing)
        if tag == "ER" and at == last_end:
            break
        if tag and tag != "ER" and not (tag == "TY" and at):
            current = values.setdefault(tag, [])
            current.append(line.split("-", 1)[1].strip())
        elif current and line.strip():
            current[-1] = f"{current[-1]}\n{line.strip()}" if current[-1] else line.strip()
    return values


def _abstract(values: Values) -> list[str]:
    """All paragraphs of AB; of N2 where AB says nothing."""
    for tag in ("AB", "N2"):
        written = list(dict.fromkeys(all_of(values, tag)))
        if written:
            return written
    return []


def _dois(values: Values, notes: list[str]) -> list[str]:
    links = [u for u in split_lines(all_of(values, "UR", "L2", "L3", "LK")) if "doi.org/" in u]
    named = [n for n in (*all_of(values, "M3", "L3"), *notes) if n.lower().startswith(("doi", "10."))]
    return [*all_of(values, "DO", "DI"), *named, *links]


def _pmid(values: Values, database: str) -> str:
    for value in all_of(values, "U1"):
        found = _U1_PMID.search(value)
        if found:
            return found.group(1)
    tags = ["PM", "C2"] if "Scopus" in database else ["PM"]
    tags += ["C5"] if "Embase" in database else []
    tags += ["C3", "UR"]
    for value in all_of(values, *tags):
        found = _PUBMED_ID.search(value)
        if found:
            return next(group for group in found.groups() if group)
    accession = first(values, "AN").strip()
    return accession if accession.isdecimal() and _PUBMED.search(database) else ""


def _accession(values: Values, notes: list[str]) -> str:
    """Where EBSCO (a note), Embase (U2) and Scopus (the address) write the accession number."""
    for note in notes:
        found = _ACCESSION.search(note)
        if found:
            return found.group(1).strip()
    embase = (v for v in all_of(values, "U2") if re.fullmatch(r"L\d+", v.strip()))
    scopus = (found.group(1) for v in all_of(values, "UR") if (found := _EID.search(v)))
    return next(embase, "") or next(scopus, "")


def _proceedings(values: Values) -> str:
    """Scopus writes the name of proceedings into C3; Web of Science writes affiliations there."""
    return first(values, "C3") if "Scopus" in first(values, "DB") else ""


def _references(values: Values, notes: list[str]) -> list[str]:
    found = split_lines(all_of(values, "CR"))
    for note in notes:
        if _REFERENCES.match(note):
            listed = _REFERENCES.sub("", note)
            found += split_lines([listed]) if listed.count("\n") else split_references(listed)
    return found


FORMAT = Format(
    name="ris",
    label="RIS",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by(_CLUES, otherwise="RIS"),
)
