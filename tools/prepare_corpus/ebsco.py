"""RIS as EBSCOhost writes it: T1 with a full stop, Y1 with slashes, DOI under L3, accession number in N1."""

from __future__ import annotations

from collections.abc import Iterable

from prepare_corpus.choice import happens
from prepare_corpus.forms import first_and_last_page
from prepare_corpus.placement import Entry

TYPES = {"chapter": "CHAP", "book": "BOOK", "thesis": "THES", "report": "RPRT", "conference": "CONF"}
PUBLICATION_TYPES = {"article": "Article", "review": "Literature Review"}
LANGUAGES = {"sv": "Swedish", "it": "Italian", "pt": "Portuguese"}


def export(entries: Iterable[Entry]) -> bytes:
    """The file: TY opens an entry, ER ends it."""
    return "".join(f"{line}\n" for entry in entries for line in _lines(entry)).encode("utf-8")


def _lines(entry: Entry) -> list[str]:
    facts = entry.facts
    first, last = first_and_last_page(facts.pages)
    title = facts.title if facts.title.endswith(("?", "!", ".")) else f"{facts.title}."
    capitals = happens(0.4, facts.report_id, "ebsco keywords")
    pairs = [
        ("TY", TYPES.get(facts.type, "JOUR")),
        *(("AU", author) for author in facts.authors),
        ("T1", title),
        ("JO", facts.container),
        ("JF", facts.container),
        ("Y1", f"{facts.year}//" if facts.year else ""),
        ("VL", facts.volume),
        ("IS", facts.issue),
        ("M3", PUBLICATION_TYPES.get(facts.type, "")),
        ("SP", first),
        ("EP", last),
        ("AB", facts.summary),
        *(("KW", word.upper() if capitals else word) for word in facts.keywords),
        ("LA", LANGUAGES.get(facts.language, "")),
        ("N1", f"Accession Number: {entry.accession};"),
        ("L3", facts.doi),
        ("UR", facts.link),
        ("DP", "EBSCOhost"),
        ("DB", "bth"),
    ]
    return [*(f"{tag}  - {value}" for tag, value in pairs if value), "ER  - ", ""]
