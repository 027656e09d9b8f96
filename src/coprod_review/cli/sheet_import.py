"""`coprod-review sheet import`: a filled sheet checked cell by cell, compared with the corpus, and taken."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.sheet_export import practised_words
from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.corpus import CODER_KINDS, Coder
from coprod_review.pages.wording import counted
from coprod_review.tasks.sheet.corpus import (
    EXAMPLE_OF_HOW,
    SheetCorpus,
    add_corpus_options,
    read_sheet_corpus,
)

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
    new = parser.add_argument_group("for a coder whom corpus/coders.yaml does not describe yet")
    new.add_argument(
        "--how", metavar="TEXT", help="how this coder works, in a sentence that the report prints"
    )
    new.add_argument("--kind", choices=CODER_KINDS, default="person", help="default: person")
    add_corpus_options(parser)


def run(arguments: argparse.Namespace) -> int | None:
    """Tell every fault, or what changes; write only what was agreed to."""
    from coprod_review.adjudicate.sheet_answers import read_answers
    from coprod_review.adjudicate.sheet_changes import changes_of
    from coprod_review.adjudicate.sheet_faults import SheetFaults
    from coprod_review.io.coder_entries import add_coder
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
    entry = _new_coder(arguments, corpus, coder)
    if entry is not None and not entry.how and filled.answers:
        faults.found.append(_undescribed(arguments, coder))
    raise_all(faults.found)
    changes = changes_of(
        filled,
        own,
        corpus.codebook,
        corpus.reports,
        revisions=last_revisions(path),
        reopened=corpus.reopened_of(coder),
        practised=corpus.practised(coder),
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
    )
    print("\n".join(_told(arguments.sheet, path, filled, changes)), flush=True)
    if not changes.rows:
        return None
    _tell_beside(arguments, coder, changes, entry)
    if not arguments.yes and not _agreed():
        print("Nothing was changed. To take it: the same command with --yes.")
        return None
    if entry is not None:
        print(f"{add_coder(corpus.corpus, entry)}: {coder} is described")
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
    """Whose sheet it is, by its rows; raises ReviewError for that of another coder or codebook."""
    from coprod_review.adjudicate.sheet_faults import SheetFaults, foreign_rows

    faults = SheetFaults(str(arguments.sheet), letters)
    foreign_rows(rows, corpus.codebook, faults)
    raise_all(faults.found)
    name = corpus.coder_name(rows[0].cells["coder"], where=str(arguments.sheet))
    if arguments.coder and name.lower() != arguments.coder.strip().lower():
        raise ReviewError(
            f"this is the sheet of {name}, not of {arguments.coder}",
            where=str(arguments.sheet),
            remedy="name the right file, or leave --coder out",
        )
    coder = corpus.described(name)
    if coder is not None and not coder.codes_by(corpus.codebook.version):
        raise ReviewError(
            f"{coder.name} is said to code by codebook {coder.codebook}, and this sheet follows "
            f"{corpus.codebook.version}",
            where=str(corpus.corpus / paths.CODERS.name),
            remedy=f'name both there: codebook: "{coder.codebook} and {corpus.codebook.version}"',
        )
    return name


def _new_coder(arguments: argparse.Namespace, corpus: SheetCorpus, name: str) -> Coder | None:
    """The entry of a coder whom nobody has described; None where that was done."""
    if corpus.described(name) is not None:
        return None
    return Coder(
        name=name,
        kind=arguments.kind,
        role="reader",
        how=" ".join((arguments.how or "").split()),
        codebook=corpus.codebook.version,
        blind=True,
    )


def _undescribed(arguments: argparse.Namespace, name: str) -> ReviewError:
    return ReviewError(
        f"nobody has described the coder {name!r}",
        where=str(arguments.corpus / paths.CODERS.name),
        remedy=f'say how {name} codes: --how "{EXAMPLE_OF_HOW}" '
        "(and --kind language_model, if that is what it is); the entry is then added here",
    )


def _entry_told(corpus: Path, entry: Coder) -> Iterator[str]:
    from coprod_review.io.coder_entries import entry_lines

    yield f"{entry.name} is not described yet; this entry will be added to {corpus / paths.CODERS.name}:"
    yield entry_lines(entry)


def _tell_beside(arguments: argparse.Namespace, coder: str, changes: Changes, entry: Coder | None) -> None:
    """What was looked up in exercises, and how the coder is described."""
    if seen := {change.row["report"] for change in changes.rows if change.row["shown"]}:
        print(practised_words(coder, sorted(seen)), flush=True)
    if entry is not None:
        print("\n".join(_entry_told(arguments.corpus, entry)), flush=True)
    elif arguments.how:
        print(f"{coder} is described already; --how changes nothing there.")


def _told(sheet: Path, path: Path, filled: Filled, changes: Changes) -> Iterator[str]:
    n_reports = len({answer.report_id for answer in filled.answers})
    coded, empty = counted(n_reports, "report"), counted(filled.n_empty, "row")
    yield f"{sheet}: {coded} coded by {filled.coder}, {empty} left empty, no faults"
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
    from coprod_review.adjudicate.sheet_changes import REVISED

    row = change.row
    now = row["codes"].replace(";", ", ") or "cannot tell"
    before = f"{', '.join(change.before) or 'cannot tell'} -> " if change.before else ""
    words = f'  "{row["quote"]}"' if row["quote"] else ""
    if change.kind == REVISED and ";".join(change.before) == row["codes"]:
        before, now = "", f"{now}, as before, with other words, confidence or note"
    return f"{change.kind}: {row['report']} {row['dimension']}: {before}{now}{words}"


def _agreed() -> bool:
    """Whether the person at the terminal says yes; without a terminal nobody does."""
    if not sys.stdin.isatty():
        return False
    return input("Take this into the corpus? [y/N] ").strip().lower() in AGREED
