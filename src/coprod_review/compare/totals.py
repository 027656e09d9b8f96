"""Counts of a comparison: what changed of each kind, and how much of it comes from each cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coprod_review.compare.causes import Cause
from coprod_review.compare.changes import FATES, Comparison
from coprod_review.compare.numbers import is_cell
from coprod_review.pages.wording import coder_words, counted

PARTS = ("reports", "codes", "answers", "numbers", "claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseCount:
    """A cause with its number in the list, and how many changes of each of PARTS come from it."""

    number: int
    cause: Cause
    counts: tuple[int, ...]


def cause_counts(comparison: Comparison) -> list[CauseCount]:
    """Every difference of the inputs, those that changed nothing too, then causes that are no input."""
    parts = [getattr(comparison, part) for part in PARTS]
    per_part = [Counter(cause for change in part for cause in change.causes) for part in parts]
    inputs = list(comparison.inputs)
    others = sorted({cause for counts in per_part for cause in counts} - set(inputs))
    return [
        CauseCount(number=number, cause=cause, counts=tuple(counts[cause] for counts in per_part))
        for number, cause in enumerate([*inputs, *others], start=1)
    ]


def summary(comparison: Comparison) -> list[tuple[str, str]]:
    """What changed of each kind, in a line of words."""
    fates = Counter(change.fate for change in comparison.reports)
    coders = Counter(change.coder for change in comparison.answers)
    cells = sum(is_cell(change) for change in comparison.numbers)
    verdicts = sum(change.verdict_before != change.verdict_after for change in comparison.claims)
    printed = sum(change.before != change.after for change in comparison.numbers)
    parts = [f"{printed:,} as printed"] if comparison.numbers else []
    parts += [f"{counted(cells, 'cell')} of map and model"] if cells else []
    return [
        (
            "reports",
            _moved(comparison.n_reports, [f"{fates[fate]:,} {FATES[fate]}" for fate in FATES if fates[fate]]),
        ),
        ("included", _moved(comparison.n_included, [])),
        ("codes of record", _changed(len(comparison.codes))),
        (
            "machine answers",
            _changed(len(comparison.answers), [f"{coder_words(c)} {n:,}" for c, n in coders.items()]),
        ),
        ("numbers", _changed(len(comparison.numbers), parts)),
        ("claims", _changed(len(comparison.claims), [counted(verdicts, "verdict")] if verdicts else [])),
    ]


def cited(causes: Sequence[Cause], counts: Iterable[CauseCount]) -> str:
    """The numbers of causes in the list."""
    number_by_cause = {count.cause: count.number for count in counts}
    return ", ".join(str(number_by_cause[cause]) for cause in causes)


def _moved(pair: tuple[int, int], parts: Sequence[str]) -> str:
    words = f"{pair[0]:,} -> {pair[1]:,}" if pair[0] != pair[1] else f"{pair[0]:,} in both"
    return f"{words}: {', '.join(parts)}" if parts else words


def _changed(n: int, parts: Sequence[str] = ()) -> str:
    words = f"{n:,} changed" if n else "none changed"
    return f"{words} ({', '.join(parts)})" if parts else words
