"""`coprod-review sheet import`: a filled sheet checked cell by cell, compared with the corpus, and taken."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli.sheet_corpus import SheetCorpus, add_corpus_options, read_sheet_corpus
from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coprod_review.adjudicate.sheet_answers import Filled
    from coprod_review.adjudicate.sheet_changes import Change, Changes
    from coprod_review.adjudicate.sheet_faults import Row

SHOWN = 40
"""So many changes are listed; all are counted."""

AGREED = ("y", "yes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sheet, and whether to ask before it is taken."""
    parser.add_argument("sheet", type=Path, metavar="FILE", help="a filled sheet, XLSX or CSV")
    parser.add_argument("--yes", action="store_true", help="take it without asking")
    parser.add_argument("--coder", metavar="NAME", help="refuse the sheet of anybody else")
    add_corpus_options(parser)


def run(arguments: argparse.Namespace) -> int | None:
    """Tell every fault, or what changes; write only what was agreed to."""
    from coprod_review.adjudicate.sheet_answers import read_answers
    from coprod_review.adjudicate.sheet_changes import changes_of
    from coprod_review.adjudicate.sheet_faults import SheetFaults
    from coprod_review.io.coding_files import append_codings
    from coprod_review.io.codings import last_revisions
    from coprod_review.io.files import read_bytes

    corpus = read_sheet_corpus(arguments)
    rows, letters = _read(arguments.sheet)
    coder = _coder(arguments, corpus, rows, letters)
    path = corpus.codings_folder / f"{coder}.csv"
    before = read_bytes(path) if path.exists() else None
    own = corpus.by_place(corpus.codings(coder))
    faults = SheetFaults(str(arguments.sheet), letters)
    given = {place: coding.codes for place, coding in own.items()}
    filled = read_answers(rows, corpus.codebook, corpus.reports, faults, own=given)
    raise_all(faults.found)
    changes = changes_of(
        filled,
        own,
        corpus.codebook,
        corpus.reports,
        revisions=last_revisions(path),
        reopened=corpus.reopened_of(coder),
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
    )
    print("\n".join(_told(arguments.sheet, path, filled, changes)), flush=True)
    if not changes.rows:
        return None
    if not arguments.yes and not _agreed():
        print("Nothing was changed. To take it: the same command with --yes.")
        return None
    append_codings(corpus.corpus, coder, [change.row for change in changes.rows], before=before)
    print(
        f"{path}: {len(changes.rows)} rows added. `coprod-review check` and `make review` take it from here."
    )
    return None


def _read(sheet: Path) -> tuple[list[Row], Mapping[str, str]]:
    """The rows of the sheet, and the letter of each column by its heading."""
    from coprod_review.adjudicate.coding_sheet import TEXTS
    from coprod_review.adjudicate.sheet_faults import Row
    from coprod_review.io.coding_sheets import read_filled_sheet

    found = read_filled_sheet(sheet, first_heading=TEXTS[0])
    if found.doubles:
        raise ReviewError(
            f"the headings {', '.join(found.doubles)} stand twice",
            where=str(sheet),
            remedy="give back the header that `sheet export` wrote, or delete the column that was added",
        )
    rows = [Row(number=row.number, cells=row.cells, formulas=row.formulas) for row in found.rows]
    if not rows:
        raise ReviewError("this sheet has no rows", where=str(sheet), remedy="export it anew and fill it in")
    return rows, found.letters


def _coder(
    arguments: argparse.Namespace, corpus: SheetCorpus, rows: Sequence[Row], letters: Mapping[str, str]
) -> str:
    """Whose sheet it is, by its rows; raises ReviewError for that of an unknown or another coder."""
    from coprod_review.adjudicate.sheet_faults import SheetFaults, foreign_rows

    faults = SheetFaults(str(arguments.sheet), letters)
    foreign_rows(rows, corpus.codebook, faults)
    raise_all(faults.found)
    coder = corpus.coder(rows[0].cells["coder"], where=str(arguments.sheet))
    if arguments.coder and coder.name != arguments.coder.strip().lower():
        raise ReviewError(
            f"this is the sheet of {coder.name}, not of {arguments.coder}",
            where=str(arguments.sheet),
            remedy="name the right file, or leave --coder out",
        )
    if corpus.codebook.version not in coder.codebook:
        raise ReviewError(
            f"{coder.name} is said to code by codebook {coder.codebook}, and this sheet follows "
            f"{corpus.codebook.version}",
            where=str(corpus.corpus / "coders.yaml"),
            remedy=f'name both there: codebook: "{coder.codebook} and {corpus.codebook.version}"',
        )
    return coder.name


def _told(sheet: Path, path: Path, filled: Filled, changes: Changes) -> Iterator[str]:
    n_reports = len({answer.report_id for answer in filled.answers})
    yield f"{sheet}: {n_reports} reports coded by {filled.coder}, {filled.n_empty} rows left empty, no faults"
    if not changes.rows:
        yield f"Nothing to change: {path} says all of this already."
        return
    counts = ", ".join(f"{n} {kind}" for kind, n in sorted(changes.n_by_kind.items()))
    yield f"against {path}: {counts}"
    listed = [change for change in changes.rows if change.before] or list(changes.rows)
    yield from (f"  {_line(change)}" for change in listed[:SHOWN])
    if len(listed) > SHOWN:
        yield f"  and {len(listed) - SHOWN} more"


def _line(change: Change) -> str:
    row = change.row
    now = row["codes"].replace(";", ", ") or "cannot tell"
    before = f"{', '.join(change.before) or 'cannot tell'} -> " if change.before else ""
    words = f'  "{row["quote"]}"' if row["quote"] else ""
    return f"{change.kind}: {row['report']} {row['dimension']}: {before}{now}{words}"


def _agreed() -> bool:
    """Whether the person at the terminal says yes; without a terminal nobody does."""
    if not sys.stdin.isatty():
        return False
    return input("Take this into the corpus? [y/N] ").strip().lower() in AGREED
