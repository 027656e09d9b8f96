"""One XML entry as text: made plain without a parser, so that neither entities nor depth blow it up."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from coprod_review.read.entries import EntryFault, Repairs
from coprod_review.read.xml_entries import END_OF_HIDDEN, HIDDEN

BARE = "entries with angle brackets that open no tag, read as text"
FORBIDDEN = "entries with characters that XML forbids, left out"

_IN_TAG = r"""[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*"""
_TAG = re.compile(rf"<(/?)([^\W\d][\w:.-]*)({_IN_TAG})>")
_BARE = re.compile(rf"<(?!/?[^\W\d][\w:.-]*{_IN_TAG}>)")
_EMPTY = re.compile(r"<[^\W\d][^<>]*/>")
_VOID = frozenset(("br", "hr", "img"))
_PREFIX = re.compile(r"(</?)[\w.-]{1,40}:(?=\w)")
_HIDDEN = re.compile(HIDDEN)
_BREAK = re.compile(r"</?(?:p|br|li|ul|ol|sec|title|div|tr|td|th|table|h\d)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def is_hiding(text: str) -> bool:
    """Whether comments, CDATA or instructions stand in the text."""
    return ("!" in text and "<!" in text) or ("?" in text and "<?" in text)


def plain(raw: str, names: str, repairs: Repairs) -> str:
    """The text of an entry in which the elements of these names are leaves, all else being as it was.

    Raises EntryFault where a tag has no counterpart.
    """
    if is_hiding(raw):
        raw = _without_hidden(raw)
    raw, n_bare = _BARE.subn("&lt;", raw)
    if n_bare:
        repairs[BARE] += 1
    _check_tags(raw)
    pattern = re.compile(rf"(<({names})(?:\s[^<>]*)?>)(.*?)(?=</\2\s*>)", re.DOTALL)
    return pattern.sub(lambda found: found[1] + _without_tags(found[3]), _EMPTY.sub("", raw))


def without_prefixes(text: str) -> str:
    """The text with the names of its elements bare of prefixes: mods:title as title."""
    return _PREFIX.sub(r"\1", text)


@lru_cache(maxsize=1 << 12)
def attribute(attributes: str, name: str) -> str:
    """The value of an attribute; empty where it is not there. Kept, since few lists of attributes differ."""
    for found, double, single in _ATTRIBUTE.findall(attributes):
        if found == name:
            return resolved(double or single)
    return ""


def resolved(text: str) -> str:
    """The text with its entities, those of HTML too, as characters; unknown ones stay."""
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text


def permitted(text: str, repairs: Repairs) -> str:
    """The text without characters that XML forbids."""
    if not text.isprintable() and _FORBIDDEN.search(text):
        repairs[FORBIDDEN] += 1
        return _FORBIDDEN.sub("", text)
    return text


def damaged(reason: str) -> EntryFault:
    """The fault of an entry whose tags do not fit each other."""
    return EntryFault(reason, remedy="export the file again, or mend the tags of this entry")


def _without_tags(inner: str) -> str:
    return _TAG.sub("", _BREAK.sub(" ", inner)) if "<" in inner else inner


def _without_hidden(raw: str) -> str:
    """Comments and instructions gone, CDATA escaped; what opens and never ends is text."""
    kept: list[str] = []
    at = 0
    while found := _HIDDEN.search(raw, at):
        ending = END_OF_HIDDEN[found.group()]
        end = raw.find(ending, found.end())
        if end < 0:
            break
        kept.append(raw[at : found.start()])
        if found.group() == "<![CDATA[":
            kept.append(html.escape(raw[found.end() : end], quote=False))
        at = end + len(ending)
    return "".join((*kept, raw[at:]))


def _check_tags(raw: str) -> None:
    opened: list[str] = []
    for is_end, name, rest in _TAG.findall(raw):
        if rest.endswith("/") or name.lower() in _VOID:
            continue
        if not is_end:
            opened.append(name)
        elif not opened or opened.pop() != name:
            raise damaged(f"in this entry </{name}> closes nothing that is open")
    if opened:
        raise damaged(f"in this entry <{opened[-1]}> is never closed")
