"""What the classifier learns from: reports and teaching texts, their features, answers and folds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.answers import Answer
from coprod_review.coding.features import Block, Input, blocks_of, places_of
from coprod_review.coding.folds import assign_folds, groups_of
from coprod_review.coding.settled_sides import settled_answers
from coprod_review.coding.telling import Told
from coprod_review.coding.terms import Places, terms_of
from coprod_review.coding.tokens import Text, texts_of
from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.report import Report
from coprod_review.model.teaching import NO_TEACHING, Teaching, is_teaching


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train: folds, the grid of penalties, the inputs, and from how many settled reports on.

    `hidden` names, for a dimension, those whose patterns and cited works its classifier may not look at;
    `penalties` has those that are kept, by dimension: for these the inner folds calibrate and do not choose.
    """

    n_folds: int
    n_inner: int
    grid: tuple[float, ...]
    inputs: tuple[Input, ...]
    min_settled: int
    seed: int
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    penalties: Mapping[str, float] = field(default_factory=dict)

    def grid_of(self, dimension: str) -> tuple[float, ...]:
        """The inverse strengths of the penalty that a dimension has to choose from."""
        return (self.penalties[dimension],) if dimension in self.penalties else self.grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What every side of the folds is trained on; one copy goes to each worker."""

    reports: tuple[Report, ...]
    places: tuple[Mapping[str, Places], ...]
    blocks: tuple[Block, ...]
    dimensions: tuple[Dimension, ...]
    answers: Mapping[str, Mapping[str, Answer]]
    fold_by_report: Mapping[str, int]
    groups: Mapping[str, str]
    weights: NDArray[np.float64]
    told: Told
    dimension_by_pattern: Mapping[str, str]
    plan: Plan
    codebook: str


def gathered(
    reports: Sequence[Report],
    *,
    settled: Sequence[CodeOfRecord],
    rules: Sequence[Coding] = (),
    lineage: Sequence[Coding] = (),
    codebook: Codebook,
    plan: Plan,
    teaching: Teaching = NO_TEACHING,
    texts: Mapping[str, Sequence[Text]] = MappingProxyType({}),
    related: Iterable[tuple[str, str]] = (),
    explained: bool = True,
) -> Material:
    """The features, answers and folds of the reports, sorted by report, for every side to be trained on.

    `rules` and `lineage` hold the codings of teaching texts too; `texts` has by report id what `texts_of`
    gives, where it is at hand; `related` are pairs of records of one study (`groups_of`). Reports that teach
    nothing link those of a study too, if they are among `reports`. Whether a dimension has enough settled
    reports is a matter of the reports alone. Places are gathered of reports
    alone, and only if answers are to be `explained`.
    """
    untrained = too_few(of_these(settled, reports), codebook, plan)
    reports = sorted((*reports, *teaching.texts), key=lambda r: r.report_id)
    settled = of_these((*settled, *teaching.codes), reports)
    answers = settled_answers(settled)
    taught = {code.report_id for code in settled}
    groups = groups_of(reports, related, of=taught)
    folds = assign_folds(groups, groups, n_folds=plan.n_folds, seed=plan.seed)
    terms = tuple(terms_of(texts.get(report.report_id) or texts_of(report)) for report in reports)
    coded = _by_report([*rules, *lineage])
    weights = np.array([teaching.weight if is_teaching(r.report_id) else 1.0 for r in reports])
    dimensions = tuple(codebook.dimensions[d] for d in sorted(codebook.dimensions) if d not in untrained)
    blocks = blocks_of(reports, terms=terms, rules=rules, lineage=lineage, inputs=plan.inputs)
    return Material(
        reports=tuple(reports),
        places=tuple(
            places_of(found, coded.get(r.report_id, ())) if explained and not is_teaching(r.report_id) else {}
            for r, found in zip(reports, terms, strict=True)
        ),
        blocks=tuple(blocks),
        dimensions=dimensions,
        answers=answers,
        fold_by_report=folds,
        groups=groups,
        weights=weights,
        told=Told.of([answers[d.name] for d in dimensions], [r.report_id for r in reports], weights=weights),
        dimension_by_pattern={e.rule: c.dimension for c in rules for e in c.evidence},
        plan=plan,
        codebook=codebook.version,
    )


FEW_CODES = "fewer than two codes have enough settled reports"


def too_few(settled: Sequence[CodeOfRecord], codebook: Codebook, plan: Plan) -> dict[str, str]:
    """The dimensions with fewer settled reports than the plan asks for, with the reason in words."""
    answers = settled_answers(settled)
    return {
        d: f"{len(answers.get(d, {}))} settled reports, {plan.min_settled} are needed"
        for d in sorted(codebook.dimensions)
        if len(answers.get(d, {})) < max(plan.min_settled, 1)
    }


def of_these(settled: Iterable[CodeOfRecord], reports: Iterable[Report]) -> list[CodeOfRecord]:
    """The settled codes of these reports."""
    known = {r.report_id for r in reports}
    return [s for s in settled if s.report_id in known and s.status in SETTLED_STATUSES and s.codes]


def _by_report(codings: Sequence[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = {}
    for coding in codings:
        found.setdefault(coding.report_id, []).append(coding)
    return found
