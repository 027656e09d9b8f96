"""A new export: checked, compared with the corpus, and put into it with the facts of its search."""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli import add_facts
from coprod_review.cli.add_outcome import tell_outcome
from coprod_review.cli.named_columns import (
    add_columns_option,
    add_encoding_option,
    named_columns,
    named_encoding,
)
from coprod_review.cli.outputs import worked_in
from coprod_review.errors import ReviewError
from coprod_review.io.utc_day import utc_day
from coprod_review.tasks.add.adding import Addition, addition_of, not_yet_there, placed_in, put_in, read_new
from coprod_review.tasks.add.corpus import ReadExport
from coprod_review.tasks.add.entries import SearchFacts
from coprod_review.tasks.add.outcome import moved_words, unused_moved
from coprod_review.tasks.read.sources import limits_of
from coprod_review.tasks.run.collecting import no_collection

if TYPE_CHECKING:
    from coprod_review.model.limits import ReadingLimits

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the facts of the search, and what is done with them."""
    add = parser.add_argument
    add("files", nargs="+", type=Path, metavar="FILE", help="new exports, of one search or one other method")
    add("--dry-run", action="store_true", help="only say what the files would bring")
    add(
        "--register",
        action="store_true",
        help="enter all reports in corpus/reports.csv first, so that no id changes",
    )
    add_columns_option(parser)
    add_encoding_option(parser)
    add(
        "--details",
        type=Path,
        metavar="FILE",
        writes=worked_in("record", "line", "title", "is"),
        help="write what became of every record (CSV)",
    )
    add("--corpus", type=Path, help=f"the corpus; a new folder begins a new one (default: {paths.CORPUS})")
    add("--config", type=Path, default=paths.SETTINGS, help="configuration; only the file-size limit is used")
    add_facts.add_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    """Read, compare, tell; then put file, registry and entry in place, in this order."""
    with no_collection():
        _run(arguments)


def _run(arguments: argparse.Namespace) -> None:
    from coprod_review.io.additions import alone_in

    corpus = arguments.corpus or _corpus_here()
    limits = limits_of(arguments.config)
    columns, encoding = named_columns(arguments.columns), named_encoding(arguments.encoding)
    found = _lacking(read_new(arguments.files, columns=columns, encoding=encoding, limits=limits), corpus)
    facts = None if arguments.dry_run else _facts(arguments, found[0])
    if facts:
        _await_run(corpus)
    with contextlib.nullcontext() if facts is None else alone_in(corpus):
        addition = _compared(arguments, found, facts, corpus, limits)
        if facts is None:
            print("nothing was written (--dry-run)")
        else:
            _put_in(arguments, addition, corpus)
    _warn_of_much_set_aside(addition.found)
    _tell_of_hits(addition)


def _await_run(corpus: Path) -> None:
    """Wait for a run that is at work on this corpus: it would end with results of before and of after."""
    from coprod_review.io.run_locks import await_run

    def tell(holder: str) -> None:
        LOG.info(
            "add: waiting for the run that is at work in this folder (process %s) to end; "
            "Ctrl-C stops waiting, and nothing is added",
            holder,
        )

    await_run(corpus.resolve().parent, tell=tell)


def _lacking(found: Sequence[ReadExport], corpus: Path) -> list[ReadExport]:
    """The files that the corpus lacks; those that it has are told, and where it has all, that is an error."""
    from coprod_review.io.additions import corpus_log

    lacking, passed_over = not_yet_there(found, corpus, corpus_log(corpus))
    for fault in passed_over:
        print(f"passed over: {fault}")
    return list(lacking)


def _facts(arguments: argparse.Namespace, first: ReadExport) -> SearchFacts:
    """The facts of the search, asked for where somebody is there to answer."""
    today = utc_day().isoformat()
    ask = _asking() if _is_watched() else None
    facts = add_facts.facts_from(arguments, dialect=first.summary.dialect, today=today, ask=ask)
    for option in add_facts.options_of_several_lines(arguments):
        print(f"{option} stands in one line in the search log: its line breaks become blanks")
    return facts


def _compared(
    arguments: argparse.Namespace,
    found: Sequence[ReadExport],
    facts: SearchFacts | None,
    corpus: Path,
    limits: ReadingLimits,
) -> Addition:
    """What would be added, told with all that it brings; raises ReviewError where an id would be lost."""
    from coprod_review.io.additions import corpus_log
    from coprod_review.pages.terminal import seen

    exports = corpus_log(corpus)
    placed = placed_in(_lacking(found, corpus), corpus, exports)  # others may have added some meanwhile
    for one, place in placed:
        if place.why_renamed:
            print(f"{seen(one.path.name)} is called {place.name} in the corpus: {place.why_renamed}")
    addition = addition_of(
        placed,
        facts or _looks(arguments, placed[0][0]),
        exports,
        folder=corpus,
        columns=named_columns(arguments.columns),
        encoding=arguments.encoding,
        limits=limits,
        registers=arguments.register,
    )
    tell_outcome(
        addition.found,
        addition.entries,
        addition.corpus,
        addition.outcome,
        registers=arguments.register,
        details=arguments.details,
    )
    if moved := unused_moved(corpus, addition.outcome):
        print(f"ids that nobody has used yet and that change: {moved_words(moved)}")
    return addition


def _put_in(arguments: argparse.Namespace, addition: Addition, corpus: Path) -> None:
    for entry, place in put_in(addition, corpus, registers=arguments.register):
        told = "lay there without an entry" if place.is_there else "copied"
        where = corpus / paths.EXPORTS.name / entry.file
        print(f"added {where} ({told}) as {entry.label}; next: {_next_step(arguments.config)}")


def _looks(arguments: argparse.Namespace, first: ReadExport) -> SearchFacts:
    """The facts of a dry run, which needs none: what is given, and the database that the file looks like."""
    database = arguments.database or add_facts.proposed(first.summary.dialect)[0]
    return SearchFacts(
        origin=arguments.origin or "search",
        database=database or first.summary.export,
        label=arguments.label,
        hits=add_facts.count_of(arguments.hits),
    )


def _next_step(config: Path) -> str:
    """What people do next, here or where there is only a corpus so far."""
    if not config.is_file():
        return "coprod-review new . where corpus/ stands, which adds what the review asks and how it runs"
    return "coprod-review check, then coprod-review run"


def _corpus_here() -> Path:
    """The corpus of the review in the working folder; raises ReviewError where no review is there."""
    if not paths.CONFIG.is_dir() and not paths.CORPUS.is_dir():
        raise ReviewError(
            f"this folder is no review: it has neither {paths.CONFIG}/ nor {paths.CORPUS}/",
            where=str(Path.cwd()),
            remedy="go to the folder of the review, or name its corpus with --corpus REVIEW/corpus; "
            "`coprod-review new FOLDER` makes a new one",
        )
    return paths.CORPUS


def _warn_of_much_set_aside(found: Sequence[ReadExport]) -> None:
    """The last line on the screen for an export of which more was set aside than read."""
    for one in found:
        if one.summary.n_set_aside > one.summary.n_records:
            LOG.warning(
                "add: WARNING: of %s more was set aside than read (%d of %d entries): look at the reasons "
                "above, and export it again in another format before you rely on it",
                one.summary.export,
                one.summary.n_set_aside,
                one.summary.n_entries,
            )


def _tell_of_hits(addition: Addition) -> None:
    """The last lines on the screen where a search has found fewer records than its files hold, or more.

    Files of a search are often added one after the other, so that too few of them are no warning here.
    """
    from coprod_review.model.searches import differences, searches

    n_entries = dict(addition.corpus.n_entries)
    n_entries |= {one.summary.export: one.summary.n_entries for one in addition.found}
    new = {entry.file for entry in addition.entries}
    documents = [report.record_ids for report in addition.outcome.after.reports]
    concerned = [
        export
        for files in searches([*addition.corpus.exports, *addition.entries])
        if new.intersection(one.file for one in files)
        for export in files
    ]
    for one in differences(concerned, n_entries, lambda files: documents):
        kind = "" if one.is_short else "WARNING: "
        LOG.warning("add: %s%s\n  remedy: %s", kind, one.problem, one.remedy)


def _is_watched() -> bool:
    """Whether somebody can see a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asking() -> add_facts.Ask:
    """A way to ask at the terminal; who stops it adds nothing."""

    def ask(words: str) -> str:
        print(words, end="", file=sys.stderr, flush=True)
        try:
            answer = sys.stdin.readline()
        except KeyboardInterrupt:
            answer = ""
        if not answer:
            raise ReviewError(
                "no answer was given, and nothing was added",
                remedy="add again, and answer; or give the facts by options (coprod-review add --help)",
            )
        return answer

    return ask
