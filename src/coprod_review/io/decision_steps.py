"""Faults of the steps by which rules decide: codes and dimensions that the codebook does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.codebook import ONE_MORE
from coprod_review.io.files import read_text
from coprod_review.io.yamls import line_of, parse_yaml
from coprod_review.model.codebook import Codebook
from coprod_review.model.rules import Decision


def undecidable(path: Path, decisions: Iterable[Decision], codebook: Codebook) -> Iterator[ReviewError]:
    """What the codebook does not let these steps decide, each with its line."""
    decided: list[str] = []
    node, _ = parse_yaml(read_text(path), where=str(path))
    for decision in decisions:
        name = decision.dimension
        dimension = codebook.dimensions.get(name)
        if dimension is None:
            where = f"{path}, line {line_of(node, (name,))}, {name}"
            yield ReviewError("unknown dimension", where=where, remedy="use a dimension of the codebook")
            continue
        for place, named in _codes_named(decision):
            where = f"{path}, line {line_of(node, (name, *place))}, {name}"
            for code in sorted(named - {""} - set(dimension.codes)):
                remedy = f"use one of {', '.join(dimension.codes)}"
                yield ReviewError(f"unknown code {code!r}", where=where, remedy=remedy)
        for number, step in enumerate(decision.steps):
            where = f"{path}, line {line_of(node, (name, 'steps', number))}, {name}"
            for other, codes in step.given.items():
                if other not in decided:
                    remedy = "look only at dimensions that stand above in this file"
                    yield ReviewError(f"{other} is not decided before", where=where, remedy=remedy)
                elif unknown := set(codes) - set(codebook.dimensions[other].codes):
                    remedy = f"use one of {', '.join(codebook.dimensions[other].codes)}"
                    problem = f"unknown code {', '.join(sorted(unknown))} of {other}"
                    yield ReviewError(problem, where=where, remedy=remedy)
        decided.append(decision.dimension)
    for name in codebook.dimensions:
        if name not in decided:
            remedy = f"add its steps, or `{name}: {{steps: [], silence: none}}` if people alone answer it"
            problem = f"nothing says how {name} is decided"
            yield ReviewError(problem, where=str(path), remedy=f"{remedy} ({ONE_MORE})")


def _codes_named(decision: Decision) -> Iterator[tuple[tuple[int | str, ...], set[str]]]:
    """The codes that each step of a decision names, and its silence, with their places there."""
    for number, step in enumerate(decision.steps):
        named = {step.give, *step.highest, *step.every, *step.at_least, *step.below, *step.outweighs}
        yield ("steps", number), named
    yield ("silence",), {decision.silence}
