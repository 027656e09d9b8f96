"""The lines of MEDLINE text: which have a tag, which open an entry, and which close one."""

from __future__ import annotations

import re

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,4})( {0,2})-(?: |$|(?=\S))")
_SHORT_OR_LONG = frozenset(
    {"TI", "ISSN", "OABL", "IRAD", "PUBM", "CRDT", "PHST", "MHDA", "EDAT", "DCOM", "STAT", "PMID"}
)
_OPENING = frozenset({"PMID", "PMC", "PMCR", "OWN"})
PMID_LINE = re.compile(r"^\ufeff?PMID ?- ?\d+[^\S\n]*$", re.MULTILINE)
TAG_AND_MARK = re.compile(r"\n([A-Z][A-Z0-9]{1,3}) {0,2}-")
_OF_ERIC = "OWN - ERIC"

_IRREGULAR = re.compile(
    r"\n(?! {6}[^\S\n]*\S|(?:[A-Z][A-Z0-9]{3}|[A-Z][A-Z0-9]{2} |(?!TY)[A-Z][A-Z0-9] {2})-(?: |\n|\Z))"
)
"""A line that neither has a padded tag nor goes on with one, or opens an entry of RIS."""


def opens(line: str, following: str | None, *, before_is_blank: bool, is_open: bool) -> bool:
    """Whether a line opens an entry: PMID with its number, or behind a blank line another such tag."""
    if not line[:1].isupper() and line[:1] != "\ufeff":
        return False
    if before_is_blank or not is_open:
        if PMID_LINE.match(line):
            return True
        return tag_of(line) in _OPENING and bool(following and tag_of(following))
    return bool(PMID_LINE.match(line) and following and tag_of(following))


def tag_of(line: str) -> str:
    """The tag of a line, or nothing where the line goes on with a value: tags are padded to four places."""
    found = _TAG.match(line.lstrip("\ufeff"))
    if not found:
        return ""
    tag, blanks = found.groups()
    padded = len(tag) + len(blanks) == 4
    return (
        tag
        if (padded and (blanks or tag in _SHORT_OR_LONG)) or tag in _SHORT_OR_LONG or _loose(line, tag)
        else ""
    )


def _loose(line: str, tag: str) -> bool:
    """Four letters without padding ("ISBN- "), or a short tag with one blank or none ("PMC - ", "TI-")."""
    rest = line[len(tag) :].lstrip(" ")[1:2]
    return len(tag) == 4 and rest in ("", " ")


def is_regular(raw: str) -> bool:
    """Whether every line of an entry has a padded tag or goes on with one, and PMID opens it alone."""
    return _IRREGULAR.search(raw) is None and "\nPMID" not in raw


def has_source(raw: str) -> bool:
    """Whether an entry has the line SO, which PubMed sets last."""
    return raw.rfind("\nSO  -") >= 0 or raw.startswith("SO  -")


def tells_end(raw: str) -> bool:
    """Whether an entry ends as all of its database do, with SO; books of ERIC have none."""
    return has_source(raw) and _OF_ERIC not in raw
