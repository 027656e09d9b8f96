"""`coprod-review code combine`: one answer from all machine coders, codes of record, the queue for people."""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.cli.code_classifier import CLASSIFIER, INNER, LINEAGE, RULES
from coprod_review.cli.trained_files import TRAINED, keep_combination

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_review.coding.queue import Usefulness
    from coprod_review.coding.stacking import Scored
    from coprod_review.config import DecideSettings
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import Coding

COMBINATION = paths.CODED / "combination.parquet"
QUEUE = paths.CODED / "queue.csv"
DIFFERENCES = paths.CODED / "disagreements.csv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS)
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS)
    parser.add_argument("--settled", type=Path, default=paths.SETTLED)
    parser.add_argument("--people", type=Path, default=paths.PEOPLES_CODINGS, help="shown in the queue")
    parser.add_argument("--disputes", type=Path, default=paths.DISPUTED, help="come first in the queue")
    parser.add_argument("--rules", type=Path, default=RULES)
    parser.add_argument("--lineage", type=Path, default=LINEAGE)
    parser.add_argument("--classifier", type=Path, default=CLASSIFIER)
    parser.add_argument("--inner", type=Path, default=INNER)
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, help="folder of teaching texts")
    parser.add_argument("--teaching-rules", type=Path, default=paths.TEACHING_RULES)
    parser.add_argument("--teaching-classifier", type=Path, default=paths.TEACHING_CLASSIFIER)
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK)
    parser.add_argument("--criteria", type=Path, default=paths.CRITERIA, help="names the words of languages")
    parser.add_argument("--config", type=Path, default=paths.SETTINGS)
    parser.add_argument("--output", type=Path, default=COMBINATION)
    parser.add_argument("--codes", type=Path, default=paths.CODES)
    parser.add_argument("--queue", type=Path, default=QUEUE)
    parser.add_argument("--disagreements", type=Path, default=DIFFERENCES)
    parser.add_argument(
        "--trained", type=Path, default=TRAINED, metavar="FOLDER", help="where the trained coders are kept"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write codings and learned combination, codes of record, the queue, and where coders disagree."""
    from coprod_review.coding.combine import combine_and_keep
    from coprod_review.coding.differences import DIFFERENCE_COLUMNS, difference_table
    from coprod_review.coding.queue import QUEUE_COLUMNS, questions
    from coprod_review.coding.record_codes import codes_of_record, settled_counts
    from coprod_review.coding.unread import undecidable_reports
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.yamls import read_yaml
    from coprod_review.screen.language import language_of

    config = read_yaml(arguments.config, Config)
    languages = read_criteria(arguments.criteria).languages
    reports = tables.read_reports(arguments.reports)
    codebook = read_codebook(arguments.codebook)
    settled = tables.read_codes(arguments.settled)
    rules, lineage = tables.read_codings(arguments.rules), tables.read_codings(arguments.lineage)
    teaching = read_teaching(arguments.teaching, codebook, weight=config.classifier.teaching_weight)
    combined = combine_and_keep(
        _scored(arguments, rules=rules, lineage=lineage, has_teaching=bool(teaching.texts)),
        settled=[*settled, *teaching.codes],
        codebook=codebook,
        coverage=config.decide.coverage,
        per_code_from=config.decide.per_code_from,
    )
    codes = codes_of_record(
        {d.report_id for d in tables.read_screening(arguments.decisions) if d.included},
        settled=settled,
        combination=combined.codings,
        codebook=codebook,
        min_settled_per_code=config.decide.min_settled_per_code,
        undecidable=undecidable_reports(reports, language_of=partial(language_of, languages=languages)),
    )
    people = tables.read_codings(arguments.people)
    titles = {r.report_id: r.title for r in reports}
    queue = questions(
        codes,
        combination=combined.codings,
        coders=[*rules, *lineage],
        people=people,
        titles=titles,
        usefulness=usefulness_of(config.decide, codebook),
        disputed=_open_disputes(arguments.disputes),
    )
    differences = difference_table(
        codes,
        machine=[*rules, *lineage, *tables.read_codings(arguments.classifier), *combined.codings],
        people=people,
        titles=titles,
    )
    tables.write_codings(arguments.output, combined.codings)
    tables.write_codes(arguments.codes, codes)
    write_csv(arguments.queue, QUEUE_COLUMNS, map(asdict, queue))
    write_csv(arguments.disagreements, DIFFERENCE_COLUMNS, differences)
    keep_combination(
        arguments.trained,
        combined.final,
        codebook=codebook.version,
        config=config,
        counts=settled_counts(settled),
    )
    statuses = Counter(c.status for c in codes)
    logging.getLogger("coprod_review").info(
        "combine: %d codes of record (%s); %d questions for people; coders disagree on %d",
        len(codes),
        ", ".join(f"{n} {status}" for status, n in sorted(statuses.items())),
        len(queue),
        len(differences),
    )


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


def _scored(
    arguments: argparse.Namespace, *, rules: Sequence[Coding], lineage: Sequence[Coding], has_teaching: bool
) -> Scored:
    """The scores of all coders on reports and, where there are any, on teaching texts."""
    from coprod_review.coding.stacking import scored_by
    from coprod_review.io.tables import read_codings

    return scored_by(
        rules=[*rules, *(read_codings(arguments.teaching_rules) if has_teaching else ())],
        lineage=lineage,
        classifier=[
            *read_codings(arguments.classifier),
            *(read_codings(arguments.teaching_classifier) if has_teaching else ()),
        ],
        inner=read_codings(arguments.inner),
    )
