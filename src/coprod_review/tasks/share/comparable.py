"""What of a shared copy a holder can compare who lacks some of its exports."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.share.ledger import Withheld
    from coprod_review.tasks.share.reread import Reread

LOG = logging.getLogger("coprod_review")

Passage = tuple[str, Mapping[str, Any]]
"""The report of a marked passage, and the passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """The withheld texts that the holder's exports can give, and the passages quoted from these."""

    texts: Sequence[Withheld]
    passages: Sequence[Passage]


def comparable(
    told: Sequence[Withheld], passages: Sequence[Passage], read: Reread, copy: Path, *, has_results: bool
) -> Comparable:
    """What of the withheld texts and passages of a copy can be compared; how much cannot is told."""
    from coprod_review.model.record import export_of
    from coprod_review.pages.wording import counted
    from coprod_review.share.ledger import TEXT_KINDS

    lost = _fields_of_absent(copy, read, has_results=has_results)
    texts = [row for row in told if row.kind in TEXT_KINDS]
    here = Comparable(
        texts=[
            row
            for row in texts
            if (row.name, row.field) not in lost
            and not (row.kind == "record" and export_of(row.name) in read.absent)
        ],
        passages=[one for one in passages if (one[0], one[1]["field"]) not in lost],
    )
    n_texts, n_passages = len(texts) - len(here.texts), len(passages) - len(here.passages)
    if n_texts or n_passages:
        LOG.info(
            "share: NOT compared, since they rest on exports that are not here (%s): %s, %s",
            ", ".join(read.absent),
            counted(n_texts, "withheld text"),
            counted(n_passages, "quoted passage"),
        )
    return here


def _fields_of_absent(copy: Path, read: Reread, *, has_results: bool) -> Collection[tuple[str, str]]:
    """The fields of reports, by report id and name, that rest on exports which the holder does not have.

    A holder with results has the reports, whatever they rest on.
    """
    from coprod_review.io.tables import read_reports
    from coprod_review.model.record import export_of
    from coprod_review.share.withheld import SOURCE_SEPARATOR, WITHHELD_FIELDS

    if has_results or not read.absent:
        return ()
    return {
        (report.report_id, field)
        for report in read_reports(copy / paths.REPORTS)
        for field in WITHHELD_FIELDS
        for source in report.source_by_field.get(field, "").split(SOURCE_SEPARATOR)
        if export_of(source) in read.absent
    }
