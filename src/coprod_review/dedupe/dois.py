"""DOIs as they are compared: in a plain form, and as the documents that they stand for."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pyarrow as pa

from coprod_review.dedupe.arrow import lengths, matches, with_forms
from coprod_review.model.doi import without_page, without_tail

_RESOLVER = re.compile(r"^(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/|^doi\s*:?\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PLAIN_DOI = r"^10\.\d{4,9}/[a-z0-9._/\-]*[a-z0-9]$"
_PREPRINT_VERSION = re.compile(r"[._/]?v\d+$")
_PREPRINT_PREFIX = re.compile(r"10\.(?:1101|31219|31234|31235|21203|48550|20944|26434|36227)/")
_BLACKWELL = re.compile(r"^10\.(?:1046|1111|1034|1365)/(j\.\d{4}-\d{3}[\dx]\..+)$")


def plain_dois(dois: pa.Array) -> pa.Array:
    """DOIs in their plain form, empty where the text is none."""
    return with_forms(dois, ~matches(dois, _PLAIN_DOI) & (lengths(dois) > 0), plain_doi, of=dois)


def plain_doi(doi: str) -> str:
    """A DOI without resolver, percent signs, entities and what stands behind it; empty if it is none."""
    text = html.unescape(unquote(_RESOLVER.sub("", doi.strip()))).casefold()
    found = _DOI.search(text)
    return without_tail(found.group()) if found else ""


def doi_work(doi: str) -> str:
    """What a plain DOI stands for, so that known variants of one DOI are equal.

    The page of a full text is the document, versions of one preprint are the same preprint, and the DOIs that
    Blackwell's journals had before they moved to Wiley differ in their prefix alone.
    """
    old = _BLACKWELL.match(doi)
    if old:
        return f"10.1111/{without_page(old.group(1))}"
    doi = without_page(doi)
    return _PREPRINT_VERSION.sub("", doi) if _PREPRINT_PREFIX.match(doi) else doi
