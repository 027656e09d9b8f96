"""What `coprod-review settle` starts from: what people supplied, by the report ids of the present run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from coprod_review.adjudicate.disputes import Disputed
    from coprod_review.adjudicate.resolve import ResolvedAdjudications, ResolvedCodings, Unresolved
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import Coding
    from coprod_review.model.corpus import Audit, Coder
    from coprod_review.model.report import Report
    from coprod_review.tasks.settle.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """Codings and decisions of people, with the codebooks that they followed and the reports they are on.

    `names` leads from every name of a report to its id, `reports` are those that anybody has answered
    anything of, and `lost` the answers whose report the present run does not have.
    """

    config: Config
    codebook: Codebook
    older: Mapping[str, Codebook]
    names: Mapping[str, str]
    reports: Mapping[str, Report]
    coders: Mapping[str, Coder]
    resolved: ResolvedCodings
    adjudications: ResolvedAdjudications
    objections: Sequence[Disputed]
    audits: Sequence[Audit]
    lost: Sequence[Unresolved]


def read_supplied(task: Task) -> Supplied:
    """What stands in the files that are named; raises ReviewErrors where it is faulty."""
    from coprod_review.adjudicate import disputes, resolve
    from coprod_review.config import Config
    from coprod_review.io import corpus
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.included import ReportNames
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.resolve import report_id_by_name

    config = read_yaml(task.settings, Config)
    codebook = read_codebook(task.codebook)
    registry = corpus.read_registry(task.registry)
    names = report_id_by_name(ReportNames(task.reports), registry)
    reports = _answered_reports(task, names)
    known = {name for r in registry for name in r.aliases} | set(corpus.registered_ids(registry))
    older = _older(task.older, codebook, where=str(task.codebook))
    on = {name: reports[report_id] for name, report_id in names.items() if report_id in reports}
    codings = corpus.read_codings(task.codings, codebook=codebook, reports=on, older=older)
    coders = _coders(task.coders, codings)
    resolved = resolve.resolve_codings(codings, names, registered=known)
    adjudicated = corpus.read_adjudications(task.adjudications, codebook=codebook, older=older)
    adjudications = resolve.resolve_adjudications(adjudicated, names, registered=known)
    objections, astray = disputes.disputed(
        corpus.read_disputes(task.disputes), adjudications, names, registered=known
    )
    audits, unseen = disputes.resolve_audits(corpus.read_audits(task.audits), names, registered=known)
    return Supplied(
        config=config,
        codebook=codebook,
        older=older,
        names=names,
        reports=reports,
        coders=coders,
        resolved=resolved,
        adjudications=adjudications,
        objections=objections,
        audits=audits,
        lost=(*resolved.unresolved, *adjudications.unresolved, *astray, *unseen),
    )


def _answered_reports(task: Task, names: Mapping[str, str]) -> dict[str, Report]:
    """The reports that anybody has answered anything of, by id: of a million they are few."""
    from coprod_review.io.codings import codings_files
    from coprod_review.io.parquet import Only
    from coprod_review.io.people_tables import named_reports
    from coprod_review.io.tables import read_reports

    files = (*codings_files(task.codings), task.adjudications, task.disputes, task.audits)
    named = {name for path in files for name in named_reports(path)}
    asked = Only(column="report_id", values={names[name] for name in named if name in names})
    return {report.report_id: report for report in read_reports(task.reports, only=asked)}


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
