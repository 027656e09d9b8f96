"""Zotero RDF: items one after another, journals and books beside them or within, notes and files between."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import entry_of, pieces_at
from coprod_review.read.xml_text import permitted, resolved

_SIGN = "zotero.org/namespaces/export"
_ROOT = re.compile(r"<rdf:RDF\b")
_START = re.compile(r'^[ \t]*<((?:bib|rdf|z|foaf|vcard):\w+)\s+rdf:about="([^"<>]*)"\s*>', re.MULTILINE)
"""The tag of what stands by itself: only there is said what it is about."""

_MARK = re.compile(r"<z:itemType>(?!attachment<|note<)")
_ASIDE = re.compile(r"[ \t]*<(?:z:Attachment|z:Collection|bib:Memo|bib:Journal|bib:Series|foaf:\w+)\b")
"""What stands beside items and is none of them, whatever links to it."""

_FRAME = re.compile(r"\s*</rdf:RDF>\s*\Z")
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WITHIN = re.compile(r"<dcterms:isPartOf>(.*?)</dcterms:isPartOf>", re.DOTALL)
_LINKED = re.compile(r'<dcterms:isPartOf\s+rdf:resource="([^"<>]*)"')
_EVENT = re.compile(r"<bib:presentedAt>(.*?)</bib:presentedAt>", re.DOTALL)
_PUBLISHER = re.compile(r"<dc:publisher>.*?<foaf:name>([^<]*)</foaf:name>.*?</dc:publisher>", re.DOTALL)
_PEOPLE = re.compile(
    r"<((?:bib|z):(?:authors|editors|presenters|translators|contributors))>(.*?)</\1>", re.DOTALL
)
_PERSON = re.compile(r"<foaf:Person>(.*?)</foaf:Person>", re.DOTALL)
_TAG_OF_HOST = re.compile(r"<z:AutomaticTag>\s*<rdf:value>([^<]*)</rdf:value>")
_URI = re.compile(r"<dcterms:URI>\s*<rdf:value>([^<]*)</rdf:value>")
_PMID = re.compile(r"\bPMID: *(\d{1,8})\b")
_BEHIND_DOI = re.compile(r"\bDOI:? +(10\.\S+)")
_AUTHOR_ROLES = ("bib:authors", "z:presenters", "bib:editors")


def first_mark(head: str) -> int | None:
    """Where the root stands, if the names of Zotero are used in it."""
    found = _ROOT.search(head) if _SIGN in head else None
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The types of items, of which each has one; files and notes are no items."""
    return len(_MARK.findall(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The items, each with the journal or book beside it that it is linked to.

    Those that lack their type are told by their title; nothing else with one stands by itself.
    """
    hosts: dict[str, str] = {}
    links: set[str] = set()
    for piece in pieces_at(text, _START):
        links.update(_LINKED.findall(piece))
        found = _START.match(piece)
        if found and not _MARK.search(piece):
            hosts.setdefault(found.group(2), piece)
    line = 1
    for piece in pieces_at(text, _START):
        found = _START.match(piece)
        if found and (_MARK.search(piece) or _is_untyped(piece, found.group(2), links)):
            entry = entry_of(_FRAME.sub("", piece), line)
            if f"</{found.group(1)}>" not in piece:
                entry.fault = EntryFault(f"this item has no end tag </{found.group(1)}>", remedy=CUT_SHORT)
            entry.context = [hosts[link] for link in _LINKED.findall(piece) if link in hosts]
            yield entry
        line += piece.count("\n")


def _is_untyped(piece: str, name: str, links: Container[str]) -> bool:
    """Whether an item without its type stands here: it has a title, and no other item lies within it."""
    return name not in links and "<dc:title>" in piece and not _ASIDE.match(piece)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one item says."""
    start = _START.match(entry.raw)
    host = "\n".join([*_WITHIN.findall(entry.raw), *(entry.context or ())])
    event = " ".join(_EVENT.findall(entry.raw))
    work = _EVENT.sub("", _PEOPLE.sub("", _WITHIN.sub("", entry.raw)))
    notes = " ".join(_all(work, "dc:description"))
    identifiers = " ".join((*_all(work, "dc:identifier"), *_all(host, "dc:identifier"), notes))
    publishers = [resolved(name).strip() for name in _PUBLISHER.findall(entry.raw)]
    return Draft(
        source_id=resolved(start.group(2)).strip() if start else "",
        types=[_CASE.sub(" ", kind) for kind in _all(work, "z:itemType")],
        title=permitted(_first(work, "dc:title"), repairs),
        authors=_authors(entry.raw),
        given_first=True,
        dates=_all(work, "dc:date"),
        container=next(iter((*_all(host, "dc:title"), *_all(event, "dc:title"), *publishers)), ""),
        volume=_first(work, "prism:volume") or _first(host, "prism:volume"),
        issue=_first(work, "prism:number") or _first(host, "prism:number"),
        pages=_first(work, "bib:pages"),
        dois=_BEHIND_DOI.findall(identifiers),
        pmid=next(iter(_PMID.findall(notes)), ""),
        abstract=permitted(_first(work, "dcterms:abstract"), repairs),
        keywords=[*_all(work, "dc:subject"), *(resolved(tag).strip() for tag in _TAG_OF_HOST.findall(work))],
        languages=_all(work, "z:language"),
        urls=[resolved(address).strip() for address in _URI.findall(work)],
    )


def _all(text: str, name: str) -> list[str]:
    """The values of elements of this name that hold words alone."""
    values = re.findall(rf"<{name}>([^<]*)</{name}>", text)
    return [word for value in values if (word := resolved(value).strip())]


def _first(text: str, name: str) -> str:
    return next(iter(_all(text, name)), "")


def _authors(raw: str) -> list[str]:
    """Authors, else presenters, else editors; a comma behind a family name says that it has one part."""
    people = dict(reversed(_PEOPLE.findall(raw)))
    listed = next((people[role] for role in _AUTHOR_ROLES if role in people), "")
    names = ((_first(one, "foaf:surname"), _given(one)) for one in _PERSON.findall(listed))
    return [f"{family}, {given}" if given else f"{family}," for family, given in names if family]


def _given(person: str) -> str:
    return _first(person, "foaf:givenName") or _first(person, "foaf:givenname")


FORMAT = Format(
    name="zotero-rdf",
    label="Zotero RDF",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="Zotero"),
)
