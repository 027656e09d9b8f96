"""The drawing of the audit site by several processes, each of which reads the codings of its own reports."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.processes import FORKS, processes

if TYPE_CHECKING:
    from coprod_review.audit.listing import Listed
    from coprod_review.audit.said import Said
    from coprod_review.audit.site import Job, Site
    from coprod_review.model.coding import Coding
    from coprod_review.pages.history import Histories
    from coprod_review.pages.results import Results

Drawn = tuple[set[str], "list[Listed]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The site that is drawn, where its pages go, and where the codings stand."""

    site: Site
    output: Path
    results: Path


_drawing: list[Drawing] = []
"""What this process draws, if it does: processes that are forked meanwhile share it and copy nothing."""


def results_without_answers(*, results: Path, config: Path, corpus: Path) -> Results:
    """The results of the run, its codings only as who coded which report: answers are most of a large run."""
    from coprod_review.io.results import read_results, who_coded

    found = read_results(results=results, config=config, corpus=corpus, with_codings=False, for_pages=True)
    return replace(found, codings=who_coded(results))


def answers_compared(folder: Path, results: Results) -> Said:
    """What people, machine coders and baselines said of the reports on which machines are measured."""
    from coprod_review.audit.said import said_by
    from coprod_review.io.parquet import column_parts
    from coprod_review.model.coding import MACHINE_CODERS, SETTLED_STATUSES

    names = ("coder", "dimension", "report_id", "codes")

    def answers(path: Path) -> Iterator[tuple[str, str, str, Sequence[str]]]:
        for part in column_parts(path, names) if path.exists() else ():
            yield from zip(*(part[name] for name in names), strict=True)

    read = [answer for answer in answers(paths.within(folder, paths.PEOPLES_CODINGS)) if answer[3]]
    measured = {code.report_id for code in results.codes if code.status in SETTLED_STATUSES}
    measured.update(report_id for _, _, report_id, _ in read)
    files = [paths.within(folder, paths.CODED) / f"{name}.parquet" for name in (*MACHINE_CODERS, "baselines")]
    machines = (answer for path in files if measured for answer in answers(path))
    return said_by(answer for answer in chain(read, machines) if answer[2] in measured)


def histories_of(results: Results, *, folder: Path, corpus: Path) -> Histories:
    """What people decided on each report, by whatever name they called it."""
    from coprod_review.io.histories import read_histories
    from coprod_review.io.kept import registrations_of
    from coprod_review.io.registry import read_registry
    from coprod_review.model.resolve import report_id_by_name

    path = paths.within(folder, paths.REGISTRY_AFTER)
    ids = {report.report_id for report in results.reports}
    registry = registrations_of(path, ids) if results.n_left_out else read_registry(path)
    return read_histories(
        corpus,
        report_by_name=report_id_by_name(results.reports, registry),
        report_by_record={i: report.report_id for report in results.reports for i in report.record_ids},
        pairs_of_run=paths.within(folder, paths.PAIRS),
    )


def write_jobs(site: Site, output: Path, results: Path, *, workers: int) -> Drawn:
    """Draw and write the pages of all jobs: their paths, and what lists show of every report, in order.

    The pages are the same for any number of workers.
    """
    written: set[str] = set()
    rows: list[Listed] = []
    with _drawn(Drawing(site=site, output=output, results=results), workers) as found:
        for paths_of_job, listed in found:
            written |= paths_of_job
            rows += listed
    return written, rows


@contextmanager
def _drawn(drawing: Drawing, workers: int) -> Iterator[Iterator[Drawn]]:
    """What each job has written, in the order of jobs; only a forked process has the site to draw."""
    jobs = drawing.site.jobs()
    _drawing.append(drawing)
    gc.freeze()  # what all jobs share is looked through by no collection, so that each is quick
    try:
        if workers < 2 or not FORKS or len(jobs) < 2:
            yield map(_write_job, jobs)
            return
        with processes(workers) as pool:
            yield pool.map(_write_job, jobs)
    finally:
        gc.unfreeze()
        _drawing.pop()


def _write_job(job: Job) -> Drawn:
    from coprod_review.io.page_trees import write_pages

    drawing = _drawing[-1]
    pages, rows = drawing.site.draw(job, _codings(job, drawing.results))
    written = write_pages(drawing.output, pages)
    if rows:
        del pages
        gc.collect()  # templates leave cycles, which hold everything that the page of a report shows
    return written, rows


def _codings(job: Job, results: Path) -> list[Coding]:
    from coprod_review.audit.site import REPORTS
    from coprod_review.io.results import read_codings_of

    return read_codings_of(results, job.names) if job.kind == REPORTS else []
