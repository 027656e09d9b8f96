"""The pages of a document in their normal form, wherever a format tells them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from coprod_review.read.entries import Draft, Repairs
from coprod_review.read.markup import clean_all

LONG_NUMBER = 7
"""A number of so many digits is that of an article and none of a page."""

_IN_WORDS = re.compile(r"(?=.* )\D*[^\W\d_]{5}\D*")
"""Two words or more, one of them long, without a digit: what stands where pages should is something else."""

_RANGE = re.compile(r"([^\W_]*?)(\d+)\s*-\s*([^\W\d_]*)(\d+)")
_NUMBER_AND_YEAR = re.compile(r"[a-z]0\d{3,5}-\d\d")
"""The number of an article and its year ("e00195-16"), as journals of microbiology write them."""

_NO_PAGE = re.compile(r"n\.?\s?pag\.?|no(?:t)? specified|no|specified|nan|null|none|n/a|\?+", re.IGNORECASE)
"""What databases and programs write for pages that they do not know."""

_PAGES_LABEL = re.compile(
    r"^(?:unsp |artn |pp\.?|p\.|(?-i:p)|p(?=\s)|pages?|art(?:icle)?\.?(?: (?:no|number)\.?:?)?)\s*"
    r"(?=[a-z]?\d)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*[;,]\s*(?:discussions?|quiz(?:zes)?|(?:authors?'? )?(?:reply|replies|response)|comments?)\b.*",
    re.IGNORECASE,
)
ASIDE_LEFT_OUT = "pages of a discussion, quiz or reply left out behind those of the document"

WHOLE = frozenset({"book", "thesis", "report"})
"""The types of documents that begin with their own first page."""

_EXTENT = re.compile(
    r"[ivxlc]{1,8}\s*[,;+]\s*\d{2,4}(?: ?(?:p|pp)\.?)?|\d{2,4} ?(?:p|pp|pages|pgs|s|leaves)\.?", re.IGNORECASE
)
"""How many pages a whole document has, by its form: with those before them, or with what is counted."""
_COUNTED = re.compile(r"\d{1,4} ?(?:p|pp|pages)\.?")
"""How many pages a paper has, as HAL tells it of those that stand in no volume yet."""

_BARE = re.compile(r"\d{2,4}")

EXTENTS_LEFT_OUT = "numbers of pages that a document has left out, which tell no place"
ARTICLES_LEFT_OUT = "numbers of articles left out that stood as pages and in the place of an issue too"
LONG = 4
"""Digits of a number that is the issue and the page at once in no journal but by mistake."""

_DASHES = re.compile(r"\s*(?:-{2,}|[‐‑‒–—−]|-)\s*")

_BLANK_IN_NUMBER = re.compile(r"(?<=\d\.) (?=e?\d)")
"""What Google Scholar sets into the number of a unit and its page ("14.21. 1", "103-106. e3")."""

_PLAIN_PAGES = re.compile(r"(\d+)(?:-(\d+))?")
"""Pages that need no further look."""


def pages_told(drafts: Sequence[Draft], repairs: Repairs) -> list[str]:
    """Of each draft its pages, those from first to last, or the number of the article."""
    written = _without_asides([d.pages for d in drafts], repairs)
    found = [pages(text) if text else "" for text in written]
    _fill(found, lambda some: _first_to_last(some, repairs), drafts)
    _fill(found, lambda some: _article_numbers(some, repairs), drafts)
    return found


def without_numbers_of_articles(
    issues: Sequence[str], pages: Sequence[str], volumes: Sequence[str], repairs: Repairs
) -> list[str]:
    """Issues without those whose long number is that of the article, which stands as its pages too."""
    left = [
        "" if text == page and volume and len(text) >= LONG and text.isdecimal() else text
        for text, page, volume in zip(issues, pages, volumes, strict=True)
    ]
    repairs[ARTICLES_LEFT_OUT] += sum(text != before for text, before in zip(left, issues, strict=True))
    return left


def without_extents(
    told: Sequence[str],
    kinds: Sequence[str],
    volumes: Sequence[str],
    issues: Sequence[str],
    repairs: Repairs,
) -> list[str]:
    """Pages without those that can only be how many a document has ("xvi, 414 p." of a book).

    A bare number is that only of a thesis, one with what is counted that of any type. In a volume or an issue
    a page may be where a part of it begins, whatever the type says; so abstracts of theses stand in journals.
    """
    left = [
        "" if text and not volume and not issue and _is_extent(text, kind) else text
        for text, kind, volume, issue in zip(told, kinds, volumes, issues, strict=True)
    ]
    repairs[EXTENTS_LEFT_OUT] += sum(text != before for text, before in zip(left, told, strict=True))
    return left


def _is_extent(text: str, kind: str) -> bool:
    if kind in WHOLE and (_EXTENT.fullmatch(text) or (kind == "thesis" and _BARE.fullmatch(text))):
        return True
    return _COUNTED.fullmatch(text) is not None


def pages(written: str) -> str:
    """Pages with a hyphen between first and last, the last written out ("454-81" becomes "454-481")."""
    plain = _PLAIN_PAGES.fullmatch(written)
    if plain:
        first, last = plain.groups()
        if last is None or (len(first) == len(last) and first != last):
            return written
    text = _DASHES.sub("-", _PAGES_LABEL.sub("", written.strip())).strip("-.,; ")
    text = _BLANK_IN_NUMBER.sub("", text) if ". " in text else text
    text = "-".join(part for part in text.split("-") if not _NO_PAGE.fullmatch(part.strip()))
    found = None if _NUMBER_AND_YEAR.fullmatch(text) else _RANGE.fullmatch(text)
    if not found:
        first, dash, last = text.partition("-")
        is_none = text.lower() in ("", "n/a", "na", "null", "none") or _IN_WORDS.fullmatch(text)
        return "" if is_none else first if dash and first == last else text
    prefix, first, last_prefix, last = found.groups()
    is_count = len(first) >= LONG_NUMBER and len(last) < 3  # an article's number, and how many pages it has
    if len(last) < len(first) and last_prefix in ("", prefix):
        whole = first[: len(first) - len(last)] + last
        last = whole if int(whole) > int(first) else last
    if is_count or (prefix, first) == (last_prefix or prefix, last):
        return prefix + first
    return f"{prefix}{first}-{last_prefix or prefix}{last}"


def _without_asides(values: Sequence[str], repairs: Repairs) -> list[str]:
    """Pages, cleaned, without those of a discussion, quiz or reply; a first page may hold a whole range."""
    written = clean_all(values, repairs)
    for at, text in enumerate(written):
        if (
            len(text) > LONG_NUMBER
            and (";" in text or "," in text)
            and (shorter := _ASIDE.sub("", text)) != text
        ):
            written[at] = shorter
            repairs[ASIDE_LEFT_OUT] += 1
    return written


def _fill(found: list[str], read: Callable[[Sequence[Draft]], list[str]], drafts: Sequence[Draft]) -> None:
    """Put what `read` finds in drafts where nothing is found yet."""
    empty = [at for at, text in enumerate(found) if not text]
    for at, text in zip(empty, read([drafts[at] for at in empty]), strict=True):
        found[at] = text


def _first_to_last(drafts: Sequence[Draft], repairs: Repairs) -> list[str]:
    firsts = _without_asides([d.first_page for d in drafts], repairs)
    lasts = _without_asides([d.last_page for d in drafts], repairs)
    return [
        pages(f"{first}-{last}")
        if first and last and "-" not in first and "–" not in first
        else pages(first) or pages(last)
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _article_numbers(drafts: Sequence[Draft], repairs: Repairs) -> list[str]:
    return [
        _PAGES_LABEL.sub("", text) if text[:1] in "aAuU" else text
        for text in clean_all([d.article_number for d in drafts], repairs)
    ]
