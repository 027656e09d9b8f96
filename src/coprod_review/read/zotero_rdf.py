"""Zotero RDF: items one after another, journals and books beside them or within, notes and files between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import entry_of
from coprod_review.read.rdf_layout import HEAD_CHARS, START, Renaming, elements, renaming
from coprod_review.read.xml_text import permitted, plain, resolved

_SIGN = "zotero.org/namespaces/export"
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?RDF\b")
_MARK = re.compile(r"<(?:[\w.-]{1,40}+:)?itemType>(?!attachment<|note<)")
_ASIDE = re.compile(r"[ \t]*<(?:z:Attachment|z:Collection|bib:Memo|bib:Journal|bib:Series|foaf:\w+)\b")
"""What stands beside items and is none of them, whatever links to it."""

_FRAME = re.compile(r"\s*</(?:[\w.-]{1,40}:)?RDF>\s*\Z")
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LINKED = re.compile(r"""<dcterms:isPartOf\s+rdf:resource\s*=\s*["']([^"'<>]*)["']""")
_TAG = re.compile(r"<(/?)([^\W\d][\w:.-]*)[^<>]*>")
_PMID = re.compile(r"\bPMID: *(\d{1,8})\b")
_BEHIND_DOI = re.compile(r"\bDOI:? +(10\.\S+)")
_AUTHOR_ROLES = (
    "bib:authors", "z:presenters", "z:inventors", "z:directors", "z:artists", "z:composers", "z:programmers",
    "z:cartographers", "z:podcasters", "bib:editors",
)  # fmt: skip
_LEAVES = (
    "dc:title|dc:date|dc:description|dcterms:abstract|z:itemType|z:language|prism:volume|"
    "prism:number|bib:pages|rdf:value|foaf:name|foaf:surname|foaf:givenName|foaf:givenname"
)
"""Elements that hold words alone."""


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
    usual = renaming(text.head(HEAD_CHARS))
    hosts = _hosts(usual(piece) for piece in elements(text, usual))
    line = 1
    for written in elements(text, usual):
        piece = usual(written)
        found = START.match(piece)
        if found and (_MARK.search(piece) or (_is_untyped(piece) and _about(found) not in hosts)):
            entry = entry_of(_FRAME.sub("", written), line)
            if f"</{found.group(2)}>" not in piece:
                entry.fault = EntryFault(f"this item has no end tag </{found.group(2)}>", remedy=CUT_SHORT)
            linked = [hosts[link] for link in _LINKED.findall(piece) if link in hosts]
            entry.context = _Context(usual=usual, hosts=linked)
            yield entry
        line += written.count("\n")


def _hosts(pieces: Iterable[str]) -> dict[str, str]:
    """The elements, by what they are about, that are no items but what items are part of, through others too.

    An untyped element that no such chain of links reaches is an item itself, as are two that are linked to
    each other alone.
    """
    untyped: dict[str, str] = {}
    links: dict[str, list[str]] = {}
    waiting: list[str] = []
    for piece in pieces:
        linked = _LINKED.findall(piece)
        found = START.match(piece)
        if found and not _MARK.search(piece):
            untyped.setdefault(_about(found), piece)
            links.setdefault(_about(found), linked)
        else:
            waiting += linked
    named = {link for name, linked in links.items() for link in linked if link != name}
    waiting += [link for name, linked in links.items() if name not in named for link in linked]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += links.get(name, [])
    return {name: piece for name, piece in untyped.items() if name in reached}


def _about(found: re.Match[str]) -> str:
    return found.group(3) or found.group(4) or ""


def _is_untyped(piece: str) -> bool:
    """Whether an item without its type may stand here: it has a title."""
    return "<dc:title" in piece and not _ASIDE.match(piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What an item needs of the text around it: its prefixes, and what it is part of."""

    usual: Renaming
    hosts: Sequence[str]


@dataclass(slots=True)
class _Node:
    """An element: its name, the words directly in it, and the elements in it."""

    name: str
    text: str = ""
    inner: list[_Node] = field(default_factory=list)

    def below(self, name: str) -> list[_Node]:
        """The elements of a name directly in it."""
        return [node for node in self.inner if node.name == name]

    def all(self, name: str) -> list[str]:
        """The words of the elements of a name directly in it; blank ones are left out."""
        return [node.text for node in self.below(name) if node.text]

    def first(self, name: str) -> str:
        """The first of these words."""
        return next(iter(self.all(name)), "")

    def within(self, name: str) -> list[_Node]:
        """The elements of a name at any depth, in reading order."""
        found, waiting = [], [*reversed(self.inner)]
        while waiting:
            node = waiting.pop()
            if node.name == name:
                found.append(node)
            waiting.extend(reversed(node.inner))
        return found


def _tree(raw: str, repairs: Repairs) -> _Node:
    """The element that stands by itself here. Raises EntryFault where a tag has no counterpart."""
    text = plain(raw, _LEAVES, repairs)
    top = _Node("")
    open_nodes, at = [top], 0
    for tag in _TAG.finditer(text):
        open_nodes[-1].text += text[at : tag.start()]
        at = tag.end()
        if tag.group(1):
            node = open_nodes.pop()
            node.text = resolved(node.text).strip()
        else:
            node = _Node(tag.group(2))
            open_nodes[-1].inner.append(node)
            open_nodes.append(node)
    return next(iter(top.inner), top)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one item says."""
    context: _Context = entry.context
    raw = context.usual(entry.raw)
    start = START.match(raw)
    item = _tree(raw, repairs)
    hosts = [node for part in item.below("dcterms:isPartOf") for node in part.inner]
    hosts += [_tree(_FRAME.sub("", piece), repairs) for piece in context.hosts]
    events = [node.text for part in item.below("bib:presentedAt") for node in part.within("dc:title")]
    publishers = [node.text for part in item.below("dc:publisher") for node in part.within("foaf:name")]
    notes = " ".join(item.all("dc:description"))
    identifiers = " ".join((*_all(item, hosts, "dc:identifier"), notes))
    titles = [title for host in hosts for title in host.all("dc:title")]
    addresses = [node for part in item.below("dc:identifier") for node in part.within("dcterms:URI")]
    return Draft(
        source_id=resolved(_about(start)).strip() if start else "",
        types=[_CASE.sub(" ", kind) for kind in item.all("z:itemType")],
        title=permitted(item.first("dc:title"), repairs),
        authors=_authors(item),
        given_first=True,
        dates=item.all("dc:date"),
        container=next(iter((*titles, *events, *publishers)), ""),
        volume=next(iter(_all(item, hosts, "prism:volume")), ""),
        issue=next(iter(_all(item, hosts, "prism:number")), ""),
        pages=item.first("bib:pages"),
        dois=_BEHIND_DOI.findall(identifiers),
        pmid=next(iter(_PMID.findall(notes)), ""),
        abstract=permitted(item.first("dcterms:abstract"), repairs),
        keywords=[w for n in item.below("dc:subject") if not n.below("dcterms:LCC") for w in _words(n)],
        languages=item.all("z:language"),
        urls=[value for node in addresses for value in _values(node)],
    )


def _all(item: _Node, hosts: Sequence[_Node], name: str) -> list[str]:
    return [value for node in (item, *hosts) for value in node.all(name)]


def _values(node: _Node) -> list[str]:
    return [value.text for value in node.within("rdf:value") if value.text]


def _words(subject: _Node) -> list[str]:
    return [word for word in (subject.text, *_values(subject)) if word]


def _authors(item: _Node) -> list[str]:
    """Authors, else others who made the work, else editors; a comma says that a name has one part."""
    listed = next((found for role in _AUTHOR_ROLES if (found := item.below(role))), [])
    people = [person for role in listed for person in role.within("foaf:Person")]
    names = (
        (p.first("foaf:surname"), p.first("foaf:givenName") or p.first("foaf:givenname")) for p in people
    )
    return [f"{family}, {given}" if given else f"{family}," for family, given in names if family]


FORMAT = Format(
    name="zotero-rdf",
    label="Zotero RDF",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="Zotero"),
)
