"""Counts of a comparison: what changed of each kind, and how much of it comes from each cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.compare.causes import Cause
from coprod_review.compare.changes import FATES, Comparison
from coprod_review.compare.numbers import is_cell
from coprod_review.pages.wording import coder_words, counted

FOLDED = 12

PARTS = ("reports", "codes", "answers", "numbers", "claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseCount:
    """A cause with its number in the list, and how many changes of each of PARTS come from it.

    Where a file differs in more than FOLDED ways of a kind, `cause` stands for all of them, the `members`.
    """

    number: int
    cause: Cause
    members: tuple[Cause, ...]
    counts: tuple[int, ...]


def cause_counts(comparison: Comparison) -> list[CauseCount]:
    """Every difference of the inputs, those that changed nothing too, then causes that are no input."""
    parts = [getattr(comparison, part) for part in PARTS]
    others = {cause for part in parts for change in part for cause in change.causes} - set(comparison.inputs)
    head_by_cause = _heads([*comparison.inputs, *sorted(others)])
    members: dict[Cause, list[Cause]] = {}
    for cause, head in head_by_cause.items():
        members.setdefault(head, []).append(cause)
    per_part = [
        Counter(head for change in part for head in {head_by_cause[cause] for cause in change.causes})
        for part in parts
    ]
    return [
        CauseCount(
            number=number,
            cause=head,
            members=tuple(members[head]),
            counts=tuple(counts[head] for counts in per_part),
        )
        for number, head in enumerate(members, start=1)
    ]


def number_by_cause(counts: Iterable[CauseCount]) -> dict[Cause, int]:
    """Under which number of the list a cause stands."""
    return {cause: count.number for count in counts for cause in count.members}


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
        ("codes of record", ", ".join([_changed(len(comparison.codes)), *_codes_of_reports(comparison)])),
        (
            "machine answers",
            _changed(len(comparison.answers), [f"{coder_words(c)} {n:,}" for c, n in coders.items()]),
        ),
        ("numbers", _changed(len(comparison.numbers), parts)),
        ("claims", _changed(len(comparison.claims), [counted(verdicts, "verdict")] if verdicts else [])),
    ]


def cited(causes: Sequence[Cause], numbers: Mapping[Cause, int]) -> str:
    """The numbers of causes in the list, each once."""
    return ", ".join(map(str, sorted({numbers[cause] for cause in causes})))


def _heads(causes: Sequence[Cause]) -> dict[Cause, Cause]:
    """What each cause is told under: itself, or one for the many of its kind in its file."""
    many = Counter((cause.kind, cause.place, cause.how) for cause in causes if cause.place)
    heads = {}
    for cause in causes:
        n = many[cause.kind, cause.place, cause.how]
        folded = Cause(
            kind=cause.kind, name=f"{n:,} in {cause.place}", how=cause.how, place=cause.place, many=n
        )
        heads[cause] = folded if n > FOLDED else cause
    return heads


def _codes_of_reports(comparison: Comparison) -> list[str]:
    """The codes of record that went or came with their reports, which are no changed answers."""
    gone, come = comparison.n_codes_apart
    parts = [f"{gone:,} gone with their reports"] if gone else []
    return parts + ([f"{come:,} come with new reports"] if come else [])


def _moved(pair: tuple[int, int], parts: Sequence[str]) -> str:
    words = f"{pair[0]:,} -> {pair[1]:,}" if pair[0] != pair[1] else f"{pair[0]:,} in both"
    return f"{words}: {', '.join(parts)}" if parts else words


def _changed(n: int, parts: Sequence[str] = ()) -> str:
    words = f"{n:,} changed" if n else "none changed"
    return f"{words} ({', '.join(parts)})" if parts else words
