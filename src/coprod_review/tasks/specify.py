"""What the run would have found, had one choice or two been made otherwise."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from coprod_review.analyse.specifications import Outcome
    from coprod_review.coding.refits import Refits
    from coprod_review.coding.rules_left_out import KeptRules
    from coprod_review.coding.specified_codes import RecordColumns
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.corpus import Coder
    from coprod_review.model.partnership import PartnershipModel
    from coprod_review.model.pattern import Pattern
    from coprod_review.model.report import Report
    from coprod_review.model.specification import Specification

BASE_CODERS = ("rules", "lineage", "classifier")
LOG = logging.getLogger("coprod_review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The files and choices of one run of the stage."""

    reports: Path
    decisions: Path
    settled: Path
    people: Path
    rules: Path
    lineage: Path
    classifier: Path
    inner: Path
    teaching: Path
    teaching_rules: Path
    teaching_classifier: Path
    patterns: Path
    steps: Path
    codebook: Path
    model: Path
    coders: Path
    criteria: Path
    settings: Path
    output: Path


def try_specifications(task: Task) -> None:
    """Try every planned specification; write what each finds, and how far the claims depend on them."""
    from coprod_review.analyse.ledger import ledger
    from coprod_review.analyse.specification_tables import COLUMNS, specification_sections
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.tables import write_numbers
    from coprod_review.model.specification import CODED_BY_WORDS

    outcomes = _outcomes(task)
    sections = specification_sections(outcomes)
    for name, section in sections.items():
        write_csv(task.output / f"{name}.csv", COLUMNS[name], section.rows)
    numbers = ledger(number for section in sections.values() for number in section.numbers)
    write_numbers(task.output / paths.SPECIFICATION_NUMBERS.name, numbers)
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


def _outcomes(task: Task) -> list[Outcome]:
    """What each specification finds, the run first."""
    from coprod_review.analyse.coded import CodedReports
    from coprod_review.analyse.specification_plan import JUDGED, planned_specifications
    from coprod_review.analyse.specifications import outcome_of
    from coprod_review.coding.specified_codes import specified_codes
    from coprod_review.model.specification import IMPLICIT

    given = _given(task)
    plan = planned_specifications(
        patterns=sorted({Path(p.file).stem for p in given.patterns}),
        coders=BASE_CODERS,
        readers=given.readers,
        level=given.config.decide.coverage,
    )
    known: dict[object, Outcome] = {}
    outcomes = []
    for specification in plan:
        codes = specified_codes(
            specification,
            settled=given.settled_under(specification),
            machine=given.refits.answers_under(specification),
            counts=given.counts,
            codebook=given.codebook,
            min_settled_per_code=given.config.decide.min_settled_per_code,
            undecidable=given.undecidable,
        )
        key = (*codes.key(JUDGED), specification.has(IMPLICIT))
        if key not in known:
            known[key] = outcome_of(
                specification,
                CodedReports(report_by_id=given.report_by_id, record_by_place=codes.records()),
                given.codebook,
                given.model,
                settings=given.config.analyse,
                seed=given.config.seed,
            )
        outcomes.append(replace(known[key], specification=specification))
    return outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What the specifications have in common; `settled_under` gives the settled codes of each."""

    config: Config
    codebook: Codebook
    model: PartnershipModel
    patterns: Sequence[Pattern]
    readers: Sequence[str]
    report_by_id: Mapping[str, Report]
    undecidable: Collection[str]
    counts: Mapping[str, Mapping[str, int]]
    settled_under: Callable[[Specification], RecordColumns]
    refits: Refits


def _given(task: Task) -> _Given:
    from coprod_review.adjudicate.left_out import settling_coders
    from coprod_review.coding.code_bits import codes_by_dimension
    from coprod_review.coding.record_codes import settled_counts
    from coprod_review.coding.unread import undecidable_reports
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_coders
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.included import read_included
    from coprod_review.io.partnership import read_partnership_model
    from coprod_review.io.patterns import read_patterns
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.fixed_codes import codes_of, fault_of_fixed_codes
    from coprod_review.screen.language import language_of

    config = read_yaml(task.settings, Config)
    codebook = read_codebook(task.codebook)
    if fault := fault_of_fixed_codes(codes_of(codebook), where=str(task.codebook)):
        raise fault
    patterns = read_patterns(task.patterns, codebook)
    reports = {r.report_id: r for r in read_included(task.reports, task.decisions)}
    report_by_id = dict(sorted(reports.items()))
    settled = tables.read_codes(task.settled)
    coders = {coder.name: coder for coder in read_coders(task.coders)}
    languages = read_criteria(task.criteria).languages
    wanted = codes_by_dimension(codebook, _bound_to(_judged(), codebook))
    return _Given(
        config=config,
        codebook=codebook,
        model=read_partnership_model(task.model),
        patterns=patterns,
        readers=settling_coders(settled, coders),
        report_by_id=report_by_id,
        undecidable=undecidable_reports(
            report_by_id.values(), language_of=partial(language_of, languages=languages)
        ),
        counts=settled_counts(settled),
        settled_under=_SettledCodes(
            settled=settled,
            people=tables.read_codings(task.people, without=("evidence", "scores")),
            coders=coders,
            codebook=codebook,
            reports=list(report_by_id),
            codes=wanted,
        ),
        refits=_refits(
            task, config, codebook, settled, patterns=patterns, wanted=wanted, targets=list(report_by_id)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _SettledCodes:
    """The settled codes under each specification, in columns; what two have in common is made once."""

    settled: Sequence[CodeOfRecord]
    people: Sequence[Coding]
    coders: Mapping[str, Coder]
    codebook: Codebook
    reports: Sequence[str]
    codes: Mapping[str, tuple[str, ...]]
    known: dict[object, RecordColumns] = field(default_factory=dict)

    def __call__(self, specification: Specification) -> RecordColumns:
        from coprod_review.adjudicate.left_out import settled_with_confidence, settled_without
        from coprod_review.coding.specified_codes import record_columns
        from coprod_review.model.specification import CONFIDENCE, READER

        key = (specification.names(READER), specification.has(CONFIDENCE))
        if key not in self.known:
            settled = self.settled
            for name in specification.names(READER):
                settled = settled_without(settled, self.people, name, self.coders, self.codebook)
            if specification.has(CONFIDENCE):
                settled = settled_with_confidence(settled, self.people)
            self.known[key] = record_columns(settled, self.reports, self.codes)
        return self.known[key]


def _refits(
    task: Task,
    config: Config,
    codebook: Codebook,
    settled: Sequence[CodeOfRecord],
    *,
    patterns: Sequence[Pattern],
    wanted: Mapping[str, tuple[str, ...]],
    targets: Sequence[str],
) -> Refits:
    """The combination, ready to be learned anew from the scores that the run has kept."""
    from coprod_review.coding.refits import Refits
    from coprod_review.coding.rules_left_out import KeptRules
    from coprod_review.coding.score_columns import score_columns
    from coprod_review.coding.settled_sides import settled_answers
    from coprod_review.coding.stacking import scored_by
    from coprod_review.io.parquet import Only
    from coprod_review.io.patterns import read_decisions
    from coprod_review.io.scores import read_scores
    from coprod_review.io.tables import read_codings
    from coprod_review.io.teaching import read_teaching

    teaching = read_teaching(task.teaching, codebook, weight=config.classifier.teaching_weight)
    taught = bool(teaching.texts)
    asked = Only(column="report_id", values={*targets, *(s.report_id for s in settled)})
    rules = [
        *read_codings(task.rules, only=asked),
        *(read_codings(task.teaching_rules) if taught else ()),
    ]
    classifier = [
        *read_scores(task.classifier, wanted, of=asked),
        *(read_scores(task.teaching_classifier, wanted) if taught else ()),
    ]
    scored = scored_by(
        rules=[c for c in rules if c.dimension in wanted],
        lineage=read_scores(task.lineage, wanted, of=asked),
        classifier=classifier,
        inner=read_scores(task.inner, wanted),
    )
    kept = KeptRules(rules, read_decisions(task.steps, codebook), codebook)
    return Refits(
        columns=score_columns(scored, wanted),
        rules_without=partial(_rules_without, kept=kept, patterns=patterns),
        answers=settled_answers([*settled, *teaching.codes]),
        targets=targets,
        judged=_judged(),
        codebook=codebook,
        coverage=config.decide.coverage,
        per_code_from=config.decide.per_code_from,
    )


def _judged() -> tuple[str, ...]:
    from coprod_review.analyse.specification_plan import JUDGED

    return JUDGED


def _bound_to(dimensions: Sequence[str], codebook: Codebook) -> tuple[str, ...]:
    """The dimensions, and those that constraints bind to them."""
    bound = set(dimensions)
    for constraint in (*codebook.constraints, *codebook.constraints):
        tie = {*constraint.when, *constraint.then}
        bound |= tie if tie & bound else set()
    return tuple(sorted(bound))


def _rules_without(slug: str, *, kept: KeptRules, patterns: Sequence[Pattern]) -> list[Coding]:
    """The codings of the rules that change under a departure."""
    from coprod_review.model.specification import SHARED_WORDS

    if slug == SHARED_WORDS:
        return kept.without_shared_words(("tradition", "framing"))
    name = slug.partition("_")[2]
    return kept.without_patterns([p.pattern_id for p in patterns if Path(p.file).stem == name])
