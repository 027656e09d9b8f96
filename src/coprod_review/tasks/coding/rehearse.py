"""A gold sample rehearsed: as if only it were settled, all other reports coded by machine."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError
from coprod_review.model.coding import SETTLED_STATUSES
from coprod_review.paths import UNREHEARSED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from coprod_review.coding.tokens import Text
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.report import Report
    from coprod_review.model.sample import PlannedReport
    from coprod_review.model.teaching import Teaching

LOG = logging.getLogger("coprod_review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the run knows of the reports that people coded, and where the rehearsal goes."""

    reports: Path
    pairs: Path
    decisions: Path
    settled: Path
    rules: Path
    lineage: Path
    teaching: Path
    teaching_rules: Path
    codebook: Path
    settings: Path
    gold: Path
    registry: Path
    output: Path


def rehearse_sample(task: Task) -> None:
    """Write the plan of the sample, and the codings of a machine that knows the settled codes of it alone."""
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.included import included_ids
    from coprod_review.io.parquet import Only
    from coprod_review.io.related_pairs import read_related
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.yamls import read_yaml

    config = read_yaml(task.settings, Config)
    codebook = read_codebook(task.codebook)
    settled = tables.read_codes(task.settled)
    included = set(included_ids(task.decisions))
    those = Only(column="report_id", values=included & {code.report_id for code in settled})
    teaching = read_teaching(task.teaching, codebook, weight=config.classifier.teaching_weight)
    rehearse(
        Known(
            reports=tables.read_reports(task.reports, only=those),
            settled=settled,
            rules=tables.read_codings(task.rules),
            of_texts=tables.read_codings(task.teaching_rules) if teaching.texts else (),
            lineage=tables.read_codings(task.lineage),
            teaching=teaching,
            codebook=codebook,
            related=read_related(task.pairs),
            gold=gold_reports(task.gold, reports=task.reports, registry=task.registry),
        ),
        config,
        task.output,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Reports that people coded, their codes, and what rules and lineage say of them.

    `of_texts` is what rules say of the teaching texts; codings of other reports may be among `rules`. `texts`
    has by report id what `texts_of` gives, where it is at hand; `related` are pairs of records of one study,
    `gold` the reports of the gold sample.
    """

    reports: Sequence[Report]
    settled: Sequence[CodeOfRecord]
    rules: Sequence[Coding]
    of_texts: Sequence[Coding]
    lineage: Sequence[Coding]
    teaching: Teaching
    codebook: Codebook
    texts: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    related: Sequence[tuple[str, str]] = ()
    gold: Collection[str] = ()


def gold_reports(plan: Path, *, reports: Path, registry: Path) -> list[str]:
    """The present reports that the gold sample has drawn, by whatever names; none without its plan."""
    from coprod_review.io.corpus import read_registry
    from coprod_review.io.included import ReportNames
    from coprod_review.io.samples import read_plan
    from coprod_review.model.resolve import report_id_by_name

    if not plan.exists():
        return []
    names = report_id_by_name(ReportNames(reports), read_registry(registry))
    drawn = {names.get(row.report_id, "") for row in read_plan(plan) if row.drawn}
    return sorted(drawn - {""})


def rehearse(known: Known, config: Config, output: Path) -> None:
    """Draw the sample, teach a machine its codes alone, and write both, or why nothing is rehearsed."""
    from coprod_review.io.samples import write_plan
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.tables import write_codings

    plan, why_not = _plan(known, config)
    drawn = {row.report_id for row in plan if row.drawn}
    codings = _taught(known, drawn, config) if drawn else []
    write_plan(output / "plan.csv", plan)
    write_codings(output / "combination.parquet", codings)
    write_csv(output / UNREHEARSED.name, ("reason",), [{"reason": why_not}] if why_not else [])
    if why_not:
        LOG.warning("rehearse: no sample is drawn: %s", why_not)
        return
    LOG.info(
        "rehearse: %d of %d coded reports count as settled, from %d strata; they taught a machine %d codings",
        len(drawn),
        len(known.reports),
        len({row.stratum for row in plan}),
        len(codings),
    )


def _plan(known: Known, config: Config) -> tuple[list[PlannedReport], str]:
    """The sample, or none and why: a rehearsal tells something only of answers that it does not hold."""
    from coprod_review.analyse.sampling import draw, machine_strata

    estimate, reports = config.estimate, known.reports
    if not reports:
        return [], "nobody has coded or adjudicated an included report"
    settled = {code.report_id for code in known.settled if code.status in SETTLED_STATUSES and code.codes}
    if settled & set(known.gold):
        return [], "a gold sample is drawn and partly settled, which answers the question itself"
    if min(estimate.size, len(reports)) > estimate.rehearse_up_to * len(reports):
        return [], (
            f"a sample of {estimate.size} would take more than {100 * estimate.rehearse_up_to:g} % "
            f"of the {len(reports)} coded reports, so that its intervals would be held against itself"
        )
    strata = machine_strata([r.report_id for r in reports], known.rules, estimate.strata)
    try:
        plan = draw(strata, (), size=estimate.size, floor=estimate.floor, seed=config.seed)
    except ReviewError as error:
        return [], str(error)
    return plan, ""


def _taught(known: Known, drawn: Collection[str], config: Config) -> list[Coding]:
    """The combination of all machine coders, as learned from the known codes; those out of fold.

    The penalties that are kept for runs were chosen on all settled codes: a machine that knows a sample alone
    chooses its own.
    """
    from coprod_review.coding.classifier import classify
    from coprod_review.coding.combine import combine
    from coprod_review.tasks.coding.plan import plan_of

    settled = [code for code in known.settled if code.report_id in drawn]
    inputs = config.classifier.inputs
    rules = [*known.rules, *known.of_texts]
    classified = classify(
        known.reports,
        settled=settled,
        rules=rules if "rules" in inputs else (),
        lineage=known.lineage if "lineage" in inputs else (),
        codebook=known.codebook,
        plan=plan_of(config),
        teaching=known.teaching,
        n_shown=0,
        texts=known.texts,
        related=known.related,
    )
    return combine(
        rules=rules,
        lineage=known.lineage,
        classifier=[*classified.codings, *classified.of_teaching],
        inner=classified.inner,
        settled=[*settled, *known.teaching.codes],
        codebook=known.codebook,
        coverage=config.decide.coverage,
        per_code_from=config.decide.per_code_from,
        least_chance=config.decide.least_chance,
    )
