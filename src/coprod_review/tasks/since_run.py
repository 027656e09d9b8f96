"""What people supplied after the run from whose results reports are drawn or handed out."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from coprod_review import paths

LOG = logging.getLogger("coprod_review")

LISTED = 10
"""So many reports are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where a review stands."""

    corpus: Path
    config: Path
    results: Path


def tell_older(command: str, folders: Folders, *, own: Iterable[Path]) -> None:
    """Warn where the results are older than what people supplied; not of what the work itself writes.

    `own` are folders and files of the corpus by their usual paths.
    """
    from coprod_review.tasks.run.newer import newer_than, newer_words

    newer = newer_than(folders.results, corpus=folders.corpus, config=folders.config, read=())
    places = [paths.within(folders.corpus, place) for place in own]
    changed = [path for path in newer.changed if not any(map(Path(path).is_relative_to, places))]
    words = [*newer_words(replace(newer, changed=tuple(changed)))][:-1]  # the last is for those who asked
    if words:
        LOG.warning("%s: %s `make review` first makes results that know of it.", command, " ".join(words))


def excluded_by_now(folders: Folders, *, reports: Path) -> frozenset[str]:
    """The reports of the run that people exclude by what they judged until now, whatever the run knew."""
    from coprod_review.io import corpus
    from coprod_review.io.included import ReportNames
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.screen.decide import excluded_by_people

    return excluded_by_people(
        corpus.read_judgements(paths.within(folders.corpus, paths.SCREENING_JUDGEMENTS)),
        corpus.read_coders(paths.within(folders.corpus, paths.CODERS)),
        report_id_by_name(
            ReportNames(reports), corpus.read_registry(paths.within(folders.corpus, paths.REGISTRY))
        ),
    )


def tell_excluded(command: str, report_ids: Iterable[str]) -> None:
    """Warn of reports that are left out since people have excluded them after the run, if there are any."""
    if found := sorted(report_ids):
        shown = ", ".join(found[:LISTED]) + (", ..." if len(found) > LISTED else "")
        LOG.warning(
            "%s: %d %s left out, which people have excluded since the run: %s",
            command,
            len(found),
            "report is" if len(found) == 1 else "reports are",
            shown,
        )
