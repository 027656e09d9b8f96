"""`coprod-review analyse`: codes of record -> numbers, cross-tables, partnership model, claims."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from coprod_review.adjudicate.seen import Answered
    from coprod_review.analyse.analysis import Analysis
    from coprod_review.analyse.ledger import Section
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import Coding
    from coprod_review.model.corpus import Characteristics
    from coprod_review.model.partnership import PartnershipModel
    from coprod_review.tasks.analyse.given import Given

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
    from coprod_review.io import tables
    from coprod_review.io.sheets import write_csv
    from coprod_review.tasks.analyse.given import read_given
    from coprod_review.tasks.analyse.networks import with_networks

    given = read_given(arguments)
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


def _found(arguments: argparse.Namespace, given: Given) -> Analysis:
    """The analysis but for its networks."""
    from coprod_review.analyse.analysis import analyse
    from coprod_review.analyse.overlap import overlap_of, overlap_sections
    from coprod_review.io.corpus import read_manifest
    from coprod_review.io.report_sources import read_report_sources
    from coprod_review.tasks.analyse.audits import audits
    from coprod_review.tasks.analyse.corrected import corrected
    from coprod_review.tasks.analyse.machines import operating, performance

    coded, config = given.coded, given.config
    exports = read_manifest(arguments.manifest) if arguments.manifest.exists() else ()
    overlap = overlap_of(read_report_sources(arguments.reports), exports)
    return analyse(
        coded,
        given.codebook,
        _model(arguments, given.codebook),
        _characteristics(arguments.characteristics, given.names),
        performance=performance(arguments, given),
        operating=operating(arguments, given),
        agreement=_agreement(arguments, given.codings, given.seen),
        overlap=overlap_sections(overlap, included=set(coded)),
        corrected=corrected(arguments, given),
        audits=audits(arguments, given.names, config, given.machine.get("combination", ())),
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
