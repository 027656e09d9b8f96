"""What `coprod-review analyse` says of the machine coders: performance, and what thresholds let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from coprod_review.analyse.ledger import Section
    from coprod_review.analyse.performance import PerformanceTables
    from coprod_review.model.coding import Coding
    from coprod_review.tasks.analyse.given import Given
    from coprod_review.tasks.analyse.task import Task

MACHINE_FILES = ("rules", "lineage", "classifier", "baselines", "combination")
"""The codings of machines below the folder of codes, each a table of its own."""


def machine_codings(folder: Path, report_ids: Collection[str]) -> dict[str, list[Coding]]:
    """What each machine says of some reports, without passages; scores where they are weighed."""
    from coprod_review.io import tables
    from coprod_review.io.parquet import Only

    only = Only(column="report_id", values=report_ids)
    files = {name: folder / f"{name}.parquet" for name in MACHINE_FILES}
    return {
        name: tables.read_codings(
            path,
            only=only,
            without=("evidence",) if name == "combination" else ("evidence", "scores"),
        )
        for name, path in files.items()
        if path.exists()
    }


def performance(task: Task, given: Given) -> PerformanceTables:
    """Performance on the included reports, against settled codes and against persons and readers."""
    from coprod_review.analyse.performance import performance_tables
    from coprod_review.io.corpus import read_coders

    coders = read_coders(task.coders)
    heard = {coder.name for coder in coders if coder.is_heard}
    included = set(given.coded)
    return performance_tables(
        [coding for codings in given.machine.values() for coding in codings if coding.report_id in included],
        [c for c in given.settled if c.report_id in included],
        [c for c in given.codings if c.coder in heard and c.report_id in included],
        given.codebook,
        development_ids=_development_ids(task.development, given.names),
        seed=given.config.seed,
        draws=given.config.analyse.bootstrap_draws,
        confidence=given.config.analyse.interval,
        coverage=given.config.decide.coverage,
    )


def operating(task: Task, given: Given) -> Section:
    """What each threshold of the run lets through; without kept thresholds, the steps of rules alone."""
    from coprod_review.analyse.operating_points import Levels, operating_points
    from coprod_review.io.patterns import read_decisions
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.trained import COMBINATION, kept_thresholds

    codebook, config = given.codebook, given.config
    kept = task.coded / "trained" / COMBINATION
    return operating_points(
        [coding for name in ("combination", "rules") for coding in given.machine.get(name, ())],
        given.settled,
        kept_thresholds(kept) if kept.exists() else {},
        teaching=read_teaching(task.teaching, codebook, weight=config.classifier.teaching_weight).codes,
        decisions=read_decisions(task.rule_steps, codebook) if task.rule_steps.exists() else (),
        included=frozenset(given.coded),
        development_ids=_development_ids(task.development, given.names),
        levels=Levels(
            coverage=config.decide.coverage,
            min_settled_per_code=config.decide.min_settled_per_code,
            per_code_from=config.decide.per_code_from,
            least_chance=config.decide.least_chance,
            confidence=config.analyse.interval,
        ),
    )


def _development_ids(path: Path, names: Mapping[str, str]) -> frozenset[str]:
    """The reports that patterns were written with, as far as they are present; none without the list."""
    from coprod_review.io.sheets import read_csv

    rows = read_csv(path, required=("report",)) if path.exists() else []
    return frozenset(names[row["report"]] for row in rows if row["report"] in names)
