"""File names of pages, and links that do nothing but lead to a page."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

UNSAFE = re.compile(r"[^A-Za-z0-9._-]")

ADDRESS = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;)])")

LONGEST_NAME = 120


def page_name(name: str) -> str:
    """A file name, without suffix, that every system takes, different for different names.

    Names of letters, digits, dots, hyphens and underscores stay as they are; others get a part of
    their SHA-256, so that "a/b" and "a_b" are two pages.
    """
    safe = UNSAFE.sub("_", name).lstrip(".")
    if safe == name and len(name) <= LONGEST_NAME:
        return name
    mark = hashlib.sha256(name.encode("utf-8")).hexdigest()[:10]
    return f"{safe[:LONGEST_NAME]}-{mark}"


def web_link(url: str) -> str:
    """The address if it leads to a web page, else nothing: no script, no data, no file."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


def with_links(text: str) -> Markup:
    """The text, escaped, its addresses of web pages as links."""
    pieces = []
    for index, piece in enumerate(ADDRESS.split(text)):
        address = web_link(piece) if index % 2 else ""
        link = Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(address)
        pieces.append(link if address else escape(piece))
    return Markup("").join(pieces)


def doi_link(doi: str) -> str:
    """The resolver's address of a DOI."""
    return f"https://doi.org/{quote(doi, safe='/;:().-_')}" if doi else ""


def pmid_link(pmid: str) -> str:
    """The address of a PubMed entry; nothing where the id is not a number."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdigit() else ""
