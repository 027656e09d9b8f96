"""Sources: what found records, be it a database, a prepared file or another method than a search."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from coprod_review.model.corpus import ExportFile
from coprod_review.model.number import slug

OTHER_METHODS = "other_methods"
PREPARED = "prepared"
ORIGIN_WORDS = {"search": "database", PREPARED: "prepared file", OTHER_METHODS: "other methods"}
"""What tells sources of one name and of different origins apart."""


def sources_by_file(exports: Iterable[ExportFile], strangers: Iterable[str] = ()) -> dict[str, str]:
    """The source of each export by its file, in the order of the manifest, then of the strangers.

    Exports of one database are one source, however often it was searched, and so are those of one other
    method; spellings that differ in case or blanks alone are one name, written as it is first. A prepared
    file is a source by its label, since no database was searched for it; what other methods found is apart
    from a database of the same name. Strangers are files that the manifest does not name: each is a source
    by its own name.
    """
    names: dict[tuple[str, str], str] = {}
    source_by_file = {}
    for export in exports:
        written = _plain(export.label if export.origin == PREPARED else export.database or export.label)
        key = (export.origin, name_key(written))
        if key not in names:
            clash = name_key(written) in {name_key(name) for name in names.values()}
            names[key] = f"{written} ({ORIGIN_WORDS[export.origin]})" if clash else written
        source_by_file[export.file] = names[key]
    for file in strangers:
        source_by_file.setdefault(file, _plain(file))
    return source_by_file


def name_key(name: str) -> str:
    """What spellings of one name have in common that differ in case or blanks alone."""
    return " ".join(name.split()).casefold()


def id_parts(sources: Iterable[str]) -> dict[str, str]:
    """The part of a number id for each source or file; names that are alike or in other letters get marks."""
    parts: dict[str, str] = {}
    for source in dict.fromkeys(sources):
        part = slug(source)
        if part == "empty":
            part = f"source_{hashlib.sha256(source.encode('utf-8')).hexdigest()[:8]}"
        n, marked = 1, part
        while marked in parts.values():
            n += 1
            marked = f"{part}_{n}"
        parts[source] = marked
    return parts


def _plain(name: str) -> str:
    """A name in one line, without the sign that parts the names of a combination."""
    return " ".join(name.replace("|", "/").split()) or "unnamed"
