"""The normal form of every field, the same whatever format it came from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from coprod_review.model.record import Record
from coprod_review.read.document_types import document_type
from coprod_review.read.entries import Draft, Entry, EntryFault, Repairs
from coprod_review.read.languages import language_code
from coprod_review.read.markup import clean, clean_or_empty
from coprod_review.read.names import family_given

FIRST_YEAR, LAST_YEAR = 1400, 2100

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+(?:<\d[^<>\s]*>[^\s\"<>]*)?")
_DOI_TAIL = re.compile(r"(?:[.,;:\]}'&]|\[doi\]|\s)+$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
_RANGE = re.compile(r"([^\W_]*?)(\d+)\s*-\s*([^\W\d_]*)(\d+)")
_NO_PAGE = re.compile(r"n\.?\s?pag\.?|no(?:t)? specified|no|specified|nan|null|none|n/a|\?+", re.IGNORECASE)
"""What databases and programs write for pages that they do not know."""

_PAGES_LABEL = re.compile(r"^(?:pp?\.?|pages?)\s*(?=\d)", re.IGNORECASE)
_DASHES = re.compile(r"\s*(?:-{2,}|[‐‑‒–—−]|-)\s*")
_WHOLE_BRACKETS = re.compile(r"\[([^\[\]]*)\][.\s]*")
_PMID = re.compile(r"\d{1,9}")
_URL = re.compile(r"(?:https?|ftp)://\S+|//\S+\.\S+", re.IGNORECASE)


def finish(draft: Draft, entry: Entry, *, record_id: str, export: str, repairs: Repairs) -> Record:
    """The record of a draft.

    Raises EntryFault where neither title, DOI nor PMID tells of which document it speaks.
    """
    record = Record(
        record_id=record_id,
        export=export,
        line=entry.line,
        end_line=entry.end_line,
        source_id=clean(draft.source_id, repairs),
        type=document_type(tuple(draft.types)),
        title=title(draft.title, repairs),
        authors=_authors(draft, repairs),
        year=year(draft.dates),
        container=clean_or_empty(draft.container, repairs),
        volume=clean_or_empty(draft.volume, repairs),
        issue=clean_or_empty(draft.issue, repairs),
        pages=_pages(draft, repairs),
        doi=doi(draft.dois, repairs),
        pmid=pmid(draft.pmid),
        abstract=clean_or_empty(draft.abstract, repairs),
        keywords=_distinct([clean(k, repairs).strip(" ;,") for k in draft.keywords]),
        references=tuple([r for r in [clean(ref, repairs).strip(" ;") for ref in draft.references] if r]),
        language=language_code(tuple(draft.languages)),
        url=_url(draft.urls),
    )
    if not (record.title or record.abstract or record.doi or record.pmid):
        raise EntryFault(
            "this entry has no title, abstract, DOI or PMID",
            remedy="complete the entry where it was exported from and export again, or leave it out",
        )
    return record


def title(written: str, repairs: Repairs) -> str:
    """A title without the full stop and the brackets (of translations) that NLM adds."""
    text = clean_or_empty(written, repairs)
    whole = _WHOLE_BRACKETS.fullmatch(text)
    if whole:
        text = whole.group(1)
    if text.endswith(".") and not text.endswith("..") and "." not in text.rsplit(" ", 1)[-1][:-1]:
        text = text[:-1]
    return text.strip()


def doi(candidates: Iterable[str], repairs: Repairs) -> str:
    """The first candidate that has the form of a DOI: lower case, no resolver address."""
    refused = False
    for written in candidates:
        text = unquote(written) if "%" in written else written
        text = html.unescape(text) if "&" in text else text
        found = _DOI.search(text)
        if found:
            return _balanced(_DOI_TAIL.sub("", found.group())).lower()
        refused = refused or ("10." in text)
    if refused:
        repairs["DOI without the form of one left out"] += 1
    return ""


def year(dates: Iterable[str]) -> int | None:
    """The first year between 1400 and 2100 that stands in the dates."""
    for written in dates:
        if len(written) == 4 and written.isdecimal() and FIRST_YEAR <= int(written) <= LAST_YEAR:
            return int(written)
        for number in (*_YEAR.findall(written), *_COMPACT_DATE.findall(written)):
            if FIRST_YEAR <= int(number) <= LAST_YEAR:
                return int(number)
    return None


def pages(written: str) -> str:
    """Pages with a hyphen between first and last, the last written out ("454-81" becomes "454-481")."""
    text = _DASHES.sub("-", _PAGES_LABEL.sub("", written.strip())).strip("-.,; ")
    text = "-".join(part for part in text.split("-") if not _NO_PAGE.fullmatch(part.strip()))
    found = _RANGE.fullmatch(text)
    if not found:
        return "" if text.lower() in ("", "n/a", "na", "null", "none") else text
    prefix, first, last_prefix, last = found.groups()
    if len(last) < len(first) and last_prefix in ("", prefix):
        whole = first[: len(first) - len(last)] + last
        last = whole if int(whole) > int(first) else last
    if (prefix, first) == (last_prefix or prefix, last):
        return prefix + first
    return f"{prefix}{first}-{last_prefix or prefix}{last}"


def pmid(written: str) -> str:
    """The digits of a PubMed id; empty where there are none."""
    found = _PMID.search(written)
    return found.group().lstrip("0") if found else ""


def _authors(draft: Draft, repairs: Repairs) -> tuple[str, ...]:
    names = [clean(name, repairs) for name in draft.authors]
    if draft.names_are_parted:
        return _distinct(names)
    return _distinct([family_given(name, given_first=draft.given_first) for name in names])


def _pages(draft: Draft, repairs: Repairs) -> str:
    if draft.pages:
        written = pages(clean(draft.pages, repairs))
        if written:
            return written
    first, last = clean(draft.first_page, repairs), clean(draft.last_page, repairs)
    if first and last and "-" not in first:
        return pages(f"{first}-{last}")
    return pages(first) or pages(last) or clean(draft.article_number, repairs)


def _url(urls: Iterable[str]) -> str:
    for written in urls:
        found = _URL.search(written)
        if found:
            return found.group().rstrip(".,;}")
    return ""


def _balanced(text: str) -> str:
    """Without a closing parenthesis that nothing in the DOI opened."""
    while text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1].rstrip(".,;")
    return text


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    """The values that are not empty, each once whatever its case, in their order."""
    by_key: dict[str, str] = {}
    for value in values:
        if value:
            by_key.setdefault(value.casefold(), value)
    return tuple(by_key.values())
