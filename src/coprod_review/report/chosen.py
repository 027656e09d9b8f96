"""What becomes of the claims on the natural sample, whose reports nobody chose for what they say."""

from __future__ import annotations

from coprod_review.model.specification import NATURAL
from coprod_review.pages.results import Results, Row
from coprod_review.pages.totals import NOT_STATED
from coprod_review.report.robustness import BETWEEN

NATURAL_SAMPLE = "natural"
"""How a report is said to be sampled that nobody chose for what it says."""

NATURAL_BY_BASIS = {"all": "natural_sample", "explicit": "explicit_natural_sample"}
"""The basis of a claim, and the same within the natural sample alone."""


def on_natural_sample(claim: Row, results: Results) -> Row | None:
    """The claim as it would be judged on its own basis in the natural sample; None where there is none."""
    basis = NATURAL_BY_BASIS.get(claim["basis"])
    return next(
        (
            row
            for row in results.table("claim_variants")
            if row["claim"] == claim["claim"] and row["basis"] == basis
        ),
        None,
    )


def share_chosen(results: Results) -> float:
    """The share of included reports that are stated to have been chosen for a purpose."""
    sampled = [row for row in results.table("characteristics") if row["characteristic"] == "sample"]
    n = sum(float(row["n"] or 0) for row in sampled)
    chosen = (row for row in sampled if row["value"] not in (NATURAL_SAMPLE, NOT_STATED))
    return sum(float(row["n"] or 0) for row in chosen) / n if n else 0.0


def chosen_words(results: Results) -> str:
    """How much of the included reports somebody chose; empty where nothing tells it, or nobody chose any."""
    sampled = [row for row in results.table("characteristics") if row["characteristic"] == "sample"]
    n_natural = sum(float(row["n"] or 0) for row in sampled if row["value"] == NATURAL_SAMPLE)
    n = sum(float(row["n"] or 0) for row in sampled)
    if not n_natural or n_natural == n:
        return ""
    return f"{'most' if 2 * n_natural < n else 'some'} of whose reports were chosen for a purpose"


def turned_on_natural_sample(results: Results) -> list[Row]:
    """The claims within the natural sample whose verdict is not that of the run."""
    found = [(claim, on_natural_sample(claim, results)) for claim in results.table("claims")]
    return [row for claim, row in found if row and row["verdict"] != claim["verdict"]]


def with_implicit_on_natural_sample(claim: Row, results: Results) -> Row | None:
    """A claim judged on explicit codes as it would be on all codes of the natural sample; None for others."""
    if claim["basis"] not in ("explicit", NATURAL_BY_BASIS["explicit"]):
        return None
    return on_natural_sample({**claim, "basis": "all"}, results)


def is_tried_on_natural_sample(results: Results) -> bool:
    """Whether one of the specifications judges by the natural sample alone."""
    return any(NATURAL in row["departures"].split(BETWEEN) for row in results.table("specifications"))
