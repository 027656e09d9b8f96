"""Included reports that nobody coded, coded by the trained coders, a shard of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError
from coprod_review.shards import shard_places
from coprod_review.tasks.coding.trained import machine_coder

if TYPE_CHECKING:
    from coprod_review.model.coding import Coding

AT_ONCE = 200
"""So many reports are coded and written before the next are read: memory does not follow the shard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The reports, the trained coders, which shard of how many it is, and where its codings go."""

    reports: Path
    decisions: Path
    settled: Path
    results: Path
    config: Path
    shard: int
    of: int
    output: Path


def code_shard(task: Task) -> None:
    """Write the codings of rules, lineage, classifier and combination of the shard's reports.

    Raises ReviewError for a shard that there is not.
    """
    from coprod_review.io.coding_parts import write_parts
    from coprod_review.io.included import included_ids
    from coprod_review.io.parquet import read_columns

    shard, n_shards = task.shard, task.of
    if not 0 <= shard < n_shards:
        raise ReviewError(
            f"there is no shard {shard} of {n_shards}",
            where="code shard",
            remedy="name one from 0 to one below the number of shards",
        )
    coded = set(read_columns(task.settled, ("report_id",))["report_id"])
    left = sorted(set(included_ids(task.decisions)) - coded)
    places = shard_places(len(left), shard=shard, shards=n_shards)
    mine = left[places.start : places.stop]
    counts = write_parts(task.output, _coded(task, mine))
    logging.getLogger("coprod_review").info(
        "code: shard %d of %d: %d of %d included reports that nobody coded; %d codings",
        shard + 1,
        n_shards,
        len(mine),
        len(left),
        sum(counts.values()),
    )


def _coded(task: Task, report_ids: Sequence[str]) -> Iterator[list[Coding]]:
    """The codings of the reports, sorted, some reports at a time; nothing is loaded where there are none."""
    if not report_ids:
        return
    from coprod_review.io.parquet import Only
    from coprod_review.io.tables import read_reports

    coder, _ = machine_coder(results=task.results, config=task.config, as_in_a_run=True)
    for start in range(0, len(report_ids), AT_ONCE):
        some = set(report_ids[start : start + AT_ONCE])
        reports = read_reports(task.reports, only=Only(column="report_id", values=some))
        yield coder.codings(sorted(reports, key=lambda report: report.report_id))
