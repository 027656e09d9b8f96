"""Codings put behind those that a coder has given: nothing is taken away, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.additions import alone_in
from coprod_review.io.codings import OPTIONAL, REQUIRED, codings_files
from coprod_review.io.files import read_bytes, written_whole
from coprod_review.io.sheets import AT_LINE, read_csv
from coprod_review.model.sheet_text import csv_text, rows_text

COLUMNS = (*REQUIRED, *OPTIONAL)


def append_codings(
    corpus: Path, coder: str, rows: Sequence[Mapping[str, object]], *, before: bytes | None
) -> Path:
    """Put rows behind those of corpus/codings/<coder>.csv, and return its path once they are on the disk.

    The bytes that stand there stay as they are; only a file that lacks a column which the rows fill gets that
    column, empty in its old rows. Whoever else writes into the corpus meanwhile waits. `before` is
    what the file held when the rows were made (None: it was not there); raises ReviewError where it is
    something else by now, and where another file has this name in other letters, small or capital.
    """
    path = corpus / "codings" / f"{coder}.csv"
    with alone_in(corpus):
        _refuse_twin(path)
        if before != (read_bytes(path) if path.exists() else None):
            raise ReviewError(
                "somebody has written into this file since it was read",
                where=str(path),
                remedy="import the sheet once more: it is then compared with what stands there now",
            )
        content = _with_rows(path, rows)
        with written_whole(path) as temporary, temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return path


def _refuse_twin(path: Path) -> None:
    for other in codings_files(path.parent):
        if other.name != path.name and other.name.lower() == path.name.lower():
            raise ReviewError(
                f"this file has the name of {path.name} in other letters, and some systems hold both for one",
                where=str(other),
                remedy=f"name it {path.name}, as coders.yaml writes the coder, and import the sheet again",
            )


def _with_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> bytes:
    if not path.exists():
        return csv_text(COLUMNS, rows).encode("utf-8")
    before = read_csv(path, required=REQUIRED, optional=OPTIONAL)
    header = _header(path)
    needed = [name for name in OPTIONAL if name not in header and any(row.get(name) for row in rows)]
    if needed:
        columns = (*header, *needed)
        kept = [{name: row.get(name, "") for name in columns if name != AT_LINE} for row in before]
        return csv_text(columns, [*kept, *rows]).encode("utf-8")
    content = read_bytes(path)
    end = b"" if content.endswith(b"\n") else b"\n"
    return content + end + rows_text(header, rows).encode("utf-8")


def _header(path: Path) -> list[str]:
    return read_bytes(path).decode("utf-8-sig").splitlines()[0].replace('"', "").split(",")
