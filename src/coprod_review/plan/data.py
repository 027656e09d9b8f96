"""A plan as plain values for machines; the form is stable and has a number."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from coprod_review.model.plan import Plan
from coprod_review.pages.issue_words import nearly
from coprod_review.pages.plan_words import ADVICE

FORMAT = 1


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """The plan with `format`, the number of its form, and `advice`, what it is not; shares go from 0 to 1.

    `nearly` names characters that are not planned for though they come near to it, with probabilities.
    """
    data = asdict(plan)
    for row, told in zip(plan.rows, data["rows"], strict=True):
        told["not_found"] = [
            {"dimension": label, "code": tried.code, "label": tried.label, "at_most": tried.at_most}
            for label, tried in row.not_found
        ]
    return {"format": FORMAT, "advice": ADVICE, "nearly": dict(nearly(plan.reading)), **data}
