"""Sets of texts that were screened already: a table with title, abstract and a label.

Its cells are parted by commas, semicolons (as spreadsheets do where the comma is that of decimals) or tabs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.files import read_text
from coprod_review.io.sheets import CSV_FIELD_LIMIT
from coprod_review.model.sheet_text import restored

LABELS = (
    "label_included",
    "included",
    "include",
    "label",
    "relevant",
    "asreview_label",
    "final_label",
    "decision",
)
"""Columns that are taken for the label, the first that is there; others are named by the user."""

RELEVANT = frozenset({"1", "1.0", "yes", "y", "true", "include", "included", "relevant"})
IRRELEVANT = frozenset({"0", "0.0", "no", "n", "false", "exclude", "excluded", "irrelevant"})
UNKNOWN = frozenset({"", "-1", "-1.0", "na", "nan", "none", "?"})

TITLES, ABSTRACTS = ("title", "primary_title"), ("abstract", "abstract_note", "notes_abstract")
MOST_FAULTS = 10

_PARTING = (",", ";", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTexts:
    """Titles with abstracts, whether each is relevant, and how many rows had no label and are left out."""

    texts: tuple[str, ...]
    relevant: tuple[bool, ...]
    n_unlabelled: int


def read_labelled(path: Path, *, label: str | None = None) -> LabelledTexts:
    """The labelled rows, in their order.

    Raises ReviewErrors where there is no title or label column, a label means neither yes nor no, or not
    both kinds are there.
    """
    rows, header = _rows(path)
    names = {name.strip().casefold(): name for name in header}
    title = _column(path, names, TITLES, what="title", option=None)
    abstract = next((names[name] for name in ABSTRACTS if name in names), None)
    labels = _column(path, names, (label.casefold(),) if label else LABELS, what="label", option="--label")
    texts, relevant, faults, n_unlabelled = [], [], [], 0
    for line, row in rows:
        said = row[labels].strip().casefold()
        if said in UNKNOWN:
            n_unlabelled += 1
        elif said in RELEVANT or said in IRRELEVANT:
            texts.append(" ".join((row[title], row[abstract] if abstract else "")))
            relevant.append(said in RELEVANT)
        else:
            faults.append(_unclear(path, line, row[labels], labels))
    raise_all(faults[:MOST_FAULTS])
    if len(set(relevant)) < 2:
        raise ReviewError(
            f"{sum(relevant)} of {len(relevant)} labelled rows are relevant, and both kinds are needed",
            where=f"{path}, column {labels}",
            remedy="name the column with the screening decisions by --label",
        )
    return LabelledTexts(texts=tuple(texts), relevant=tuple(relevant), n_unlabelled=n_unlabelled)


def _rows(path: Path) -> tuple[list[tuple[int, dict[str, str]]], Sequence[str]]:
    csv.field_size_limit(CSV_FIELD_LIMIT)
    text = read_text(path)
    heading = text.partition("\n")[0]
    parting = max(_PARTING, key=heading.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=parting, restval="")
    try:
        rows = [
            (reader.line_num, {key: restored(value or "") for key, value in row.items() if key is not None})
            for row in reader
        ]
    except csv.Error as error:
        raise ReviewError(
            f"this is not valid CSV ({error})",
            where=f"{path}, line {reader.line_num}",
            remedy="save the table as CSV, and text in double quotes",
        ) from None
    return rows, reader.fieldnames or ()


def _column(
    path: Path, names: Mapping[str, str], wanted: Sequence[str], *, what: str, option: str | None
) -> str:
    found = next((names[name] for name in wanted if name in names), None)
    if found is None:
        there = ", ".join(names.values()) or "none"
        named = f", or name the column by {option}" if option else ""
        raise ReviewError(
            f"no column holds the {what}; the columns are {there}",
            where=f"{path}, line 1",
            remedy=f"call the column {wanted[0]!r}{named}",
        )
    return found


def _unclear(path: Path, line: int, said: str, column: str) -> ReviewError:
    return ReviewError(
        f"{said[:40]!r} does not say whether the row is relevant",
        where=f"{path}, line {line}, column {column}",
        remedy="write 1 or 0 (or include, exclude), or leave the cell empty",
    )
