"""A sample drawn for people to code, with known probabilities, blind to the machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.pages.terminal import typed
from coprod_review.pages.wording import counted
from coprod_review.tasks.since_run import Folders, excluded_by_now, tell_excluded, tell_older

if TYPE_CHECKING:
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.sample import PlannedReport

MACHINE_ANSWERS = (paths.CODED / "combination.parquet", paths.CODED / "rules.parquet")
"""Whose answers make the strata, the first that is there: rules code before anything is settled."""

LOG = logging.getLogger("coprod_review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """From which reports or codes to draw, how many with which chances, and the plan that is added to."""

    size: int | None
    seed: int | None
    strata: Sequence[str] | None
    floor: int | None
    audit: bool
    half_width: float | None
    expected: float
    codes: Path
    machine: Path | None
    reports: Path
    decisions: Path
    registry: Path
    codebook: Path
    settings: Path
    plan: Path

    @property
    def folders(self) -> Folders:
        """Where the review stands whose files these are."""
        return Folders(
            corpus=self.registry.parent,
            config=self.settings.parent,
            results=self.reports.parent.parent,
        )


def draw_reports(task: Task) -> None:
    """Draw, add the draw to the plan, and tell how coders get sheets; earlier draws stay as they are."""
    from coprod_review.analyse.sampling import draw, machine_strata
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_registry
    from coprod_review.io.samples import read_plan, write_plan
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name

    config = read_yaml(task.settings, Config)
    codebook = read_codebook(task.codebook)
    plan = read_plan(task.plan)
    tell_older("sample", task.folders, own=[paths.SAMPLES])
    strata = _strata(task, config, plan)
    _refuse_unknown(task, config, codebook)
    reports = tables.read_reports(task.reports)
    excluded = excluded_by_now(task.folders, reports=task.reports)
    of_run = [d.report_id for d in tables.read_screening(task.decisions) if d.included]
    included = [report_id for report_id in of_run if report_id not in excluded]
    tell_excluded("sample", excluded.intersection(of_run))
    machine = _machine(task.machine) if strata else None
    stratum_by_report = machine_strata(included, tables.read_codings(machine) if machine else (), strata)
    if machine and len(set(stratum_by_report.values())) == 1:
        _tell_one_stratum(machine, strata, stratum_by_report)
        machine = None
    drawn = draw(
        stratum_by_report,
        _resolved(plan, report_id_by_name(reports, read_registry(task.registry))),
        size=config.estimate.size if task.size is None else task.size,
        floor=config.estimate.floor if task.floor is None else task.floor,
        seed=config.seed if task.seed is None else task.seed,
    )
    write_plan(task.plan, [*plan, *drawn])
    tell_fewer(task.size, sum(row.drawn for row in drawn), "included reports that no draw has taken")
    LOG.info(
        "sample: draw %d took %d of %d reports from %s; plan %s",
        drawn[0].draw,
        sum(row.drawn for row in drawn),
        len(drawn),
        _strata_in_words(drawn, by=machine.stem if machine else ""),
        task.plan,
    )
    LOG.info(
        "sample: each coder's blind sheet: coprod-review sheet export --coder NAME %s", _named(task.plan)
    )


def tell_fewer(asked: int | None, n_drawn: int, what: str) -> None:
    """Warn where fewer could be drawn than were asked for: there are no more of them."""
    if asked is not None and n_drawn < asked:
        LOG.warning("sample: %d were asked for, and %d taken: there are no more %s", asked, n_drawn, what)


def _strata(task: Task, config: Config, plan: Sequence[PlannedReport]) -> Sequence[str]:
    """The dimensions that make strata: as named, else as the plan was drawn, else as the settings say.

    A plan that was drawn from all reports alike goes on so; where strata are named for it, that is told.
    """
    from coprod_review.analyse.sampling import is_drawn_from_all_alike

    from_all_alike = is_drawn_from_all_alike(plan)
    if task.strata is None:
        return () if from_all_alike else config.estimate.strata
    if task.strata and from_all_alike:
        LOG.warning(
            "sample: until now %s was drawn from all reports alike; reports new since then are drawn by "
            "%s from now on, the others as before",
            task.plan,
            ", ".join(task.strata),
        )
    return tuple(task.strata)


def _strata_in_words(drawn: Sequence[PlannedReport], *, by: str) -> str:
    """How many strata a draw has taken from, those of earlier draws apart."""
    strata = {row.stratum for row in drawn}
    new = {name for name in strata if name.startswith(f"{drawn[0].draw}: ")}
    earlier = counted(len(strata - new), "stratum", "strata")
    of_now = f"{counted(len(new), 'stratum', 'strata')}{f' by {by}' if by else ''}"
    if not new:
        return f"{earlier} of earlier draws"
    return f"{earlier} of earlier draws and {of_now}" if strata - new else of_now


def _tell_one_stratum(machine: Path, strata: Sequence[str], stratum_by_report: Mapping[str, str]) -> None:
    LOG.warning(
        "sample: no strata could be made: what %s says of %s is the same in all %d reports (%s); the draw is "
        "one from all alike. Name answers of another coder by --machine, or other dimensions by --strata",
        machine.stem,
        ", ".join(strata),
        len(stratum_by_report),
        next(iter(stratum_by_report.values())),
    )


def _named(plan: Path) -> str:
    """How `sheet export` is told of a plan."""
    beside = plan.parent == paths.SAMPLES
    return f"--sample {typed(plan.stem)}" if beside else f"--reports {typed(str(plan))}"


def _refuse_unknown(task: Task, config: Config, codebook: Codebook) -> None:
    """Raise ReviewErrors where strata are to be made by what is no dimension, by option or settings."""
    from coprod_review.errors import raise_all
    from coprod_review.io.named_dimensions import unknown_dimensions

    if task.strata is None:
        raise_all(unknown_dimensions(task.settings, config, codebook))
    for name in task.strata or ():
        if name not in codebook.dimensions:
            raise ReviewError(
                f"{name!r} is no dimension of the codebook",
                where="--strata",
                remedy=f"use one of: {', '.join(codebook.dimensions)}",
            )


def _machine(named: Path | None) -> Path:
    found = named or next((path for path in MACHINE_ANSWERS if path.exists()), None)
    if found is None or not found.exists():
        raise ReviewError(
            "there are no machine answers to make strata of",
            where=str(found or MACHINE_ANSWERS[-1]),
            remedy="run the review first (`make review`), or draw at random: --strata with nothing behind it",
        )
    return found


def _resolved(plan: Sequence[PlannedReport], names: Mapping[str, str]) -> list[PlannedReport]:
    """The plan under the present ids; reports that no export holds any more stay out of reach."""
    lost = sorted({row.report_id for row in plan} - set(names))
    if lost:
        LOG.warning("sample: %d reports of the plan are not there any more: %s", len(lost), ", ".join(lost))
    return [replace(row, report_id=names.get(row.report_id, row.report_id)) for row in plan]
