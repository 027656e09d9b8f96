"""What stands by itself in an RDF export, whatever its line ends and whatever prefixes its names have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from coprod_review.read.decode import DecodedText
from coprod_review.read.labelled import pieces_at

HEAD_CHARS = 1 << 16
START = re.compile(
    r"^([ \t]*)<((?:bib|rdf|z|foaf|vcard):\w+)\s+rdf:about\s*=\s*"
    r"""(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*(?<!/)>""",
    re.MULTILINE,
)
"""The tag of what stands by itself, its indentation before it: only there is said what it is about."""

_USUAL = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.zotero.org/namespaces/export#": "z",
    "http://purl.org/net/biblio#": "bib",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://nwalsh.com/rdf/vCard#": "vcard",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/link/": "link",
    "http://prismstandard.org/namespaces/1.2/basic/": "prism",
}
"""The prefixes that Zotero writes."""

_DECLARED = re.compile(r"""\sxmlns(?::([\w.-]{1,40}))?\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
_QUOTED = r"""\s[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*"""
_TAG = re.compile(rf"<(/?)([\w.-]+(?::[\w.-]+)?)((?:{_QUOTED})?)(/?)>")
_ATTRIBUTE = re.compile(r"(?<=\s)([\w.-]{1,40}):(?=[\w.-]+\s*=)")
_ANY_ABOUT = re.compile(r"""\srdf:about\s*=""")

Renaming = Callable[[str], str]
"""Gives a piece of the text the usual prefixes."""


def renaming(head: str) -> Renaming:
    """What gives names the usual prefixes, where the head of the text declares others for the same spaces."""
    prefixes: dict[str, str] = {}
    for prefix, double, single in _DECLARED.findall(head):
        usual = _USUAL.get(double or single)
        if usual and usual != prefix:
            prefixes.setdefault(prefix, usual)
    return (lambda text: _TAG.sub(lambda tag: _renamed(tag, prefixes), text)) if prefixes else str


def _renamed(tag: re.Match[str], prefixes: Mapping[str, str]) -> str:
    end, name, attributes, empty = tag.groups()
    before, _, local = name.rpartition(":")
    usual = prefixes.get(before)
    name = f"{usual}:{local}" if usual else name
    if ":" in attributes:
        attributes = _ATTRIBUTE.sub(lambda found: f"{prefixes.get(found[1], found[1])}:", attributes)
    return f"<{end}{name}{attributes}{empty}>"


def elements(text: DecodedText, usual: Renaming) -> Iterator[str]:
    """What stands by itself, as written, with what lies deeper within it though it says what it is about.

    Where elements stand on lines of their own, indentation tells what lies within; else their tags do.
    """
    if START.search(head := text.head(HEAD_CHARS)) or not _ANY_ABOUT.search(usual(head)):
        yield from _by_lines(text)
    else:
        yield from _by_tags(text, usual)


def _by_lines(text: DecodedText) -> Iterator[str]:
    held, found = "", None
    for piece in pieces_at(text, START):
        inner = START.match(piece)
        if (
            found
            and inner
            and len(inner.group(1)) > len(found.group(1))
            and f"</{found.group(2)}>" not in held
        ):
            held += piece
            continue
        if held:
            yield held
        held, found = piece, inner
    if held:
        yield held


def _by_tags(text: DecodedText, usual: Renaming) -> Iterator[str]:
    """Elements below the root, each up to its end tag, or up to a namesake that stands by itself.

    Each begins at its start tag; line ends before it belong to the piece before, so that lines stay counted.
    """
    held: list[str] = []
    name, n_within = "", 0
    for block in text.blocks(end=">"):
        at = 0
        for tag in _TAG.finditer(block):
            is_end, found, _, is_empty = tag.groups()
            opens = not (is_end or is_empty or found.rpartition(":")[2] == "RDF")
            stands_alone = opens and bool(_ANY_ABOUT.search(usual(tag.group())))
            if (not name and opens) or (found == name and stands_alone):
                held.append(block[at : tag.start()])
                yield from filter(None, ["".join(held)])
                held, at, name, n_within = [], tag.start(), found, 0
            elif found == name and opens:
                n_within += 1
            elif found == name and is_end:
                name, n_within = (name, n_within - 1) if n_within else ("", 0)
        held.append(block[at:])
    yield from filter(None, ["".join(held)])
