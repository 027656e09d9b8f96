"""Invented answers by the codebook that a practice project has, whichever version that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coprod_review import paths
from coprod_review.io.codebook import read_codebook
from coprod_review.io.files import read_bytes, read_text, write_text
from coprod_review.io.sheets import header_of, read_csv, write_csv
from coprod_review.model.answer_rows import split_codes
from coprod_review.model.codebook import Codebook

_VERSION = re.compile(r'(?m)^    codebook: ".*"$')


def follow_codebook(folder: Path) -> None:
    """Let the invented coders of a practice folder have followed the codebook that it has.

    Answers whose codes that codebook lacks are left out: nobody can have given them.
    """
    codebook = read_codebook(folder / paths.CODEBOOK)
    coders = folder / paths.CODERS
    write_text(coders, _VERSION.sub(f'    codebook: "{codebook.version}"', read_text(coders)))
    for path in _tables(folder):
        columns = header_of(read_bytes(path))
        rows = [row for row in read_csv(path, required=columns) if _can_be_given(row, codebook)]
        write_csv(path, columns, ({**row, "codebook": codebook.version} for row in rows))


def _tables(folder: Path) -> Iterator[Path]:
    """The tables of answers that name the codebook which they follow."""
    yield from sorted((folder / paths.CODINGS).glob("*.csv"))
    yield folder / paths.ADJUDICATIONS


def _can_be_given(row: dict[str, str], codebook: Codebook) -> bool:
    dimension = codebook.dimensions.get(row["dimension"])
    return dimension is not None and {*split_codes(row["codes"])} <= {*dimension.codes}
