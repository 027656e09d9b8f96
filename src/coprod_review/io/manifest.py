"""The search log: each export with the search that made it (PRISMA-S)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.files import read_text
from coprod_review.io.yaml_faults import written_as
from coprod_review.io.yaml_text import Text, line_at
from coprod_review.io.yamls import read_yaml
from coprod_review.model.columns import COLUMN_FIELDS, field_meant
from coprod_review.model.corpus import ExportFile, PreviousReview
from coprod_review.model.encodings import ENCODING_NAMES, is_encoding

Sha256 = Annotated[str, written_as(r"[0-9a-f]{64}", "a sha256 of 64 digits from 0-9 and a-f is needed")]
FILE_NAME = r"(?!\.{1,2}$)[^/\\{}\x00-\x1f\x7f]+"
FileName = Annotated[
    str, written_as(FILE_NAME, "a file name without folders, braces and control characters is needed")
]


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


OneOrMore = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1), BeforeValidator(_as_tuple)
]


class ExportEntry(Strict):
    """One export as written in manifest.yaml."""

    file: FileName
    label: str
    origin: Literal["search", "prepared", "other_methods"]
    database: str
    platform: str | None = None
    query: str | None = None
    searched: datetime.date | None = None
    hits: Annotated[int, Field(ge=0)] | None = None
    limits: str | None = None
    sha256: Sha256 | None = None
    note: str | None = None
    columns: dict[str, OneOrMore] = Field(default_factory=dict)
    encoding: Text | None = None
    licence: str | None = None
    share_abstracts: bool = False


def _none_is_empty(value: object) -> object:
    """YAML reads a key with nothing below it as null; it is meant as an empty list."""
    return () if value is None else value


class PreviousEntry(Strict):
    """The previous version of the review as written in manifest.yaml."""

    reports: Annotated[int, Field(ge=0)]
    source: Annotated[str, Field(min_length=1)]
    studies: Annotated[int, Field(ge=0)] | None = None
    found_again: Annotated[int, Field(ge=0)] = 0


class SearchingEntry(Strict):
    """What PRISMA-S asks of the searching beyond single exports, as written in manifest.yaml."""

    several_at_once: str = ""
    registries: str = ""
    online_resources: str = ""
    citation_searching: str = ""
    contacts: str = ""
    filters: str = ""
    earlier_work: str = ""
    updates: str = ""
    peer_review: str = ""


SEARCH_ITEMS = ("2", "3", "4", "5", "6", "10", "11", "12", "14")
"""The items of PRISMA-S that the fields of SearchingEntry answer, in their order."""


class ManifestFile(Strict):
    """The whole of manifest.yaml."""

    exports: Annotated[tuple[ExportEntry, ...], BeforeValidator(_none_is_empty)]
    previous_review: PreviousEntry | None = None
    searching: SearchingEntry | None = None


def read_manifest(path: Path) -> tuple[ExportFile, ...]:
    """The exports of the search log, in its order.

    Raises ReviewErrors for misspelt keys, for a file or label that stands twice, for a prepared export that
    claims a search, for a search without its query, date or hits, for columns of unknown fields, and for
    unknown encodings.
    """
    written = read_yaml(path, ManifestFile)
    checks = (_doubles, _contradictions, _columns, _encodings)
    raise_all(fault for check in checks for fault in check(path, written.exports))
    return tuple(
        ExportFile(
            **entry.model_dump(exclude={"searched"}),
            searched=entry.searched.isoformat() if entry.searched else None,
        )
        for entry in written.exports
    )


def read_previous_review(path: Path) -> PreviousReview | None:
    """The version that this review updates, as the search log tells it; None where it tells none.

    Raises ReviewErrors where it has more studies, or more reports found again, than reports.
    """
    entry = read_yaml(path, ManifestFile).previous_review if path.exists() else None
    if entry is None:
        return None
    more = {"studies": entry.studies, "found_again": entry.found_again}
    raise_all(
        ReviewError(
            f"the previous review has {entry.reports} reports, and {key} says {n}",
            where=f"{path}, line {line_at(path, 'previous_review', key)}",
            remedy=f"correct reports or {key}: it cannot be more than the reports",
        )
        for key, n in more.items()
        if n is not None and n > entry.reports
    )
    return PreviousReview(**entry.model_dump())


def read_searching(path: Path) -> dict[str, str]:
    """What the search log states of the searching as a whole, by the item of PRISMA-S that it answers."""
    entry = read_yaml(path, ManifestFile).searching if path.exists() else None
    told = entry.model_dump().values() if entry else ()
    return {item: text for item, text in zip(SEARCH_ITEMS, told, strict=bool(entry)) if text.strip()}


def _doubles(path: Path, entries: Iterable[ExportEntry]) -> list[ReviewError]:
    faults = []
    seen: dict[tuple[str, str], int] = {}
    for position, entry in enumerate(entries):
        for key, value in (("file", entry.file), ("label", entry.label)):
            if (key, value) in seen:
                faults.append(
                    ReviewError(
                        f"the {key} {value!r} stands twice",
                        where=f"{path}, line {line_at(path, 'exports', position, key)}",
                        remedy="give each export one entry and a label of its own",
                    )
                )
            seen[key, value] = position
    return faults


def _contradictions(path: Path, entries: Iterable[ExportEntry]) -> list[ReviewError]:
    faults = []
    for position, entry in enumerate(entries):
        where = f"{path}, line {line_at(path, 'exports', position)}"
        search = {"query": entry.query, "searched": entry.searched, "hits": entry.hits}
        given = [key for key, value in search.items() if value is not None]
        absent = [key for key, value in search.items() if value is None]
        if entry.origin == "prepared" and given:
            faults.append(
                ReviewError(
                    f"{entry.file} is prepared, and yet tells {' and '.join(given)} of a search",
                    where=where,
                    remedy="set them to null, or write origin: search if a search made this export",
                )
            )
        if entry.origin == "search" and absent:
            faults.append(
                ReviewError(
                    f"the search behind {entry.file} lacks {' and '.join(absent)}",
                    where=where,
                    remedy="fill them in (PRISMA-S reports them), or write origin: other_methods",
                )
            )
        if entry.share_abstracts and not (entry.licence or "").strip():
            faults.append(
                ReviewError(
                    f"the abstracts of {entry.file} may be shared, but by which licence is not said",
                    where=where,
                    remedy="name the licence (licence: CC BY 4.0), or write share_abstracts: false",
                )
            )
    return faults


def _columns(path: Path, entries: Iterable[ExportEntry]) -> list[ReviewError]:
    faults = []
    for position, entry in enumerate(entries):
        for name in entry.columns:
            if name in COLUMN_FIELDS:
                continue
            meant = field_meant(name)
            faults.append(
                ReviewError(
                    f"no field is called {name!r}, for which {entry.file} names a column",
                    where=f"{path}, line {line_at(path, 'exports', position, 'columns', name)}",
                    remedy=(f"write {meant}, if that is meant; " if meant else "")
                    + f"the fields are {', '.join(COLUMN_FIELDS)}",
                )
            )
    return faults


def _encodings(path: Path, entries: Iterable[ExportEntry]) -> list[ReviewError]:
    return [
        ReviewError(
            f"no encoding of text is called {entry.encoding!r}, in which {entry.file} is said to be",
            where=f"{path}, line {line_at(path, 'exports', position, 'encoding')}",
            remedy=ENCODING_NAMES,
        )
        for position, entry in enumerate(entries)
        if entry.encoding is not None and not is_encoding(entry.encoding)
    ]


def line_of_export(path: Path, file: str) -> int:
    """The line of the search log where the entry of an export begins, or 1."""
    match = re.search(rf"^\s*-?\s*file:\s*['\"]?{re.escape(file)}['\"]?\s*$", read_text(path), re.MULTILINE)
    return read_text(path).count("\n", 0, match.start()) + 1 if match else 1
