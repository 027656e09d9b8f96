"""DOIs out of what databases write for them: addresses, tails and pages left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from coprod_review.model.doi import without_page_of_address, without_tail
from coprod_review.read.entries import Repairs

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+(?:<\d[^<>\s]*>[^\s\"<>]*)?")
_MARK = re.compile(r"\s*\[doi\]\W*$", re.IGNORECASE)
_PLAIN_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}(?:\.\d+)*/[\w./:-]*[^\W_])(?:\s*\[doi\])?", re.ASCII
)
"""DOIs that need no further look."""


_RESOLVER = re.compile(r"doi\.org/|data\.europa\.eu/doi/", re.IGNORECASE)
"""What resolves any DOI, and those of the Publications Office of the European Union."""


def resolves(address: str) -> bool:
    """Whether an address resolves a DOI that stands in it."""
    return _RESOLVER.search(address) is not None


def doi(candidates: Iterable[str], repairs: Repairs) -> str:
    """The first candidate that has the form of a DOI: lower case, no resolver address."""
    refused = False
    for written in candidates:
        plain = _PLAIN_DOI.fullmatch(written)
        if plain:
            return without_page_of_address(plain.group(1).lower())
        text = unquote(written) if "%" in written else written
        text = html.unescape(text) if "&" in text else text
        found = _DOI.search(text)
        if found:
            return without_page_of_address(without_tail(_MARK.sub("", found.group())).lower())
        refused = refused or ("10." in text)
    if refused:
        repairs["DOI without the form of one left out"] += 1
    return ""
