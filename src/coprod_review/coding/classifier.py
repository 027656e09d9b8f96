"""The classifier: one model for each dimension, settled reports always predicted out of fold.

Every report with a settled code teaches, included or not: excluded reports are mostly off topic and coded
none, and a coder that never saw such reports would read co-production into all of them. What is measured
later may leave them out. Teaching texts teach beside them, with a weight of their own; they too are predicted
out of fold, so that the combination can learn from how the coders fare with them, and count nowhere else.

For each outer fold vocabulary, idf, temperature and weights are learned from the other folds alone, and so is
the penalty, unless one is kept (`Plan.penalties`): that was chosen once for all folds, with all settled codes
in view, and can carry a little of a report's code to its own prediction. docs/tuning.md says how to see how
much. Reports that are not settled in a dimension are predicted by a model trained on all that are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coprod_review.coding.explain import SHOWN_TERMS
from coprod_review.coding.features import CODED_BLOCKS, FeatureSpace, dimension_of
from coprod_review.coding.folds import assign_folds
from coprod_review.coding.linear import Taught
from coprod_review.coding.material import FEW_CODES, Material, Plan, gathered, of_these, too_few
from coprod_review.coding.settled_sides import ALL_SETTLED, without_fold
from coprod_review.coding.tokens import Text
from coprod_review.coding.trained_classifier import TrainedClassifier
from coprod_review.coding.training import InnerFold, Task, TrainedCoder, train_together
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
    exports. `untrained` tells, by dimension, why nothing was trained, or nothing without some fold;
    `n_out_of_fold` counts the codings of settled places.
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
    """What was learned without one fold: the classifier, and inner codings of the reports that taught it.

    `losses` has, by dimension, the mean log loss that the inner folds had under each penalty that was tried.
    """

    trained: TrainedClassifier
    inner: list[Coding]
    losses: Mapping[str, Mapping[float, float]]


def classify(
    reports: Sequence[Report],
    *,
    settled: Sequence[CodeOfRecord],
    rules: Sequence[Coding] = (),
    lineage: Sequence[Coding] = (),
    codebook: Codebook,
    plan: Plan,
    teaching: Teaching = NO_TEACHING,
    n_shown: int = SHOWN_TERMS,
    texts: Mapping[str, Sequence[Text]] = MappingProxyType({}),
    related: Iterable[tuple[str, str]] = (),
) -> Classification:
    """Code every report in every dimension that has enough settled codes.

    The result is sorted by report and dimension and does not depend on the order of the input. Scores are
    calibrated probabilities of codes; `confidence` is that of the answer. Answers about reports are explained
    by `n_shown` terms a code, with 0 by none; those about teaching texts by none. `texts` has by report id
    what `texts_of` gives, where it is at hand; `related` are pairs of records of one study, which no fold
    parts.
    """
    material = gathered(
        reports,
        settled=settled,
        rules=rules,
        lineage=lineage,
        codebook=codebook,
        plan=plan,
        teaching=teaching,
        texts=texts,
        related=related,
        explained=n_shown > 0,
    )
    sides = _all_sides(material, n_shown=n_shown)
    codings = sorted((coding for part, _ in sides.values() for coding in part), key=_place)
    of_reports = without_teaching(codings)
    inner = [coding for _, side in sides.values() for coding in side.inner]
    untrained = too_few(of_these(settled, reports), codebook, plan) | _unlearnt(material, sides)
    return Classification(
        codings=of_reports,
        inner=sorted(inner, key=_place),
        of_teaching=of_teaching(codings),
        final=sides[ALL_SETTLED][1].trained if sides else _untaught(codebook),
        fold_by_report={r: k for r, k in material.fold_by_report.items() if not is_teaching(r)},
        untrained=untrained,
        n_out_of_fold=sum(c.report_id in material.answers[c.dimension] for c in of_reports),
    )


def code_sides(material: Material) -> list[Coding]:
    """The codings of all reports and teaching texts, those of settled places out of fold, unexplained."""
    sides = _all_sides(material, n_shown=0)
    return sorted((coding for codings, _ in sides.values() for coding in codings), key=_place)


def _unlearnt(material: Material, sides: Mapping[int, tuple[list[Coding], Side]]) -> dict[str, str]:
    """Why no code was learned, or none without some fold, by the dimensions with settled reports enough."""
    found = {}
    for name in (d.name for d in material.dimensions):
        missing = [k for k, (_, side) in sides.items() if name not in side.trained.coders]
        if ALL_SETTLED in missing:
            found[name] = FEW_CODES
        elif missing:
            folds = " or ".join(map(str, missing))
            found[name] = (
                f"{FEW_CODES} outside of fold {folds}; the classifier leaves what is settled there uncoded, "
                "the combination that and what is open"
            )
    return found


def _untaught(codebook: Codebook) -> TrainedClassifier:
    return TrainedClassifier(features=FeatureSpace(()), coders={}, codebook=codebook.version)


def _all_sides(material: Material, *, n_shown: int) -> dict[int, tuple[list[Coding], Side]]:
    """For every fold, and for all settled reports together: codings of what the side did not see, and it."""
    if not material.dimensions:
        return {}
    folds = [*sorted({*material.fold_by_report.values()}), ALL_SETTLED]
    return {k: _code_side(material, k, n_shown=n_shown) for k in folds}


def _code_side(material: Material, k: int, *, n_shown: int) -> tuple[list[Coding], Side]:
    """Train without fold k and code fold k; for ALL_SETTLED, code what is not settled."""
    side = train_side(material, k)
    unseen = {
        name: [i for i, report in enumerate(material.reports) if _side_of(report, name, material) == k]
        for name in side.trained.coders
    }
    rows = np.array(sorted({i for found in unseen.values() for i in found}), dtype=np.intp)
    matrix = side.trained.features.matrix(material.blocks, rows)
    codings: list[Coding] = []
    for name, found in unseen.items():
        reports = [i for i in found if not is_teaching(material.reports[i].report_id)]
        texts = [i for i in found if is_teaching(material.reports[i].report_id)]
        for chosen, shown in ((reports, n_shown), (texts, 0)):
            codings += side.trained.code(
                name,
                [material.reports[i] for i in chosen],
                csr_array(matrix[np.searchsorted(rows, chosen)]),
                places=[material.places[i] for i in chosen],
                n_shown=shown,
            )
    return codings, side


def _side_of(report: Report, dimension: str, material: Material) -> int:
    """The side that codes a report: of settled places the one that has not seen them."""
    if report.report_id not in material.answers[dimension]:
        return ALL_SETTLED
    return material.fold_by_report[report.report_id]


def train_side(material: Material, k: int) -> Side:
    """Train on all folds but k; for ALL_SETTLED, on all of them."""
    ids = [r.report_id for r in material.reports]
    rows = np.array([i for i, r in enumerate(ids) if material.fold_by_report.get(r, k) != k], np.intp)
    if k == ALL_SETTLED:
        rows = np.array([i for i, r in enumerate(ids) if r in material.fold_by_report], np.intp)
    space = FeatureSpace.fitted(material.blocks, rows, told=material.told)
    coders = train_together(
        _taught(space, material, rows),
        {d.name: _task(material, d, [ids[i] for i in rows]) for d in material.dimensions},
        _inner_folds(material, rows),
        weights=material.weights[rows],
    )
    trained = {d.name: coders[d.name] for d in material.dimensions if d.name in coders}
    return Side(
        trained=TrainedClassifier(
            features=space,
            coders={name: found.coder for name, found in trained.items()},
            codebook=material.codebook,
        ),
        inner=[
            coding
            for name, found in trained.items()
            for coding in _inner_codings(
                material, name, found, [ids[i] for i in rows if ids[i] in material.answers[name]], k
            )
        ]
        if k != ALL_SETTLED
        else [],
        losses={name: found.loss_by_penalty for name, found in trained.items()},
    )


def _task(material: Material, dimension: Dimension, ids: Sequence[str]) -> Task:
    answers = material.answers[dimension.name]
    return Task(
        answers=[answers.get(report_id) for report_id in ids],
        multiple=dimension.multiple,
        grid=material.plan.grid_of(dimension.name),
        hidden=tuple(sorted(material.plan.hidden.get(dimension.name, ()))),
    )


def _taught(space: FeatureSpace, material: Material, rows: NDArray[np.intp]) -> Taught:
    """The features of some rows in one space, and which dimension makes each."""
    homes = [
        dimension_of(name, material.dimension_by_pattern) if part.kind in CODED_BLOCKS else ""
        for part in space.parts
        for name in part.names
    ]
    return Taught.by(space.matrix(material.blocks, rows), homes)


def _inner_folds(material: Material, rows: NDArray[np.intp]) -> list[InnerFold]:
    """The inner folds that hold a report, each to be scored by what the others teach."""
    ids = [material.reports[i].report_id for i in rows]
    plan = material.plan
    fold_by_id = assign_folds(ids, material.groups, n_folds=plan.n_inner, seed=plan.seed + 1)
    folds = np.array([fold_by_id[report_id] for report_id in ids], dtype=np.intp)
    found = []
    for m in sorted({*folds.tolist()}):
        fitted, scored = np.flatnonzero(folds != m), np.flatnonzero(folds == m)
        space = FeatureSpace.fitted(material.blocks, rows[fitted], told=material.told)
        found.append(
            InnerFold(
                fitted=fitted,
                scored=scored,
                fit=_taught(space, material, rows[fitted]),
                score_matrix=space.matrix(material.blocks, rows[scored]),
            )
        )
    return found


def _inner_codings(
    material: Material, dimension: str, trained: TrainedCoder, ids: Sequence[str], k: int
) -> list[Coding]:
    coder = trained.coder
    probabilities = coder.probabilities(trained.inner_scores)
    by_code = coder.space.code_probabilities(probabilities)
    return [
        Coding(
            report_id=report_id,
            dimension=dimension,
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
