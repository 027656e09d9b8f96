"""Rows of people that the last run had and that are gone: where git joins branches, they may come back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.check_version import INPUTS
from coprod_review.io.codings import codings_files
from coprod_review.io.files import read_bytes
from coprod_review.io.people_tables import (
    ADJUDICATIONS,
    AUDITS,
    CODINGS,
    DISPUTES,
    DUPLICATES,
    SCREENING,
    PeopleTable,
)
from coprod_review.io.sheets import AT_LINE, read_csv
from coprod_review.pages.wording import counted

DECISIONS = {
    "screening.csv": SCREENING,
    "duplicates.csv": DUPLICATES,
    "adjudications.csv": ADJUDICATIONS,
    "disputes.csv": DISPUTES,
    "audits.csv": AUDITS,
}


def rows_gone(corpus: Path, results: Path) -> list[ReviewError]:
    """A warning for each table of a review under git that lacks rows which the last run had.

    Whoever reads it may have meant to take an answer back: a deleted row, or one that a commit is reverted
    of, comes back when git joins a branch that has it, since tables keep the rows of both sides.
    """
    if not any((folder / ".git").exists() for folder in corpus.resolve().parents):
        return []
    kept = results / INPUTS / paths.CORPUS.name
    codings = codings_files(paths.within(kept, paths.CODINGS))
    tables = {path: paths.within(corpus, paths.CODINGS) / path.name for path in codings}
    columns = dict.fromkeys(tables, CODINGS)
    for name, table in DECISIONS.items():
        path = paths.within(kept, paths.PEOPLES_DECISIONS) / name
        tables[path] = paths.within(corpus, paths.PEOPLES_DECISIONS) / name
        columns[path] = table
    numbers = {
        path: _n_gone(path, now, columns[path])
        for path, now in tables.items()
        if path.is_file() and now.is_file()
    }
    return [
        ReviewError(
            f"{counted(n, 'row')} that the last run had {'is' if n == 1 else 'are'} gone: where git joins a "
            "branch that has them, they come back unseen",
            where=str(tables[path]),
            remedy="take an answer back by a row behind it: the same question, the next revision, and "
            "withdrawn in the column state (corpus/README.md, “Rows behind rows”)",
        )
        for path, n in numbers.items()
        if n
    ]


def _n_gone(before: Path, now: Path, table: PeopleTable) -> int:
    """How many rows of a table are in another no more, whatever columns it has; none where one has faults."""
    if read_bytes(now).startswith(read_bytes(before)):
        return 0
    try:
        return (_rows(before, table) - _rows(now, table)).total()
    except ReviewError:
        return 0


def _rows(path: Path, table: PeopleTable) -> Counter[frozenset[tuple[str, str]]]:
    rows = read_csv(path, required=table.required, optional=table.optional)
    return Counter(
        frozenset((name, text.strip()) for name, text in row.items() if text.strip() and name != AT_LINE)
        for row in rows
    )
