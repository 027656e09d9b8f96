"""Entries of other formats behind those of a file, which somebody joined from files of several formats.

They are set aside one by one, so that no entry of the file takes them for text and none vanishes. A start
counts only with the line behind it, in a form that no running text has.
"""

from __future__ import annotations

import re

from coprod_review.read.entries import Entry, EntryFault

_START_BY_FORMAT = {
    "RIS": r"TY {2}- ?[A-Z][A-Z\d]{2,6}[^\S\n]*\n\ufeff?[A-Z][A-Z\d] {2}-(?: |$)",
    "MEDLINE text": r"PMID ?- ?\d{1,9}[^\S\n]*\n[A-Z]{2,4} *- ",
    "Web of Science text": r"(?:FN .*\nVR .*\n)?PT [A-Z][^\S\n]*\n[A-Z][A-Z\d] \S",
    "BibTeX": r"@[ \t]*[A-Za-z]\w*[ \t]*\{[^\s,{}]*,[^\S\n]*\n\s*[A-Za-z][\w-]*\s*=",
    "EndNote text": r"%0[ \t]+[A-Z][A-Za-z ]*\n%[A-Z] ",
}
RIS, MEDLINE, WEB_OF_SCIENCE, BIBTEX, ENDNOTE = _START_BY_FORMAT
LABEL_BY_FORMAT = {
    "ris": RIS, "nbib": MEDLINE, "wos": WEB_OF_SCIENCE, "bibtex": BIBTEX, "enw": ENDNOTE,
}  # fmt: skip
"""What the formats are called here, by their names."""

_START = re.compile(
    "|".join(f"(?P<{name.replace(' ', '_')}>^\ufeff?{start})" for name, start in _START_BY_FORMAT.items()),
    re.MULTILINE,
)

LIKE_START = re.compile(r"\ufeff?(?:TY {2}-|PMID ?- ?\d|FN |PT [A-Z]\s*$|@[ \t]*[A-Za-z]|%0[ \t])")
"""How the first line of an entry begins in one of these formats; the next line has to confirm it."""


_MAY_START = re.compile(r"\n\ufeff?(?:TY {2}-|PMID|FN |PT [A-Z]|@|%0)")


def parted(entry: Entry, *, own: str) -> tuple[Entry | None, list[Entry]]:
    """An entry of the format `own` without entries of others behind it, and these, each set aside.

    The first is None where nothing but blanks stands before them.
    """
    if not (_MAY_START.search(entry.raw) or LIKE_START.match(entry.raw)):
        return entry, []
    marks = [
        (found.start(), (found.lastgroup or "").replace("_", " "))
        for found in _START.finditer(entry.raw)
        if found.lastgroup != own.replace(" ", "_")
    ]
    if not marks:
        return entry, []
    ends = [*(at for at, _ in marks[1:]), len(entry.raw)]
    others = [
        _part(
            entry,
            at,
            end,
            fault=EntryFault(
                f"this is an entry of {name} in a file of {own}",
                remedy="put the entries of each format into a file of their own",
            ),
        )
        for (at, name), end in zip(marks, ends, strict=True)
    ]
    before = marks[0][0]
    return (_part(entry, 0, before, fault=entry.fault) if entry.raw[:before].strip() else None), others


def _part(entry: Entry, start: int, end: int, *, fault: EntryFault | None) -> Entry:
    raw = entry.raw[start:end].rstrip()
    line = entry.line + entry.raw.count("\n", 0, start)
    return Entry(raw=raw, line=line, end_line=line + raw.count("\n"), fault=fault)
