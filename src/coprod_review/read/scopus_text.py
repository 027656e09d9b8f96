"""Scopus plain text: authors, title and source in lines of their own, an address, values behind labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import alternatives, draft_of, entry_of, words
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.outside import PASSED_OVER
from coprod_review.read.references import split_references
from coprod_review.read.registers import eid_in

_ADDRESS = r"https?://www\.scopus\.com/(?:inward/record\.ur[il]\?|pages/publications/)"
_MARK = re.compile(rf"^{_ADDRESS}", re.MULTILINE)
_FIRST_MARK = re.compile(rf"^\([12]\d\d\d\) [^\n]+\n(?:DOI: [^\n]+\n)?(?=[ \t]*{_ADDRESS})", re.MULTILINE)
_HEADING = re.compile(r"\ufeff?(?:# ?)?(?:Scopus|EXPORT DATE:.*)\s*")
_END = "SOURCE: Scopus"
"""What the last line of every entry begins with."""

FIELD_BY_LABEL = {
    "ABSTRACT": "abstract", "AUTHOR KEYWORDS": "keywords", "INDEX KEYWORDS": "keywords",
    "REFERENCES": "references", "DOI": "dois", "PUBMED ID": "pmid", "DOCUMENT TYPE": "types",
    "LANGUAGE OF ORIGINAL DOCUMENT": "languages", "ABBREVIATED SOURCE TITLE": "container",
}  # fmt: skip
_LABELS = """
    AFFILIATIONS|AUTHORS WITH AFFILIATIONS|FUNDING DETAILS|FUNDING TEXT|CORRESPONDENCE ADDRESS|EDITORS|
    SPONSORS|PUBLISHER|CONFERENCE NAME|CONFERENCE DATE|CONFERENCE LOCATION|CONFERENCE CODE|ISSN|ISBN|CODEN|
    TRADENAMES|MOLECULAR SEQUENCE NUMBERS|CHEMICALS/CAS|MANUFACTURERS|PUBLICATION STAGE|OPEN ACCESS|SOURCE
"""
_LABEL = re.compile(
    rf"^({alternatives('|'.join(FIELD_BY_LABEL))}|{alternatives(_LABELS)})(?: \d{{1,2}})?:(?: |$)",
    re.MULTILINE,
)
_FULL_NAMES = "AUTHOR FULL NAMES: "
_NUMBERS = re.compile(r"[\d;, ]*\d[\d;, ]*|\[No author id available\]")
_NOBODY = "[No author name available]"
_SOURCE = re.compile(r"\(([12]\d\d\d)\) (.+)")
_CITED = re.compile(r"[\s,.]*(?:\bCited \d+ times?\.?)?[\s,.]*$")
_PAGES = re.compile(r", pp?\. ([^,]+)$")
_ARTICLE = re.compile(r", art\. no\. ([^,]+)$")
_VOLUME = re.compile(r", ((?:Part |Suppl\.? |Vol\.? )?[\w./&-]*\d[\w./&-]*)?(?: ?\(([^()]{1,40})\))?$")
_GIVEN = re.compile(r"(?:[^\W\d_]{1,3}\.[- ]?)+")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")


def first_mark(head: str) -> int | None:
    """Where the first line with year and source stands above an address of Scopus."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines with the address of a document, of which each entry has one."""
    return len(_MARK.findall(text)) if "www.scopus.com/" in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each up to its line "SOURCE: Scopus", or to the blank line before the next address.

    An entry without that line is cut short where nothing follows it.
    """
    lines: list[str] = []
    start = 1
    for number, line in enumerate(text.lines(), start=1):
        if lines and _MARK.match(line) and any(map(_MARK.match, lines)):
            at = _last_blank(lines)
            yield entry_of("\n".join(lines[:at]), start)
            lines, start = lines[at + 1 :], start + at + 1
        if not lines and (not line.strip() or _HEADING.fullmatch(line)):
            repairs[PASSED_OVER] += bool(line.strip())
            continue
        start = start if lines else number
        lines.append(line)
        if line.startswith(_END):
            yield entry_of("\n".join(lines), start)
            lines = []
    if any(map(str.strip, lines)):
        last = entry_of("\n".join(lines), start)
        last.fault = EntryFault("this entry never reaches its line 'SOURCE: Scopus'", remedy=CUT_SHORT)
        yield last


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one entry says."""
    found = _MARK.search(entry.raw)
    if not found:
        raise EntryFault("no address of Scopus stands in this entry", remedy="export it again")
    end = entry.raw.find("\n", found.start())
    end = len(entry.raw) if end < 0 else end
    address = entry.raw[found.start() : end].strip()
    fields = _of_head(entry.raw[: found.start()].strip().split("\n"))
    fields["urls"] = [address]
    fields["source_id"] = [eid_in([address])]
    for label, value in values_by_label(
        entry.raw[end:],
        _LABEL,
        field_by_label=FIELD_BY_LABEL,
        line=entry.line + entry.raw.count("\n", 0, end),
        repairs=repairs,
    ):
        if value and label in FIELD_BY_LABEL:
            fields.setdefault(FIELD_BY_LABEL[label], []).append(value)
    cited = fields.get("references", [])
    fields["references"] = [one for text in cited for one in split_references(text.replace("\n", " "))]
    return draft_of(fields, authors=list, keywords=words)


def _of_head(lines: list[str]) -> dict[str, list[str]]:
    """What the lines above the address say: names, numbers of authors, title, source and DOI."""
    fields: dict[str, list[str]] = {}
    names, *rest = lines
    title: list[str] = []
    for line in rest:
        source = _SOURCE.fullmatch(line.strip())
        if line.startswith(_FULL_NAMES):
            fields["authors"] = line.removeprefix(_FULL_NAMES).split(";")
        elif line.startswith("DOI: "):
            fields["dois"] = [line.removeprefix("DOI: ")]
        elif source:
            fields |= _of_source(*source.groups())
        elif not _NUMBERS.fullmatch(line.strip()):
            title.append(line)
    fields["title"] = [" ".join(title)]
    if names != _NOBODY:
        fields.setdefault("authors", _names(names))
    return fields


def _of_source(year: str, text: str) -> dict[str, list[str]]:
    """Container, volume, issue and pages of a line such as "J Wards, 28 (2), pp. 103-106. Cited 3 times."."""
    text = _CITED.sub("", text)
    found = {"dates": [year]}
    for name, form in (("pages", _PAGES), ("article_number", _ARTICLE)):
        if told := form.search(text):
            found[name] = [told.group(1).strip(" .")]
            text = text[: told.start()].rstrip(" ,.")
    place = _VOLUME.search(text)
    if place and any(place.groups()):
        text = text[: place.start()]
        found |= {name: [one] for name, one in zip(("volume", "issue"), place.groups(), strict=True) if one}
    return found | {"container": [text]}


def _names(line: str) -> list[str]:
    """Names such as "Berg, A.B., Ek, C., Jr., Ward Group", where initials follow the family name."""
    names: list[str] = []
    awaits_given = False
    for part in line.split(", "):
        part = part.strip(" ,")
        if names and ((awaits_given and _GIVEN.fullmatch(part)) or _SUFFIX.fullmatch(part)):
            names[-1] += f", {part}"
            awaits_given = False
        elif part:
            names.append(part)
            awaits_given = True
    return names


def _last_blank(lines: list[str]) -> int:
    """The place of the last blank line, else the end."""
    return next((at for at in range(len(lines) - 1, -1, -1) if not lines[at].strip()), len(lines))


FORMAT = Format(
    name="scopus-text",
    label="Scopus plain text",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="Scopus"),
    cuts_in_one_pass=True,
)
