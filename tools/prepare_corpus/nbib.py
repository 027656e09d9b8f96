"""PubMed's nbib: tags of four letters, lines wrapped at 88 characters, CRLF."""

from __future__ import annotations

from collections.abc import Iterable

from prepare_corpus.choice import happens
from prepare_corpus.forms import (
    abbreviated,
    family_and_given,
    family_initials,
    initials,
    joined,
    shortened_pages,
    wrapped,
)
from prepare_corpus.placement import Entry
from prepare_corpus.source import Facts

WIDTH = 88
LANGUAGES = {"sv": "swe", "it": "ita", "pt": "por"}
PUBLICATION_TYPES = {"review": "Review"}
OLD_FORM_BEFORE = 2002


def export(entries: Iterable[Entry]) -> bytes:
    """The file: entries parted by an empty line."""
    return "\r\n".join(line for entry in entries for line in _lines(entry.facts)).encode("utf-8")


def _lines(facts: Facts) -> list[str]:
    if not facts.pmid:
        raise ValueError(f"{facts.report_id} has no PubMed number and cannot stand in a PubMed export")
    lines = [*_tag("PMID", facts.pmid), *_tag("VI", facts.volume), *_tag("IP", facts.issue)]
    lines += _tag("DP", str(facts.year or ""))
    lines += _tag("TI", facts.title if facts.title.endswith(("?", "!", ".")) else f"{facts.title}.")
    lines += _tag("PG", shortened_pages(facts.pages))
    lines += _tag("LID", f"{facts.doi} [doi]" if facts.doi else "")
    lines += _tag("AB", facts.summary)
    for author in facts.authors:
        lines += _author(author, facts)
    lines += _tag("LA", LANGUAGES.get(facts.language, ""))
    lines += _tag("PT", "Journal Article") + _tag("PT", PUBLICATION_TYPES.get(facts.type, ""))
    lines += _tag("TA", abbreviated(facts.container)) + _tag("JT", facts.container)
    if facts.keywords:
        lines += _tag("OTO", "NOTNLM")
    for keyword in facts.keywords:
        lines += _tag("OT", keyword)
    lines += _tag("AID", f"{facts.doi} [doi]" if facts.doi else "")
    return [*lines, *_tag("SO", _source(facts)), ""]


def _author(author: str, facts: Facts) -> list[str]:
    """The full name and the short one; records of the last century often have initials in both."""
    family, given = family_and_given(author)
    if not given:
        return _tag("CN", author) if " " in author else [*_tag("FAU", author), *_tag("AU", author)]
    is_old = facts.year is not None and facts.year < OLD_FORM_BEFORE
    if is_old or happens(0.12, facts.report_id, "nbib initials"):
        given = " ".join(initials(given))
    return [*_tag("FAU", f"{family}, {given}"), *_tag("AU", family_initials(author))]


def _source(facts: Facts) -> str:
    place = f"{facts.volume}{f'({facts.issue})' if facts.issue else ''}"
    pages = shortened_pages(facts.pages)
    where = f";{place}{f':{pages}' if pages else ''}" if place else ""
    date = f"{facts.year}{where}." if facts.year else ""
    doi = f"doi: {facts.doi}." if facts.doi else ""
    return joined([f"{abbreviated(facts.container)}." if facts.container else "", date, doi], " ")


def _tag(tag: str, value: str) -> list[str]:
    return wrapped(value, width=WIDTH, first=f"{tag:<4}- ", following=" " * 6) if value else []
