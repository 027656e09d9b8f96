"""What a learner is told, in lines for the terminal: answers beside what is settled, and how things stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coprod_review.pages.learning import advice, confusion_words, kappa_words, labels, source_words
from coprod_review.pages.terminal import grid, paragraph
from coprod_review.pages.wording import STATUS_WORDS, counted

if TYPE_CHECKING:
    from coprod_review.model.codebook import Codebook, Dimension
    from coprod_review.model.learning import LearnerStanding, Told

MOST_CONFUSIONS = 8
NEXT = "How you code for the review: docs/student.md of the project. The level is advice and locks nothing."


def told_lines(told: Sequence[Told], codebook: Codebook, *, width: int) -> Iterator[str]:
    """Each answer beside what is settled; where they differ, the definitions of both."""
    n_right = sum(t.trial.is_right for t in told)
    yield f"{n_right} of {len(told)} as settled"
    for one in told:
        dimension = codebook.dimensions[one.trial.dimension]
        mark = "right" if one.trial.is_right else "WRONG"
        settled = labels(dimension, one.trial.settled)
        given = "" if one.trial.is_right else f"; you: {labels(dimension, one.trial.codes)}"
        yield from paragraph(f"{mark} {dimension.label}: {settled}{given}", width=width, hanging=7)
        if not one.trial.is_right:
            yield from _why_lines(one, dimension, width=width)


def standing_lines(standing: LearnerStanding, codebook: Codebook, *, width: int) -> Iterator[str]:
    """Agreement with what is settled in every dimension, what is confused most, and what to do next."""
    yield f"{counted(standing.n_reports, 'report')} answered for the first time, {standing.n_left} left"
    if not standing.dimensions:
        return
    rows = [
        (
            codebook.dimensions[d.dimension].label,
            str(d.so_far.n),
            f"{d.so_far.percent:.0%}",
            kappa_words(d.so_far),
            "reached" if d.is_reached else "",
        )
        for d in standing.dimensions
    ]
    level = f"level ({standing.level.kappa:.2f})"
    yield from grid([("question", "n", "right", "kappa [95 %]", level), *rows], right=(1, 2))
    for confusion in standing.confusions[:MOST_CONFUSIONS]:
        dimension = codebook.dimensions.get(confusion.dimension)
        if dimension is not None:
            yield from paragraph(
                confusion_words(dimension, confusion),
                width=width,
                indent=2,
                hanging=4,
            )
    yield from paragraph(advice(standing), width=width)
    yield NEXT


def _why_lines(told: Told, dimension: Dimension, *, width: int) -> Iterator[str]:
    def indented(text: str) -> list[str]:
        return paragraph(text, width=width, indent=7, hanging=2)

    if told.status:
        yield from indented(f"{STATUS_WORDS.get(told.status, told.status)}: {told.reason}")
    for source in told.sources:
        yield from indented(f"{source.coder} {source_words(source)}")
    for other in told.others:
        yield from indented(f"{other.coder} had first said: {labels(dimension, other.codes)}")
    if told.step:
        yield from indented(f"step {told.step}: {dimension.decide[told.step - 1]}")
    for code in dict.fromkeys((*told.trial.settled, *told.trial.codes)):
        if code in dimension.codes:
            known = dimension.codes[code]
            yield from indented(f"{known.label}: {known.definition}")
            for sign, lines in (("+", known.include), ("-", known.exclude)):
                for line in lines:
                    yield from paragraph(f"{sign} {line}", width=width, indent=11, hanging=2)
