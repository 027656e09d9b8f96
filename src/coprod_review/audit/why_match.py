"""What somebody means by a name: records, reports and set-aside entries by id, number, line or words.

The ways of naming are tried from the most particular to the loosest, and the first that finds something
ends the search, so that an id never drowns in titles that happen to hold it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coprod_review.pages.catalogue import Catalogue
from coprod_review.pages.results import Row
from coprod_review.pages.wording import counted

LONG = 8
"""Words of so many letters are found however they are parted; shorter ones stand within too many others."""

_LINE = re.compile(r"(?P<export>.+?)(?:\s*,?\s+line\s+|:L|:l|#L)(?P<line>\d{1,12})")
_ENTRY = re.compile(r"(?P<export>.+):(?P<line>\d{1,12})")
_FOLDER = re.compile(r"(?:.*[/\\])?exports[/\\]|\./")
_PMID = re.compile(r"(?:pmid\s*:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/)?(?P<pmid>\d{1,9})/?", re.I)
_NUMBER = re.compile(r"(?:pmid|doi)\s*:", re.IGNORECASE)
_APART = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
_POSSESSIVE = re.compile(r"'(?=[st]\b)", re.IGNORECASE)
_NOT_ALNUM = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One thing that a name may mean: a report by some of its records, a record alone, or a set-aside entry.

    `how` says by what it was found ("DOI", "words of the title").
    """

    how: str
    report_id: str = ""
    record_ids: tuple[str, ...] = ()
    set_aside: Row | None = None


def find(name: str, catalogue: Catalogue, *, doi: str) -> list[Match]:
    """What the name may mean, in the order of the records; nothing where it is not known.

    `doi` is the DOI that the name is or holds, in its plain form, or empty.
    """
    name = name.strip()
    for look in (_by_id, _by_line, _by_number, _by_alias, _by_title):
        found = list(look(name, catalogue, doi))
        if found:
            return _one_a_report(found)
    return []


def is_known_by_id(name: str, catalogue: Catalogue, *, doi: str) -> bool:
    """Whether something is known by this very id, line, number or alias, not only by words of a title."""
    looks = (_by_id, _by_line, _by_number, _by_alias)
    return any(next(iter(look(name, catalogue, doi)), None) for look in looks)


def reach_of(name: str, catalogue: Catalogue) -> str:
    """How far the export goes that the name speaks of ("a.ris:900") or is ("a.ris"), in words.

    Empty where it names none.
    """
    place = _place(name)
    export = place.export if place else _FOLDER.sub("", name.strip(), count=1)
    wanted = export.casefold()
    ends = [
        end
        for known, end in zip(catalogue.exports, catalogue.end_lines, strict=True)
        if known.casefold() == wanted
    ]
    if ends:
        return f"{export} has {counted(len(ends), 'record')}, the last of which ends in line {max(ends):,}"
    return f"no export that was read is called {export}" if place else ""


def is_number(name: str) -> bool:
    """Whether a name can only be a number, an entry or a line, and no words of a title."""
    return _place(name) is not None or _PMID.fullmatch(name.strip()) is not None


def export_named(name: str) -> str:
    """The export that a name of an entry or a line speaks of; empty for any other name."""
    place = _place(name)
    return place.export if place else ""


def entry_and_line(name: str, catalogue: Catalogue) -> str:
    """In words, what `FILE:N` was taken for where entry N and line N are not the same; else empty.

    It is entry N, and line N only where the export has no entry of this number.
    """
    place = _place(name)
    if place is None or place.is_line:
        return ""
    entry = f"{place.export}:{place.number}".casefold()
    there = [
        match for match in _in_line(place, catalogue) if entry not in map(str.casefold, match.record_ids)
    ]
    is_entry = any(record_id.casefold() == entry for record_id in catalogue.record_ids)
    if not there:
        return ""
    inside = " and ".join(
        f"entry {match.record_ids[0].rpartition(':')[2]}" if match.record_ids else "what was set aside"
        for match in there
    )
    if not is_entry:
        return f"{place.export} has no entry {place.number}; its line {place.number} lies in {inside}."
    return (
        f"This is entry {place.number} of {place.export}. Its line {place.number} lies in {inside}: "
        f"{place.export}:L{place.number}"
    )


def folded(text: str) -> str:
    """The words of a text without case, accents and punctuation, parted by single blanks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = "".join(c for c in text if not unicodedata.combining(c))
    if "'" in text:
        text = _POSSESSIVE.sub("", text)
    if text.isascii():
        return " ".join(text.casefold().translate(_APART).split())
    return _NOT_ALNUM.sub(" ", text.casefold()).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """An entry of an export by its number, or a line of it."""

    export: str
    number: int
    is_line: bool


def _place(name: str) -> _Place | None:
    """The entry or line that a name speaks of, whatever folder it writes before the export.

    A number that is written with `pmid:` before it, or a DOI with `doi:`, is none.
    """
    if _NUMBER.match(name.strip()):
        return None
    line, entry = _LINE.fullmatch(name.strip()), _ENTRY.fullmatch(name.strip())
    found = line or entry
    if found is None:
        return None
    export = _FOLDER.sub("", found["export"].strip(), count=1)
    return _Place(export=export, number=int(found["line"]), is_line=line is not None)


def _by_id(name: str, catalogue: Catalogue, _: str) -> Iterator[Match]:
    """Ids as they are, else whatever their case; an entry that was set aside is named by its line."""
    place = _place(name)
    entry = f"{place.export}:{place.number}" if place and not place.is_line else name
    for alike in (str, str.casefold):
        wanted, here = alike(name), alike(entry)
        found = [
            Match(how="report id", report_id=i) for i in catalogue.records_by_report if alike(i) == wanted
        ]
        found += _records("record id", (alike(i) in (wanted, here) for i in catalogue.record_ids), catalogue)
        found += [
            Match(how="line of the export", set_aside=row)
            for row in catalogue.set_aside
            if alike(f"{row['export']}:{row['line']}") == here
        ]
        if found:
            yield from found
            return


def _by_line(name: str, catalogue: Catalogue, _: str) -> Iterator[Match]:
    """The entry that a line of an export lies in; `file:12` means a line where the file has no entry 12."""
    place = _place(name)
    if place is not None:
        yield from _in_line(place, catalogue)


def _in_line(place: _Place, catalogue: Catalogue) -> Iterator[Match]:
    export, line = place.export.casefold(), place.number
    spans = zip(catalogue.exports, catalogue.lines, catalogue.end_lines, strict=True)
    within = (known.casefold() == export and first <= line <= last for known, first, last in spans)
    yield from _records("line of the export", within, catalogue)
    for row in catalogue.set_aside:
        first = int(row["line"] or 1)
        if row["export"].casefold() == export and first <= line <= first + row["raw"].count("\n"):
            yield Match(how="line of the export", set_aside=row)


def _by_number(name: str, catalogue: Catalogue, doi: str) -> Iterator[Match]:
    """DOI, PubMed number, and the entry's own id in its export."""
    if doi:
        yield from _records("DOI", (known == doi for known in catalogue.dois), catalogue)
        yield from _set_aside("DOI in the raw text", catalogue, lambda raw: doi in raw.casefold())
    if pmid := _PMID.fullmatch(name):
        wanted = pmid["pmid"].lstrip("0")
        yield from _records("PubMed number", (known == wanted for known in catalogue.pmids), catalogue)
    wanted = name.casefold()
    is_it = (bool(known) and known.casefold() == wanted for known in catalogue.source_ids)
    yield from _records("accession number", is_it, catalogue)


def _by_alias(name: str, catalogue: Catalogue, _: str) -> Iterator[Match]:
    """A former id or an alias of the registry."""
    if " " in name and name.partition(":")[0] not in ("accession", "title"):
        return
    report_id = catalogue.registered().get(name, "")
    if report_id in catalogue.records_by_report:
        yield Match(how="alias in the registry", report_id=report_id)


def _by_title(name: str, catalogue: Catalogue, _: str) -> Iterator[Match]:
    """Titles that are the words, or have them in a row, or each of them; raw texts that have each of them."""
    words = [word for word in map(folded, name.split()) if word]
    phrase = " ".join(words)
    if not words:
        return
    titles = [folded(title) for title in catalogue.titles]
    ways: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("title", lambda title: title == phrase),
        ("words of the title", lambda title: _stands(phrase, title)),
        ("words of the title", lambda title: all(_stands(word, title) for word in words)),
    )
    for how, is_it in ways:
        found = list(_records(how, map(is_it, titles), catalogue))
        if found:
            yield from found
            break
    yield from _set_aside(
        "words of the raw text", catalogue, lambda raw: all(_stands(w, raw) for w in words), form=folded
    )


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text, beginning where a word of it begins.

    Long ones may be written otherwise there as to blanks and hyphens ("coproduction", "co-production"), and
    scripts without blanks may have them anywhere.
    """
    if words in text and (not words.isascii() or f" {words}" in f" {text}"):
        return True
    together = words.replace(" ", "")
    return len(together) >= LONG and together in text.replace(" ", "")


def _records(how: str, is_it: Iterable[bool], catalogue: Catalogue) -> Iterator[Match]:
    for at, found in enumerate(is_it):
        if found:
            record_id = catalogue.record_ids[at]
            yield Match(
                how=how,
                report_id=catalogue.report_id_by_record.get(record_id, ""),
                record_ids=(record_id,),
            )


def _set_aside(
    how: str, catalogue: Catalogue, is_it: Callable[[str], bool], *, form: Callable[[str], str] = str
) -> Iterator[Match]:
    for row in catalogue.set_aside:
        if is_it(form(row["raw"])):
            yield Match(how=how, set_aside=row)


def _one_a_report(found: Iterable[Match]) -> list[Match]:
    """The matches with those of one report as one, in the order in which each was first found."""
    by_report: dict[object, Match] = {}
    for match in found:
        key = match.report_id or match.record_ids or id(match)
        known = by_report.get(key)
        record_ids = dict.fromkeys((*(known.record_ids if known else ()), *match.record_ids))
        by_report[key] = Match(
            how=known.how if known else match.how,
            report_id=match.report_id,
            record_ids=tuple(record_ids),
            set_aside=match.set_aside,
        )
    return list(by_report.values())
