"""Columns of tables, and the encoding of exports, that are named on the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.columns import COLUMN_FIELDS, NamedColumns, field_meant
from coprod_review.model.encodings import ENCODING_NAMES, is_encoding

_NEXT = re.compile(r",(?=\s*[a-z_]+\s*=)")


def add_columns_option(parser: argparse.ArgumentParser) -> None:
    """The option whose texts `named_columns` reads."""
    parser.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="FIELD=NAME,...",
        help="columns of tables whose names do not say what they hold, such as title=Artikel,doi=Kennung",
    )


def named_columns(written: Sequence[str]) -> NamedColumns:
    """The columns by field, of texts such as "title=Artikel,doi=Kennung"; a field may stand several times.

    A comma within a column's name is one that no "field=" follows. Raises ReviewErrors for fields that do not
    exist, all at once.
    """
    found: dict[str, list[str]] = {}
    faults = []
    for part in (part for text in written for part in _NEXT.split(text)):
        name, is_named, column = (piece.strip() for piece in part.partition("="))
        if is_named and column and name in COLUMN_FIELDS:
            found.setdefault(name, []).append(column)
            continue
        meant = field_meant(name)
        faults.append(
            ReviewError(
                f"no field is called {name!r}" if is_named and column else f"{part!r} names no column",
                where="--columns",
                remedy=(f"write {meant}=, if that is meant; " if meant and meant != name else "")
                + f"write FIELD=NAME with one of the fields {', '.join(COLUMN_FIELDS)}",
            )
        )
    raise_all(faults)
    return found


def add_encoding_option(parser: argparse.ArgumentParser) -> None:
    """The option whose text `named_encoding` reads."""
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        help="the encoding of the files, such as cp1250, where accents are wrong (default: found by itself)",
    )


def named_encoding(written: str | None) -> str | None:
    """The encoding that is named, if any; raises ReviewError where no encoding of text is called so."""
    if written is None or is_encoding(written):
        return written
    raise ReviewError(f"no encoding of text is called {written!r}", where="--encoding", remedy=ENCODING_NAMES)
