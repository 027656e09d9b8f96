"""Europe PMC XML: the answers of its web service, in full ("core") and in short ("lite")."""

from __future__ import annotations

import re

from coprod_review.read.entries import Draft, Entry, Format, Repairs, named_by
from coprod_review.read.name_cells import split_authors
from coprod_review.read.xml_entries import PREFIX, Cutter
from coprod_review.read.xml_fields import fields_of, leaves, leaves_of, read_plain
from coprod_review.read.xml_text import permitted, resolved, without_prefixes

_NAMES = (
    "id|source|pmid|pmcid|doi|title|authorString|pubYear|yearOfPublication|dateOfPublication|"
    "firstPublicationDate|electronicPublicationDate|journalTitle|journalVolume|medlineAbbreviation|"
    "ISOAbbreviation|volume|issue|pageInfo|abstractText|language|pubType|keyword|descriptorName|qualifierName|"
    "url|publisher|comprisingTitle|bookTitle|fullName|firstName|lastName|initials|collectiveName"
)
_PARTS = (
    "author|journalInfo|journal|bookOrReportDetails|meshHeading|fullTextUrl|commentCorrection|grant|"
    "investigator|investigatorList|chemical|dbCrossReference|versionList|version|tmAccessionType"
)
_PATTERN = leaves(_NAMES, parts=_PARTS, with_ends=True)
_AUTHORS = leaves(
    "fullName|firstName|lastName|initials|collectiveName", parts="authorList|author|investigatorList"
)
_HEADINGS = leaves("descriptorName|qualifierName")


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one result says."""
    raw = without_prefixes(entry.raw)
    return read_plain(raw, lambda text: _read(text, repairs), names=_NAMES, repairs=repairs)


def _read(text: str, repairs: Repairs) -> Draft:
    said = fields_of(_PATTERN, text)
    return Draft(
        source_id=said.first("id", "pmid", "pmcid"),
        types=[*said.all("pubType"), "preprint" if said.first("source") == "PPR" else ""],
        title=permitted(said.first("title"), repairs),
        authors=_authors(text) or split_authors(said.first("authorString").rstrip(".")),
        dates=said.all(
            "pubYear", "journalInfo/yearOfPublication", "journalInfo/dateOfPublication",
            "bookOrReportDetails/yearOfPublication", "electronicPublicationDate", "firstPublicationDate",
        ),
        container=said.first(
            "journal/title", "journal/medlineAbbreviation", "journal/ISOAbbreviation", "journalTitle",
            "bookTitle", "bookOrReportDetails/comprisingTitle", "bookOrReportDetails/publisher",
        ),
        volume=said.first("journalInfo/volume", "journalVolume"),
        issue=said.first("journalInfo/issue", "issue"),
        pages=said.first("pageInfo"),
        dois=said.all("doi"),
        pmid=said.first("pmid", *(["id"] if said.first("source") == "MED" else [])),
        abstract=permitted(said.first("abstractText"), repairs),
        keywords=said.all("keyword") + _headings(text),
        languages=said.all("language"),
        urls=said.all("fullTextUrl/url"),
    )  # fmt: skip


def _authors(text: str) -> list[str]:
    """The authors; those whose parts are not told apart as they stand."""
    people: list[dict[str, str]] = []
    for name, _, value, opened in leaves_of(_AUTHORS, text):
        if opened.startswith("investigatorList"):
            break
        if opened:
            people.append({})
        elif people:
            people[-1][name] = resolved(value).strip()
    return [name for person in people if (name := _name(person))]


def _name(person: dict[str, str]) -> str:
    family, given = person.get("lastName", ""), person.get("firstName") or person.get("initials", "")
    parted = f"{family}, {given}" if given else family
    return parted or person.get("collectiveName", "") or person.get("fullName", "")


def _headings(text: str) -> list[str]:
    """The subject headings, each with its qualifiers after slashes."""
    headings: list[str] = []
    for name, _, term, _ in leaves_of(_HEADINGS, text):
        if name == "descriptorName" or not headings:
            headings.append(resolved(term).strip())
        else:
            headings[-1] += f"/{resolved(term).strip()}"
    return headings


_CUTTER = Cutter(f"{PREFIX}result")
_SIGN = re.compile(rf"<{PREFIX}resultList(?:\s[^<>]*)?>\s*<{PREFIX}result[\s>]")
_OWN_FIELD = re.compile(rf"<{PREFIX}(?:authorString|pubYear|journalInfo|pmid|source)[\s>]")


def first_mark(head: str) -> int | None:
    """Where the list of results opens, if they have fields that only those of Europe PMC have."""
    found = _SIGN.search(head)
    return found.start() if found and _OWN_FIELD.search(head, found.end()) else None


FORMAT = Format(
    name="europe-pmc-xml",
    label="Europe PMC XML",
    first_mark=first_mark,
    count_marks=_CUTTER.count_marks,
    cut=_CUTTER.cut,
    read=read,
    dialect=named_by((), otherwise="Europe PMC"),
    cuts_in_one_pass=True,
)
