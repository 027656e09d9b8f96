"""What of people's tables cannot be checked before there is a registry or a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io import check_tables as tables
from coprod_review.model.corpus import Registration
from coprod_review.model.report import Report
from coprod_review.pages.wording import counted


def unchecked(
    corpus: Path,
    results: Path,
    registry: Sequence[Registration] | None,
    last_run: Sequence[Report],
    coding_paths: Sequence[Path],
) -> list[ReviewError]:
    """A warning of what could not be checked, since there is no registry or no run yet."""
    path = paths.within(corpus, paths.REGISTRY)
    written = paths.within(results, paths.REGISTRY_AFTER)
    named = tables.n_reports_named(corpus) if not (registry and last_run) else 0
    if registry is None or not named:
        return []
    if not registry and last_run:
        of_rows = counted(named, "row")
        problem = f"there is no registry, so that the ids of {of_rows} hold for the present exports alone"
        remedy = f"copy {written} to {path}: then ids stay, whatever becomes of the exports"
        return [ReviewError(problem, where=str(path), remedy=remedy)]
    quotes = sum(map(tables.n_quotes, coding_paths)) if not last_run else 0
    unchecked = [f"the ids of {counted(named, 'row')}"] if not registry else []
    unchecked += [f"the quotes of {counted(quotes, 'coding')}"] if quotes else []
    if not unchecked:
        return []
    return [
        ReviewError(
            f"{' and '.join(unchecked)} can only be checked after a first run",
            where=str(corpus),
            remedy="run `make review`, which checks them when it settles codes, and check again",
        )
    ]
