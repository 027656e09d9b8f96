"""Whether probabilities and prediction sets keep their word: reliability, Brier score, ECE, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coprod_review.analyse.intervals import wilson
from coprod_review.model.coding import Coding

Row = dict[str, Any]
Answer = tuple[str, ...]

N_BINS = 10


def calibration_rows(dimension: str, checked: Sequence[tuple[Coding, Answer]]) -> list[Row]:
    """The reliability curve of the given answers' probabilities, in ten bins of equal width.

    A bin holds probabilities above its lower and up to its upper edge; empty bins have no row. The Brier
    score is the mean squared difference of probability and truth (1 if the answer is the settled one, else
    0), ECE the mean distance of probability and share correct over bins, weighted by n (Naeini, Cooper &
    Hauskrecht 2015); both stand in every row.
    """
    pairs = [(c.confidence, c.codes == answer) for c, answer in checked if c.confidence is not None]
    if not pairs:
        return []
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(N_BINS)]
    for probability, correct in pairs:
        place = sum(probability > edge / N_BINS for edge in range(1, N_BINS))
        bins[place].append((probability, correct))
    brier = sum((probability - correct) ** 2 for probability, correct in pairs) / len(pairs)
    rows: list[Row] = [
        {
            "dimension": dimension,
            "bin": f"{i / N_BINS:.1f}-{(i + 1) / N_BINS:.1f}",
            "n": len(found),
            "mean_probability": sum(p for p, _ in found) / len(found),
            "share_correct": sum(correct for _, correct in found) / len(found),
        }
        for i, found in enumerate(bins)
        if found
    ]
    ece = sum(row["n"] * abs(row["mean_probability"] - row["share_correct"]) for row in rows) / len(pairs)
    return [row | {"brier": brier, "ece": ece} for row in rows]


def coverage_row(dimension: str, checked: Sequence[tuple[Coding, Answer]], *, promised: float | None) -> Row:
    """How often the prediction sets hold the settled answer, with the Wilson interval of that share.

    A set that is the coder's answer holds that answer alone; any other holds what its codes can form.
    `single_share` is the share of reports whose set is one answer.
    """
    n = len(checked)
    n_single = sum(_is_single(coding) for coding, _ in checked)
    n_covered = sum(
        answer == coding.codes if _is_single(coding) else set(answer) <= set(coding.prediction_set)
        for coding, answer in checked
    )
    low, high = wilson(n_covered, n)
    return {
        "dimension": dimension,
        "promised": promised,
        "achieved": n_covered / n if n else None,
        "low": low,
        "high": high,
        "n": n,
        "single_share": n_single / n if n else None,
    }


def _is_single(coding: Coding) -> bool:
    return bool(coding.codes) and coding.prediction_set == coding.codes
