"""New exports added to a corpus: read, given their places, compared, and put there."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all
from coprod_review.tasks.add.corpus import (
    Corpus,
    ReadExport,
    corpus_at,
    read_whole,
    records_of,
    refuse_same,
    source_at,
    under_name,
    unread_faults,
)
from coprod_review.tasks.add.entries import SearchFacts, entries_of
from coprod_review.tasks.add.outcome import Outcome, outcome_of
from coprod_review.tasks.long_work import told_while_long

if TYPE_CHECKING:
    from coprod_review.io.additions import Place
    from coprod_review.model.columns import NamedColumns
    from coprod_review.model.corpus import ExportFile
    from coprod_review.model.limits import ReadingLimits

LOG = logging.getLogger("coprod_review")

Placed = Sequence[tuple[ReadExport, "Place"]]
"""Exports under the names that they have in the corpus, each with its place there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """New exports at their places, with their entries in the search log, beside the corpus as it stands."""

    placed: Placed
    entries: Sequence[ExportFile]
    corpus: Corpus
    outcome: Outcome

    @property
    def found(self) -> list[ReadExport]:
        """The exports without their places."""
        return [one for one, _ in self.placed]


def read_new(
    files: Sequence[Path], *, columns: NamedColumns, encoding: str | None, limits: ReadingLimits
) -> list[ReadExport]:
    """The files read whole; raises at once what is wrong with any of them."""
    found = read_whole(
        [source_at(path, name=path.name, columns=columns, encoding=encoding, limits=limits) for path in files]
    )
    refuse_same(found)
    raise_all(unread_faults(found))
    return found


def not_yet_there(
    found: Sequence[ReadExport], corpus: Path, exports: Sequence[ExportFile]
) -> tuple[list[ReadExport], list[ReviewError]]:
    """The files that the corpus lacks, and where it has the others; raises where it has all."""
    from coprod_review.io.additions import already_there

    faults = [already_there(one.path, one.summary.sha256, corpus, exports) for one in found]
    passed_over = [fault for fault in faults if fault]
    if all(faults):
        raise_all(passed_over)
    return [one for one, fault in zip(found, faults, strict=True) if not fault], passed_over


def placed_in(found: Sequence[ReadExport], corpus: Path, exports: Sequence[ExportFile]) -> Placed:
    """The exports under the names that they will have in the corpus, each with its place."""
    from coprod_review.io.additions import place_for

    placed: list[tuple[ReadExport, Place]] = []
    for one in found:
        taken = [place.name for _, place in placed]
        place = place_for(one.path, one.summary.sha256, corpus, exports, taken=taken)
        placed.append((under_name(one, place.name), place))
    return placed


def addition_of(
    placed: Placed,
    facts: SearchFacts,
    exports: Sequence[ExportFile],
    *,
    folder: Path,
    columns: NamedColumns,
    encoding: str | None,
    limits: ReadingLimits,
    registers: bool,
) -> Addition:
    """The exports compared with the corpus of the folder; nothing is written."""
    from coprod_review.pages.wording import counted

    found = [one for one, _ in placed]
    corpus = corpus_at(folder, exports, limits)
    LOG.info(
        "add: comparing %s of what is to be added with the %s of the corpus",
        counted(len(records_of(found)), "record"),
        counted(len(corpus.records), "record"),
    )
    with told_while_long("add: still comparing"):
        outcome = outcome_of(found, corpus, folder=folder, registers=registers)
    by_field = {field: list(names) for field, names in columns.items()}
    return Addition(
        placed=placed,
        entries=entries_of(found, facts, exports, columns=by_field, encoding=encoding),
        corpus=corpus,
        outcome=outcome,
    )


def put_in(addition: Addition, folder: Path, *, registers: bool) -> Iterator[tuple[ExportFile, Place]]:
    """Put file, registry and entry in place, in this order; each entry once the search log has it."""
    from coprod_review.io.additions import log_export, place_export
    from coprod_review.io.corpus import write_registry

    for one, place in addition.placed:
        place_export(one.path, place, folder, sha256=one.summary.sha256)
    if registers:
        write_registry(folder / paths.REGISTRY.name, addition.outcome.after.registrations)
    for entry, (_, place) in zip(addition.entries, addition.placed, strict=True):
        log_export(folder, entry)
        yield entry, place
