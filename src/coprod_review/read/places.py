"""Notes on what was mended, with the lines of the first places of those that people may want to look at."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_review.read.entries import Repairs

MOST_PLACES = 5
"""So many lines are told; that there are more, the count says."""

_SIGN = "\x1f"


def repair_at(repairs: Repairs, what: str, line: int) -> None:
    """Count what was mended, and keep the line of it while few are kept."""
    repairs[what] += 1
    if sum(name.startswith(f"{what}{_SIGN}") for name in repairs) < MOST_PLACES:
        repairs[f"{what}{_SIGN}{line}"] += 1


def notes_of(repairs: Repairs) -> Iterator[str]:
    """What was mended and how often, in the order of the words, with the first lines where they are kept."""
    lines_by_what: dict[str, list[int]] = {}
    for name in repairs:
        what, is_place, line = name.partition(_SIGN)
        if is_place:
            lines_by_what.setdefault(what, []).append(int(line))
    for what, n in sorted(repairs.items()):
        if _SIGN not in what:
            lines = sorted(lines_by_what.get(what, ()))[:MOST_PLACES]
            places = f" (line {', '.join(map(str, lines))}{' and more' if n > len(lines) else ''})"
            yield f"{what}{places if lines else ''}: {n}"
