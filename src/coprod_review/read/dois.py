"""DOIs out of what databases write for them: addresses, tails and pages left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from coprod_review.read.entries import Repairs

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+(?:<\d[^<>\s]*>[^\s\"<>]*)?")
_TRACKING = re.compile(
    r"(?:[?&](?:utm_\w+|ref|referrer|fbclid|gclid|msclkid|mc_[ce]id|casa_token|needaccess|scroll|source|src|via"
    r"|rss|journalcode|download|cookieset|nosfx)=[^?&#\s]*)+(?:#\S*)?$",
    re.IGNORECASE,
)
"""What sites put behind an address to know where readers come from."""

_DOI_TAIL = re.compile(r"(?:[.,;:\]}'&]|\[doi\]|\s)+$", re.IGNORECASE)
_PAGES_OF_HIGHWIRE = (".short", ".abstract", ".extract", ".long")
_PLAIN_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}(?:\.\d+)*/[\w./:-]*[^\W_])(?:\s*\[doi\])?", re.ASCII
)
"""DOIs that need no further look."""


def doi(candidates: Iterable[str], repairs: Repairs) -> str:
    """The first candidate that has the form of a DOI: lower case, no resolver address."""
    refused = False
    for written in candidates:
        plain = _PLAIN_DOI.fullmatch(written)
        if plain:
            return _without_page(plain.group(1).lower())
        text = unquote(written) if "%" in written else written
        text = html.unescape(text) if "&" in text else text
        found = _DOI.search(text)
        if found:
            known = found.group()
            if "?" in known and "doi.org/" in text:
                known = _TRACKING.sub("", known)
            return _without_page(_balanced(_DOI_TAIL.sub("", known)).lower())
        refused = refused or ("10." in text)
    if refused:
        repairs["DOI without the form of one left out"] += 1
    return ""


def _without_page(known: str) -> str:
    """A DOI without the name of a page behind it, which HighWire sets there in addresses."""
    return known.rpartition(".")[0] if known.endswith(_PAGES_OF_HIGHWIRE) else known


def _balanced(text: str) -> str:
    """Without a closing parenthesis that nothing in the DOI opened."""
    while text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1].rstrip(".,;")
    return text
