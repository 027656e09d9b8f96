"""Unread reports ranked by what people decided, and whether enough is read."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError
from coprod_review.model.record import export_of

if TYPE_CHECKING:
    from coprod_review.config import Config
    from coprod_review.model.report import Report
    from coprod_review.prioritise.known import Read
    from coprod_review.prioritise.ranking import Ranked
    from coprod_review.prioritise.stopping import Standing

PROGRESS_COLUMNS = (
    "reports", "read", "relevant", "unread", "recall", "confidence", "chance_missed", "stop", "further",
)  # fmt: skip
OPEN_STATUSES = ("open", "waiting")
LOG = logging.getLogger("coprod_review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What people decided and coded, in which order to rank the rest, and when enough is read."""

    order: str | None
    recall: float | None
    confidence: float | None
    drawn_since: str | None
    reports: Path
    judgements: Path
    coders: Path
    registry: Path
    codes: Path
    codings: Path
    settings: Path
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Both lists in their order, how reading stands, and the judged reports that no export has now."""

    screening: Sequence[Ranked]
    coding: Sequence[Ranked]
    standing: Standing
    config: Config
    gone: Sequence[str]


def rank_next(task: Task) -> Unread:
    """The unread reports ranked; writes screening.csv, coding.csv and progress.csv."""
    from coprod_review.config import Config
    from coprod_review.io import corpus, tables
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.prioritise.known import read_reports
    from coprod_review.prioritise.ranking import RANKED_COLUMNS, rank_unread

    config = with_goal(
        read_yaml(task.settings, Config), order=task.order, recall=task.recall, confidence=task.confidence
    )
    reports = sorted(tables.read_reports(task.reports), key=lambda r: r.report_id)
    _tell_newer(reports, task)
    names = report_id_by_name(reports, corpus.read_registry(task.registry))
    coders = corpus.read_coders(task.coders)
    read, gone = read_reports(corpus.read_judgements(task.judgements), coders, names)
    standing = _standing(read, len(reports), config, task.drawn_since)
    screening = rank_unread(
        reports,
        {r.report_id: r.relevant for r in read},
        question=" ".join((config.review.title, config.review.question, *config.review.sub_questions)),
        order=config.next.screening_order,
        seed=config.seed,
    )
    coding = _coding(reports, names, config, task, dropped={r.report_id for r in read if not r.relevant})
    for name, ranked in (("screening", screening), ("coding", coding)):
        write_csv(task.output / f"{name}.csv", RANKED_COLUMNS, (_row(one) for one in ranked))
    write_csv(task.output / "progress.csv", PROGRESS_COLUMNS, [_progress(standing, config)])
    return Unread(screening=screening, coding=coding, standing=standing, config=config, gone=gone)


def _tell_newer(reports: Sequence[Report], task: Task) -> None:
    """Warn of exports that no run has read yet: their reports cannot be ranked."""
    from coprod_review.tasks.run.newer import newer_than

    newer = newer_than(
        task.reports.parent.parent,
        corpus=task.registry.parent,
        config=task.settings.parent,
        read={export_of(record_id) for report in reports for record_id in report.record_ids},
    )
    if newer.unread:
        LOG.warning("next: what is in %s is not ranked yet: run `make review` first", ", ".join(newer.unread))


def with_goal(config: Config, *, order: str | None, recall: float | None, confidence: float | None) -> Config:
    """The configuration with the order and the goal of reading that are named instead of its own.

    Raises ReviewError for a goal that is no share between 0 and 1.
    """
    changed: dict[str, object] = {}
    if order:
        changed |= {"screening_order": order, "coding_order": order}
    for name, value in (("recall", recall), ("confidence", confidence)):
        if value is not None and not 0 < value < 1:
            raise ReviewError(
                f"{value:g} is no share between 0 and 1",
                where=f"--{name}",
                remedy="write 0.95 for 95 %; no stopping rule can promise the last report for sure",
            )
        changed |= {name: value} if value is not None else {}
    return config.model_copy(update={"next": config.next.model_copy(update=changed)})


def _standing(read: Sequence[Read], n_total: int, config: Config, drawn_since: str | None) -> Standing:
    import numpy as np

    from coprod_review.prioritise.stopping import Goal, standing

    goal = Goal(recall=config.next.recall, confidence=config.next.confidence)
    drawn_from = None
    if drawn_since is not None:
        read, drawn_from = _drawn_last(read, drawn_since)
    labels = np.array([r.relevant for r in read], dtype=bool)
    return standing(labels, n_total=n_total, goal=goal, drawn_from=drawn_from)


def _drawn_last(read: Sequence[Read], since: str) -> tuple[list[Read], int]:
    """The reports with those judged from a day on at the end, and how many come before these."""
    from coprod_review.io.rows import is_date

    if not is_date(since):
        raise ReviewError(
            f"{since!r} is not a date", where="--drawn-since", remedy="write the day as 2026-11-05"
        )
    before = [r for r in read if r.date < since]
    drawn = [r for r in read if r.date >= since]
    if not drawn:
        raise ReviewError(
            "no report was judged from this day on",
            where=f"--drawn-since {since}",
            remedy="screen reports that are drawn at random first, or leave the option out",
        )
    return [*before, *drawn], len(before)


def _coding(
    reports: Sequence[Report],
    names: Mapping[str, str],
    config: Config,
    task: Task,
    *,
    dropped: set[str],
) -> list[Ranked]:
    """Reports with open codes that no person has coded since the run; none where nothing was coded yet."""
    from coprod_review.io import corpus, tables
    from coprod_review.model.coding import SETTLED_STATUSES
    from coprod_review.prioritise.coding_order import rank_open

    if not task.codes.exists():
        return []
    people = {c.name for c in corpus.read_coders(task.coders) if c.kind == "person"}
    answered = {
        (names.get(c.report_id, c.report_id), c.dimension)
        for c in corpus.read_codings(task.codings)
        if c.coder in people
    }
    present = {report.report_id for report in reports} - dropped
    settled, asked = [], dict[str, list[str]]()
    for code in tables.read_codes(task.codes):
        if code.status in SETTLED_STATUSES:
            settled.append(code)
            continue
        place = (code.report_id, code.dimension)
        if code.status in OPEN_STATUSES and code.report_id in present and place not in answered:
            asked.setdefault(code.report_id, []).append(code.dimension)
    return rank_open(
        reports,
        settled,
        asked,
        weights=config.decide.queue_weights,
        other_weight=config.decide.queue_other_weight,
        order=config.next.coding_order,
    )


def _row(one: Ranked) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("rank", "report", "score", "title", "why")}


def _progress(standing: Standing, config: Config) -> dict[str, object]:
    return {
        "reports": standing.n_read + standing.n_unread,
        "read": standing.n_read,
        "relevant": standing.n_relevant,
        "unread": standing.n_unread,
        "recall": config.next.recall,
        "confidence": config.next.confidence,
        "chance_missed": f"{standing.chance_missed:.4g}",
        "stop": standing.stop,
        "further": standing.further,
    }
