"""`coprod-review rehearse`: act as if only a gold sample were settled, and code all other reports by machine.

The sample is drawn by the answers of the rules, which owe nothing to settled codes. Classifier and
combination then learn from its settled codes alone, beside teaching texts. What they and the sample say can
be held against all settled codes.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coprod_review.config import Config
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.report import Report
    from coprod_review.model.sample import PlannedReport

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument("--rules", type=Path, default=paths.OUT_OF_FOLD / "rules.parquet", metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.OUT_OF_FOLD / "lineage.parquet", metavar="FILE")
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER")
    parser.add_argument("--teaching-rules", type=Path, default=paths.TEACHING_RULES, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--output", type=Path, default=paths.REHEARSAL, metavar="FOLDER")


def run(arguments: argparse.Namespace) -> None:
    """Write the plan of the sample, and the codings of a machine that knows the settled codes of it alone."""
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.included import included_ids
    from coprod_review.io.parquet import Only
    from coprod_review.io.samples import write_plan
    from coprod_review.io.yamls import read_yaml

    config = read_yaml(arguments.settings, Config)
    settled = tables.read_codes(arguments.settled)
    coded = {code.report_id for code in settled}
    included = set(included_ids(arguments.decisions))
    those = Only(column="report_id", values=included & coded)
    reports = tables.read_reports(arguments.reports, only=those)
    machine = {name: tables.read_codings(getattr(arguments, name)) for name in ("rules", "lineage")}
    plan = _plan(reports, machine["rules"], config)
    drawn = {row.report_id for row in plan if row.drawn}
    known = [code for code in settled if code.report_id in drawn]
    codings = _taught(arguments, reports, known, machine=machine, config=config) if drawn else []
    write_plan(arguments.output / "plan.csv", plan)
    tables.write_codings(arguments.output / "combination.parquet", codings)
    LOG.info(
        "rehearse: %d of %d coded reports count as settled, from %d strata; they taught a machine %d codings",
        len(drawn),
        len(reports),
        len({row.stratum for row in plan}),
        len(codings),
    )


def _plan(reports: Sequence[Report], rules: Sequence[Coding], config: Config) -> list[PlannedReport]:
    """The sample; none where the reports are too few to draw from, which the log tells."""
    from coprod_review.analyse.sampling import draw, machine_strata

    if not reports:
        LOG.warning("rehearse: no sample is drawn: no included report has a code of record")
        return []
    estimate = config.estimate
    strata = machine_strata([r.report_id for r in reports], rules, estimate.strata)
    try:
        return draw(strata, (), size=estimate.size, floor=estimate.floor, seed=config.seed)
    except ReviewError as error:
        LOG.warning("rehearse: no sample is drawn: %s", error)
        return []


def _taught(
    arguments: argparse.Namespace,
    reports: Sequence[Report],
    known: Sequence[CodeOfRecord],
    *,
    machine: Mapping[str, Sequence[Coding]],
    config: Config,
) -> list[Coding]:
    """The combination of all machine coders, as learned from the known codes; those out of fold.

    The penalties that are kept for runs were chosen on all settled codes: a machine that knows a sample alone
    chooses its own.
    """
    from coprod_review.cli.training_plan import plan_of
    from coprod_review.coding.classifier import classify
    from coprod_review.coding.combine import combine
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.tables import read_codings
    from coprod_review.io.teaching import read_teaching

    codebook = read_codebook(arguments.codebook)
    inputs = config.classifier.inputs
    teaching = read_teaching(arguments.teaching, codebook, weight=config.classifier.teaching_weight)
    rules = [*machine["rules"], *(read_codings(arguments.teaching_rules) if teaching.texts else ())]
    classified = classify(
        reports,
        settled=known,
        rules=rules if "rules" in inputs else (),
        lineage=machine["lineage"] if "lineage" in inputs else (),
        codebook=codebook,
        plan=plan_of(config),
        teaching=teaching,
        n_shown=0,
    )
    return combine(
        rules=rules,
        lineage=machine["lineage"],
        classifier=[*classified.codings, *classified.of_teaching],
        inner=classified.inner,
        settled=[*known, *teaching.codes],
        codebook=codebook,
        coverage=config.decide.coverage,
        per_code_from=config.decide.per_code_from,
    )
