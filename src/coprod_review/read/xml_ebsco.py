"""EBSCOhost XML: "citations in XML format", as its export manager sends them."""

from __future__ import annotations

import re

from coprod_review.read.entries import Draft, Entry, Format, Repairs, named_by
from coprod_review.read.xml_entries import Cutter, first_of
from coprod_review.read.xml_fields import Fields, fields_of, leaves, read_plain
from coprod_review.read.xml_text import attribute, permitted

_NAMES = (
    "ui|an|jtl|btl|dt|vid|iid|pub|ppf|ppct|pages|atl|au|subj|keyword|ab|pubtype|doctype|language"
    "|plink|url|URL"
)
NONE_ASSIGNED = "No terms assigned"
"""What stands for the subjects of a document that has none."""

_PATTERN = leaves(_NAMES)
_HEADER = re.compile(r"<header(\s[^<>]*)>")


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one citation says."""
    return read_plain(entry.raw, lambda text: _read(text, repairs), names=_NAMES, repairs=repairs)


def _read(text: str, repairs: Repairs) -> Draft:
    said = fields_of(_PATTERN, text)
    found = _HEADER.search(text)
    header = found.group(1) if found else ""
    ids = {
        attribute(attributes, "type").lower(): value.strip()
        for attributes, value in said.values.get("ui", ())
    }
    number = attribute(header, "uiTerm") or said.first("an") or ids.get("", "")
    is_of_pubmed = "medline" in attribute(header, "longDbName").lower()
    return Draft(
        source_id=number,
        types=[*said.all("doctype"), *said.all("pubtype")],
        title=permitted(said.first("atl", "btl"), repairs),
        authors=said.all("au"),
        given_first=True,
        dates=_dates(said),
        container=said.first("jtl") or (said.first("btl") if said.first("atl") else said.first("pub")),
        volume=said.first("vid"),
        issue=said.first("iid"),
        pages=said.first("pages"),
        first_page=said.first("ppf"),
        last_page=_last_page(said),
        dois=[ids["doi"]] if "doi" in ids else [],
        pmid=ids.get("pmid", "") or (number if is_of_pubmed and number.isdecimal() else ""),
        abstract=permitted(said.first("ab"), repairs),
        keywords=[word for word in said.all("subj", "keyword") if word != NONE_ASSIGNED],
        languages=said.all("language"),
        urls=said.all("plink", "url", "URL"),
    )


def _dates(said: Fields) -> list[str]:
    return [
        date
        for attributes, value in said.values.get("dt", ())
        for date in (attribute(attributes, "year"), value)
    ]


def _last_page(said: Fields) -> str:
    """The last page, from the first one and how many there are."""
    first, count = said.first("ppf"), said.first("ppct")
    if not (first.isdecimal() and count.isdecimal() and int(count) > 1):
        return ""
    return str(int(first) + int(count) - 1)


_CUTTER = Cutter("rec")
_SIGN = re.compile(r"<rec\s[^<>]*(?:recordID|resultID)\s*=")

FORMAT = Format(
    name="ebsco-xml",
    label="EBSCOhost XML",
    first_mark=first_of(_SIGN),
    count_marks=_CUTTER.count_marks,
    cut=_CUTTER.cut,
    read=read,
    dialect=named_by(
        (
            ("CINAHL", 'longDbName="CINAHL'),
            ("MEDLINE", 'longDbName="MEDLINE'),
            ("APA PsycInfo", 'longDbName="APA Psyc'),
        ),
        otherwise="EBSCOhost",
    ),
    cuts_in_one_pass=True,
)
