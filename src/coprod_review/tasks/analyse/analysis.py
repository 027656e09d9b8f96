"""From codes of record to numbers, cross-tables, the partnership model and claims."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError
from coprod_review.tasks.analyse.task import Task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from coprod_review.analyse.analysis import Analysis
    from coprod_review.analyse.ledger import Section
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.corpus import Characteristics
    from coprod_review.model.partnership import PartnershipModel
    from coprod_review.tasks.analyse.given import Given

LOG = logging.getLogger("coprod_review")


def analyse_codes(task: Task) -> None:
    """Read what the stages before found, analyse it, write the tables and the ledger."""
    from coprod_review.io import tables
    from coprod_review.io.sheets import write_csv
    from coprod_review.tasks.analyse.given import read_given
    from coprod_review.tasks.analyse.networks import with_networks

    given = read_given(task)
    analysis = with_networks(
        _found(task, given), task, given.coded, codebook=given.codebook, config=given.config
    )
    for name, table in analysis.tables.items():
        write_csv(task.output / f"{name}.csv", table.columns, table.rows)
    write_csv(task.output / "missing.csv", ("missing",), ({"missing": note} for note in analysis.notes))
    tables.write_numbers(task.output / "numbers.parquet", analysis.numbers)
    verdicts = ", ".join(f"claim {row['claim']} {row['verdict']}" for row in analysis.tables["claims"].rows)
    LOG.info(
        "analyse: %d included reports, %d tables, %d numbers; %s%s",
        len(given.coded),
        len(analysis.tables),
        len(analysis.numbers),
        f"{verdicts}; " if verdicts else "",
        _lacking(len(analysis.notes)),
    )


def _found(task: Task, given: Given) -> Analysis:
    """The analysis but for its networks."""
    from coprod_review.analyse.analysis import analyse
    from coprod_review.analyse.forms import STRATEGY
    from coprod_review.analyse.overlap import overlap_of, overlap_sections
    from coprod_review.analyse.passages import passage_numbers
    from coprod_review.analyse.unused import unused_numbers
    from coprod_review.io.corpus import read_manifest
    from coprod_review.io.report_sources import read_report_sources
    from coprod_review.tasks.analyse.audits import audits
    from coprod_review.tasks.analyse.corrected import corrected
    from coprod_review.tasks.analyse.machines import operating, performance

    coded, config = given.coded, given.config
    exports = read_manifest(task.manifest) if task.manifest.exists() else ()
    overlap = overlap_of(read_report_sources(task.reports), exports)
    return analyse(
        coded,
        given.codebook,
        _model(task, given.codebook),
        _characteristics(task.characteristics, given.names),
        performance=performance(task, given),
        operating=operating(task, given),
        agreement=_agreement(task, given, included=set(coded)),
        overlap=overlap_sections(overlap, included=set(coded)),
        corrected=corrected(task, given),
        passages=passage_numbers(coded, given.codings),
        unused=unused_numbers(coded, given.codebook, given.codings, dimension=STRATEGY),
        audits=audits(task, given.names, config, given.machine.get("combination", ())),
        unasked=given.unasked,
        settings=config.analyse,
        seed=config.seed,
    )


def _lacking(n: int) -> str:
    """How much the analysis lacked, as missing.csv lists it."""
    if not n:
        return "nothing missing"
    return "1 thing missing" if n == 1 else f"{n} things missing"


def _model(task: Task, codebook: Codebook) -> PartnershipModel:
    """The partnership model, its sources compared with the codebook's and the works of the lineage."""
    from coprod_review.io.partnership import read_partnership_model, source_keys

    known = {*codebook.sources, *source_keys(task.lineage)} if task.lineage.exists() else None
    return read_partnership_model(task.model, known_sources=known)


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


def _agreement(task: Task, given: Given, *, included: Collection[str]) -> Section:
    """The numbers of agreement.csv; a table of another run than the codings is a fault of the user."""
    from coprod_review.adjudicate.agreement import COLUMNS
    from coprod_review.analyse.agreement_numbers import agreement_numbers
    from coprod_review.io.sheets import read_csv

    path = task.settled / "agreement.csv"
    try:
        return agreement_numbers(
            read_csv(path, required=COLUMNS),
            given.codings,
            seen=given.seen,
            included=included,
            codebook=given.codebook,
        )
    except ValueError as error:
        raise ReviewError(
            f"agreement and codings are not of one run ({error})",
            where=str(path),
            remedy="run `coprod-review settle` again",
        ) from None
