"""A new export: checked, compared with the corpus, and put into it with the facts of its search."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import add_facts, paths
from coprod_review.cli.add_corpus import (
    ReadExport,
    corpus_at,
    read_whole,
    records_of,
    refuse_same,
    source_at,
    under_name,
    unread_faults,
)
from coprod_review.cli.add_outcome import outcome_of, refuse_lost_ids, tell
from coprod_review.cli.collecting import no_collection
from coprod_review.cli.named_columns import (
    add_columns_option,
    add_encoding_option,
    named_columns,
    named_encoding,
)
from coprod_review.cli.read import limits_of
from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from coprod_review.io.additions import Place
    from coprod_review.model.corpus import ExportFile
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
    add("--details", type=Path, metavar="FILE", help="write what became of every record (CSV)")
    add("--corpus", type=Path, help=f"the corpus; a new folder begins a new one (default: {paths.CORPUS})")
    add("--config", type=Path, default=paths.SETTINGS, help="configuration; only the file-size limit is used")
    add_facts.add_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    """Read, compare, tell; then put file, registry and entry in place, in this order."""
    with no_collection():
        _run(arguments)


def _run(arguments: argparse.Namespace) -> None:
    from coprod_review.io.additions import alone_in

    arguments.corpus = arguments.corpus or _corpus_here()
    limits = limits_of(arguments.config)
    columns, encoding = named_columns(arguments.columns), named_encoding(arguments.encoding)
    found = read_whole(
        [
            source_at(path, name=path.name, columns=columns, encoding=encoding, limits=limits)
            for path in arguments.files
        ]
    )
    refuse_same(found)
    raise_all(unread_faults(found))
    facts = None
    if not arguments.dry_run:
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        ask = _asking() if _is_watched() else None
        dialect = found[0].summary.dialect
        facts = add_facts.facts_from(arguments, dialect=dialect, today=today, ask=ask)
        for option in add_facts.options_of_several_lines(arguments):
            print(f"{option} stands in one line in the search log: its line breaks become blanks")
    with contextlib.nullcontext() if facts is None else alone_in(arguments.corpus):
        _add(arguments, found, facts, limits)


def _add(
    arguments: argparse.Namespace,
    found: Sequence[ReadExport],
    facts: add_facts.SearchFacts | None,
    limits: ReadingLimits,
) -> None:
    from coprod_review.io.additions import corpus_log, log_export, place_export
    from coprod_review.io.corpus import write_registry
    from coprod_review.pages.wording import counted

    exports = corpus_log(arguments.corpus)
    found = _not_yet_there(found, arguments.corpus, exports)
    placed = _placed(found, arguments.corpus, exports)
    found = [under_name(one, place.name) for one, place in placed]
    corpus = corpus_at(arguments.corpus, exports, limits)
    LOG.info(
        "add: comparing %s of what is to be added with the %s of the corpus",
        counted(len(records_of(found)), "record"),
        counted(len(corpus.records), "record"),
    )
    entries = add_facts.entries_of(
        found,
        facts or _looks(arguments, found[0]),
        exports,
        columns={field: list(names) for field, names in named_columns(arguments.columns).items()},
        encoding=arguments.encoding,
    )
    outcome = outcome_of(arguments, found, corpus)
    tell(arguments, found, entries, corpus, outcome)
    refuse_lost_ids(arguments.corpus, outcome)
    if facts is None:
        print("nothing was written (--dry-run)")
        _warn_of_much_set_aside(found)
        return
    for one, (_, place) in zip(found, placed, strict=True):
        place_export(one.path, place, arguments.corpus, sha256=one.summary.sha256)
    if arguments.register:
        write_registry(arguments.corpus / paths.REGISTRY.name, outcome.after.registrations)
    for entry, (_, place) in zip(entries, placed, strict=True):
        log_export(arguments.corpus, entry)
        told = "lay there without an entry" if place.is_there else "copied"
        where = arguments.corpus / paths.EXPORTS.name / entry.file
        print(f"added {where} ({told}) as {entry.label}; next: {_next_step(arguments.config)}")
    _warn_of_much_set_aside(found)


def _next_step(config: Path) -> str:
    """What people do next, here or where there is only a corpus so far."""
    if not config.is_file():
        return "coprod-review new . where corpus/ stands, which adds what the review asks and how it runs"
    return "coprod-review check, then make review"


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


def _not_yet_there(
    found: Sequence[ReadExport], corpus: Path, exports: Sequence[ExportFile]
) -> list[ReadExport]:
    """The files that the corpus lacks; those that it has are told, and where it has all, that is an error."""
    from coprod_review.io.additions import already_there

    faults = [already_there(one.path, one.summary.sha256, corpus, exports) for one in found]
    if all(faults):
        raise_all(fault for fault in faults if fault)
    for fault in faults:
        if fault:
            print(f"passed over: {fault}")
    return [one for one, fault in zip(found, faults, strict=True) if not fault]


def _placed(
    found: Sequence[ReadExport], corpus: Path, exports: Sequence[ExportFile]
) -> list[tuple[ReadExport, Place]]:
    from coprod_review.io.additions import place_for
    from coprod_review.pages.terminal import seen

    placed: list[tuple[ReadExport, Place]] = []
    for one in found:
        taken = [place.name for _, place in placed]
        place = place_for(one.path, one.summary.sha256, corpus, exports, taken=taken)
        if place.why_renamed:
            print(f"{seen(one.path.name)} is called {place.name} in the corpus: {place.why_renamed}")
        placed.append((one, place))
    return placed


def _looks(arguments: argparse.Namespace, first: ReadExport) -> add_facts.SearchFacts:
    """The facts of a dry run, which needs none: what is given, and the database that the file looks like."""
    database = arguments.database or add_facts.proposed(first.summary.dialect)[0]
    return add_facts.SearchFacts(
        origin=arguments.origin or "search",
        database=database or first.summary.export,
        label=arguments.label,
        hits=add_facts.count_of(arguments.hits),
    )


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
