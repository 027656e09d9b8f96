"""What a check found, told once: faults, warnings, counts; a long row of like faults is cut short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field
from typing import TypeVar, cast

from coprod_review.errors import ReviewError

T = TypeVar("T")

LIKE_FAULTS = 10
"""So many faults of one kind are told of one file; the rest is counted."""

_LINE = re.compile(r",(?: near)? line \d+$")


@dataclass(slots=True, kw_only=True)
class Findings:
    """What a check found: faults that stop a run, warnings that do not, and counts for the summary."""

    faults: list[ReviewError] = field(default_factory=list)
    warnings: list[ReviewError] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)

    def tried(self, read: Callable[[], T]) -> T | None:
        """The value that was read, in spite of faults or without; else None. Faults are noted."""
        try:
            return read()
        except ReviewError as error:
            self.faults += getattr(error, "faults", [error])
            return cast("T | None", error.read)

    def count_of(self, found: Sized | None, name: str, plural: str = "") -> None:
        """Note how many were found, or that they could not be read."""
        if found is None:
            self.counts.append(f"{plural or f'{name}s'} that cannot be read")
        else:
            self.count(len(found), name, plural)

    def count(self, number: int, name: str, plural: str = "") -> None:
        """Note a count for the summary, in words."""
        self.counts.append(f"{number:,} {name if number == 1 else plural or f'{name}s'}")

    def summary(self) -> str:
        """One line: what there is, and how much of it is wrong."""
        verdict = (
            f"{f'{len(self.faults):,}' if self.faults else 'no'} fault{'' if len(self.faults) == 1 else 's'}"
        )
        n_warnings = len(self.warnings)
        warned = f"{f'{n_warnings:,}' if n_warnings else 'no'} warning{'' if n_warnings == 1 else 's'}"
        return f"{', '.join(self.counts) or 'nothing'}: {verdict}, {warned}"


def cut_short(faults: Iterable[ReviewError], *, at_most: int = LIKE_FAULTS) -> list[ReviewError]:
    """The faults in their order, of each file and kind `at_most`, the last of them with the number left out.

    Faults are of one kind where one remedy mends them.
    """
    faults = list(faults)
    total = Counter(map(_kind, faults))
    seen: Counter[tuple[str, str]] = Counter()
    told = []
    for fault in faults:
        kind = _kind(fault)
        seen[kind] += 1
        if seen[kind] <= at_most:
            told.append(fault)
        if seen[kind] == at_most < total[kind]:
            told.append(ReviewError(f"and {total[kind] - at_most:,} more of this kind", where=kind[0]))
    return told


def _kind(fault: ReviewError) -> tuple[str, str]:
    return _LINE.sub("", fault.where), fault.remedy
