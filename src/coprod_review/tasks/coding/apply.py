"""Any export coded by the trained coders of a finished run, outside the corpus."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.run.collecting import no_collection

if TYPE_CHECKING:
    from coprod_review.model.columns import NamedColumns
    from coprod_review.model.record import SetAside
    from coprod_review.tasks.coding.batches import CodedRows, Counts
    from coprod_review.tasks.read.batches import Gathered

LOG = logging.getLogger("coprod_review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The exports, the run whose coders code them, and where rows and set-aside entries go."""

    files: Sequence[Path]
    output: Path
    results: Path
    config: Path
    set_aside: Path | None
    workers: int
    columns: NamedColumns
    encoding: str | None


def apply_coders(task: Task) -> None:
    """Read and code the exports batch by batch; one that cannot be read as a whole costs no other.

    Raises ReviewError where they hold no record: the list of what was set aside tells why, and a table of
    before stays.
    """
    from coprod_review.coding.machine_rows import columns_of
    from coprod_review.io.as_written import keep_digest
    from coprod_review.io.readings import write_set_aside
    from coprod_review.io.sheets import write_csv_parts
    from coprod_review.read.opening import open_readable
    from coprod_review.tasks.coding.batches import CodeBatch, Counts
    from coprod_review.tasks.coding.trained import other_settings, other_versions
    from coprod_review.tasks.read.batches import Gathered, batches_made
    from coprod_review.tasks.read.sources import ALONE_BYTES, limits_of, sources_of

    output = task.output
    set_aside = task.set_aside or set_aside_beside(output)
    paths.refuse_same(
        inputs={f"the export {path.name}": path for path in task.files},
        outputs={"--output": output, "--set-aside": set_aside},
    )
    columns = [task.columns for _ in task.files]
    sources = sources_of(
        task.files,
        columns=columns,
        encodings=[task.encoding for _ in task.files],
        limits=limits_of(task.config / paths.SETTINGS.name),
    )
    code = CodeBatch(task.results, task.config)
    dimensions = code.take_up()
    for difference in other_versions(task.results):
        LOG.warning("apply: the coders were trained by another version of %s", difference)
    if changed := other_settings(task.results, task.config):
        LOG.warning(
            "apply: since this run config.yaml has changed: %s; here counts what the run had, until `make "
            "review` has trained its coders anew (or name the run's own configuration with --config)",
            ", ".join(changed),
        )
    readings = open_readable(sources)
    is_small = sum(path.stat().st_size for path in task.files) <= ALONE_BYTES
    gathered = Gathered(is_lenient=True)
    counts: list[Counts] = []
    with no_collection():
        made = batches_made(
            readings,
            gathered,
            make=code,
            workers=1 if is_small else task.workers,
            prepare=code.prepare,
        )
        rows = _texts(made, counts)
        first = _with_a_record(rows, counts)
        if first:
            write_csv_parts(output, columns_of(dimensions), chain(first, rows))
            keep_digest(output)
    write_set_aside(set_aside, gathered.set_aside)
    keep_digest(set_aside)
    _end(task, gathered, sum(counts, Counts()), dimensions, untrained=code.untrained())


def _end(
    task: Task, gathered: Gathered, coded: Counts, dimensions: Sequence[str], *, untrained: Collection[str]
) -> None:
    """Tell what was read and coded; raise where that is nothing."""
    from coprod_review.tasks.read.sources import tell_reading

    for summary in gathered.summaries:
        tell_reading(summary)
    for fault in gathered.faults:
        LOG.error("apply: set aside as a whole: %s", fault)
    if not coded.n_records:
        raise _nothing_read(task.files, gathered.set_aside, task.set_aside or set_aside_beside(task.output))
    _tell(coded, dimensions, untrained=untrained)


def set_aside_beside(output: Path) -> Path:
    """Where unreadable entries go unless the task names a place."""
    return output.parent / f"{output.stem}_set_aside.csv"


def _nothing_read(files: Sequence[Path], entries: Sequence[SetAside], listed: Path) -> ReviewError:
    """That there is no record to code, with the reason of the first entry that was set aside."""
    where = ", ".join(map(str, files))
    if not entries:
        return ReviewError("there is no entry to code", where=where, remedy="export the records again")
    first = entries[0]
    place = f"{first.export}, line {first.line}"
    return ReviewError(
        f"nothing could be read, so that nothing was coded; {place}: {first.reason}",
        where=where,
        remedy=f"{first.remedy}; {listed} lists all that was set aside",
    )


def _with_a_record(rows: Iterator[str], counts: Sequence[Counts]) -> list[str]:
    """The rows up to the first record; nothing where there is none."""
    taken = []
    for text in rows:
        taken.append(text)
        if counts[-1].n_records:
            return taken
    return []


def _texts(made: Iterable[CodedRows], counts: list[Counts]) -> Iterator[str]:
    """The rows as they come, their counts kept."""
    for rows in made:
        counts.append(rows.counts)
        yield rows.text


def _tell(counts: Counts, dimensions: Sequence[str], *, untrained: Collection[str]) -> None:
    from coprod_review.coding.record_codes import UNTRAINED

    LOG.info(
        "apply: %d records coded; %d of them not in English, left to people; %d were seen in training; the "
        "criteria would exclude %d of them (column screening), whose codes count in no review",
        counts.n_records,
        counts.n_foreign,
        counts.n_seen,
        counts.n_excluded,
    )
    for name in dimensions:
        if name not in untrained:
            LOG.info("apply: %s: %d decided by machine", name, counts.decided[name])
    if untrained:
        LOG.info("apply: none decided by machine in %s: %s", ", ".join(untrained), UNTRAINED)
