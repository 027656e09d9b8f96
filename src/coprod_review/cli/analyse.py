"""`coprod-review analyse`: codes of record -> numbers, cross-tables, partnership model, claims."""

from __future__ import annotations

import argparse
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from coprod_review.adjudicate.seen import Answered
    from coprod_review.analyse.analysis import Analysis
    from coprod_review.analyse.coded import CodedReports
    from coprod_review.analyse.ledger import Section
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.corpus import Characteristics
    from coprod_review.model.partnership import PartnershipModel

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
    parser.add_argument(
        "--samples", type=Path, default=paths.AUDIT_PLAN.parent, metavar="FOLDER", help="audit*.csv in it"
    )
    parser.add_argument("--rehearsal", type=Path, default=paths.REHEARSAL, metavar="FOLDER")
    parser.add_argument("--output", type=Path, default=paths.ANALYSIS, metavar="FOLDER")


def run(arguments: argparse.Namespace) -> None:
    """Read what the stages before found, analyse it, write the tables and the ledger."""
    from coprod_review.cli.analyse_networks import with_networks
    from coprod_review.io import tables
    from coprod_review.io.sheets import write_csv

    given = _given(arguments)
    analysis = with_networks(
        _found(arguments, given), arguments, given.coded, codebook=given.codebook, config=given.config
    )
    for name, table in analysis.tables.items():
        write_csv(arguments.output / f"{name}.csv", table.columns, table.rows)
    write_csv(arguments.output / "missing.csv", ("missing",), ({"missing": note} for note in analysis.notes))
    tables.write_numbers(arguments.output / "numbers.parquet", analysis.numbers)
    LOG.info(
        "analyse: %d included reports, %d tables, %d numbers; %s; %s",
        len(given.coded),
        len(analysis.tables),
        len(analysis.numbers),
        ", ".join(f"claim {row['claim']} {row['verdict']}" for row in analysis.tables["claims"].rows),
        _lacking(len(analysis.notes)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What the stages before found: the included reports with their codes, and what was said of them.

    `machine` and `settled` hold settled reports that were excluded too, which teach thresholds.
    """

    config: Config
    codebook: Codebook
    names: Mapping[str, str]
    coded: CodedReports
    codings: Sequence[Coding]
    settled: Sequence[CodeOfRecord]
    seen: Collection[Answered]
    machine: Mapping[str, Sequence[Coding]]


def _given(arguments: argparse.Namespace) -> _Given:
    from coprod_review.analyse.coded import coded_reports
    from coprod_review.cli.analyse_machines import machine_codings
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_registry
    from coprod_review.io.included import ReportNames, read_included, read_included_screening
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name

    coded = coded_reports(
        read_included(arguments.reports, arguments.decisions),
        read_included_screening(arguments.decisions),
        tables.read_codes(arguments.coded / "codes.parquet"),
    )
    settled = tables.read_codes(arguments.settled / "settled.parquet")
    return _Given(
        config=read_yaml(arguments.settings, Config),
        codebook=read_codebook(arguments.codebook),
        names=report_id_by_name(ReportNames(arguments.reports), read_registry(arguments.registry)),
        coded=coded,
        codings=tables.read_codings(arguments.settled / "codings.parquet", without=("evidence", "scores")),
        settled=settled,
        seen=_seen(arguments.settled / paths.SEEN.name),
        machine=machine_codings(arguments.coded, {*coded, *(code.report_id for code in settled)}),
    )


def _found(arguments: argparse.Namespace, given: _Given) -> Analysis:
    """The analysis but for its networks."""
    from coprod_review.analyse.analysis import analyse
    from coprod_review.analyse.overlap import overlap_of, overlap_sections
    from coprod_review.cli.analyse_audits import audits
    from coprod_review.cli.analyse_machines import operating, performance
    from coprod_review.io.corpus import read_manifest
    from coprod_review.io.report_sources import read_report_sources

    coded, machine, settled, config = (given.coded, given.machine, given.settled, given.config)
    exports = read_manifest(arguments.manifest) if arguments.manifest.exists() else ()
    overlap = overlap_of(read_report_sources(arguments.reports), exports)
    return analyse(
        coded,
        given.codebook,
        _model(arguments, given.codebook),
        _characteristics(arguments.characteristics, given.names),
        performance=performance(
            arguments,
            coded,
            given.codings,
            machine,
            settled,
            codebook=given.codebook,
            names=given.names,
            config=config,
        ),
        operating=operating(
            arguments,
            coded,
            machine,
            settled,
            codebook=given.codebook,
            names=given.names,
            config=config,
        ),
        agreement=_agreement(arguments, given.codings, given.seen),
        overlap=overlap_sections(overlap, included=set(coded)),
        corrected=_corrected(
            arguments,
            coded,
            machine,
            settled,
            given.seen,
            codebook=given.codebook,
            names=given.names,
            config=config,
        ),
        audits=audits(arguments, given.names, config, machine.get("combination", ())),
        settings=config.analyse,
        seed=config.seed,
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


def _corrected(
    arguments: argparse.Namespace,
    coded: CodedReports,
    machine: Mapping[str, Sequence[Coding]],
    settled: Sequence[CodeOfRecord],
    seen: Collection[Answered],
    *,
    codebook: Codebook,
    names: Mapping[str, str],
    config: Config,
) -> Section:
    """Corrected shares from the gold sample, where people drew one, and from the rehearsed one.

    What is settled only by answers that were given after seeing others' corrects nothing.
    """
    from coprod_review.adjudicate.seen import rests_on_seen
    from coprod_review.analyse.corrected_table import GOLD, REHEARSAL, corrected_section
    from coprod_review.analyse.gold_sample import gold_sample
    from coprod_review.io import tables
    from coprod_review.io.files import no_stage_file
    from coprod_review.io.samples import read_plan
    from coprod_review.model.sample import inclusion_by_report

    samples = []
    notes: list[str] = []
    if arguments.gold.exists():
        if "combination" not in machine:
            raise no_stage_file(arguments.coded / "combination.parquet")
        plan = [replace(r, report_id=names.get(r.report_id, "")) for r in read_plan(arguments.gold)]
        inclusion = inclusion_by_report(row for row in plan if row.report_id)
        blind = [code for code in settled if not rests_on_seen(code, seen)]
        n_left_out = sum(rests_on_seen(code, seen) and code.report_id in inclusion for code in settled)
        if n_left_out:
            notes.append(
                f"gold sample: {n_left_out} settled answers do not count in it, since who gave them had seen "
                "what was settled there"
            )
        samples.append(
            gold_sample(GOLD, coded, inclusion=inclusion, settled=blind, machine=machine["combination"])
        )
    if config.estimate.rehearse and (arguments.rehearsal / "plan.csv").exists():
        samples.append(
            gold_sample(
                REHEARSAL,
                coded,
                inclusion=inclusion_by_report(read_plan(arguments.rehearsal / "plan.csv")),
                settled=settled,
                machine=tables.read_codings(
                    arguments.rehearsal / "combination.parquet", without=("evidence",)
                ),
                only_settled=True,
            )
        )
    section = corrected_section(samples, codebook, confidence=config.analyse.interval)
    return replace(section, notes=(*section.notes, *notes))


def _seen(path: Path) -> frozenset[Answered]:
    """The answers that are not blind, though their coders are; none in runs of earlier versions."""
    from coprod_review.adjudicate.seen import SEEN_COLUMNS
    from coprod_review.io.sheets import read_csv

    rows = read_csv(path, required=SEEN_COLUMNS) if path.exists() else []
    return frozenset((row["report"], row["dimension"], row["coder"]) for row in rows)


def _agreement(
    arguments: argparse.Namespace, codings: Iterable[Coding], seen: Collection[Answered]
) -> Section:
    """The numbers of agreement.csv; a table of another run than the codings is a fault of the user."""
    from coprod_review.adjudicate.agreement import COLUMNS
    from coprod_review.analyse.agreement_numbers import agreement_numbers
    from coprod_review.io.sheets import read_csv

    path = arguments.settled / "agreement.csv"
    try:
        return agreement_numbers(read_csv(path, required=COLUMNS), codings, seen=seen)
    except ValueError as error:
        raise ReviewError(
            f"agreement and codings are not of one run ({error})",
            where=str(path),
            remedy="run `coprod-review settle` again",
        ) from None
