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
from coprod_review.read.document_types import document_type, types_among
from coprod_review.read.dois import dois_of
from coprod_review.read.ebsco_notes import (
    accession_noted,
    languages_noted,
    subjects_noted,
    without_notices,
)
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs
from coprod_review.read.name_lists import listed_names
from coprod_review.read.notices import without_vendors
from coprod_review.read.references import parted_line, split_references
from coprod_review.read.registers import address_of, dois_in, eid_in, without_trial_numbers
from coprod_review.read.ris_cutter import Cutter, first_opening, is_untyped, without_types
from coprod_review.read.ris_dialects import dialect
from coprod_review.read.ris_keywords import keywords_of
from coprod_review.read.ris_lines import UNTYPED, starts, values_of, whole_entry
from coprod_review.read.ris_places import (
    TITLES,
    WHOLE,
    container,
    dates,
    groups,
    item_of_reviewer,
    put_in_place,
    volume_and_issue,
)
from coprod_review.read.ris_pmids import OF_EMBASE, pmid_told
from coprod_review.read.ris_quotation import n_quoted
from coprod_review.read.tagged import (
    Values,
    all_of,
    first,
    sections,
    split_lines,
)
from coprod_review.read.title_notes import without_notes

_REFERENCES = re.compile(r"^\s*(?:(?:cited\s+)?references|参考文献|參考文獻)[:：]\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\[\d+\]\s+")
_CITED = re.compile(r"(?=.{30}).*(?:(?<!\d)(?:1[89]|20)\d\d(?!\d)|https?://)")
HEAD_CHARS = 1 << 18
FEW_REFERENCES = 3
"""So many values of M1 that each cite something are the cited works, as Ovid writes those of PsycINFO."""

_RUN_ON = re.compile(r"AN  - ([A-Z]+:\w+)\s*$")
"""The accession number that Web of Science runs on behind the value before, for want of a line end."""

_NAME_AND_ADDRESS = re.compile(r"(?:[^\s:;,]+ ){0,4}https?://[^\s/]+/\S")
"""Who issued a document and where it is; the site of a publisher has no path or stands behind an address."""

_OF_PSYCINFO = re.compile(r"[A-Za-z -]{3,60}: (\d{4}-\d{5}-\d{3})\.?")
_NUMBERS = re.compile(r"\d+(?:; ?[\w.-]+)+")

_SECTIONS = ("", "article", "report", "other")

OWN_DATABASE = "coprod-review"
"""What our own exports name as their database; each of their values is one, whatever stands in it."""


def count_marks(text: str) -> int:
    """The TY lines."""
    return sum(1 for _ in starts(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its TY line to its ER line."""
    entries = _cut(text, repairs)
    yield from without_types(entries) if is_untyped(text.head(HEAD_CHARS)) else entries


def _cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    cutter = Cutter(repairs)
    for section in sections(text, starts):
        whole = whole_entry(section.text) if cutter.is_between() else ""
        if whole:
            yield from cutter.take_whole(section.line, section.last_line_of(whole), whole)
            continue
        numbered = list(section.lines_with_next())
        lines = [line for _, line, _ in numbered]
        at = n_quoted(lines) if cutter.quotes(lines) else 0
        for number, line, _ in numbered[:at]:
            cutter.take_quoted(number, line)
        for number, line, following in numbered[at:]:
            yield from cutter.take(number, line, following)
    yield from cutter.finish(ends_with_line_end=text.ends_with_line_end)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one RIS entry says."""
    values = values_of(entry, repairs)
    if entry.context is UNTYPED:
        values["TY"] = [""]
    elif "TY" not in values:
        raise EntryFault(
            "these lines have tags but no TY line before them",
            remedy="put a line such as 'TY  - JOUR' before the first of them, or export again",
        )
    put_in_place(values)
    notes, cited = _notes(values)
    database = " ".join(all_of(values, "DB", "DP"))
    kind = first(values, "TY").strip()
    is_own = database == OWN_DATABASE
    beside = () if is_own else ("PB", "IS")
    volume, issue = volume_and_issue(values, kind, is_own=is_own)
    is_whole = kind in WHOLE
    title = first(values, *TITLES) or (first(values, "BT") if is_whole else "")
    told = types_among(split_lines([note for note in notes if "\n" in note]))
    if title.rstrip(". ").endswith("]") and not is_own:
        title, behind = without_notes(title)
        told += behind
    return Draft(
        source_id=_own_number(first(values, "AN", "ID", "UT")) or _accession(values, notes),
        types=[t for t in (kind, *all_of(values, "M3"), *_kinds_of_ovid(values), *told) if "10." not in t],
        title=title,
        authors=_authors(values, is_own=is_own),
        given_first=True,
        dates=dates(values),
        container=("JA" in values and address_of(first(values, "JA"))) or container(values, kind),
        volume=volume,
        issue=issue,
        first_page=first(values, "SP"),
        last_page=first(values, "EP"),
        article_number=first(values, "C7"),
        dois=_dois(values, notes, beside=beside),
        pmid=pmid_told(values, notes, database),
        abstract=" ".join(without_vendors(without_notices(_abstract(values), repairs), repairs)),
        keywords=keywords_of(values, is_own=is_own) or subjects_noted(notes),
        references=_references(values, cited),
        languages=[*all_of(values, "LA"), *told, *languages_noted(notes)],
        urls=all_of(values, "UR", "LK", "US", "L2", "L1") or _address_with_publisher(values, beside),
    )


def _notes(values: Values) -> tuple[list[str], list[str]]:
    """The notes, and apart from them those that list the works cited, which are long."""
    notes = all_of(values, "N1")
    cited = [note for note in notes if _REFERENCES.match(note)]
    return ([note for note in notes if note not in cited] if cited else notes), cited


def _authors(values: Values, *, is_own: bool) -> list[str]:
    """One author a value or line; several where they plainly are, as where all stand in one."""
    names = all_of(values, "AU", "A1")
    if "AU" in values and "A1" in values:
        names = list(dict.fromkeys([*all_of(values, "AU"), *groups(values)]))
    names = without_trial_numbers(split_lines(names))
    if is_own:
        return names
    if len(names) == 1:
        return listed_names(names[0])
    text = "\n".join(names)
    if ";" in text or " and " in text:
        return [one for name in names for one in listed_names(name)]
    return names


def _abstract(values: Values) -> list[str]:
    """All paragraphs of AB; of N2 where AB says nothing."""
    for tag in ("AB", "N2"):
        written = list(dict.fromkeys(all_of(values, tag)))
        if written:
            return written
    return []


def _kinds_of_ovid(values: Values) -> list[str]:
    """What Ovid says of the kind of a document, where that is more than the database's own sections say."""
    return [kind for kind in all_of(values, "PT") if document_type((kind,)) not in _SECTIONS]


def _dois(values: Values, notes: list[str], *, beside: tuple[str, ...]) -> list[str]:
    found = all_of(values, "DO", "DI")
    found += [n for n in (*all_of(values, "M3", "L3"), *notes) if n[:3].lower() in ("doi", "10.")]
    for link in all_of(values, "UR", "L1", "L2", "L3", "LK", *beside):
        if "doi.org/" in link:
            found += [part for part in split_lines([link]) if "doi.org/" in part]
    addresses = all_of(values, "UR")
    return found + dois_in(addresses) + dois_of(addresses)


def _address_with_publisher(values: Values, beside: tuple[str, ...]) -> list[str]:
    written = first(values, *beside[:1])
    return [written] if "://" in written and _NAME_AND_ADDRESS.match(written) else []


def _own_number(written: str) -> str:
    """The number of a record in its database; of several, as ProQuest writes them, the first is its own.

    Ovid sets before those of PsycINFO in what they stand ("Peer Reviewed Journal: 2030-12345-001").
    """
    if ": " in written and (found := _OF_PSYCINFO.fullmatch(written)):
        return found[1]
    return written.partition(";")[0] if ";" in written and _NUMBERS.fullmatch(written) else written


def _accession(values: Values, notes: list[str]) -> str:
    """Where EBSCO (a note), Embase (U2) and Scopus (the address) write the accession number; else an item."""
    if noted := accession_noted(notes):
        return noted
    for written in all_of(values, "WE", "C3", "AD"):
        if "AN  - " in written and (found := _RUN_ON.search(written)):
            return found.group(1)
    embase = (v for v in all_of(values, "U2") if OF_EMBASE.fullmatch(v))
    return next(embase, "") or eid_in(all_of(values, "UR")) or item_of_reviewer(values)


def _references(values: Values, notes: list[str]) -> list[str]:
    """The works cited, a line each in CR and M1; those in notes a line each too, or between semicolons."""
    found = split_lines(all_of(values, "CR"))
    listed = all_of(values, "M1") if "M1" in values else []
    if len(listed) >= FEW_REFERENCES and all(map(_CITED.match, listed)):
        found += listed
    for note in notes:
        text = _REFERENCES.sub("", note)
        found += _listed(split_lines([text])) if "\n" in note else split_references(text)
    return found


def _listed(lines: list[str]) -> list[str]:
    """One reference a line, without the numbers where all lines have one."""
    if lines[0].endswith(";") and "".join(lines).count(";") >= len(lines):
        lines = [part for line in lines for part in (parted_line(line) if "; " in line else (line,))]
    is_numbered = all(_NUMBER.match(line) for line in lines)
    return [_NUMBER.sub("", line, count=1) for line in lines] if is_numbered else lines


FORMAT = Format(
    name="ris",
    label="RIS",
    first_mark=first_opening,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect,
    cuts_in_one_pass=True,
)
