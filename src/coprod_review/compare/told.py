"""A comparison told on a terminal: totals first, then causes, then what changed, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coprod_review.compare.causes import Cause
from coprod_review.compare.changes import (
    FATES,
    ClaimChange,
    CodeChange,
    Comparison,
    NumberChange,
    ReportChange,
)
from coprod_review.compare.numbers import is_cell
from coprod_review.compare.totals import PARTS, CauseCount, cause_counts, cited, number_by_cause, summary
from coprod_review.pages.terminal import cut, grid, paragraph
from coprod_review.pages.wording import humane

Row = Sequence[str]

NOTHING = "-"

BESIDE = 45
"""Columns that stand beside the id of a number: its values and causes."""


def told(comparison: Comparison, *, width: int, limit: int | None) -> Iterator[str]:
    """The lines of the comparison, not much wider than `width`; of each kind at most `limit` changes."""
    counts = cause_counts(comparison)
    yield f"{comparison.before} -> {comparison.after}"
    yield from (f"  {line}" for line in grid(summary(comparison)))
    for words in comparison.incomplete:
        yield from paragraph(f"Note: {words}.", width=width, hanging=2)
    yield ""
    yield from _causes(counts, width)
    for title, rows in _details(comparison, number_by_cause(counts), width):
        if rows:
            yield ""
            yield f"{title} ({len(rows):,}); the last column cites what it comes from"
            yield from (f"  {line}" for line in grid(rows[:limit]))
            if limit is not None and len(rows) > limit:
                yield f"  ... and {len(rows) - limit:,} more (--all, --csv FOLDER or --page FILE has them)"


def _causes(counts: Sequence[CauseCount], width: int) -> Iterator[str]:
    if not counts:
        yield "Both runs were made from the same."
        return
    yield "What the runs were made from differs in this, and so much comes from each"
    yield "  " + " ".join(f"{part:>8}" for part in PARTS)
    for count in counts:
        numbers = " ".join(f"{n or NOTHING:>8}" for n in count.counts)
        room = max(width - len(numbers) - 10, 30)
        first, *rest = paragraph(count.cause.words, width=room)
        yield f"  {numbers}  {count.number:>3}. {first}"
        yield from (f"  {'':{len(numbers)}}       {line}" for line in rest)


def _details(
    comparison: Comparison, numbers: Mapping[Cause, int], width: int
) -> Iterator[tuple[str, list[Row]]]:
    """What changed, kind by kind, as rows of a grid."""
    short = max(width // 3, 20)
    yield "Reports", [_report(one, numbers, short) for one in comparison.reports]
    yield "Claims", [_claim(one, numbers, short) for one in comparison.claims]
    yield (
        "Codes of record",
        [_answer(one, humane(one.dimension), numbers, short) for one in comparison.codes],
    )
    yield (
        "Answers of machine coders",
        [_answer(one, f"{one.coder}: {humane(one.dimension)}", numbers, short) for one in comparison.answers],
    )
    room = max(width - BESIDE, short)
    changed = [one for one in comparison.numbers if one.before != one.after]
    cells = [one for one in changed if is_cell(one)]
    yield "Cells of map and model, as printed", [_number(one, numbers, room) for one in cells]
    others = [one for one in changed if not is_cell(one)]
    yield "Other numbers, as printed", [_number(one, numbers, room) for one in others]


def _report(one: ReportChange, numbers: Mapping[Cause, int], short: int) -> Row:
    changed = _from_to(one.before, one.after)
    return one.report_id, FATES[one.fate], changed, cut(one.title, short), _cites(one.causes, numbers)


def _claim(one: ClaimChange, numbers: Mapping[Cause, int], short: int) -> Row:
    verdict = (
        f"{one.verdict_after}, as before"
        if one.verdict_before == one.verdict_after
        else _from_to(one.verdict_before, one.verdict_after)
    )
    estimate = f"estimate {_from_to(one.estimate_before, one.estimate_after)}"
    return one.claim, verdict, estimate, cut(one.statement, short), _cites(one.causes, numbers)


def _answer(one: CodeChange, place: str, numbers: Mapping[Cause, int], short: int) -> Row:
    changed = cut(_from_to(one.before, one.after), short + 8)
    return one.report_id, place, changed, cut(one.title, short), _cites(one.causes, numbers)


def _number(one: NumberChange, numbers: Mapping[Cause, int], room: int) -> Row:
    return cut(one.number_id, room), _from_to(one.before, one.after), _cites(one.causes, numbers)


def _cites(causes: Sequence[Cause], numbers: Mapping[Cause, int]) -> str:
    return f"[{cited(causes, numbers)}]"


def _from_to(before: str, after: str) -> str:
    """From what to what."""
    return f"{before or NOTHING} -> {after or NOTHING}"
