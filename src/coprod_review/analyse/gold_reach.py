"""For which of the included reports a gold sample stands: those that a draw could have taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coprod_review.analyse.gold_sample import GoldSample
from coprod_review.analyse.ledger import count
from coprod_review.model.number import Number
from coprod_review.model.sample import reach_words

REACHED, OUTSIDE = "gold_sample.reached", "gold_sample.outside"


def reach_numbers(gold: GoldSample, included: Iterable[str]) -> list[Number]:
    """The included reports within reach of the draws, and those that are not; none where all are.

    Corrected shares are of the former alone: nothing that was drawn speaks of what came after.
    """
    outside = sorted(set(included) - set(gold.reports))
    if not outside:
        return []
    return [
        count(REACHED, gold.reports, "included reports that a draw of the gold sample could take"),
        count(OUTSIDE, outside, "included reports that no draw of the gold sample could take"),
    ]


def reach_notes(numbers: Sequence[Number]) -> list[str]:
    """The same in a sentence, with what to do."""
    n = {number.number_id: int(number.value) for number in numbers}
    return [f"gold sample: {reach_words(n[REACHED], n[REACHED] + n[OUTSIDE])}"] if n else []
