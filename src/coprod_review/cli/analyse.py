"""`coprod-review analyse`: codes of record -> numbers, cross-tables, partnership model, claims."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coprod_review.analyse.coded import CodedReports
    from coprod_review.analyse.ledger import Section
    from coprod_review.analyse.performance import PerformanceTables
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import Coding
    from coprod_review.model.corpus import Characteristics
    from coprod_review.model.partnership import PartnershipModel

MACHINE_FILES = ("rules", "lineage", "classifier", "baselines", "combination")
"""The codings of machines below the folder of codes, each a table of its own."""

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; those of people's files may name nothing, outside a review folder."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument(
        "--coded", type=Path, default=paths.CODED, metavar="FOLDER", help="codes of record, machine codings"
    )
    parser.add_argument(
        "--settled", type=Path, default=paths.SETTLED.parent, metavar="FOLDER", help="what settle has written"
    )
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--model", type=Path, default=paths.MODEL, metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.LINEAGE, metavar="FILE")
    parser.add_argument("--terms", type=Path, default=paths.TERMS, metavar="FILE", help="words of the map")
    parser.add_argument(
        "--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER", help="texts that taught thresholds"
    )
    parser.add_argument(
        "--rule-steps", type=Path, default=paths.RULE_STEPS, metavar="FILE", help="steps of the rule coder"
    )
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    parser.add_argument("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    parser.add_argument("--characteristics", type=Path, default=paths.CHARACTERISTICS, metavar="FILE")
    parser.add_argument("--manifest", type=Path, default=paths.MANIFEST, metavar="FILE")
    parser.add_argument(
        "--development",
        type=Path,
        default=paths.RULE_DEVELOPMENT,
        metavar="FILE",
        help="the reports that patterns were written with",
    )
    parser.add_argument(
        "--gold", type=Path, default=paths.GOLD_PLAN, metavar="FILE", help="the plan of the gold sample"
    )
    parser.add_argument("--rehearsal", type=Path, default=paths.REHEARSAL, metavar="FOLDER")
    parser.add_argument("--output", type=Path, default=paths.ANALYSIS, metavar="FOLDER")


def run(arguments: argparse.Namespace) -> None:
    """Read what the stages before found, analyse it, write the tables and the ledger."""
    from coprod_review.analyse.analysis import analyse
    from coprod_review.analyse.coded import coded_reports
    from coprod_review.analyse.overlap import overlap_of, overlap_sections
    from coprod_review.cli.analyse_networks import with_networks
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_manifest, read_registry
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name

    config = read_yaml(arguments.settings, Config)
    codebook = read_codebook(arguments.codebook)
    reports = tables.read_reports(arguments.reports)
    names = report_id_by_name(reports, read_registry(arguments.registry))
    exports = read_manifest(arguments.manifest) if arguments.manifest.exists() else ()
    coded = coded_reports(
        reports,
        tables.read_screening(arguments.decisions),
        tables.read_codes(arguments.coded / "codes.parquet"),
    )
    codings = tables.read_codings(arguments.settled / "codings.parquet")
    analysis = analyse(
        coded,
        codebook,
        _model(arguments, codebook),
        _characteristics(arguments.characteristics, names),
        performance=_performance(arguments, coded, codings, codebook=codebook, names=names, config=config),
        operating=_operating(arguments, coded, codebook=codebook, names=names, config=config),
        agreement=_agreement(arguments, codings),
        overlap=overlap_sections(overlap_of(reports, exports), included=set(coded)),
        corrected=_corrected(arguments, coded, codebook=codebook, names=names, config=config),
        settings=config.analyse,
        seed=config.seed,
    )
    analysis = with_networks(analysis, arguments, coded, codebook=codebook, config=config)
    for name, table in analysis.tables.items():
        write_csv(arguments.output / f"{name}.csv", table.columns, table.rows)
    write_csv(arguments.output / "missing.csv", ("missing",), ({"missing": note} for note in analysis.notes))
    tables.write_numbers(arguments.output / "numbers.parquet", analysis.numbers)
    LOG.info(
        "analyse: %d included reports, %d tables, %d numbers; %s; %s",
        len(coded),
        len(analysis.tables),
        len(analysis.numbers),
        ", ".join(f"claim {row['claim']} {row['verdict']}" for row in analysis.tables["claims"].rows),
        _lacking(len(analysis.notes)),
    )


def _lacking(n: int) -> str:
    """How much the analysis lacked, as missing.csv lists it."""
    if not n:
        return "nothing missing"
    return "1 thing missing" if n == 1 else f"{n} things missing"


def _model(arguments: argparse.Namespace, codebook: Codebook) -> PartnershipModel:
    """The partnership model, its sources compared with the codebook's and the works of the lineage."""
    from coprod_review.io.partnership import read_partnership_model, source_keys

    known = {*codebook.sources, *source_keys(arguments.lineage)} if arguments.lineage.exists() else None
    return read_partnership_model(arguments.model, known_sources=known)


def _characteristics(path: Path, names: Mapping[str, str]) -> list[Characteristics]:
    """The extraction sheet by present report ids; rows of other reports are named in the log."""
    from coprod_review.io.corpus import read_characteristics

    entries = read_characteristics(path)
    lost = sorted(set(entries) - set(names))
    if lost:
        LOG.warning(
            "analyse: %d rows of the extraction sheet are of no present report: %s",
            len(lost),
            ", ".join(lost),
        )
    return [replace(entry, report_id=names[name]) for name, entry in sorted(entries.items()) if name in names]


def _performance(
    arguments: argparse.Namespace,
    coded: CodedReports,
    codings: Iterable[Coding],
    *,
    codebook: Codebook,
    names: Mapping[str, str],
    config: Config,
) -> PerformanceTables:
    """Performance on the included reports, against settled codes and against persons and readers."""
    from coprod_review.analyse.performance import performance_tables
    from coprod_review.io import tables
    from coprod_review.io.corpus import read_coders

    machine: list[Coding] = []
    for name in MACHINE_FILES:
        path = arguments.coded / f"{name}.parquet"
        if path.exists():
            machine += tables.read_codings(path)
    coders = read_coders(arguments.coders)
    heard = {coder.name for coder in coders if coder.role != "collector"}
    included = set(coded)
    return performance_tables(
        [coding for coding in machine if coding.report_id in included],
        [c for c in tables.read_codes(arguments.settled / "settled.parquet") if c.report_id in included],
        [c for c in codings if c.coder in heard and c.report_id in included],
        codebook,
        development_ids=_development_ids(arguments.development, names),
        seed=config.seed,
        draws=config.analyse.bootstrap_draws,
        coverage=config.decide.coverage,
    )


def _development_ids(path: Path, names: Mapping[str, str]) -> frozenset[str]:
    """The reports that patterns were written with, as far as they are present; none without the list."""
    from coprod_review.io.sheets import read_csv

    rows = read_csv(path, required=("report",)) if path.exists() else []
    return frozenset(names[row["report"]] for row in rows if row["report"] in names)


def _operating(
    arguments: argparse.Namespace,
    coded: CodedReports,
    *,
    codebook: Codebook,
    names: Mapping[str, str],
    config: Config,
) -> Section:
    """What each threshold of the run lets through; without kept thresholds, the steps of rules alone."""
    from coprod_review.analyse.operating_points import Levels, operating_points
    from coprod_review.io import tables
    from coprod_review.io.patterns import read_decisions
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.trained import COMBINATION, kept_thresholds

    kept = arguments.coded / "trained" / COMBINATION
    machine = [arguments.coded / f"{name}.parquet" for name in ("combination", "rules")]
    return operating_points(
        [coding for path in machine if path.exists() for coding in tables.read_codings(path)],
        tables.read_codes(arguments.settled / "settled.parquet"),
        kept_thresholds(kept) if kept.exists() else {},
        teaching=read_teaching(arguments.teaching, codebook, weight=config.classifier.teaching_weight).codes,
        decisions=read_decisions(arguments.rule_steps, codebook) if arguments.rule_steps.exists() else (),
        included=frozenset(coded),
        development_ids=_development_ids(arguments.development, names),
        levels=Levels(
            coverage=config.decide.coverage,
            min_settled_per_code=config.decide.min_settled_per_code,
            per_code_from=config.decide.per_code_from,
            confidence=config.analyse.interval,
        ),
    )


def _corrected(
    arguments: argparse.Namespace,
    coded: CodedReports,
    *,
    codebook: Codebook,
    names: Mapping[str, str],
    config: Config,
) -> Section:
    """Corrected shares from the gold sample, where people drew one, and from the rehearsed one."""
    from coprod_review.analyse.corrected_table import GOLD, REHEARSAL, corrected_section
    from coprod_review.analyse.gold_sample import gold_sample
    from coprod_review.io import tables
    from coprod_review.io.samples import read_plan
    from coprod_review.model.sample import inclusion_by_report

    settled = tables.read_codes(arguments.settled / "settled.parquet")
    samples = []
    if arguments.gold.exists():
        plan = [replace(r, report_id=names.get(r.report_id, "")) for r in read_plan(arguments.gold)]
        machine = tables.read_codings(arguments.coded / "combination.parquet")
        inclusion = inclusion_by_report(row for row in plan if row.report_id)
        samples.append(gold_sample(GOLD, coded, inclusion=inclusion, settled=settled, machine=machine))
    if config.estimate.rehearse and (arguments.rehearsal / "plan.csv").exists():
        samples.append(
            gold_sample(
                REHEARSAL,
                coded,
                inclusion=inclusion_by_report(read_plan(arguments.rehearsal / "plan.csv")),
                settled=settled,
                machine=tables.read_codings(arguments.rehearsal / "combination.parquet"),
                only_settled=True,
            )
        )
    return corrected_section(samples, codebook, confidence=config.analyse.interval)


def _agreement(arguments: argparse.Namespace, codings: Iterable[Coding]) -> Section:
    """The numbers of agreement.csv; a table of another run than the codings is a fault of the user."""
    from coprod_review.adjudicate.agreement import COLUMNS
    from coprod_review.analyse.agreement_numbers import agreement_numbers
    from coprod_review.io.sheets import read_csv

    path = arguments.settled / "agreement.csv"
    try:
        return agreement_numbers(read_csv(path, required=COLUMNS), codings)
    except ValueError as error:
        raise ReviewError(
            f"agreement and codings are not of one run ({error})",
            where=str(path),
            remedy="run `coprod-review settle` again",
        ) from None
