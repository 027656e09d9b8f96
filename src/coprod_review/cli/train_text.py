"""Exercises in the terminal, for learners without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coprod_review.cli.train_told import standing_lines, told_lines
from coprod_review.pages.terminal import paragraph, seen
from coprod_review.pages.wording import authors_short, year_text

if TYPE_CHECKING:
    from coprod_review.model.codebook import Dimension
    from coprod_review.model.learning import Exercise
    from coprod_review.model.report import Report
    from coprod_review.tasks.train.room import Room

WIDTH = 96

HELP = (
    "a number (several: 1,3); 0 cannot tell; ? definitions; b the question before; q stop, answers are kept"
)


class _StoppedError(Exception):
    """The learner has had enough for now."""


def practise(room: Room, *, most: int) -> None:
    """Ask so many exercises at most, and tell after each what is settled; stops where the input ends."""
    try:
        for _ in range(most):
            exercise = room.exercise()
            if exercise is None:
                print("Every report was answered, and what was wrong came again and is right now.")
                break
            _ask(room, exercise)
            _tell("", *told_lines(room.look_up(exercise), room.codebook, width=WIDTH), "")
    except (_StoppedError, EOFError):
        print("\nStopped; what was answered is kept, and the exercise goes on next time.")
    _tell("", *standing_lines(room.standing(), room.codebook, width=WIDTH))


def _ask(room: Room, exercise: Exercise) -> None:
    """Ask every settled question of the report that is not answered yet."""
    _tell(*_report_lines(room.report(exercise.report.report_id)), "", HELP)
    dimensions = [d for name, d in room.codebook.dimensions.items() if name in exercise.report.codes]
    given = room.given(exercise)
    at = next((i for i, d in enumerate(dimensions) if d.name not in given), len(dimensions))
    while at < len(dimensions):
        codes = _answered(dimensions[at], at, len(dimensions))
        if codes is None:
            at = max(0, at - 1)
            continue
        room.answer(exercise, dimensions[at].name, codes=codes)
        at += 1


def _answered(dimension: Dimension, at: int, n: int) -> tuple[str, ...] | None:
    """The codes that the learner gives; None to go back."""
    names = list(dimension.codes)
    _tell("", *paragraph(f"{at + 1}/{n} {dimension.label}: {dimension.question}", width=WIDTH, hanging=4))
    _tell(*(f"  {i} {dimension.codes[name].label}" for i, name in enumerate(names, start=1)))
    while True:
        said = input("> ").strip().lower()
        if said == "q":
            raise _StoppedError
        if said == "b":
            return None
        if said == "?":
            _tell(*_definition_lines(dimension))
            continue
        if said == "0":
            return ()
        chosen = [part.strip() for part in said.split(",")]
        if not all(part.isascii() and part.isdecimal() and 1 <= int(part) <= len(names) for part in chosen):
            print(HELP)
            continue
        codes = tuple(sorted({names[int(part) - 1] for part in chosen}))
        if len(codes) > 1 and (not dimension.multiple or "none" in codes):
            print("one answer here" if not dimension.multiple else "none stands alone")
            continue
        return codes


def _report_lines(report: Report) -> Iterator[str]:
    yield from ("", "=" * WIDTH)
    yield from paragraph(report.title or "(no title)", width=WIDTH)
    yield seen(f"{authors_short(report)}, {year_text(report)}. {report.container}")
    yield ""
    yield from paragraph(report.abstract or "(no abstract is known)", width=WIDTH)
    if report.keywords:
        yield from paragraph(f"Keywords: {'; '.join(report.keywords)}", width=WIDTH)


def _definition_lines(dimension: Dimension) -> Iterator[str]:
    for number, step in enumerate(dimension.decide, start=1):
        yield from paragraph(f"step {number}: {step}", width=WIDTH, indent=4, hanging=4)
    for code in dimension.codes.values():
        yield from paragraph(f"{code.label}: {code.definition}", width=WIDTH, indent=4, hanging=4)
        for sign, words in (("+", code.include), ("-", code.exclude)):
            for line in words:
                yield from paragraph(f"{sign} {line}", width=WIDTH, indent=8, hanging=2)


def _tell(*lines: str) -> None:
    for line in lines:
        print(line)
