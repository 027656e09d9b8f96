"""From scores to codes by the steps of config/decisions.yaml, within the constraints of the codebook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.codebook import Codebook
from coprod_review.model.rules import Decision, DecisionStep

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The codes given to a dimension, and why in words."""

    codes: tuple[str, ...]
    note: str


def decide(
    decisions: Sequence[Decision],
    scores: Mapping[str, Scores],
    codebook: Codebook,
    *,
    title_only: bool,
) -> dict[str, Answer]:
    """An answer for every dimension of the codebook, breaking none of its constraints.

    Dimensions are decided in the order of `decisions`, so that a step may look at what was given before.
    Where nothing but a title was examined, silence is no answer: the coder abstains.
    """
    answers: dict[str, Answer] = {}
    for decision in decisions:
        answer = _answer(decision, scores[decision.dimension], answers, title_only=title_only)
        answers[decision.dimension] = _within(codebook, decision.dimension, answer, answers)
    missing = Answer(codes=(), note="no decision is stated for this dimension")
    return {name: answers.get(name, missing) for name in codebook.dimensions}


def depends_on(decisions: Sequence[Decision], codebook: Codebook) -> dict[str, frozenset[str]]:
    """The other dimensions whose answers the answer of each dimension looks at."""
    return {
        decision.dimension: frozenset(
            name
            for names in (
                *(step.given for step in decision.steps),
                *(
                    {*c.when, *c.then}
                    for c in codebook.constraints
                    if decision.dimension in {*c.when, *c.then}
                ),
            )
            for name in names
            if name != decision.dimension
        )
        for decision in decisions
    }


def decide_again(
    decisions: Sequence[Decision],
    scores_of: Callable[[str], Scores],
    known: Mapping[str, tuple[str, ...]],
    codebook: Codebook,
    *,
    changed: Collection[str],
    depends: Mapping[str, frozenset[str]],
    title_only: bool,
) -> dict[str, Answer]:
    """New answers where scores have changed in some dimensions, or an answer that others look at has.

    `known` are the answers that `decide` gave before; those that are not in the result stay as they were.
    """
    answers: dict[str, Answer] = {}
    found: dict[str, Answer] = {}
    differs: set[str] = set()
    for decision in decisions:
        name = decision.dimension
        if name in changed or not differs.isdisjoint(depends[name]):
            answer = _answer(decision, scores_of(name), answers, title_only=title_only)
            found[name] = answers[name] = _within(codebook, name, answer, answers)
            if answers[name].codes != known.get(name, ()):
                differs.add(name)
        else:
            answers[name] = Answer(codes=known.get(name, ()), note="")
    return found


def _answer(decision: Decision, scores: Scores, answers: Mapping[str, Answer], *, title_only: bool) -> Answer:
    for number, step in enumerate(decision.steps, start=1):
        codes = _given(step, scores, answers)
        if codes:
            return Answer(codes=codes, note=f"step {number}{_tie(step, scores, codes)}")
    if title_only:
        return Answer(codes=(), note="only a title was examined, and it does not tell")
    if not decision.silence:
        return Answer(codes=(), note="no step decides")
    said = "nothing found" if not any(scores.values()) else "what was found is too little"
    return Answer(codes=(decision.silence,), note=f"silence: {said}")


def _given(step: DecisionStep, scores: Scores, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    if not _holds(step, scores, answers):
        return ()
    if step.every:
        top = max((scores[code] for code in step.every), default=0.0)
        bar = max(step.least, step.share * top)
        return tuple(sorted(code for code in step.every if scores[code] >= bar and scores[code] > 0))
    if step.highest:
        best = max(step.highest, key=lambda code: (scores[code], -step.highest.index(code)))
        return (best,) if scores[best] >= step.least and scores[best] > 0 else ()
    return (step.give,)


def _holds(step: DecisionStep, scores: Scores, answers: Mapping[str, Answer]) -> bool:
    return (
        all(scores[code] >= bound for code, bound in step.at_least.items())
        and all(scores[code] < bound for code, bound in step.below.items())
        and all(scores[step.give] >= times * scores[code] for code, times in step.outweighs.items())
        and all(
            set(answers[dimension].codes if dimension in answers else ()) & set(codes)
            for dimension, codes in step.given.items()
        )
    )


def _tie(step: DecisionStep, scores: Scores, codes: tuple[str, ...]) -> str:
    """Names the codes that the given one is level with, which the stated order has decided."""
    if not step.highest:
        return ""
    level = [c for c in step.highest if c not in codes and scores[c] == scores[codes[0]]]
    return f", level with {', '.join(level)} and listed before" if level else ""


def _within(codebook: Codebook, dimension: str, answer: Answer, answers: Mapping[str, Answer]) -> Answer:
    """The answer, or what the constraints make of it."""
    before = {name: given.codes for name, given in answers.items()}
    for constraint in codebook.constraints:
        forced = constraint.then.get(dimension)
        holds = all(before.get(name) == (code,) for name, code in constraint.when.items())
        if forced and holds and answer.codes != (forced,):
            return Answer(codes=(forced,), note=f"by the constraint: {constraint}")
    if list(codebook.violations(before | {dimension: answer.codes})):
        return Answer(codes=(), note=f"{'; '.join(answer.codes)} would break a constraint")
    return answer
