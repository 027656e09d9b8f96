"""Records: the entries of the exports, and the entries that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.model.bibliographic import Bibliographic

RECORD_FIELDS = (
    "record_id",
    "export",
    "line",
    "end_line",
    "source_id",
    "type",
    "title",
    "authors",
    "year",
    "container",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "abstract",
    "keywords",
    "references",
    "language",
    "url",
)
"""Columns of the record table, in order; the first of the stable contracts in docs/stages.md."""

TEXT_FIELDS = ("title", "abstract", "keywords")
"""The fields that coders read, in reading order. Keywords are joined by "; " for offsets."""

KEYWORD_SEPARATOR = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Bibliographic):
    """One entry of one export, as its database wrote it, with only its form repaired.

    `line` and `end_line` are the first and last line of the entry in its export, counted from 1.
    `source_id` is the entry's own identifier or accession number in its export.
    """

    record_id: str
    export: str
    line: int
    end_line: int
    source_id: str = ""


def export_of(record_id: str) -> str:
    """The export that a record was read from, by the id of the record: its file and its place there."""
    return record_id.rpartition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An entry that could not be read, kept whole with its place and the reason."""

    export: str
    line: int
    reason: str
    remedy: str
    raw: str


CALLED_RETRACTED = "documents that their database calls retracted, read as what they are beside that"
"""Among the repairs of an export: how many there are, which people should read and decide on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReading:
    """What reading one export gave: `n_entries` counts start marks and not what a parser returned.

    `n_entries` = `n_records` + `n_set_aside` in every reading that adds up. `with_title` and its like
    count the records that have the field. `repairs` tells in words what was guessed or mended on the way
    (encoding, line ends, mojibake, markup).
    """

    export: str
    format: str
    dialect: str
    encoding: str
    sha256: str
    n_entries: int
    n_records: int
    n_set_aside: int
    with_title: int = 0
    with_abstract: int = 0
    with_doi: int = 0
    with_year: int = 0
    with_references: int = 0
    repairs: tuple[str, ...] = ()
