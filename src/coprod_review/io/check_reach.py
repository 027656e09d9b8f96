"""Whether the gold sample stands for all reports that the last run included."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.included import included_ids
from coprod_review.io.samples import read_plan
from coprod_review.model.sample import reach_words


def reach_of_sample(plan: Path, decisions: Path, names: Mapping[str, str]) -> tuple[int, int]:
    """How many of the included reports a draw could take, and how many are included.

    `names` leads from each name of a report to its present id.
    """
    included = set(included_ids(decisions))
    planned = {names.get(row.report_id, row.report_id) for row in read_plan(plan)}
    return len(included & planned), len(included)


def narrow_sample(corpus: Path, results: Path, names: Mapping[str, str] | None) -> list[ReviewError]:
    """A warning where reports came after the last draw of the gold sample, or were included since."""
    plan, decisions = paths.within(corpus, paths.GOLD_PLAN), paths.within(results, paths.DECISIONS)
    if names is None or not (plan.is_file() and decisions.is_file()):
        return []
    try:
        reached, included = reach_of_sample(plan, decisions, names)
    except ReviewError:  # told where the plan is checked
        return []
    if reached == included:
        return []
    told, _, remedy = reach_words(reached, included).partition("; ")
    return [ReviewError(f"the gold sample is older than the corpus: {told}", where=str(plan), remedy=remedy)]
