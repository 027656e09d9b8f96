"""What reading each export gave, as a table and notes for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coprod_review.audit.formats import dialect_in_words, format_in_words, repairs_in_words
from coprod_review.pages.terminal import grid, n_columns, paragraph
from coprod_review.pages.wording import NOTHING, tied
from coprod_review.tasks.check import Told

HEADER = (
    *("export", "format", "dialect", "encoding", "entries", "records", "set aside"),
    *("title", "abstract", "DOI", "year", "refs"),
)

RIGHT = tuple(range(4, len(HEADER)))
"""The columns of numbers."""


def lines_of(exports: Sequence[Told], *, width: int | None) -> Iterator[str]:
    """One row an export with the shares of its records that have each field; below, what was mended.

    Where the table is wider than `width` columns, each export gets a few lines of its own instead; None is as
    wide as need be.
    """
    if not exports:
        return
    rows = [_row(told) for told in exports]
    table = grid([HEADER, *rows], right=RIGHT)
    if width is None or max(map(n_columns, table)) <= width:
        yield from table
    else:
        for row in rows:
            yield from paragraph(row[0], width=width or 0)
            facts = [f"{name} {cell}" for name, cell in zip(HEADER[1:], row[1:], strict=True)]
            yield from paragraph(", ".join(facts), width=width or 0, indent=2)
    yield "title, abstract, DOI, year, refs (references): the share of records that have it"
    for told in exports:
        yield from _notes(told, width=width or 1000)


def _row(told: Told) -> tuple[str, ...]:
    reading = told.reading
    n = reading.n_records
    form = format_in_words({"format": reading.format})
    return (
        told.name,
        form,
        dialect_in_words({"format": reading.format, "dialect": reading.dialect}) or NOTHING,
        reading.encoding,
        *(f"{count:,}" for count in (reading.n_entries, n, reading.n_set_aside)),
        *(
            share(count, n)
            for count in (
                reading.with_title,
                reading.with_abstract,
                reading.with_doi,
                reading.with_year,
                reading.with_references,
            )
        ),
    )


def share(n: int, total: int) -> str:
    """A share in whole per cent, with 0 and 100 only where it is none and all."""
    if not total:
        return NOTHING
    percent = round(100 * n / total)
    text = "< 1" if n and percent == 0 else "> 99" if n < total and percent == 100 else str(percent)
    return tied(f"{text} %")


def _notes(told: Told, *, width: int) -> Iterator[str]:
    notes = [repairs_in_words(repair) for repair in told.reading.repairs]
    if notes:
        yield from paragraph(f"{told.name}: {'; '.join(notes)}", width=width, hanging=2)
    if told.columns:
        known = [f"{field} from {', '.join(map(repr, names))}" for field, names in told.columns.items()]
        yield from paragraph(f"{told.name}: columns read: {'; '.join(known)}", width=width, hanging=2)
