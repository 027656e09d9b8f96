"""Answers of one person that differ on documents which are one report by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.known import Known
from coprod_review.model.coding import Coding
from coprod_review.model.joined_answers import not_replaced

ONCE_MORE = "answer once more on the joined report (`coprod-review serve`), which replaces both"


def coded_differently(path: Path, codings: Iterable[Coding], known: Known) -> list[ReviewError]:
    """Reports that a coder coded under several ids, now one, with answers that differ and both count."""
    answers: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        answers[present_id(coding.report_id, known), coding.dimension].append(coding)
    differing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for (_, dimension), given in answers.items():
        same = not_replaced(given)
        if len({coding.codes for coding in same}) > 1:
            differing[tuple(sorted(coding.report_id for coding in same))].append(dimension)
    return [
        ReviewError(
            f"{path.stem} coded {' and '.join(ids)}, which are one report, differently in {', '.join(names)}",
            where=str(path),
            remedy=f"let an adjudication settle these dimensions, or {ONCE_MORE}",
        )
        for ids, names in differing.items()
    ]


def present_id(name: str, known: Known) -> str:
    """The id that a report has now."""
    return (known.reports or {}).get(name, name)
