"""Atom feeds of works, as arXiv answers searches."""

from __future__ import annotations

import re

from coprod_review.read.entries import Draft, Entry, Format, Repairs, named_by
from coprod_review.read.xml_entries import PREFIX, Cutter, first_of
from coprod_review.read.xml_fields import fields_of, leaves, read_plain
from coprod_review.read.xml_text import attribute, permitted, without_prefixes

_NAMES = "id|published|updated|title|summary|content|name|doi|journal_ref|subject|creator|publicationName"
_PARTS = "author|contributor|source|rights"
_PATTERN = leaves(_NAMES, parts=_PARTS, with_ends=True)
_ARXIV = re.compile(r"arxiv\.org/abs/(.+?)(?:v\d+)?/?$")
_LINK = re.compile(r"<link(\s[^<>]*)>")
_CATEGORY = re.compile(r"<category(\s[^<>]*)>")


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one entry of the feed says."""
    raw = without_prefixes(entry.raw)
    return read_plain(raw, lambda text: _read(text, raw, repairs), names=_NAMES, repairs=repairs)


def _read(text: str, raw: str, repairs: Repairs) -> Draft:
    said = fields_of(_PATTERN, text)
    address = said.first("id")
    of_arxiv = _ARXIV.search(address)
    links = [attribute(link, "href") for link in _LINK.findall(raw) if attribute(link, "rel") != "related"]
    dois = [*said.all("doi"), *(attribute(link, "href") for link in _LINK.findall(raw))]
    return Draft(
        source_id=of_arxiv[1] if of_arxiv else address,
        types=["preprint" if of_arxiv else ""],
        title=permitted(said.first("title"), repairs),
        authors=said.all("author/name") or said.all("creator"),
        given_first=True,
        dates=said.all("published", "updated"),
        container=said.first("journal_ref", "publicationName") or ("arXiv" if of_arxiv else ""),
        dois=[doi for doi in dois if "10." in doi],
        abstract=permitted(said.first("summary", "content"), repairs),
        keywords=[attribute(category, "term") for category in _CATEGORY.findall(raw)] + said.all("subject"),
        urls=[address, *links],
    )


_CUTTER = Cutter(f"{PREFIX}entry")
_SIGN = re.compile(rf"<{PREFIX}feed\s[^<>]*www\.w3\.org/2005/Atom")

FORMAT = Format(
    name="atom",
    label="Atom feed (arXiv)",
    first_mark=first_of(_SIGN),
    count_marks=_CUTTER.count_marks,
    cut=_CUTTER.cut,
    read=read,
    dialect=named_by((("arXiv", "arxiv.org"),), otherwise="Atom"),
    cuts_in_one_pass=True,
)
