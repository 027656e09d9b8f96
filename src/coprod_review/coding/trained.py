"""Trained coders as plain data, and back: what a run keeps so that its coders can code other exports.

Numbers are kept exactly. A feature table has the columns `kind`, `feature` and `scale`, and a column of
weights for each "dimension/code" that the classifier scores; all else fits into JSON.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from coprod_review.coding.answers import AnswerSpace, Floats
from coprod_review.coding.combination import Combination, FittedDimension
from coprod_review.coding.conformal import Thresholds
from coprod_review.coding.features import BLOCK_WEIGHTS, FeatureBlock, FeatureSpace
from coprod_review.coding.linear import LinearCoder
from coprod_review.coding.shared_weights import SharedWeights
from coprod_review.coding.stacking import VALUES
from coprod_review.coding.trained_classifier import TrainedClassifier
from coprod_review.coding.training import CalibratedCoder
from coprod_review.errors import ReviewError
from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.model.report import Report

FORMAT = 2
"""The form of the plain data; what has another is refused."""

KIND, FEATURE, SCALE = "kind", "feature", "scale"

TELLING_TITLE = 20
"""A title of fewer letters and digits ("Editorial") tells no report from others."""

Plain = dict[str, Any]
FeatureTable = dict[str, list[str] | Floats]
Columns = Mapping[str, Sequence[Any] | Floats]
"""A feature table as it was made, or as it is read again."""


def plain_classifier(trained: TrainedClassifier) -> tuple[Plain, FeatureTable]:
    """A classifier as JSON can hold it, and its features with their weights as columns of one length."""
    parts = trained.features.parts
    table: FeatureTable = {
        KIND: [part.kind for part in parts for _ in part.names],
        FEATURE: [name for part in parts for name in part.names],
        SCALE: np.concatenate([np.zeros(0), *(part.weights for part in parts)]),
    }
    dimensions: Plain = {}
    for name, coder in sorted(trained.coders.items()):
        dimensions[name] = {
            "codes": list(coder.space.codes),
            "multiple": coder.space.multiple,
            "intercepts": coder.model.intercepts.tolist(),
            "temperature": coder.temperature,
            "regularisation": coder.regularisation,
        }
        for code, weights in zip(coder.space.codes, coder.model.weights, strict=True):
            table[f"{name}/{code}"] = weights
    plain = {
        "format": FORMAT,
        "codebook": trained.codebook,
        "block_weights": dict(BLOCK_WEIGHTS),
        "blocks": [part.kind for part in parts],
        "dimensions": dimensions,
    }
    return plain, table


def classifier_of(plain: Mapping[str, Any], table: Columns, *, where: str) -> TrainedClassifier:
    """The classifier that `plain_classifier` made plain; raises ReviewError where that is damaged."""
    _check_format(plain, where)
    try:
        if plain["block_weights"] != dict(BLOCK_WEIGHTS):
            raise _other_version(where)
        return TrainedClassifier(
            features=FeatureSpace(_feature_blocks(plain["blocks"], table)),
            coders={name: _coder(name, told, table) for name, told in plain["dimensions"].items()},
            codebook=plain["codebook"],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(where) from None


def plain_combination(combination: Combination, *, codebook: str) -> Plain:
    """A combination as JSON can hold it; a threshold that lets every answer pass is null."""
    dimensions = {
        name: {
            "codes": list(fitted.model.space.codes),
            "multiple": fitted.model.space.multiple,
            "values": list(fitted.model.names),
            "weights": fitted.model.weights.tolist(),
            "biases": fitted.model.biases.tolist(),
            "least_chance": fitted.limits.least_chance,
            "threshold": _finite(fitted.limits.common),
            "own_thresholds": [
                {"answer": list(answer), "threshold": _finite(limit)}
                for answer, limit in sorted(fitted.limits.own.items())
            ],
        }
        for name, fitted in sorted(combination.items())
    }
    return {"format": FORMAT, "codebook": codebook, "dimensions": dimensions}


def combination_of(plain: Mapping[str, Any], *, where: str) -> Combination:
    """The combination that `plain_combination` made plain; raises ReviewError where that is damaged."""
    _check_format(plain, where)
    try:
        return {name: _fitted(told, where) for name, told in plain["dimensions"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(where) from None


def training_keys(reports: Iterable[Report]) -> list[str]:
    """By what the reports are known in other exports: DOI, PMID, the letters of a title that tells enough."""
    return sorted({key for report in reports for key in keys_of(report)})


def keys_of(report: Report) -> list[str]:
    """By what one report is known in other exports."""
    title = title_fingerprint(report.title)
    keys = [f"doi:{report.doi}"] if report.doi else []
    keys += [f"pmid:{report.pmid}"] if report.pmid else []
    return keys + ([f"title:{title}"] if len(title) >= TELLING_TITLE else [])


def _feature_blocks(kinds: Sequence[str], table: Columns) -> list[FeatureBlock]:
    of_kind = np.array(table[KIND], dtype=object)
    scales = np.asarray(table[SCALE], dtype=np.float64)
    blocks = []
    for kind in kinds:
        rows = np.flatnonzero(of_kind == kind)
        blocks.append(
            FeatureBlock(
                kind=kind,
                names=tuple(table[FEATURE][int(i)] for i in rows),
                columns=np.arange(len(rows)),
                weights=scales[rows],
            )
        )
    if [kind for part in blocks for kind in [part.kind] * len(part.names)] != list(of_kind):
        raise ValueError("the features do not stand block by block")
    return blocks


def _coder(name: str, told: Mapping[str, Any], table: Columns) -> CalibratedCoder:
    codes = tuple(told["codes"])
    weights = np.array([table[f"{name}/{code}"] for code in codes], dtype=np.float64)
    intercepts = np.array(told["intercepts"], dtype=np.float64)
    if intercepts.shape != (len(codes),):
        raise ValueError("codes and intercepts are not of one number")
    return CalibratedCoder(
        space=AnswerSpace.over(codes, multiple=told["multiple"]),
        model=LinearCoder(codes=codes, weights=weights, intercepts=intercepts),
        regularisation=float(told["regularisation"]),
        temperature=float(told["temperature"]),
    )


def _fitted(told: Mapping[str, Any], where: str) -> FittedDimension:
    if tuple(told["values"]) != VALUES:
        raise _other_version(where)
    space = AnswerSpace.over(told["codes"], multiple=told["multiple"])
    weights, biases = np.array(told["weights"], np.float64), np.array(told["biases"], np.float64)
    if weights.shape != (len(VALUES),) or biases.shape != (len(space.codes),):
        raise ValueError("codes, values and weights are not of one number")
    own = {tuple(item["answer"]): _limit(item["threshold"]) for item in told["own_thresholds"]}
    limits = Thresholds(common=_limit(told["threshold"]), own=own, least_chance=float(told["least_chance"]))
    return FittedDimension(
        model=SharedWeights(space=space, names=VALUES, weights=weights, biases=biases), limits=limits
    )


def _finite(limit: float) -> float | None:
    return limit if math.isfinite(limit) else None


def _limit(told: float | None) -> float:
    return math.inf if told is None else float(told)


def _check_format(plain: Mapping[str, Any], where: str) -> None:
    if not isinstance(plain, Mapping) or "format" not in plain:
        raise _damaged(where)
    if plain["format"] != FORMAT:
        raise _other_version(where)


def _other_version(where: str) -> ReviewError:
    return ReviewError(
        "these coders were trained by another version of the program",
        where=where,
        remedy="run `make review` with this version, or use the version that trained them (`made_by`)",
    )


def _damaged(where: str) -> ReviewError:
    return ReviewError(
        "these trained coders are damaged",
        where=where,
        remedy="delete the file and run `make review` again",
    )
