"""`coprod-review sample`: draw reports for people to code, with known probabilities, blind to the machine."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.pages.wording import counted

if TYPE_CHECKING:
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.sample import PlannedReport

MACHINE_ANSWERS = (paths.CODED / "combination.parquet", paths.CODED / "rules.parquet")
"""Whose answers make the strata, the first that is there: rules code before anything is settled."""

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; size, strata and floor stand in the configuration, too."""
    parser.add_argument(
        "--size", type=int, metavar="N", help="how many reports to draw now, besides those of earlier draws"
    )
    parser.add_argument("--seed", type=int, help="the same seed draws the same reports")
    parser.add_argument(
        "--strata",
        nargs="*",
        metavar="DIMENSION",
        help="draw from strata by the machine's answers in these; without a name, from all reports alike",
    )
    parser.add_argument("--floor", type=int, metavar="N", help="draw at least this many from each stratum")
    parser.add_argument(
        "--audit",
        action="store_true",
        help="draw decided codes for reviewers to look at, not reports to code",
    )
    parser.add_argument(
        "--half-width",
        type=_share,
        metavar="SHARE",
        help="with --audit: half the width that the interval of the error may have",
    )
    parser.add_argument(
        "--expected",
        type=_share,
        default=0.5,
        metavar="SHARE",
        help="with --audit: the share of errors to expect",
    )
    parser.add_argument("--codes", type=Path, default=paths.CODES, metavar="FILE")
    parser.add_argument("--machine", type=Path, metavar="FILE", help="codings whose answers make the strata")
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--plan", type=Path, default=paths.GOLD_PLAN, metavar="FILE")


def run(arguments: argparse.Namespace) -> None:
    """Draw, add the draw to the plan, and tell how coders get sheets; earlier draws stay as they are."""
    if arguments.audit:
        from coprod_review.tasks.sample.audit import draw_for_audit

        draw_for_audit(arguments)
    else:
        _draw_reports(arguments)


def _draw_reports(arguments: argparse.Namespace) -> None:
    from coprod_review.analyse.sampling import draw, machine_strata
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_registry
    from coprod_review.io.samples import read_plan, write_plan
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name

    config = read_yaml(arguments.settings, Config)
    codebook = read_codebook(arguments.codebook)
    strata = config.estimate.strata if arguments.strata is None else tuple(arguments.strata)
    _refuse_unknown(strata, codebook)
    reports = tables.read_reports(arguments.reports)
    included = [d.report_id for d in tables.read_screening(arguments.decisions) if d.included]
    machine = _machine(arguments.machine) if strata else None
    plan = read_plan(arguments.plan)
    drawn = draw(
        machine_strata(included, tables.read_codings(machine) if machine else (), strata),
        _resolved(plan, report_id_by_name(reports, read_registry(arguments.registry))),
        size=config.estimate.size if arguments.size is None else arguments.size,
        floor=config.estimate.floor if arguments.floor is None else arguments.floor,
        seed=config.seed if arguments.seed is None else arguments.seed,
    )
    write_plan(arguments.plan, [*plan, *drawn])
    LOG.info(
        "sample: draw %d took %d of %d reports from %s%s; plan %s",
        drawn[0].draw,
        sum(row.drawn for row in drawn),
        len(drawn),
        counted(len({row.stratum for row in drawn}), "stratum", "strata"),
        f" by {machine.stem}" if machine else "",
        arguments.plan,
    )
    LOG.info(
        "sample: each coder's blind sheet: coprod-review sheet export --coder NAME %s", _named(arguments.plan)
    )


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no share between 0 and 1 (0.05 for five points of a hundred)"
        )
    return value


def _named(plan: Path) -> str:
    """How `sheet export` is told of a plan."""
    beside = plan.parent == paths.GOLD_PLAN.parent
    return f"--sample {plan.stem}" if beside else f"--reports {plan}"


def _refuse_unknown(strata: Sequence[str], codebook: Codebook) -> None:
    for name in strata:
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
