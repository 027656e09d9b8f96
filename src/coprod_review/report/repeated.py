"""Rows on settled codes alone that say, number for number, what those on all codes say."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.pages.results import Results, Row


def verdict_is_repeated(claim: Row, results: Results) -> bool:
    """Whether a claim on settled codes alone has the numbers that it has on all codes."""
    rows = [*results.table("claims"), *results.table("claim_variants")]
    same = ("verdict", "estimate", "low", "high", "n_a", "n_b")
    return _repeats_all_codes(claim, rows, by=("claim",), same=same)


def map_is_repeated(rows: Sequence[Row], results: Results) -> bool:
    """Whether the map of a basis is that of settled codes alone and has the numbers of all codes."""
    everything = results.table("map")
    by = ("tradition", "framing")
    return all(_repeats_all_codes(row, everything, by=by, same=("n", "total")) for row in rows)


def _repeats_all_codes(row: Row, rows: Sequence[Row], *, by: Sequence[str], same: Sequence[str]) -> bool:
    """Whether a row on settled codes alone says what the row on all codes says, number for number.

    Rows are of one thing where they agree in `by`, and say the same where they agree in `same`.
    """
    return row["basis"] == "settled_only" and any(
        other["basis"] == "all" and all(other[name] == row[name] for name in (*by, *same)) for other in rows
    )
