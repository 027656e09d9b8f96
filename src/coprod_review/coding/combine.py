"""The combination's answers: for settled reports by what the other reports taught, for the rest by all.

What `coding.combination` learns without a fold answers for the reports of that fold. So the combination's
answer, probability and prediction set for a settled report owe nothing to that report's codes, save what one
number a dimension can carry where the classifier's penalty is kept, which was chosen with all of them in view
(docs/tuning.md).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.agreeing_sets import Possible, Tie, agreeing_codes, ties_of
from coprod_review.coding.answers import Answer, Floats
from coprod_review.coding.combination import Combination, FittedDimension, columns_of, learn_combination
from coprod_review.coding.conformal import LEAST_CHANCE, possible_answers
from coprod_review.coding.joint import joint_answers
from coprod_review.coding.score_columns import ScoreColumns
from coprod_review.coding.settled_sides import ALL_SETTLED, settled_answers
from coprod_review.coding.shared_weights import SharedWeights
from coprod_review.coding.stacking import Place, Scored, scored_by
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.conformal_set import told
from coprod_review.model.teaching import is_teaching

CODER = "combination"

_HELD_BACK = re.compile(r"; not above [\d.]+: [^;]+")
"""What a note says of an answer that is too improbable to stand alone."""


_GIVEN = "given what is possible in"
_LAST_GIVEN = re.compile(rf".*; {_GIVEN} (?P<dimension>\w+): [^;]+$")
"""What a note ends in where the codes of another dimension have made the set what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """The combination's codings, and as `final` what all settled reports taught, to code other reports by."""

    codings: list[Coding]
    final: Combination


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
    least_chance: float = LEAST_CHANCE,
) -> list[Coding]:
    """The combination's codings, one for each coding of the classifier, sorted by report and dimension.

    As `combine_and_keep` gives them, which tells what they are.
    """
    scored = scored_by(rules=rules, lineage=lineage, classifier=classifier, inner=inner)
    found = combine_and_keep(
        scored,
        settled=settled,
        codebook=codebook,
        coverage=coverage,
        per_code_from=per_code_from,
        least_chance=least_chance,
    )
    return found.codings


def combine_and_keep(
    scored: Scored,
    *,
    settled: Sequence[CodeOfRecord],
    codebook: Codebook,
    coverage: float,
    per_code_from: int,
    least_chance: float = LEAST_CHANCE,
) -> Combined:
    """The combination's codings, one for each coding of the classifier, sorted by report and dimension.

    `codes` are the most probable answers that break no constraint of the codebook together. `prediction_set`
    holds the codes of every answer that cannot be ruled out at `coverage`; the combination is sure of its
    answer exactly where `prediction_set` = `codes`. The answer given is always in it: where it could be ruled
    out, nothing fits, or it is not more probable than `least_chance`, the set holds it and another code, and
    people decide, unless what another dimension leaves possible decides it: sets of dimensions that
    constraints bind agree (`coding.agreeing_sets`). Teaching texts, where `scored` and `settled` hold them,
    teach weights and thresholds and get no coding.
    The codings quote no passage, since none is the combination's own: its evidence is what each coder adds to
    the score of a code, which `note` tells as an exact sum; the passages stand with those coders.
    """
    answers = settled_answers(settled)
    columns = columns_of(scored, codebook)
    targets_by_side: defaultdict[int, list[Place]] = defaultdict(list)
    for report_id, dimension in sorted(scored.classifier[ALL_SETTLED]):
        if is_teaching(report_id):
            continue
        is_settled = report_id in answers.get(dimension, {})
        side = scored.fold_of((report_id, dimension)) if is_settled else ALL_SETTLED
        targets_by_side[side].append((report_id, dimension))
    fitted = {
        k: learn_combination(
            columns,
            answers=answers,
            without=k,
            codebook=codebook,
            coverage=coverage,
            per_code_from=per_code_from,
            least_chance=least_chance,
        )
        for k in sorted(scored.classifier)
    }
    parts = [_drafts(scored, columns, fitted[k], targets, codebook) for k, targets in targets_by_side.items()]
    return Combined(codings=_legal([d for part in parts for d in part], codebook), final=fitted[ALL_SETTLED])


def code_by_combination(
    combination: Combination, scored: Scored, targets: Sequence[Place], codebook: Codebook
) -> list[Coding]:
    """What a learned combination says of some places, sorted; `combine_and_keep` tells the fields."""
    columns = columns_of(scored, codebook)
    return _legal(_drafts(scored, columns, combination, targets, codebook), codebook)


def decided_by(coding: Coding) -> str:
    """The dimension whose possible codes leave the answer of a coding alone; empty where its own set does."""
    given = _LAST_GIVEN.match(coding.note)
    return given["dimension"] if given and coding.prediction_set == coding.codes else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A coding without its answer yet, with the log probability of every answer."""

    coding: Coding
    logs: Mapping[Answer, float]
    least_chance: float


def _values(scores: ScoreColumns, codes: Sequence[str], reports: NDArray[np.intp], *, k: int) -> Floats:
    """What the coders say of some codes, seen from a side: shape (reports, codes, VALUES)."""
    return np.ascontiguousarray(scores.values(codes, reports, side=k).transpose(2, 1, 0))


def _drafts(
    scored: Scored,
    columns: Mapping[str, ScoreColumns],
    combination: Combination,
    targets: Sequence[Place],
    codebook: Codebook,
) -> list[_Draft]:
    by_dimension: defaultdict[str, list[Place]] = defaultdict(list)
    for place in targets:
        by_dimension[place[1]].append(place)
    return [
        draft
        for dimension, fitted in combination.items()
        if by_dimension[dimension]
        for draft in _drafts_of(scored, columns[dimension], fitted, by_dimension[dimension], codebook)
    ]


def _drafts_of(
    scored: Scored,
    scores: ScoreColumns,
    fitted: FittedDimension,
    targets: Sequence[Place],
    codebook: Codebook,
) -> Iterator[_Draft]:
    space = fitted.model.space
    places = np.array([scores.place[report_id] for report_id, _ in targets], dtype=np.intp)
    values = _values(scores, space.codes, places, k=ALL_SETTLED)
    logs = fitted.model.log_probabilities(values)
    probabilities = np.exp(logs)
    by_code = space.code_probabilities(probabilities)
    for i, (report_id, dimension) in enumerate(targets):
        possible = possible_answers(space, probabilities[i].tolist(), fitted.limits)
        coding = Coding(
            report_id=report_id,
            dimension=dimension,
            codes=(),
            coder=CODER,
            codebook=codebook.version,
            scores=dict(zip(space.codes, by_code[i].tolist(), strict=True)),
            prediction_set=_codes_left(possible, space.codes, by_code[i]),
            basis="model",
            examined=scored.classifier[ALL_SETTLED][report_id, dimension].examined,
            note=_note(fitted.model, values[i], possible),
        )
        by_answer = dict(zip(space.answers, logs[i].tolist(), strict=True))
        yield _Draft(coding=coding, logs=by_answer, least_chance=fitted.limits.least_chance)


def _codes_left(possible: Sequence[Answer], codes: Sequence[str], by_code: Floats) -> tuple[str, ...]:
    """The codes of all possible answers; where several answers share one set of codes, the next code as
    well, so that a set that equals an answer always means that this answer alone is possible."""
    left = {code for answer in possible for code in answer}
    if len(possible) > 1 and tuple(sorted(left)) in possible:
        outside = [(-float(p), c) for c, p in zip(codes, by_code, strict=True) if c not in left]
        left |= {min(outside)[1]} if outside else set()
    return tuple(sorted(left))


def _legal(drafts: Iterable[_Draft], codebook: Codebook) -> list[Coding]:
    """The drafts, sorted, with answers that break no constraint together, and sets that agree under them."""
    ties = list(ties_of(codebook.constraints, list(codebook.dimensions)))
    by_report: defaultdict[str, dict[str, _Draft]] = defaultdict(dict)
    for draft in drafts:
        by_report[draft.coding.report_id][draft.coding.dimension] = draft
    codings: list[Coding] = []
    for _, found in sorted(by_report.items()):
        answers = joint_answers({d: draft.logs for d, draft in found.items()}, codebook.constraints)
        given = {d: _answered(found[d], answer) for d, answer in sorted(answers.items())}
        codings += _agreeing(given, found, ties).values()
    return codings


def _answered(draft: _Draft, answer: Answer) -> Coding:
    coding, chance = draft.coding, math.exp(draft.logs[answer])
    possible = _with_answer(coding, answer, chance, least_chance=draft.least_chance)
    is_held_back = coding.prediction_set == answer and possible != answer
    why = f"; not above {draft.least_chance:g}: {' | '.join(possible)}" if is_held_back else ""
    return replace(coding, codes=answer, confidence=chance, prediction_set=possible, note=coding.note + why)


def _agreeing(
    given: dict[str, Coding], drafts: Mapping[str, _Draft], ties: Sequence[Tie]
) -> dict[str, Coding]:
    """The codings of one report with sets that agree; the note of one whose set has changed says by what."""
    for tie in ties:
        if tie.governing not in given or tie.bound not in given:
            continue
        coding, draft = given[tie.bound], drafts[tie.bound]
        possible = Possible(
            codes=frozenset(coding.prediction_set),
            answer=coding.codes,
            chances=coding.scores,
            least_chance=draft.least_chance,
            is_ruled_out=not {*coding.codes} <= {*draft.coding.prediction_set},
        )
        left = agreeing_codes(tie, frozenset(given[tie.governing].prediction_set), possible)
        if left != possible.codes:
            codes = tuple(sorted(left))
            earlier = _HELD_BACK.sub("", coding.note) if codes == coding.codes else coding.note
            note = f"{earlier}; {_GIVEN} {tie.governing}: {' | '.join(codes)}"
            given[tie.bound] = replace(coding, prediction_set=codes, note=note)
    return given


def _with_answer(coding: Coding, answer: Answer, chance: float, *, least_chance: float) -> tuple[str, ...]:
    """The codes that stay possible and those of the answer.

    Never the answer alone where it was ruled out, or is not more probable than `least_chance`.
    """
    left = {*coding.prediction_set}
    if {*answer} <= left and not (left == {*answer} and chance <= least_chance):
        return coding.prediction_set
    left |= {*answer}
    if left == {*answer}:
        others = [(-score, code) for code, score in coding.scores.items() if code not in left]
        left |= {min(others)[1]} if others else set()
    return tuple(sorted(left))


def _note(model: SharedWeights, values: Floats, possible: Sequence[Answer]) -> str:
    """The answers left possible, and what each coder adds to the scores of their codes (exact sums)."""
    parts = [told(possible)]
    for code in sorted({code for answer in possible for code in answer}):
        i = model.space.codes.index(code)
        shares = [(n, float(s)) for n, s in zip(model.names, values[i] * model.weights, strict=True)]
        bias = float(model.biases[i])
        said = ", ".join(f"{name} {share:+.3f}" for name, share in shares if share)
        score = math.fsum((*(share for _, share in shares), bias))
        parts.append(f"{code}: score {score:+.3f} = {said or 'nothing said'}, bias {bias:+.3f}")
    return "; ".join(parts)
