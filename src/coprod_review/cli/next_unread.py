"""`coprod-review next`: unread reports in an order learnt from what people decided, and whether to go on."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.config import Config
    from coprod_review.model.report import Report
    from coprod_review.prioritise.known import Read
    from coprod_review.prioritise.ranking import Ranked
    from coprod_review.prioritise.stopping import Standing

SHOWN = 20
LONGEST_TITLE = 90
PROGRESS_COLUMNS = (
    "reports", "read", "relevant", "unread", "recall", "confidence", "chance_missed", "stop", "further",
)  # fmt: skip
OPEN_STATUSES = ("open", "waiting")
ORDERS = ("certainty", "uncertainty", "mixed")

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; orders and the goal of the stopping rule stand in the configuration."""
    add = parser.add_argument
    add(
        "--order",
        choices=ORDERS,
        help="the order of both lists: likeliest first, most doubtful first, or both in turn",
    )
    add("--recall", type=float, metavar="SHARE", help="share of the relevant reports to be found")
    add("--confidence", type=float, metavar="SHARE", help="how sure to be that this share is found")
    add(
        "--drawn-since",
        metavar="DATE",
        help="reports judged from this day on (2026-11-05) were drawn at random: test these alone",
    )
    add("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    add("--judgements", type=Path, default=paths.SCREENING_JUDGEMENTS, metavar="FILE")
    add("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    add("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    add("--codes", type=Path, default=paths.CODES, metavar="FILE", help="codes of record, if there are any")
    add("--codings", type=Path, default=paths.CODINGS, metavar="FOLDER", help="what people have coded")
    add("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    add("--output", type=Path, default=paths.NEXT, metavar="FOLDER")


def run(arguments: argparse.Namespace) -> None:
    """Write screening.csv, coding.csv and progress.csv, and print the first reports and the advice."""
    from coprod_review.config import Config
    from coprod_review.io import corpus, tables
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.prioritise.known import read_reports
    from coprod_review.prioritise.ranking import RANKED_COLUMNS, rank_unread

    config = with_options(read_yaml(arguments.settings, Config), arguments)
    reports = sorted(tables.read_reports(arguments.reports), key=lambda r: r.report_id)
    _tell_newer(reports, arguments)
    names = report_id_by_name(reports, corpus.read_registry(arguments.registry))
    coders = corpus.read_coders(arguments.coders)
    read, gone = read_reports(corpus.read_judgements(arguments.judgements), coders, names)
    standing = _standing(read, len(reports), config, arguments.drawn_since)
    screening = rank_unread(
        reports,
        {r.report_id: r.relevant for r in read},
        question=" ".join((config.review.title, config.review.question, *config.review.sub_questions)),
        order=config.next.screening_order,
        seed=config.seed,
    )
    coding = _coding(reports, names, config, arguments, dropped={r.report_id for r in read if not r.relevant})
    for name, ranked in (("screening", screening), ("coding", coding)):
        write_csv(arguments.output / f"{name}.csv", RANKED_COLUMNS, (_row(one) for one in ranked))
    write_csv(arguments.output / "progress.csv", PROGRESS_COLUMNS, [_progress(standing, config)])
    _tell(screening, coding, standing, config, gone=gone, output=arguments.output)


def _tell_newer(reports: Sequence[Report], arguments: argparse.Namespace) -> None:
    """Warn of exports that no run has read yet: their reports cannot be ranked."""
    from coprod_review.tasks.run.newer import newer_than

    newer = newer_than(
        arguments.reports.parent.parent,
        corpus=arguments.registry.parent,
        config=arguments.settings.parent,
        read={record_id.rpartition(":")[0] for report in reports for record_id in report.record_ids},
    )
    if newer.unread:
        LOG.warning("next: what is in %s is not ranked yet: run `make review` first", ", ".join(newer.unread))


def with_options(config: Config, arguments: argparse.Namespace) -> Config:
    """The configuration with what the options say instead."""
    changed: dict[str, object] = {}
    if arguments.order:
        changed |= {"screening_order": arguments.order, "coding_order": arguments.order}
    for name in ("recall", "confidence"):
        value = getattr(arguments, name)
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
    arguments: argparse.Namespace,
    *,
    dropped: set[str],
) -> list[Ranked]:
    """Reports with open codes that no person has coded since the run; none where nothing was coded yet."""
    from coprod_review.io import corpus, tables
    from coprod_review.model.coding import SETTLED_STATUSES
    from coprod_review.prioritise.coding_order import rank_open

    if not arguments.codes.exists():
        return []
    people = {c.name for c in corpus.read_coders(arguments.coders) if c.kind == "person"}
    answered = {
        (names.get(c.report_id, c.report_id), c.dimension)
        for c in corpus.read_codings(arguments.codings)
        if c.coder in people
    }
    present = {report.report_id for report in reports} - dropped
    settled, asked = [], dict[str, list[str]]()
    for code in tables.read_codes(arguments.codes):
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


def _tell(
    screening: Sequence[Ranked],
    coding: Sequence[Ranked],
    standing: Standing,
    config: Config,
    *,
    gone: Sequence[str],
    output: Path,
) -> None:
    from coprod_review.prioritise.told import advice

    for title, ranked, order in (
        ("to screen", screening, config.next.screening_order),
        ("to code", coding, config.next.coding_order),
    ):
        if ranked:
            print(f"Next {title}, by {order} ({min(SHOWN, len(ranked))} of {len(ranked)}):")
            print("\n".join(_line(one) for one in ranked[:SHOWN]) + "\n")
        else:
            print(f"Nothing is left {title}.\n")
    print(advice(standing, recall=config.next.recall, confidence=config.next.confidence))
    if gone:
        LOG.warning(
            "next: %d judged reports stand in no export now, and their judgements wait for them: %s",
            len(gone),
            ", ".join(gone[:10]),
        )
    LOG.info(
        "next: %d reports to screen, %d to code; %s", len(screening), len(coding), output / "screening.csv"
    )


def _line(one: Ranked) -> str:
    title = one.title if len(one.title) <= LONGEST_TITLE else f"{one.title[: LONGEST_TITLE - 1]}…"
    return f"{one.rank:>4}  {one.score:+.2f}  {one.report}  {title or '(no title)'}\n            {one.why}"
