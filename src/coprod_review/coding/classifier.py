"""The classifier: one model for each dimension, settled reports always predicted out of fold.

Every report with a settled code teaches, included or not: excluded reports are mostly off topic and coded
none, and a coder that never saw such reports would read co-production into all of them. What is measured
later may leave them out.

For each outer fold everything is learned from the other folds alone: vocabulary, idf, penalty, temperature
and weights. Reports that are not settled in a dimension are predicted by a model trained on all that are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.parallel import Parallel, delayed

from coprod_review.coding.answers import Answer
from coprod_review.coding.explain import explain
from coprod_review.coding.features import Block, FeatureSpace, Input, blocks_of, terms_of
from coprod_review.coding.folds import assign_folds, groups_of, labels_of
from coprod_review.coding.training import InnerFold, TrainedCoder, train
from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report

CODER = "classifier"
ALL_SETTLED = -1
"""In place of an outer fold: the model trained on all settled reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train: folds, the grid of penalties, the inputs, and from how many settled reports on."""

    n_folds: int
    n_inner: int
    grid: tuple[float, ...]
    inputs: tuple[Input, ...]
    min_settled: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What the classifier gave: codings, the scores of its inner folds, and what it could not learn.

    `inner` holds, for each outer fold k, out-of-fold scores of the reports of the other folds by models that
    saw nothing of fold k; its coder is `without_fold(k)`. A coder that learns from these scores can predict
    fold k without a trace of it. `untrained` tells, by dimension, why nothing was trained; `n_out_of_fold`
    counts the codings of settled places.
    """

    codings: list[Coding]
    inner: list[Coding]
    fold_by_report: dict[str, int]
    untrained: dict[str, str]
    n_out_of_fold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """What every fold needs; one copy goes to each worker."""

    reports: tuple[Report, ...]
    blocks: tuple[Block, ...]
    dimensions: tuple[Dimension, ...]
    answers: Mapping[str, Mapping[str, Answer]]
    coded: Mapping[str, tuple[Coding, ...]]
    fold_by_report: Mapping[str, int]
    labels: Mapping[str, frozenset[str]]
    groups: Mapping[str, str]
    plan: Plan
    codebook: str


def without_fold(k: int) -> str:
    """The name under which inner scores are kept that know nothing of outer fold k."""
    return f"{CODER}_without_fold_{k}"


def classify(
    reports: Sequence[Report],
    *,
    settled: Sequence[CodeOfRecord],
    rules: Sequence[Coding] = (),
    lineage: Sequence[Coding] = (),
    codebook: Codebook,
    plan: Plan,
    workers: int = 1,
    fold_by_report: Mapping[str, int] | None = None,
) -> Classification:
    """Code every report in every dimension that has enough settled codes.

    The result is sorted by report and dimension and does not depend on the number of workers, nor on the
    order of the input. Scores are calibrated probabilities of codes; `confidence` is that of the answer.
    """
    reports = sorted(reports, key=lambda r: r.report_id)
    known = {r.report_id for r in reports}
    settled = [s for s in settled if s.report_id in known and s.status in SETTLED_STATUSES and s.codes]
    answers = settled_answers(settled)
    labels, groups = labels_of(settled), groups_of(reports)
    folds = dict(fold_by_report or assign_folds(labels, groups, n_folds=plan.n_folds, seed=plan.seed))
    untrained = _too_few(answers, codebook, plan)
    material = _Material(
        reports=tuple(reports),
        blocks=tuple(blocks_of(reports, rules=rules, lineage=lineage, inputs=plan.inputs)),
        dimensions=tuple(codebook.dimensions[d] for d in sorted(codebook.dimensions) if d not in untrained),
        answers=answers,
        coded=_by_report([*rules, *lineage]),
        fold_by_report=folds,
        labels=labels,
        groups=groups,
        plan=plan,
        codebook=codebook.version,
    )
    codings, inner = _code_folds(material, sorted({*folds.values()}), workers=workers)
    coded = {c.dimension for c in codings}
    untrained |= {
        d.name: "fewer than two codes have enough settled reports"
        for d in material.dimensions
        if d.name not in coded
    }
    return Classification(
        codings=codings,
        inner=inner,
        fold_by_report=folds,
        untrained=untrained,
        n_out_of_fold=sum(c.report_id in answers[c.dimension] for c in codings),
    )


def _too_few(answers: Mapping[str, Mapping[str, Answer]], codebook: Codebook, plan: Plan) -> dict[str, str]:
    """The dimensions with fewer settled reports than the plan asks for, with the reason in words."""
    return {
        d: f"{len(answers.get(d, {}))} settled reports, {plan.min_settled} are needed"
        for d in sorted(codebook.dimensions)
        if len(answers.get(d, {})) < max(plan.min_settled, 1)
    }


def settled_answers(settled: Sequence[CodeOfRecord]) -> dict[str, dict[str, Answer]]:
    """Settled codes by dimension and report."""
    answers: dict[str, dict[str, Answer]] = {}
    for entry in settled:
        if entry.status in SETTLED_STATUSES and entry.codes:
            answers.setdefault(entry.dimension, {})[entry.report_id] = tuple(sorted(entry.codes))
    return answers


def _code_folds(
    material: _Material, folds: Sequence[int], *, workers: int
) -> tuple[list[Coding], list[Coding]]:
    if not material.dimensions:
        return [], []
    parts = Parallel(n_jobs=workers)(delayed(_code_fold)(material, k) for k in (*folds, ALL_SETTLED))
    codings = [c for part, _ in parts for c in part]
    inner = [c for _, part in parts for c in part]
    by_place = {(c.report_id, c.dimension, c.coder): c for c in (*codings, *inner)}
    ordered = [by_place[place] for place in sorted(by_place)]
    return [c for c in ordered if c.coder == CODER], [c for c in ordered if c.coder != CODER]


def _code_fold(material: _Material, k: int) -> tuple[list[Coding], list[Coding]]:
    """Train on all folds but k and code fold k; for ALL_SETTLED, code what is not settled."""
    ids = [r.report_id for r in material.reports]
    teaches = np.array([material.fold_by_report.get(i, k) != k for i in ids], dtype=bool)
    if k == ALL_SETTLED:
        teaches = np.array([i in material.fold_by_report for i in ids], dtype=bool)
    rows = np.flatnonzero(teaches)
    space = FeatureSpace(material.blocks, rows)
    inner_folds = assign_folds(
        {ids[i]: material.labels.get(ids[i], frozenset()) for i in rows},
        material.groups,
        n_folds=material.plan.n_inner,
        seed=material.plan.seed + 1,
    )
    inner_spaces = [
        (m, FeatureSpace(material.blocks, np.array([i for i in rows if inner_folds[ids[i]] != m], np.intp)))
        for m in range(material.plan.n_inner)
    ]
    codings: list[Coding] = []
    inner: list[Coding] = []
    for dimension in material.dimensions:
        answers = material.answers[dimension.name]
        taught = np.array([i for i in rows if ids[i] in answers], dtype=np.intp)
        trained = train(
            space.matrix(taught),
            [answers[ids[i]] for i in taught],
            [_inner_fold(part, m, taught, ids, inner_folds) for m, part in inner_spaces],
            multiple=dimension.multiple,
            grid=material.plan.grid,
        )
        if trained is None:
            continue
        coded = [
            i
            for i, report_id in enumerate(ids)
            if (report_id not in answers if k == ALL_SETTLED else report_id in answers and not teaches[i])
        ]
        codings += _codings(material, dimension, trained, space, np.array(coded, dtype=np.intp))
        if k != ALL_SETTLED:
            inner += _inner_codings(material, dimension, trained, [ids[i] for i in taught], k)
    return codings, inner


def _inner_fold(
    space: FeatureSpace,
    m: int,
    taught: NDArray[np.intp],
    ids: Sequence[str],
    inner_folds: Mapping[str, int],
) -> InnerFold:
    outside = np.array([inner_folds[ids[i]] != m for i in taught], dtype=bool)
    fitted, scored = np.flatnonzero(outside), np.flatnonzero(~outside)
    return InnerFold(
        fitted=fitted,
        scored=scored,
        fit_matrix=space.matrix(taught[fitted]),
        score_matrix=space.matrix(taught[scored]),
    )


def _codings(
    material: _Material,
    dimension: Dimension,
    trained: TrainedCoder,
    space: FeatureSpace,
    rows: NDArray[np.intp],
) -> list[Coding]:
    if not len(rows):
        return []
    matrix = space.matrix(rows)
    probabilities = trained.probabilities(trained.model.scores(matrix))
    by_code, codings = trained.space.code_probabilities(probabilities), []
    for place, i in enumerate(rows):
        report = material.reports[i]
        best = int(probabilities[place].argmax())
        answer = trained.space.answers[best]
        scores = dict(zip(trained.space.codes, map(float, by_code[place]), strict=True))
        rest = sorted((c for c in scores if c not in answer), key=lambda c: (-scores[c], c))
        terms, coded = terms_of(report), material.coded.get(report.report_id, ())
        explanations = [
            explain(
                trained.model,
                matrix[[place]],
                code,
                report=report,
                names=space.names,
                terms=terms,
                coded=coded,
            )
            for code in (*answer, *rest[:1])
        ]
        codings.append(
            Coding(
                report_id=report.report_id,
                dimension=dimension.name,
                codes=answer,
                coder=CODER,
                codebook=material.codebook,
                confidence=float(probabilities[place, best]),
                scores=scores,
                evidence=tuple(e for x in explanations for e in x.evidence),
                basis="model",
                examined=tuple(f for f in TEXT_FIELDS if report.text_of(f)),
                note="; ".join(x.note() for x in explanations),
            )
        )
    return codings


def _inner_codings(
    material: _Material, dimension: Dimension, trained: TrainedCoder, ids: Sequence[str], k: int
) -> list[Coding]:
    probabilities = trained.probabilities(trained.inner_scores)
    by_code = trained.space.code_probabilities(probabilities)
    return [
        Coding(
            report_id=report_id,
            dimension=dimension.name,
            codes=trained.space.answers[int(probabilities[i].argmax())],
            coder=without_fold(k),
            codebook=material.codebook,
            confidence=float(probabilities[i].max()),
            scores=dict(zip(trained.space.codes, map(float, by_code[i]), strict=True)),
            basis="model",
        )
        for i, report_id in enumerate(ids)
    ]


def _by_report(codings: Sequence[Coding]) -> dict[str, tuple[Coding, ...]]:
    found: dict[str, tuple[Coding, ...]] = {}
    for coding in codings:
        found[coding.report_id] = (*found.get(coding.report_id, ()), coding)
    return found
