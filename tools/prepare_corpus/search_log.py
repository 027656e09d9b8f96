"""The search log of the corpus (PRISMA-S), which says of every export that no search made it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from prepare_corpus.exports import WrittenFile
from prepare_corpus.placement import EBSCO, LIBRARY, OPENALEX, PUBMED, SCOPUS, WOS

DATABASES = {
    PUBMED: ("PubMed", "National Library of Medicine", "nbib (PubMed format)"),
    SCOPUS: ("Scopus", "Elsevier", "CSV export, layout since 2023"),
    WOS: ("Web of Science", "Clarivate", "tagged plain text"),
    EBSCO: ("Business Source", "EBSCOhost", "RIS"),
    LIBRARY: ("Reference library", "Zotero", "BibTeX"),
    OPENALEX: ("OpenAlex", "OpenAlex API", "JSON lines of works"),
}

HEAD = """\
# The search log of this corpus, in the terms of PRISMA-S (Rethlefsen et al. 2021). One entry an export;
# `coprod-review add FILE` copies an export into exports/ and writes its entry below the others.
#
#   file       its name in exports/
#   label      how it is named, in the flow diagram too where its database has no other export
#   origin     search: a search of the database made it; other_methods: found otherwise (citation chasing,
#              contacts); prepared: written from known facts, so that nothing may call it a search
#   database, platform, query, searched (YYYY-MM-DD), hits, limits: the search; null is unknown; query,
#              searched and hits must be null where the origin is prepared
#   sha256     of the file, so that a changed file is noticed; `coprod-review check` prints the new one
#   columns    of a table: the names of its columns by the field that they fill, where they do not tell it
#              themselves, as {title: [Rubrik], year: [Jahr]}; left out otherwise
#   licence    by which its texts may be used; null is unknown, as for what databases give out
#   share_abstracts  true where the licence lets abstracts and keywords be published: `coprod-review share`
#              leaves them, and the file itself, out of the copy otherwise
#
# The exports below are prepared: no search was made, hits and dates are therefore null, and `database` names
# the database in whose dialect the file is written. An entry of a real search looks like this, and tells
# licence and share_abstracts only where texts may be shared:
#
#   - file: scopus_2026-11-02.csv
#     label: Scopus
#     origin: search
#     database: Scopus
#     platform: Elsevier
#     query: TITLE-ABS-KEY((coproduc* OR co-produc*) AND ("patient safety" OR "adverse event*"))
#     searched: 2026-11-02
#     hits: 412
#     limits: none
#     sha256: null
#     note: null

exports:
"""


def write_manifest(path: Path, files: Iterable[WrittenFile]) -> None:
    """Write the search log of the prepared exports."""
    entries = [_entry(number, file) for number, file in enumerate(files, start=1)]
    path.write_text(HEAD + "".join(entries), encoding="utf-8", newline="\n")


def _entry(number: int, file: WrittenFile) -> str:
    database, platform, form = DATABASES[file.name]
    return (
        f"  - file: {file.name}\n"
        f"    label: prepared file {number}\n"
        f"    origin: prepared\n"
        f"    database: {database}\n"
        f"    platform: {platform}\n"
        f"    query: null\n"
        f"    searched: null\n"
        f"    hits: null\n"
        f"    limits: null\n"
        f"    sha256: {file.sha256}\n"
        f"    note: prepared from verified facts as {form}; no search was made in this database\n"
        f"    licence: CC BY 4.0 (summaries in our own words, see corpus/LICENSE)\n"
        f"    share_abstracts: true\n"
    )
