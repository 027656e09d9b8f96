"""`coprod-review sample --audit`: decided codes for reviewers to look at, as many as a precision needs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.pages.terminal import typed

if TYPE_CHECKING:
    from coprod_review.tasks.sample.draw import Task

LOG = logging.getLogger("coprod_review")


def draw_for_audit(task: Task) -> None:
    """Draw, write the sample, and tell how it is audited; a sample that is there is never drawn anew."""
    from coprod_review.analyse.audit_sampling import audit_size, draw_audit
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.samples import write_audit_plan
    from coprod_review.io.yamls import read_yaml
    from coprod_review.tasks.sample.draw import tell_fewer
    from coprod_review.tasks.since_run import excluded_by_now, tell_excluded, tell_older

    config = read_yaml(task.settings, Config)
    path = _free(task.plan if task.plan != paths.GOLD_PLAN else paths.AUDIT_PLAN)
    tell_older("sample", task.folders, own=[paths.SAMPLES])
    excluded = excluded_by_now(task.folders, reports=task.reports)
    of_run = [record for record in tables.read_codes(task.codes) if record.codes]
    codes = [record for record in of_run if record.report_id not in excluded]
    tell_excluded("sample", excluded.intersection(record.report_id for record in of_run))
    confidence = config.analyse.interval
    half_width = task.half_width or config.audit.half_width
    size = task.size or audit_size(
        len(codes), half_width=half_width, confidence=confidence, expected=task.expected
    )
    drawn = draw_audit(
        codes,
        size=size,
        floor=config.estimate.floor if task.floor is None else task.floor,
        seed=config.seed if task.seed is None else task.seed,
    )
    write_audit_plan(path, drawn)
    tell_fewer(task.size, len(drawn), "decided codes")
    LOG.info(
        "sample: %d of %d decided codes, on %d reports%s; %s",
        len(drawn),
        len(codes),
        len({place.report_id for place in drawn}),
        ""
        if task.size
        else f", tell their error to within {100 * half_width:g} points at {100 * confidence:g} %",
        path,
    )
    LOG.info("sample: to audit them: coprod-review serve --reviewer NAME, and the queue %s", path.stem)


def _free(path: Path) -> Path:
    if not path.stem.startswith("audit") or path.suffix != ".csv":
        raise ReviewError(
            f"an audit sample is a file audit*.csv, not {path.name}",
            where="--plan",
            remedy=f"name it {path.with_name('audit_2.csv')}, for instance",
        )
    if path.exists():
        raise ReviewError(
            "this sample is drawn already, and what reviewers said rests on it",
            where=str(path),
            remedy=f"draw another one beside it: --plan {typed(str(path.with_name('audit_2.csv')))}",
        )
    return path
