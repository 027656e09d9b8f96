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


_AT_PUBLISHER = re.compile(
    r"\s*https?://[^\s/]+/(?:content/|document/)?doi/(?:(?:abs|full|fullhtml|abstract|pdf|pdfplus|epdf|epub)/)?"
    r"(10\.\d{4,9}/(?!97[89]\d{10}(?![\w.-]))[^\s/?#%]+)(?:/(?:full(?:/html|/pdf)?|abstract|e?pdf|html))?/?(?:[?#]\S*)?\s*",
    re.IGNORECASE,
)
"""The address of a document at its publisher, with the DOI behind "/doi/"; that of a whole book is none."""

_OF_BOOK_AND_WORDS = re.compile(
    r"(10\.\d{4,9}/97[89]\d{10}(?:-\d{1,3})?)"
    r"/(?!(?:[a-z]{1,3}|chap(?:ter)?|part|sect?(?:ion)?|vol(?:ume)?|app(?:endix)?)[-._/]?\d)[a-z].*"
)
"""A DOI that is the number of a book, with the words that sites set behind it in addresses.

What names a part of the book by its number ("/ch05") belongs to the DOI.
"""

_FURTHER_ADDRESS = re.compile(r"(?:\\n){0,4}(?:https?|papers\d?)://")
"""Where an address opens that a program joined to a DOI."""

_PLACEHOLDER = re.compile(r"10\.\d{4,9}/(?:xx|nn)[xn0]*(?:[./-][xn0]+)*")
"""What templates of publishers have in the place of a DOI."""


def dois_of(addresses: Iterable[str]) -> list[str]:
    """Of addresses, those that resolve a DOI, and the DOIs that stand in those at publishers."""
    found: list[str] = []
    for address in addresses:
        if "doi" not in address.lower():
            continue
        if _RESOLVER.search(address):
            found.append(address)
        elif at_publisher := _AT_PUBLISHER.fullmatch(address):
            found.append(at_publisher[1])
    return found


def doi(candidates: Iterable[str], repairs: Repairs) -> str:
    """The first candidate that has the form of a DOI: lower case, no resolver address."""
    refused = False
    for written in candidates:
        plain = _PLAIN_DOI.fullmatch(written)
        if plain and (told := _told(plain.group(1).lower())):
            return told
        text = unquote(written) if "%" in written else written
        text = html.unescape(text) if "&" in text else text
        found = _DOI.search(text)
        if found and (told := _told(without_tail(_MARK.sub("", found.group())).lower())):
            return told
        refused = refused or ("10." in text)
    if refused:
        repairs["DOI without the form of one left out"] += 1
    return ""


def _told(found: str) -> str:
    """A DOI in lower case without what addresses of sites have behind it; empty where it stands for none."""
    if "://" in found:
        found = without_tail(_FURTHER_ADDRESS.split(found, maxsplit=1)[0])
    if found[-1:] in "xn0d" and (_PLACEHOLDER.fullmatch(found) or found.endswith("/tobeassigned")):
        return ""
    of_book = _OF_BOOK_AND_WORDS.fullmatch(found) if "/97" in found else None
    return of_book[1] if of_book else without_page_of_address(found)
