"""`coprod-review sheet import`: a filled sheet checked cell by cell, compared with the corpus, and taken."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.sheet_options import add_corpus_options
from coprod_review.model.corpus import CODER_KINDS, Coder
from coprod_review.pages.terminal import seen
from coprod_review.pages.wording import counted, in_words
from coprod_review.tasks.sheet.words import practised_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_review.adjudicate.sheet_answers import Filled
    from coprod_review.adjudicate.sheet_changes import Change, Changes

SHOWN = 40
"""So many changes are listed; all are counted."""

AGREED = ("y", "yes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sheet, and whether to ask before it is taken."""
    parser.add_argument("sheet", type=Path, metavar="FILE", help="a filled sheet, XLSX or CSV")
    parser.add_argument("--yes", action="store_true", help="take it without asking")
    parser.add_argument(
        "--older",
        action="store_true",
        help="take also answers that were given before and are replaced or withdrawn since",
    )
    parser.add_argument("--coder", metavar="NAME", help="refuse the sheet of anybody else")
    new = parser.add_argument_group("for a coder whom corpus/coders.yaml does not describe yet")
    new.add_argument(
        "--how", metavar="TEXT", help="how this coder works, in a sentence that the report prints"
    )
    new.add_argument("--kind", choices=CODER_KINDS, default="person", help="default: person")
    add_corpus_options(parser)


def run(arguments: argparse.Namespace) -> None:
    """Tell every fault, or what changes; write only what was agreed to."""
    from coprod_review.tasks.sheet.taking import Task, describe_coder, read_filled, take

    has_agreed, takes_older = vars(arguments).pop("yes"), vars(arguments).pop("older")
    taking = read_filled(Task(**vars(arguments)))
    print("\n".join(_told(arguments.sheet, taking.path, taking.filled, taking.changes)), flush=True)
    if taking.comments:
        print("\n".join(_comments_told(taking.comments)), flush=True)
    older = _meant(taking.changes.older, takes_all=takes_older, asks=not has_agreed)
    changes = [*taking.changes.rows, *older]
    if not changes:
        return
    _tell_beside(arguments, taking.coder, changes, taking.entry)
    if not has_agreed and not _agreed("Take this into the corpus?"):
        print("Nothing was changed. To take it: the same command with --yes.")
        return
    if described := describe_coder(taking):
        print(f"{described}: {taking.coder} is described")
    take(taking, changes)
    print(
        f"{taking.path}: {counted(len(changes), 'row')} added. "
        "`coprod-review check` and `coprod-review run` take it from here."
    )


def _meant(older: Sequence[Change], *, takes_all: bool, asks: bool) -> Sequence[Change]:
    """Those of the answers that were replaced or withdrawn which are meant to hold again."""
    if not older or takes_all:
        return older
    if asks and sys.stdin.isatty():
        return [change for change in older if _agreed(f"Shall this hold again: {_line(change)}?")]
    print("These were replaced or withdrawn since, and are not taken. If they are to hold again: --older.")
    return ()


def _entry_told(corpus: Path, entry: Coder) -> Iterator[str]:
    from coprod_review.io.coder_entries import entry_lines

    yield f"{entry.name} is not described yet; this entry will be added to {corpus / paths.CODERS.name}:"
    yield entry_lines(entry)


def _tell_beside(
    arguments: argparse.Namespace, coder: str, changes: Sequence[Change], entry: Coder | None
) -> None:
    """What was looked up in exercises, and how the coder is described."""
    if practised := {change.row["report"] for change in changes if change.row["shown"]}:
        print(practised_words(coder, sorted(practised)), flush=True)
    if entry is not None:
        print("\n".join(_entry_told(arguments.corpus, entry)), flush=True)
    elif arguments.how:
        print(f"{coder} is described already; --how changes nothing there.")


def _told(sheet: Path, path: Path, filled: Filled, changes: Changes) -> Iterator[str]:
    n_reports = len({answer.report_id for answer in filled.answers})
    coded, empty = counted(n_reports, "report"), counted(filled.n_empty, "row")
    yield f"{sheet}: {coded} coded by {filled.coder}, {empty} left empty, no faults"
    if not changes.rows and not changes.older:
        says = f"{path} says all of this already" if filled.answers else "no row of the sheet has an answer"
        yield f"Nothing to change: {says}."
        return
    counts = ", ".join(f"{n} {kind}" for kind, n in sorted(changes.n_by_kind.items()))
    yield f"against {path}: {counts}"
    new = [change for change in changes.rows if change.before] or list(changes.rows)
    listed = [*changes.older, *new]
    yield from (f"  {_line(change)}" for change in listed[: max(SHOWN, len(changes.older))])
    if len(listed) > max(SHOWN, len(changes.older)):
        yield f"  and {len(listed) - max(SHOWN, len(changes.older))} more"


def _comments_told(comments: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield (
        f"comments on cells are not taken ({len(comments)}): codings have no place for them, and "
        "what the next reader should know goes into the column note:"
    )
    yield from (f"  {cell}: {seen(text)}" for cell, text in comments[:SHOWN])
    if len(comments) > SHOWN:
        yield f"  and {len(comments) - SHOWN} more"


def _line(change: Change) -> str:
    row = change.row
    now = row["codes"].replace(";", ", ") or "cannot tell"
    before = f"{', '.join(change.before) or 'cannot tell'} -> " if change.before else ""
    words = f'  "{row["quote"]}"' if row["quote"] else ""
    if change.differs is not None:
        before, now = "", f"{now}, as before{', with ' if change.differs else ''}{in_words(change.differs)}"
    return f"{change.kind}: {row['report']} {row['dimension']}: {before}{now}{words}"


def _agreed(question: str) -> bool:
    """Whether the person at the terminal says yes; without a terminal nobody does."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in AGREED
