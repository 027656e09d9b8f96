"""Codings put behind those that a coder has given: nothing is taken away, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.append import Standing, append_rows
from coprod_review.io.people_tables import CODINGS

COLUMNS = CODINGS.columns


def coding_file(corpus: Path, coder: str) -> Path:
    """Where the codings of a coder stand."""
    return paths.within(corpus, paths.CODINGS) / f"{coder}.csv"


def append_codings(
    corpus: Path, coder: str, rows: Sequence[Mapping[str, object]], *, before: bytes | None
) -> Path:
    """Put rows that were made and agreed to earlier behind those of a coder, and return the file's path.

    As `append_rows`; `before` is what the file held when the rows were made (None: it was not there). Raises
    ReviewError where it is something else by now.
    """
    path = coding_file(corpus, coder)

    def unless_changed(standing: Standing) -> Sequence[Mapping[str, object]]:
        if before != standing.content:
            raise ReviewError(
                "somebody has written into this file since it was read",
                where=str(path),
                remedy="import the sheet once more: it is then compared with what stands there now",
            )
        return rows

    append_rows(path, corpus=corpus, columns=CODINGS, make=unless_changed)
    return path
