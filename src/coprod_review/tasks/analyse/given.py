"""What `coprod-review analyse` starts from: the included reports, their codes, and what was said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from coprod_review.adjudicate.seen import Answered
    from coprod_review.analyse.coded import CodedReports
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.tasks.analyse.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the stages before found: the included reports with their codes, and what was said of them.

    `machine` and `settled` hold settled reports that were excluded too, which teach thresholds. `unasked` are
    the codes, as (dimension, code), that nobody who coded or adjudicated was asked for.
    """

    config: Config
    codebook: Codebook
    names: Mapping[str, str]
    coded: CodedReports
    codings: Sequence[Coding]
    settled: Sequence[CodeOfRecord]
    seen: Collection[Answered]
    machine: Mapping[str, Sequence[Coding]]
    unasked: Collection[tuple[str, str]]


def read_given(task: Task) -> Given:
    """What stands in the files that are named."""
    from coprod_review.analyse.coded import coded_reports
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_adjudications, read_registry
    from coprod_review.io.included import ReportNames, read_included, read_included_screening
    from coprod_review.io.older_codebooks import read_older_codebooks
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.joined_answers import counting
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.model.unasked import unasked_codes
    from coprod_review.tasks.analyse.machines import machine_codings

    codebook = read_codebook(task.codebook)
    codes = tables.read_codes(task.coded / "codes.parquet")
    coded = coded_reports(
        read_included(task.reports, task.decisions), read_included_screening(task.decisions), codes
    )
    codings = tables.read_codings(task.settled / "codings.parquet", without=("scores",))
    settled = tables.read_codes(task.settled / "settled.parquet")
    names = report_id_by_name(ReportNames(task.reports), read_registry(task.registry))
    ruled = (one for one in read_adjudications(task.adjudications) if one.report_id in names)
    adjudicated = counting(ruled, lambda one: (names[one.report_id], one.dimension))
    older = read_older_codebooks(task.older)
    return Given(
        config=read_yaml(task.settings, Config),
        codebook=codebook,
        names=names,
        coded=coded,
        codings=codings,
        settled=settled,
        seen=_seen(task.settled / paths.SEEN.name),
        machine=machine_codings(task.coded, {*coded, *(code.report_id for code in settled)}),
        unasked=unasked_codes(codebook, codings, codes, older, adjudications=adjudicated),
    )


def _seen(path: Path) -> frozenset[Answered]:
    """The answers that are not blind, though their coders are; none in runs of earlier versions."""
    from coprod_review.adjudicate.seen import SEEN_COLUMNS
    from coprod_review.io.sheets import read_csv

    rows = read_csv(path, required=SEEN_COLUMNS) if path.exists() else []
    return frozenset((row["report"], row["dimension"], row["coder"]) for row in rows)
