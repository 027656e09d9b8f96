"""Corrected shares sorted for the text, and whether their intervals hold what all settled codes say."""

from __future__ import annotations

from coprod_review.pages.results import Results, Row


def rows_of(results: Results, basis: str, measure: str, *, dimension: str = "", among: str = "") -> list[Row]:
    """The rows of one measure from one sample, of all dimensions or of one; empty ones are left out."""
    return [
        row
        for row in results.table("corrected_shares")
        if row["basis"] == basis
        and row["measure"] == measure
        and row["among"] == among
        and dimension in ("", row["dimension"])
        and row["share"] != ""
    ]


def held_in_words(row: Row) -> str:
    """Whether the interval for this corpus holds the share of all settled codes; empty where that is unknown.

    The last digit that the table keeps of either is no difference.
    """
    if row["all_settled"] == "":
        return ""
    slack = 1e-5
    true = float(row["all_settled"])
    return "yes" if float(row["low"]) - slack <= true <= float(row["high"]) + slack else "no"
