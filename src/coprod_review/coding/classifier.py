"""The classifier: one model for each dimension, settled reports always predicted out of fold.

Every report with a settled code teaches, included or not: excluded reports are mostly off topic and coded
none, and a coder that never saw such reports would read co-production into all of them. What is measured
later may leave them out. Teaching texts teach beside them, with a weight of their own; they too are predicted
out of fold, so that the combination can learn from how the coders fare with them, and count nowhere else.

For each outer fold everything is learned from the other folds alone: vocabulary, idf, penalty, temperature
and weights. Reports that are not settled in a dimension are predicted by a model trained on all that are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from sklearn.utils.parallel import Parallel, delayed

from coprod_review.coding.features import FeatureSpace, dimension_of
from coprod_review.coding.folds import assign_folds
from coprod_review.coding.material import ALL_SETTLED, Material, Plan, gathered, of_these, too_few
from coprod_review.coding.trained_classifier import CODER, TrainedClassifier
from coprod_review.coding.training import CalibratedCoder, InnerFold, TrainedCoder, train
from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report
from coprod_review.model.teaching import NO_TEACHING, Teaching, is_teaching, of_teaching, without_teaching


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What the classifier gave: codings, the scores of its inner folds, and what it could not learn.

    `inner` holds, for each outer fold k, out-of-fold scores of the reports of the other folds by models that
    saw nothing of fold k; its coder is `without_fold(k)`. A coder that learns from these scores can predict
    fold k without a trace of it. `of_teaching` are the out-of-fold codings of teaching texts, whose inner
    scores stand in `inner`. `final` is what all settled reports have taught, for reports of other
    exports. `untrained` tells, by dimension, why nothing was trained; `n_out_of_fold` counts the codings of
    settled places.
    """

    codings: list[Coding]
    inner: list[Coding]
    of_teaching: list[Coding]
    final: TrainedClassifier = field(compare=False)
    fold_by_report: dict[str, int]
    untrained: dict[str, str]
    n_out_of_fold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What was learned without one fold: the classifier, and inner codings of the reports that taught it."""

    trained: TrainedClassifier
    inner: list[Coding]


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
    teaching: Teaching = NO_TEACHING,
) -> Classification:
    """Code every report in every dimension that has enough settled codes.

    The result is sorted by report and dimension and does not depend on the number of workers, nor on the
    order of the input. Scores are calibrated probabilities of codes; `confidence` is that of the answer.
    """
    material = gathered(
        reports,
        settled=settled,
        rules=rules,
        lineage=lineage,
        codebook=codebook,
        plan=plan,
        fold_by_report=fold_by_report,
        teaching=teaching,
    )
    sides = _all_sides(material, workers=workers)
    codings = sorted((coding for part, _ in sides.values() for coding in part), key=_place)
    of_reports = without_teaching(codings)
    inner = [coding for _, side in sides.values() for coding in side.inner]
    coded = {c.dimension for c in codings}
    untrained = too_few(of_these(settled, reports), codebook, plan) | {
        d.name: "fewer than two codes have enough settled reports"
        for d in material.dimensions
        if d.name not in coded
    }
    return Classification(
        codings=of_reports,
        inner=sorted(inner, key=_place),
        of_teaching=of_teaching(codings),
        final=sides[ALL_SETTLED][1].trained if sides else _untaught(codebook),
        fold_by_report={r: k for r, k in material.fold_by_report.items() if not is_teaching(r)},
        untrained=untrained,
        n_out_of_fold=sum(c.report_id in material.answers[c.dimension] for c in of_reports),
    )


def _untaught(codebook: Codebook) -> TrainedClassifier:
    return TrainedClassifier(features=FeatureSpace(()), coders={}, codebook=codebook.version)


def _all_sides(material: Material, *, workers: int) -> dict[int, tuple[list[Coding], Side]]:
    """For every fold, and for all settled reports together: codings of what the side did not see, and it."""
    if not material.dimensions:
        return {}
    folds = [*sorted({*material.fold_by_report.values()}), ALL_SETTLED]
    found = Parallel(n_jobs=workers)(delayed(_code_side)(material, k) for k in folds)
    return dict(zip(folds, found, strict=True))


def _code_side(material: Material, k: int) -> tuple[list[Coding], Side]:
    """Train without fold k and code fold k; for ALL_SETTLED, code what is not settled."""
    side = train_side(material, k)
    codings: list[Coding] = []
    for name in side.trained.coders:
        answers = material.answers[name]
        rows = np.array(
            [
                i
                for i, report in enumerate(material.reports)
                if (material.fold_by_report.get(report.report_id) if report.report_id in answers else None)
                == (None if k == ALL_SETTLED else k)
            ],
            dtype=np.intp,
        )
        matrix = side.trained.features.matrix(material.blocks, rows)
        codings += side.trained.code(
            name,
            [material.reports[i] for i in rows],
            matrix,
            places=[material.places[i] for i in rows],
        )
    return codings, side


def train_side(material: Material, k: int) -> Side:
    """Train on all folds but k; for ALL_SETTLED, on all of them."""
    ids = [r.report_id for r in material.reports]
    rows = np.array([i for i, r in enumerate(ids) if material.fold_by_report.get(r, k) != k], np.intp)
    if k == ALL_SETTLED:
        rows = np.array([i for i, r in enumerate(ids) if r in material.fold_by_report], np.intp)
    space = FeatureSpace.fitted(material.blocks, rows)
    inner_folds = assign_folds(
        {ids[i]: material.labels.get(ids[i], frozenset()) for i in rows},
        material.groups,
        n_folds=material.plan.n_inner,
        seed=material.plan.seed + 1,
    )
    outside = [
        np.array([i for i in rows if inner_folds[ids[i]] != m], np.intp) for m in range(material.plan.n_inner)
    ]
    inner_spaces = [FeatureSpace.fitted(material.blocks, part) for part in outside]
    coders: dict[str, CalibratedCoder] = {}
    inner: list[Coding] = []
    for dimension in material.dimensions:
        answers = material.answers[dimension.name]
        taught = np.array([i for i in rows if ids[i] in answers], dtype=np.intp)
        trained = train(
            _seen_by(dimension.name, space, material, taught),
            [answers[ids[i]] for i in taught],
            [
                _inner_fold(dimension.name, material, part, taught, outside=np.isin(taught, rows_of_part))
                for part, rows_of_part in zip(inner_spaces, outside, strict=True)
            ],
            multiple=dimension.multiple,
            grid=material.plan.grid,
            weights=material.weights[taught],
        )
        if trained is None:
            continue
        coders[dimension.name] = trained.coder
        if k != ALL_SETTLED:
            inner += _inner_codings(material, dimension, trained, [ids[i] for i in taught], k)
    trained_side = TrainedClassifier(features=space, coders=coders, codebook=material.codebook)
    return Side(trained=trained_side, inner=inner)


def _seen_by(dimension: str, space: FeatureSpace, material: Material, rows: NDArray[np.intp]) -> csr_array:
    """The features of some rows, with zeros where the dimension may not look.

    What is zero in all rows gets the weight zero, so that no report is coded by it either.
    """
    matrix = space.matrix(material.blocks, rows)
    hidden = material.plan.hidden.get(dimension, ())
    if not hidden:
        return matrix
    homes = [dimension_of(name, material.dimension_by_pattern) for name in space.names]
    return csr_array(matrix @ diags_array(np.array([float(home not in hidden) for home in homes])))


def _inner_fold(
    dimension: str,
    material: Material,
    space: FeatureSpace,
    taught: NDArray[np.intp],
    *,
    outside: NDArray[np.bool_],
) -> InnerFold:
    """The features of the training rows: those outside the inner fold to fit on, the others to score."""
    fitted, scored = np.flatnonzero(outside), np.flatnonzero(~outside)
    return InnerFold(
        fitted=fitted,
        scored=scored,
        fit_matrix=_seen_by(dimension, space, material, taught[fitted]),
        score_matrix=_seen_by(dimension, space, material, taught[scored]),
    )


def _inner_codings(
    material: Material, dimension: Dimension, trained: TrainedCoder, ids: Sequence[str], k: int
) -> list[Coding]:
    coder = trained.coder
    probabilities = coder.probabilities(trained.inner_scores)
    by_code = coder.space.code_probabilities(probabilities)
    return [
        Coding(
            report_id=report_id,
            dimension=dimension.name,
            codes=coder.space.answers[int(probabilities[i].argmax())],
            coder=without_fold(k),
            codebook=material.codebook,
            confidence=float(probabilities[i].max()),
            scores=dict(zip(coder.space.codes, map(float, by_code[i]), strict=True)),
            basis="model",
        )
        for i, report_id in enumerate(ids)
    ]


def _place(coding: Coding) -> tuple[str, str, str]:
    return coding.report_id, coding.dimension, coding.coder
