"""All machine codings joined: codes of record, and the queue for people."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.model.coding import MACHINE_CODERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coprod_review.coding.queue import Usefulness
    from coprod_review.config import DecideSettings
    from coprod_review.io.parquet import Only
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.report import Report

DIFFERENCES = paths.CODED / "disagreements.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What people and machines said of the included reports, and where the codes of record go."""

    reports: Path
    decisions: Path
    settled: Path
    people: Path
    disputes: Path
    learned: Path
    parts: Sequence[Path]
    codebook: Path
    criteria: Path
    config: Path
    output: Path


def combine_codings(task: Task) -> None:
    """Write the joined codings, the codes of record, the queue, and where coders disagree."""
    from coprod_review.coding.differences import DIFFERENCE_COLUMNS, difference_table
    from coprod_review.coding.queue import QUEUE_COLUMNS, questions
    from coprod_review.coding.record_codes import codes_of_record
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.included import included_ids
    from coprod_review.io.parquet import Only
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.yamls import read_yaml
    from coprod_review.tasks.beside import beside

    with beside(partial(_join_parts, task)):
        config = read_yaml(task.config, Config)
        codebook = read_codebook(task.codebook)
        output: Path = task.output
        included = set(included_ids(task.decisions))
        those = Only(column="report_id", values=included)
        machine = _bare_codings(task, those)
        reports = tables.read_reports(task.reports, only=those)
        settled = tables.read_codes(task.settled)
        codes = codes_of_record(
            included,
            settled=settled,
            combination=machine["combination"],
            codebook=codebook,
            min_settled_per_code=config.decide.min_settled_per_code,
            undecidable=_undecidable(reports, settled, codebook, criteria=task.criteria),
        )
        people = tables.read_codings(task.people, only=those)
        titles = {r.report_id: r.title for r in reports}
        queue = questions(
            codes,
            combination=machine["combination"],
            coders=[*machine["rules"], *machine["lineage"]],
            people=people,
            titles=titles,
            usefulness=usefulness_of(config.decide, codebook),
            disputed=_open_disputes(task.disputes),
        )
        said = [coding for coder in MACHINE_CODERS for coding in machine[coder]]
        differences = difference_table(codes, machine=said, people=people, titles=titles)
        tables.write_codes(output / paths.CODES.name, codes)
        write_csv(output / paths.QUEUE.name, QUEUE_COLUMNS, map(asdict, queue))
        write_csv(output / DIFFERENCES.name, DIFFERENCE_COLUMNS, differences)
        _tell(codes, n_questions=len(queue), n_differing=len(differences))


def _join_parts(task: Task) -> None:
    """Write what each machine coder said, learned and in shards, as one table."""
    from coprod_review.io.coding_parts import join_codings, part_of

    for coder in MACHINE_CODERS:
        parts = [part_of(folder, coder) for folder in task.parts]
        join_codings(part_of(task.output, coder), part_of(task.learned, coder), parts)


def _bare_codings(task: Task, those: Only) -> dict[str, list[Coding]]:
    """The codings of each machine coder on some reports, without what nobody weighs here, by report."""
    from coprod_review.io import tables
    from coprod_review.io.coding_parts import part_of

    bare = ("evidence", "examined", "date", "confidence_word")
    return {
        coder: sorted(
            (
                coding
                for folder in (task.learned, *task.parts)
                for coding in tables.read_codings(part_of(folder, coder), only=those, without=bare)
            ),
            key=attrgetter("report_id"),
        )
        for coder in MACHINE_CODERS
    }


def _tell(codes: Sequence[CodeOfRecord], *, n_questions: int, n_differing: int) -> None:
    statuses = Counter(c.status for c in codes)
    logging.getLogger("coprod_review").info(
        "combine: %d codes of record (%s); %d questions for people; coders disagree on %d",
        len(codes),
        ", ".join(f"{n} {status}" for status, n in sorted(statuses.items())),
        n_questions,
        n_differing,
    )


def _undecidable(
    reports: Sequence[Report], settled: Sequence[CodeOfRecord], codebook: Codebook, *, criteria: Path
) -> Mapping[str, str]:
    """The reports that no machine may decide, of those that people have not said everything of."""
    from coprod_review.coding.unread import undecidable_reports
    from coprod_review.io.criteria import read_criteria
    from coprod_review.screen.language import language_of

    said = Counter(code.report_id for code in settled)
    asked = [report for report in reports if said[report.report_id] < len(codebook.dimensions)]
    languages = read_criteria(criteria).languages
    return undecidable_reports(asked, language_of=partial(language_of, languages=languages))


def _open_disputes(path: Path) -> dict[tuple[str, str], str]:
    """Who objects to the codes of a report and dimension, and why, for the disputes that are open."""
    from coprod_review.io.results import read_table

    told: dict[tuple[str, str], list[str]] = {}
    for row in read_table(path) if path.exists() else ():
        if row["state"] == "open":
            instead = f", for {row['proposed'].replace('; ', ' + ')}" if row["proposed"] else ""
            words = f"{row['coder']} objects to {row['against'].replace('; ', ' + ') or 'the code'}{instead}"
            told.setdefault((row["report_id"], row["dimension"]), []).append(f"{words}: {row['reason']}")
    return {place: "; ".join(objections) for place, objections in told.items()}


def usefulness_of(settings: DecideSettings, codebook: Codebook) -> Usefulness:
    """How the queue is ordered; warns of weights of dimensions that the codebook does not have."""
    from coprod_review.coding.queue import Usefulness

    unknown = sorted(set(settings.queue_weights) - set(codebook.dimensions))
    if unknown:
        logging.getLogger("coprod_review").warning(
            "combine: decide.queue_weights names %s, which the codebook does not have", ", ".join(unknown)
        )
    return Usefulness(
        weights=settings.queue_weights,
        other_weight=settings.queue_other_weight,
        rare=settings.queue_rare,
        rare_below=settings.per_code_from,
        slip_from=settings.queue_slip_from,
    )
