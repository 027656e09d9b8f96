"""What sites and programs write behind a DOI: no part of it, and the same for every stage that reads one.

A DOI may end in nearly anything: `10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-#` is one.
So nothing is taken away but what is known by name, and closing marks that nothing in the DOI has opened.
"""

from __future__ import annotations

import re

_TRACKING_NAMES = (
    r"utm_\w+|ref|referrer|fbclid|gclid|msclkid|mc_[ce]id|casa_token|needaccess|scroll|source|src|via|rss"
    r"|journalcode|download|cookieset|nosfx|domain|articlerenderer|rfr_\w+|url_ver|tab|origin|crawler|mobileui"
)
_SESSION = r";jsessionid=[^?&#\s]*"
_PLACES = (
    r"abstract|article\w*|full-?text|full|pdf|references|refs?|bib\w*|cite\w*|sec(?:tion)?\W?\w*|tab\W?\w*|top"
    r"|fig\W?\w*|supplement\w*|supplementary\W?\w*|metrics|about\w*|related\w*|author\w*|aff\w*|page\W?\w*"
)
_BEHIND = re.compile(
    rf"(?:{_SESSION}|[?&](?:{_TRACKING_NAMES})=[^?&#\s]*|#(?:{_PLACES})$)+(?:#\S*)?$", re.IGNORECASE
)
"""The number of a visit, what sites put behind an address to know where readers come from, and the name of a
place on a page; the lone "#" in which old DOIs end is none."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_OPENING_BY_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_STOPS = ".,;:&\"'"
_PAGES_OF_HIGHWIRE = re.compile(
    r"\.(?:short|abstract|extract|long|(?:full(?:-?text)?)(?:\.pdf)?)$", re.IGNORECASE
)
_PAGES = re.compile(
    r"(?:/(?:full(?:-?text)?|abstract|summary|e?pdf|meta|html?|references)(?:/(?:html|pdf|epub))?|\.pdf)$",
    re.IGNORECASE,
)


def without_tail(doi: str) -> str:
    """A DOI without what stands behind it: unseen letters, stops, queries of sites, places on a page."""
    doi = _UNSEEN.sub("", doi) if not doi.isascii() else doi
    while True:
        shorter = _without_stops(_BEHIND.sub("", doi))
        if shorter == doi:
            return doi
        doi = shorter


def without_page_of_address(doi: str) -> str:
    """A DOI without the name of a page behind a full stop (".long", ".full.pdf"), which HighWire sets in
    addresses."""
    return _PAGES_OF_HIGHWIRE.sub("", doi) if "." in doi[-14:] else doi


def without_page(doi: str) -> str:
    """A DOI without any page that shows its document, to tell whether two DOIs are of one document.

    Some registrants have DOIs that end so ("….pdf"), which are therefore not to be written shorter.
    """
    if doi[-1:].isdigit():  # as most do, and no page
        return doi
    return _PAGES.sub("", without_page_of_address(doi))


def _without_stops(doi: str) -> str:
    while doi:
        last = doi[-1]
        opening = _OPENING_BY_CLOSING.get(last)
        if last not in _STOPS and (opening is None or doi.count(last) <= doi.count(opening)):
            break
        doi = doi[:-1]
    return doi
