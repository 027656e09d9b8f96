"""The combination of rules, lineage and classifier, learned from settled codes without seeing its own report.

A conditional logit on the coders' scores (stacking: Wolpert 1992, Neural Networks 5). For an outer fold k it
learns from scores that know nothing of fold k: inner out-of-fold scores of the classifier, which was trained
without fold k throughout. The conformal thresholds come from the same side. So the combination's answer,
probability and prediction set for a settled report owe nothing to that report's codes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coprod_review.coding.answers import Answer, AnswerSpace, Floats
from coprod_review.coding.classifier import ALL_SETTLED, settled_answers
from coprod_review.coding.conformal import Thresholds, possible_answers, thresholds
from coprod_review.coding.joint import joint_answers
from coprod_review.coding.linear import learnable_codes
from coprod_review.coding.shared_weights import SharedWeights, fit_shared_weights
from coprod_review.coding.stacking import VALUES, Place, Scored, scored_by, values_of
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding

CODER = "combination"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitted:
    """The combination of one dimension as learned on one side, with the thresholds of that side."""

    model: SharedWeights
    limits: Thresholds


def combine(
    *,
    rules: Sequence[Coding],
    lineage: Sequence[Coding],
    classifier: Sequence[Coding],
    inner: Sequence[Coding],
    settled: Sequence[CodeOfRecord],
    codebook: Codebook,
    coverage: float,
    per_code_from: int,
) -> list[Coding]:
    """The combination's codings, one for each coding of the classifier, sorted by report and dimension.

    `codes` are the most probable answers that break no constraint of the codebook together. `prediction_set`
    holds the codes of every answer that cannot be ruled out at `coverage`; the combination is sure of its
    answer exactly where `prediction_set` = `codes`. It is empty where no answer fits.
    The codings quote no passage, since none is the combination's own: its evidence is what each coder adds to
    the score of a code, which `note` tells as an exact sum; the passages stand with those coders.
    """
    scored = scored_by(rules=rules, lineage=lineage, classifier=classifier, inner=inner)
    answers = settled_answers(settled)
    places = sorted(scored.classifier[ALL_SETTLED])
    dimensions = sorted({dimension for _, dimension in places})
    logs: defaultdict[str, dict[str, dict[Answer, float]]] = defaultdict(dict)
    drafts: dict[Place, Coding] = {}
    for dimension in dimensions:
        settled_here = answers.get(dimension, {})
        for k in sorted(scored.classifier):
            targets = [
                (r, d)
                for r, d in places
                if d == dimension and (scored.fold_of((r, d)) if r in settled_here else ALL_SETTLED) == k
            ]
            fitted = _fit(
                scored,
                dimension,
                settled_here,
                k=k,
                codebook=codebook,
                coverage=coverage,
                per_code_from=per_code_from,
            )
            if fitted is None or not targets:
                continue
            for place, coding, log in _coded(scored, fitted, targets, codebook):
                drafts[place] = coding
                logs[place[0]][dimension] = log
    return _legal(drafts, logs, codebook)


def _fit(
    scored: Scored,
    dimension: str,
    settled_here: Mapping[str, Answer],
    *,
    k: int,
    codebook: Codebook,
    coverage: float,
    per_code_from: int,
) -> _Fitted | None:
    """The combination learned from all settled reports but those of fold `k`; its thresholds out of fold."""
    taught = sorted(r for r in settled_here if (r, dimension) in scored.classifier[k])
    answers = [settled_here[r] for r in taught]
    codes = learnable_codes(answers)
    if len(codes) < 2:
        return None
    space = AnswerSpace.over(codes, multiple=codebook.dimensions[dimension].multiple)
    values = np.array([values_of(scored, (r, dimension), codes, k=k) for r in taught])
    folds = np.array([scored.fold_of((r, dimension)) for r in taught])
    probabilities = np.zeros((len(taught), len(space.answers)))
    for m in sorted(set(folds.tolist())):
        others = [answer for answer, fold in zip(answers, folds, strict=True) if fold != m]
        model = fit_shared_weights(space, VALUES, values[folds != m], others)
        probabilities[folds == m] = np.exp(model.log_probabilities(values[folds == m]))
    limits = thresholds(space, probabilities, answers, coverage=coverage, per_answer_from=per_code_from)
    return _Fitted(model=fit_shared_weights(space, VALUES, values, answers), limits=limits)


def _coded(
    scored: Scored, fitted: _Fitted, targets: Sequence[Place], codebook: Codebook
) -> list[tuple[Place, Coding, dict[Answer, float]]]:
    """Codings without their answer yet, with the log probability of every answer."""
    space = fitted.model.space
    values = np.array([values_of(scored, place, space.codes, k=ALL_SETTLED) for place in targets])
    logs = fitted.model.log_probabilities(values)
    by_code = space.code_probabilities(np.exp(logs))
    found = []
    for i, place in enumerate(targets):
        possible = possible_answers(space, np.exp(logs[i]).tolist(), fitted.limits)
        coding = Coding(
            report_id=place[0],
            dimension=place[1],
            codes=(),
            coder=CODER,
            codebook=codebook.version,
            scores=dict(zip(space.codes, by_code[i].tolist(), strict=True)),
            prediction_set=_codes_left(possible, space.codes, by_code[i]),
            basis="model",
            examined=scored.classifier[ALL_SETTLED][place].examined,
            note=_note(fitted.model, values[i], possible),
        )
        found.append((place, coding, dict(zip(space.answers, logs[i].tolist(), strict=True))))
    return found


def _codes_left(possible: Sequence[Answer], codes: Sequence[str], by_code: Floats) -> tuple[str, ...]:
    """The codes of all possible answers; where several answers share one set of codes, the next code as
    well, so that a set that equals an answer always means that this answer alone is possible."""
    left = {code for answer in possible for code in answer}
    if len(possible) > 1 and tuple(sorted(left)) in possible:
        outside = [(-float(p), c) for c, p in zip(codes, by_code, strict=True) if c not in left]
        left |= {min(outside)[1]} if outside else set()
    return tuple(sorted(left))


def _legal(
    drafts: Mapping[Place, Coding],
    logs: Mapping[str, Mapping[str, Mapping[Answer, float]]],
    codebook: Codebook,
) -> list[Coding]:
    """The drafts with answers that break no constraint together."""
    codings = []
    for report_id in sorted(logs):
        answers = joint_answers(logs[report_id], codebook.constraints)
        for dimension, answer in sorted(answers.items()):
            place = (report_id, dimension)
            codings.append(
                replace(
                    drafts[place],
                    codes=answer,
                    confidence=math.exp(logs[report_id][dimension][answer]),
                )
            )
    return codings


def _note(model: SharedWeights, values: Floats, possible: Sequence[Answer]) -> str:
    """The answers left possible, and what each coder adds to the scores of their codes (exact sums)."""
    parts = ["possible: " + (" | ".join(" + ".join(answer) for answer in possible) or "no answer fits")]
    for code in sorted({code for answer in possible for code in answer}):
        i = model.space.codes.index(code)
        shares = [(n, float(s)) for n, s in zip(model.names, values[i] * model.weights, strict=True)]
        bias = float(model.biases[i])
        said = ", ".join(f"{name} {share:+.3f}" for name, share in shares if share)
        score = math.fsum((*(share for _, share in shares), bias))
        parts.append(f"{code}: score {score:+.3f} = {said or 'nothing said'}, bias {bias:+.3f}")
    return "; ".join(parts)
