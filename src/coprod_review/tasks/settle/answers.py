"""People's and readers' codings settled, with agreement and disagreements."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import raise_all
from coprod_review.tasks.settle import told
from coprod_review.tasks.settle.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_review.adjudicate.resolve import ResolvedCodings
    from coprod_review.coding.reopened import Reopened
    from coprod_review.coding.reopening import Reopening
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.corpus import Coder, FormerLook
    from coprod_review.model.report import Report
    from coprod_review.tasks.settle.supplied import Supplied


def settle_answers(task: Task) -> None:
    """Read what people supplied, settle it, write codings, settled codes, agreement and disagreements."""
    from coprod_review.adjudicate import disagreements, resolve
    from coprod_review.adjudicate.overruled import overruled, overruled_by_codebook
    from coprod_review.adjudicate.settle import settle
    from coprod_review.io import tables
    from coprod_review.io.sheets import write_csv
    from coprod_review.tasks.beside import beside
    from coprod_review.tasks.settle.supplied import read_supplied

    output: Path = task.output
    given = read_supplied(task)
    write_csv(output / "unresolved.csv", resolve.UNRESOLVED_COLUMNS, (asdict(x) for x in given.lost))
    files = {
        "adjudication": task.adjudications,
        "dispute": task.disputes,
        "audit": task.audits,
    }
    raise_all(told.nobodys(given.lost, codings=task.codings, decisions=files))
    again = _reopening(task, given)
    resolved = _set_back(given.resolved, again.by_place)
    why = {place: one.why for place, one in again.by_place.items()}
    with beside(partial(_write_agreement, output, resolved.codings, given)) as seen:
        settled = settle(resolved, given.adjudications, given.coders, given.codebook, reopened=why)
        _write_reopened(output / paths.REOPENED.name, again.reopened, given.reports)
        tables.write_codings(output / "codings.parquet", resolved.codings)
        tables.write_codes(output / "settled.parquet", settled)
        differing = disagreements.disagreement_table(resolved, settled, given.coders, given.reports)
        write_csv(output / "disagreements.csv", disagreements.COLUMNS, differing)
        _write_objections(task, given, settled)
    told.tell_reopening(again, task.older)
    told.tell_disputes(given.objections)
    told.tell_seen(seen.result())
    told.tell_overruled(overruled(settled, resolved.codings, given.coders))
    told.tell_overruled_by_codebook(overruled_by_codebook(settled))
    told.tell(resolved.codings, settled, given.lost, n_differing=len(differing), coders=given.coders)


def _write_objections(task: Task, given: Supplied, settled: Sequence[CodeOfRecord]) -> None:
    """What people object to in settled codes, and all that they said of codes that they looked at."""
    from coprod_review.adjudicate import disputes
    from coprod_review.io.sheets import write_csv

    rows = disputes.dispute_table(given.objections, settled, given.reports)
    write_csv(task.output / paths.DISPUTED.name, disputes.COLUMNS, rows)
    looks = disputes.look_table(
        given.audits,
        given.objections,
        given.adjudications,
        former=_former_looks(task, given.coders),
        names=given.names,
    )
    write_csv(task.output / paths.LOOKS.name, disputes.LOOK_COLUMNS, looks)


def _former_looks(task: Task, coders: Mapping[str, Coder]) -> list[FormerLook]:
    """What reviewers said first, those who code by their codings."""
    from coprod_review.io import corpus

    former = corpus.read_former_looks(
        audits=task.audits, disputes=task.disputes, adjudications=task.adjudications
    )
    return former + [
        look
        for coder in coders.values()
        if not coder.blind
        for look in corpus.read_first_codings(task.codings / f"{coder.name}.csv", coder=coder.name)
    ]


def _write_agreement(folder: Path, codings: Sequence[Coding], given: Supplied) -> list[dict[str, str]]:
    """Agreement of each two coders, code by code, and of all coders together.

    Answers that were given after seeing those of others are left out, written beside it, and returned.
    """
    from coprod_review.adjudicate import agreement
    from coprod_review.adjudicate.seen import SEEN_COLUMNS, seen_answers, without_seen
    from coprod_review.io.sheets import write_csv

    seen = seen_answers(codings, given.coders)
    write_csv(folder / paths.SEEN.name, SEEN_COLUMNS, seen)
    blind = without_seen(codings, {(r["report"], r["dimension"], r["coder"]) for r in seen})
    settings = given.config.analyse
    measures = (
        ("agreement.csv", agreement.COLUMNS, agreement.agreement_table),
        ("agreement_codes.csv", agreement.CODE_COLUMNS, agreement.code_agreement_table),
        ("agreement_all.csv", agreement.ALL_COLUMNS, agreement.all_coders_table),
    )
    for name, columns, table in measures:
        rows = table(
            blind,
            given.codebook,
            draws=settings.bootstrap_draws,
            seed=given.config.seed,
            confidence=settings.interval,
        )
        write_csv(folder / name, columns, rows)
    return seen


def _reopening(task: Task, given: Supplied) -> Reopening:
    """The answers and adjudications under older codebooks that changes since then affect.

    What rules and lineage say under the present codebook tells whom a change may concern; they are asked
    about the reports that have such answers, and no others.
    """
    from coprod_review.coding.reopening import reopening
    from coprod_review.coding.rule_set_codings import codings_under
    from coprod_review.io.rule_sets import read_rule_set
    from coprod_review.tasks.settle.following import answers_following

    versions = {*given.older, given.codebook.version}
    codebook, older = given.codebook, given.older
    codings = answers_following(given.resolved.codings, given.adjudications, given.coders, versions)
    concerned = sorted({coding.report_id for coding in codings if coding.codebook in older})
    if not concerned:
        return reopening(codings, codebook, older)
    rules = read_rule_set(task.codebook.parent)
    return reopening(
        codings,
        codebook,
        older,
        answers=codings_under(rules, [given.reports[report_id] for report_id in concerned]),
        spoken_for={(p.dimension, p.code) for p in rules.patterns},
    )


def _set_back(resolved: ResolvedCodings, again: Mapping[tuple[str, str, str], Reopened]) -> ResolvedCodings:
    """The codings, those that are re-opened without their codes: these stand in their notes."""
    from coprod_review.coding.reopening import set_back

    codings = (
        set_back(c, again[place]) if (place := (c.report_id, c.dimension, c.coder)) in again else c
        for c in resolved.codings
    )
    return replace(resolved, codings=tuple(codings))


def _write_reopened(path: Path, reopened: Iterable[Reopened], reports: Mapping[str, Report]) -> None:
    from coprod_review.coding.reopened import COLUMNS
    from coprod_review.io.sheets import write_csv

    rows = [asdict(r) | {"report": r.report_id, "title": reports[r.report_id].title} for r in reopened]
    write_csv(path, COLUMNS, rows)
