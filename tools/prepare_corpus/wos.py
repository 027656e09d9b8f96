"""Web of Science tagged text: plain letters, titles wrapped at 80, one author and one reference a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from prepare_corpus.choice import happens
from prepare_corpus.forms import (
    abbreviated,
    family_and_given,
    family_initials,
    first_and_last_page,
    plain,
    wrapped,
)
from prepare_corpus.placement import Entry
from prepare_corpus.source import Facts

WIDTH = 78
HEAD = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
DOCUMENT_TYPES = {
    "article": "Article",
    "review": "Review",
    "chapter": "Article; Book Chapter",
    "book": "Book",
    "conference": "Proceedings Paper",
}
PUBLICATION_TYPES = {"chapter": "B", "book": "B", "conference": "C"}
LANGUAGES = {"sv": "Swedish", "it": "Italian", "pt": "Portuguese"}
_CITED_FORM = re.compile(r"^[^,]+, (?:1[89]|20)\d\d(?:,|$)")


def export(entries: Iterable[Entry], *, cited_as: Mapping[str, Sequence[str]]) -> bytes:
    """The file: PT opens an entry, ER ends it, EF ends the file."""
    blocks = ["\n".join([*_lines(entry, cited_as), "ER", "", ""]) for entry in entries]
    return f"{HEAD}{''.join(blocks)}EF".encode("utf-8-sig")


def _lines(entry: Entry, cited_as: Mapping[str, Sequence[str]]) -> list[str]:
    facts = entry.facts
    first, last = first_and_last_page(facts.pages)
    doi = facts.doi.upper() if happens(0.3, facts.report_id, "wos doi") else facts.doi
    authors = [plain(name) for name in facts.authors] or ["[Anonymous]"]
    short = [family_initials(name, separator=", ") for name in authors]
    return [
        f"PT {PUBLICATION_TYPES.get(facts.type, 'J')}",
        *_listed("AU", short),
        *_listed("AF", [_full_name(name, facts) for name in authors]),
        *_wrapped("TI", plain(facts.title)),
        *_wrapped("SO", plain(facts.container).upper()),
        *_wrapped("LA", LANGUAGES.get(facts.language, "")),
        *_wrapped("DT", DOCUMENT_TYPES.get(facts.type, "")),
        *_wrapped("DE", plain("; ".join(facts.keywords))),
        *_listed("AB", [plain(facts.summary)] if facts.summary else []),
        *_listed("CR", [_reference(cited_as[key]) for key in facts.cited]),
        *_wrapped("J9", plain(abbreviated(facts.container)).upper()),
        *_wrapped("JI", plain(abbreviated(facts.container, dots=True))),
        *_wrapped("PY", str(facts.year or "")),
        *_wrapped("VL", facts.volume),
        *_wrapped("IS", facts.issue),
        *_wrapped("BP", first if last else ""),
        *_wrapped("EP", last),
        *_wrapped("AR", "" if last else first),
        *_wrapped("DI", doi),
        *_wrapped("UT", entry.accession),
        *_wrapped("PM", facts.pmid),
    ]


def _full_name(name: str, facts: Facts) -> str:
    family, given = family_and_given(name)
    if given and happens(0.25, facts.report_id, "wos initials"):
        return family_initials(name, separator=", ")
    return f"{family}, {given}" if given else family


def _reference(forms: Sequence[str]) -> str:
    return plain(next((form for form in forms if _CITED_FORM.match(form)), forms[0]))


def _listed(tag: str, values: Sequence[str]) -> list[str]:
    return [f"{tag if i == 0 else '  '} {value}" for i, value in enumerate(values)]


def _wrapped(tag: str, value: str) -> list[str]:
    return wrapped(value, width=WIDTH, first=f"{tag} ", following="   ") if value else []
