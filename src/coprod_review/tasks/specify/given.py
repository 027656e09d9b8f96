"""What specifications have in common: the reports, the settled codes of each, the combination to refit."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.tasks.specify.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the specifications have in common; `settled_under` gives the settled codes of each."""

    config: Config
    codebook: Codebook
    model: PartnershipModel
    patterns: Sequence[Pattern]
    readers: Sequence[str]
    report_by_id: Mapping[str, Report]
    natural: frozenset[str]
    undecidable: Collection[str]
    counts: Mapping[str, Mapping[str, int]]
    settled_under: Callable[[Specification], RecordColumns]
    refits: Refits


def read_given(task: Task) -> Given:
    """What specifications have in common, from the files of a run; raises ReviewError for unfit codes."""
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
    people = tables.read_codings(task.people, without=("evidence", "scores"))
    wanted = codes_by_dimension(codebook, _bound_to(_judged(), codebook))
    return Given(
        config=config,
        codebook=codebook,
        model=read_partnership_model(task.model),
        patterns=patterns,
        readers=settling_coders(settled, people, coders),
        report_by_id=report_by_id,
        natural=_natural(task) & set(report_by_id),
        undecidable=undecidable_reports(
            report_by_id.values(), language_of=partial(language_of, languages=languages)
        ),
        counts=settled_counts(settled),
        settled_under=_SettledCodes(
            settled=settled,
            people=people,
            coders=coders,
            codebook=codebook,
            reports=list(report_by_id),
            codes=wanted,
        ),
        refits=_refits(
            task, config, codebook, settled, patterns=patterns, wanted=wanted, targets=list(report_by_id)
        ),
    )


def _natural(task: Task) -> frozenset[str]:
    """The reports of a natural sample, by their present ids."""
    from dataclasses import replace

    from coprod_review.analyse.characteristics import natural_reports
    from coprod_review.io.corpus import read_characteristics, read_registry
    from coprod_review.io.included import ReportNames
    from coprod_review.model.resolve import report_id_by_name

    entries = read_characteristics(task.characteristics)
    if not entries:
        return frozenset()
    names = report_id_by_name(ReportNames(task.reports), read_registry(task.registry))
    return natural_reports(replace(e, report_id=names[name]) for name, e in entries.items() if name in names)


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
        least_chance=config.decide.least_chance,
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
