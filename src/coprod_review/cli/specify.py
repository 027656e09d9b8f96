"""`coprod-review specify`: what the run would have found, had one choice or two been made otherwise."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.cli.code_classifier import CLASSIFIER, INNER, LINEAGE, RULES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coprod_review.analyse.specifications import Outcome
    from coprod_review.coding.refits import Refits
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.corpus import Coder
    from coprod_review.model.pattern import Pattern
    from coprod_review.model.specification import Specification
    from coprod_review.model.teaching import Teaching

MACHINE_CODERS = ("rules", "lineage", "classifier")
NUMBERS = "specification_numbers.parquet"

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument("--people", type=Path, default=paths.PEOPLES_CODINGS, metavar="FILE")
    parser.add_argument("--rules", type=Path, default=RULES, metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=LINEAGE, metavar="FILE")
    parser.add_argument("--classifier", type=Path, default=CLASSIFIER, metavar="FILE")
    parser.add_argument("--inner", type=Path, default=INNER, metavar="FILE")
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER")
    parser.add_argument("--teaching-rules", type=Path, default=paths.TEACHING_RULES, metavar="FILE")
    parser.add_argument("--teaching-classifier", type=Path, default=paths.TEACHING_CLASSIFIER, metavar="FILE")
    parser.add_argument("--patterns", type=Path, default=paths.PATTERNS, metavar="FOLDER")
    parser.add_argument("--steps", type=Path, default=paths.RULE_STEPS, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--model", type=Path, default=paths.MODEL, metavar="FILE")
    parser.add_argument("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    parser.add_argument("--criteria", type=Path, default=paths.CRITERIA, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--output", type=Path, default=paths.ANALYSIS, metavar="FOLDER")


def run(arguments: argparse.Namespace) -> None:
    """Try every planned specification; write what each finds, and how far the claims depend on them."""
    from coprod_review.analyse.ledger import ledger
    from coprod_review.analyse.specification_tables import COLUMNS, specification_sections
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.tables import write_numbers
    from coprod_review.model.specification import CODED_BY_WORDS

    outcomes = list(_outcomes(arguments))
    sections = specification_sections(outcomes)
    for name, section in sections.items():
        write_csv(arguments.output / f"{name}.csv", COLUMNS[name], section.rows)
    numbers = ledger(number for section in sections.values() for number in section.numbers)
    write_numbers(arguments.output / NUMBERS, numbers)
    summary = sections["specification_summary"].rows
    LOG.info(
        "specify: %d specifications; %s",
        len(outcomes),
        "; ".join(f"claim {row['claim']} {_fared(row)} {CODED_BY_WORDS[row['coded_by']]}" for row in summary),
    )


def _fared(row: Mapping[str, object]) -> str:
    """How a claim fares, in words; without an estimate anywhere there is no verdict to keep."""
    if row["no_estimate"] == row["tried"]:
        return "can be judged in no specification"
    return f"keeps its verdict in {row['kept']} of {row['tried']} that differ"


def _outcomes(arguments: argparse.Namespace) -> Iterator[Outcome]:
    """What each specification finds, the run first."""
    from coprod_review.adjudicate.left_out import settling_coders
    from coprod_review.analyse.coded import coded_reports
    from coprod_review.analyse.specification_plan import planned_specifications
    from coprod_review.analyse.specifications import outcome_of
    from coprod_review.coding.record_codes import settled_counts
    from coprod_review.coding.specified_codes import specified_codes
    from coprod_review.coding.unread import undecidable_reports
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_coders
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.partnership import read_partnership_model
    from coprod_review.io.patterns import read_patterns
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.yamls import read_yaml
    from coprod_review.screen.language import language_of

    config = read_yaml(arguments.settings, Config)
    codebook = read_codebook(arguments.codebook)
    model = read_partnership_model(arguments.model)
    reports = tables.read_reports(arguments.reports)
    decisions = tables.read_screening(arguments.decisions)
    settled = tables.read_codes(arguments.settled)
    people = tables.read_codings(arguments.people)
    coders = {coder.name: coder for coder in read_coders(arguments.coders)}
    patterns = read_patterns(arguments.patterns, codebook)
    teaching = read_teaching(arguments.teaching, codebook, weight=config.classifier.teaching_weight)
    included = {d.report_id for d in decisions if d.included}
    refits = _refits(arguments, config, codebook, settled, teaching, patterns=patterns, included=included)
    counts = settled_counts(settled)
    languages = read_criteria(arguments.criteria).languages
    undecidable = undecidable_reports(reports, language_of=partial(language_of, languages=languages))
    plan = planned_specifications(
        patterns=sorted({Path(p.file).stem for p in patterns}),
        coders=MACHINE_CODERS,
        readers=settling_coders(settled, coders),
        level=config.decide.coverage,
    )
    for specification in plan:
        codes = specified_codes(
            specification,
            included,
            settled=_settled(specification, settled, people, coders, codebook),
            combination=refits.codings(specification),
            counts=counts,
            codebook=codebook,
            min_settled_per_code=config.decide.min_settled_per_code,
            undecidable=undecidable,
        )
        coded = coded_reports(reports, decisions, codes)
        yield outcome_of(specification, coded, codebook, model, settings=config.analyse, seed=config.seed)


def _settled(
    specification: Specification,
    settled: Sequence[CodeOfRecord],
    people: Sequence[Coding],
    coders: Mapping[str, Coder],
    codebook: Codebook,
) -> Sequence[CodeOfRecord]:
    """The settled codes under the specification."""
    from coprod_review.adjudicate.left_out import settled_with_confidence, settled_without
    from coprod_review.model.specification import CONFIDENCE, READER

    for name in specification.names(READER):
        settled = settled_without(settled, people, name, coders, codebook)
    return settled_with_confidence(settled, people) if specification.has(CONFIDENCE) else settled


def _refits(
    arguments: argparse.Namespace,
    config: Config,
    codebook: Codebook,
    settled: Sequence[CodeOfRecord],
    teaching: Teaching,
    *,
    patterns: Sequence[Pattern],
    included: set[str],
) -> Refits:
    """The combination, ready to be learned anew from the scores that the run has kept."""
    from coprod_review.analyse.specification_plan import JUDGED
    from coprod_review.coding.material import settled_answers
    from coprod_review.coding.refits import Refits
    from coprod_review.coding.stacking import scored_by
    from coprod_review.io.scores import read_scores
    from coprod_review.io.tables import read_codings

    wanted = _bound_to(JUDGED, codebook)
    taught = bool(teaching.texts)
    rules = [
        *read_codings(arguments.rules),
        *(read_codings(arguments.teaching_rules) if taught else ()),
    ]
    classifier = [
        *read_scores(arguments.classifier, wanted),
        *(read_scores(arguments.teaching_classifier, wanted) if taught else ()),
    ]
    return Refits(
        scored=scored_by(
            rules=[c for c in rules if c.dimension in wanted],
            lineage=read_scores(arguments.lineage, wanted),
            classifier=classifier,
            inner=read_scores(arguments.inner, wanted),
        ),
        rules_without=partial(
            _rules_without, rules=rules, patterns=patterns, codebook=codebook, steps=arguments.steps
        ),
        answers=settled_answers([*settled, *teaching.codes]),
        targets=sorted(included),
        judged=JUDGED,
        codebook=codebook,
        coverage=config.decide.coverage,
        per_code_from=config.decide.per_code_from,
    )


def _bound_to(dimensions: Sequence[str], codebook: Codebook) -> tuple[str, ...]:
    """The dimensions, and those that constraints bind to them."""
    bound = set(dimensions)
    for constraint in (*codebook.constraints, *codebook.constraints):
        tie = {*constraint.when, *constraint.then}
        bound |= tie if tie & bound else set()
    return tuple(sorted(bound))


def _rules_without(
    slug: str, *, rules: Sequence[Coding], patterns: Sequence[Pattern], codebook: Codebook, steps: Path
) -> list[Coding]:
    """The codings of the rules under a departure."""
    from coprod_review.coding.rules_left_out import without_patterns, without_shared_words
    from coprod_review.io.patterns import read_decisions
    from coprod_review.model.specification import SHARED_WORDS

    decisions = read_decisions(steps, codebook)
    if slug == SHARED_WORDS:
        return without_shared_words(rules, ("tradition", "framing"), decisions, codebook)
    name = slug.partition("_")[2]
    gone = [p.pattern_id for p in patterns if Path(p.file).stem == name]
    return without_patterns(rules, gone, decisions, codebook)
