"""`coprod-review settle`: people's and readers' codings -> settled codes, agreement, disagreements."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.cli import settle_told as told
from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_review.adjudicate.resolve import ResolvedAdjudications, ResolvedCodings
    from coprod_review.coding.reopened import Reopened
    from coprod_review.coding.reopening import Reopening
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import Coding
    from coprod_review.model.corpus import Coder, FormerLook
    from coprod_review.model.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    parser.add_argument("--codings", type=Path, default=paths.CODINGS, metavar="FOLDER")
    parser.add_argument("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    parser.add_argument("--adjudications", type=Path, default=paths.ADJUDICATIONS, metavar="FILE")
    parser.add_argument("--disputes", type=Path, default=paths.DISPUTES, metavar="FILE")
    parser.add_argument("--audits", type=Path, default=paths.AUDITS, metavar="FILE")
    parser.add_argument(
        "--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE", help="patterns stand beside it"
    )
    parser.add_argument(
        "--older", type=Path, default=paths.OLDER_CODEBOOKS, metavar="FOLDER", help="older codebooks"
    )
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument(
        "--output", type=Path, default=paths.SETTLED.parent, metavar="FOLDER", help="where the tables go"
    )


def run(arguments: argparse.Namespace) -> None:
    """Read what people supplied, settle it, write codings, settled codes, agreement and disagreements."""
    from coprod_review.adjudicate import disagreements, disputes, resolve
    from coprod_review.adjudicate.seen import SEEN_COLUMNS, seen_answers, without_seen
    from coprod_review.adjudicate.settle import settle
    from coprod_review.config import Config
    from coprod_review.io import corpus, tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.included import ReportNames
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name

    config = read_yaml(arguments.settings, Config)
    codebook = read_codebook(arguments.codebook)
    registry = corpus.read_registry(arguments.registry)
    names = report_id_by_name(ReportNames(arguments.reports), registry)
    reports = _answered_reports(arguments, names)
    registered = {name for r in registry for name in r.aliases} | set(corpus.registered_ids(registry))
    older = _older(arguments.older, codebook, where=str(arguments.codebook))
    codings = corpus.read_codings(
        arguments.codings,
        codebook=codebook,
        reports={name: reports[report_id] for name, report_id in names.items() if report_id in reports},
        older=older,
    )
    coders = _coders(arguments.coders, codings)
    resolved = resolve.resolve_codings(codings, names, registered=registered)
    adjudications = resolve.resolve_adjudications(
        corpus.read_adjudications(arguments.adjudications, codebook=codebook, older=older),
        names,
        registered=registered,
    )
    objections, astray = disputes.disputed(
        corpus.read_disputes(arguments.disputes), adjudications, names, registered=registered
    )
    audits, unseen = disputes.resolve_audits(
        corpus.read_audits(arguments.audits), names, registered=registered
    )
    lost = (*resolved.unresolved, *adjudications.unresolved, *astray, *unseen)
    write_csv(arguments.output / "unresolved.csv", resolve.UNRESOLVED_COLUMNS, (asdict(x) for x in lost))
    files = {
        "adjudication": arguments.adjudications,
        "dispute": arguments.disputes,
        "audit": arguments.audits,
    }
    raise_all(told.nobodys(lost, codings=arguments.codings, decisions=files))
    again = _reopening(arguments, resolved, adjudications, codebook, older, reports=reports)
    resolved = _set_back(resolved, again.why)
    settled = settle(resolved, adjudications, coders, codebook, reopened=again.why)
    _write_reopened(arguments.output / paths.REOPENED.name, again.reopened, reports)
    tables.write_codings(arguments.output / "codings.parquet", resolved.codings)
    tables.write_codes(arguments.output / "settled.parquet", settled)
    seen = seen_answers(resolved.codings, coders)
    write_csv(arguments.output / paths.SEEN.name, SEEN_COLUMNS, seen)
    blind = without_seen(resolved.codings, {(r["report"], r["dimension"], r["coder"]) for r in seen})
    _write_agreement(arguments.output, blind, codebook, config)
    differing = disagreements.disagreement_table(resolved, settled, coders, reports)
    write_csv(arguments.output / "disagreements.csv", disagreements.COLUMNS, differing)
    write_csv(
        arguments.output / paths.DISPUTED.name,
        disputes.COLUMNS,
        disputes.dispute_table(objections, settled, reports),
    )
    former = _former_looks(arguments, coders)
    looks = disputes.look_table(audits, objections, adjudications, former=former, names=names)
    write_csv(arguments.output / paths.LOOKS.name, disputes.LOOK_COLUMNS, looks)
    told.tell_reopening(again, arguments.older)
    told.tell_disputes(objections)
    told.tell_seen(seen)
    told.tell(resolved.codings, settled, lost, n_differing=len(differing), coders=coders)


def _former_looks(arguments: argparse.Namespace, coders: Mapping[str, Coder]) -> list[FormerLook]:
    """What reviewers said first, those who code by their codings."""
    from coprod_review.io import corpus

    former = corpus.read_former_looks(
        audits=arguments.audits, disputes=arguments.disputes, adjudications=arguments.adjudications
    )
    return former + [
        look
        for coder in coders.values()
        if not coder.blind
        for look in corpus.read_first_codings(arguments.codings / f"{coder.name}.csv", coder=coder.name)
    ]


def _answered_reports(arguments: argparse.Namespace, names: Mapping[str, str]) -> dict[str, Report]:
    """The reports that anybody has answered anything of, by id: of a million they are few."""
    from coprod_review.io.codings import codings_files
    from coprod_review.io.parquet import Only
    from coprod_review.io.people_tables import named_reports
    from coprod_review.io.tables import read_reports

    files = (*codings_files(arguments.codings), arguments.adjudications, arguments.disputes, arguments.audits)
    named = {name for path in files for name in named_reports(path)}
    asked = Only(column="report_id", values={names[name] for name in named if name in names})
    return {report.report_id: report for report in read_reports(arguments.reports, only=asked)}


def _write_agreement(folder: Path, codings: Sequence[Coding], codebook: Codebook, config: Config) -> None:
    """Agreement of each two coders, code by code, and of all coders together."""
    from coprod_review.adjudicate import agreement
    from coprod_review.io.sheets import write_csv

    measures = (
        ("agreement.csv", agreement.COLUMNS, agreement.agreement_table),
        ("agreement_codes.csv", agreement.CODE_COLUMNS, agreement.code_agreement_table),
        ("agreement_all.csv", agreement.ALL_COLUMNS, agreement.all_coders_table),
    )
    for name, columns, table in measures:
        rows = table(
            codings,
            codebook,
            draws=config.analyse.bootstrap_draws,
            seed=config.seed,
            confidence=config.analyse.interval,
        )
        write_csv(folder / name, columns, rows)


def _older(folder: Path, codebook: Codebook, *, where: str) -> Mapping[str, Codebook]:
    """The older codebooks by version; raises ReviewError where the present one needs a new version."""
    from coprod_review.io.older_codebooks import read_older_codebooks
    from coprod_review.model.codebook_digest import definitions_digest

    older = read_older_codebooks(folder)
    kept = older.pop(codebook.version, None)
    if kept is not None and definitions_digest(kept) != definitions_digest(codebook):
        raise ReviewError(
            f"the definitions are not those that are kept as codebook {codebook.version} in {folder}",
            where=where,
            remedy="raise version: codings tell by it which definitions they followed",
        )
    return older


def _reopening(
    arguments: argparse.Namespace,
    resolved: ResolvedCodings,
    adjudications: ResolvedAdjudications,
    codebook: Codebook,
    older: Mapping[str, Codebook],
    *,
    reports: Mapping[str, Report],
) -> Reopening:
    """The answers and adjudications under older codebooks that changes since then affect.

    What rules and lineage say under the present codebook tells whom a change may concern; they are asked
    about the reports that have such answers, and no others.
    """
    from coprod_review.adjudicate.settle import adjudication_name
    from coprod_review.coding.reopening import reopening
    from coprod_review.coding.rule_set_codings import codings_under
    from coprod_review.io.rule_sets import read_rule_set
    from coprod_review.model.coding import Coding

    ruled = [
        Coding(
            report_id=report,
            dimension=dimension,
            codes=a.codes,
            coder=adjudication_name(a),
            codebook=a.codebook,
        )
        for (report, dimension), given in adjudications.by_place.items()
        for a in given
    ]
    codings = [*resolved.codings, *ruled]
    concerned = sorted({coding.report_id for coding in codings if coding.codebook in older})
    if not concerned:
        return reopening(codings, codebook, older)
    rules = read_rule_set(arguments.codebook.parent)
    return reopening(
        codings,
        codebook,
        older,
        answers=codings_under(rules, [reports[report_id] for report_id in concerned]),
        spoken_for={(p.dimension, p.code) for p in rules.patterns},
    )


def _set_back(resolved: ResolvedCodings, why: Mapping[tuple[str, str, str], str]) -> ResolvedCodings:
    """The codings, those that are re-opened without their codes: these stand in their notes."""
    from coprod_review.coding.reopening import set_back

    codings = (
        set_back(c, why[place]) if (place := (c.report_id, c.dimension, c.coder)) in why else c
        for c in resolved.codings
    )
    return replace(resolved, codings=tuple(codings))


def _write_reopened(path: Path, reopened: Iterable[Reopened], reports: Mapping[str, Report]) -> None:
    from coprod_review.coding.reopened import COLUMNS
    from coprod_review.io.sheets import write_csv

    rows = [asdict(r) | {"report": r.report_id, "title": reports[r.report_id].title} for r in reopened]
    write_csv(path, COLUMNS, rows)


def _coders(path: Path, codings: Iterable[Coding]) -> Mapping[str, Coder]:
    """The coders by name; every coding must be of one of them."""
    from coprod_review.io.corpus import read_coders

    names = sorted({coding.coder for coding in codings})
    coders = {coder.name: coder for coder in read_coders(path)}
    raise_all(
        ReviewError(
            f"nothing is said of the coder {name!r}, who has codings",
            where=str(path),
            remedy=f"add an entry for {name}: kind, role, how, codebook and blind",
        )
        for name in names
        if name not in coders
    )
    return coders
