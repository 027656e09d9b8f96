"""Answers to several dimensions at once, so that machine codes never break a constraint of the codebook."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from coprod_review.coding.answers import Answer
from coprod_review.model.codebook import Constraint


def joint_answers(
    logs: Mapping[str, Mapping[Answer, float]], constraints: Sequence[Constraint]
) -> dict[str, Answer]:
    """The most probable answers of one report to all dimensions that break no constraint.

    `logs` are log probabilities by dimension and answer; dimensions count as independent but for the
    constraints. Exact: dimensions bound by constraints are tried with every answer a constraint names and
    with the best other answer, since nothing else can matter. Where no combination is legal, each dimension
    keeps its own best answer.
    """
    chosen = {d: _best(answers) for d, answers in logs.items() if answers}
    for dimensions in _bound_together(sorted(chosen), constraints):
        chosen |= _best_legal(dimensions, logs, constraints) or {}
    return chosen


def _best(answers: Mapping[Answer, float]) -> Answer:
    return min(answers, key=lambda a: (-answers[a], a))


def _best_legal(
    dimensions: Sequence[str], logs: Mapping[str, Mapping[Answer, float]], constraints: Sequence[Constraint]
) -> dict[str, Answer] | None:
    best: tuple[float, dict[str, Answer]] = (-math.inf, {})
    for combination in product(*(_candidates(d, logs[d], constraints) for d in dimensions)):
        given = dict(zip(dimensions, combination, strict=True))
        total = math.fsum(logs[d][answer] for d, answer in given.items())
        if total > best[0] and not any(c.is_broken_by(given) for c in constraints):
            best = (total, given)
    return best[1] or None


def _candidates(
    dimension: str, answers: Mapping[Answer, float], constraints: Sequence[Constraint]
) -> list[Answer]:
    named = {(codes[dimension],) for c in constraints for codes in (c.when, c.then) if dimension in codes}
    others = {a: p for a, p in answers.items() if a not in named}
    return sorted(named & set(answers)) + ([_best(others)] if others else [])


def _bound_together(dimensions: Sequence[str], constraints: Sequence[Constraint]) -> Iterator[list[str]]:
    left = list(dimensions)
    ties = [{*c.when, *c.then} & set(dimensions) for c in constraints]
    while left:
        bound = {left[0]}
        while any(tie & bound and not tie <= bound for tie in ties):
            bound |= {d for tie in ties if tie & bound for d in tie}
        left = [d for d in left if d not in bound]
        if len(bound) > 1:
            yield sorted(bound)
