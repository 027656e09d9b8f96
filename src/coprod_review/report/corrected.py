"""Corrected shares sorted for the text, and whether their intervals hold what all settled codes say."""

from __future__ import annotations

from coprod_review.model.sample import NOT_REHEARSED
from coprod_review.pages.rehearsed import holds, is_none_of_either
from coprod_review.pages.results import Results, Row

TRIED_FROM = 80
"""The fewest settled reports of a sample with which coverage was measured (docs/measurements-shares.md)."""

ONE_DECIMAL_BELOW = 9.95
"""Shares below this are printed with one decimal, in per cent (`analyse.ledger`)."""


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


def too_few_settled(results: Results) -> list[str]:
    """The dimensions in which the gold sample has fewer settled reports than intervals were tried with."""
    shares = rows_of(results, "gold_sample", "share")
    return list(dict.fromkeys(row["dimension"] for row in shares if int(row["n_sampled"]) < TRIED_FROM))


def not_rehearsed(results: Results) -> list[str]:
    """Why the correction was not rehearsed, as the analysis noted it; nothing where it was."""
    notes = [row["missing"] for row in results.table("missing")]
    return [note.removeprefix(NOT_REHEARSED) for note in notes if note.startswith(NOT_REHEARSED)]


def is_too_narrow_as_rehearsed(results: Results) -> bool:
    """Whether fewer of the rehearsed intervals for this corpus hold the share of all codes than they promise.

    The results are with their totals (`pages.totals`).
    """
    names = ("rehearsed.held", "rehearsed.tested")
    if any(name not in results.ledger for name in names):
        return False
    held, tested = (results.ledger[name].value for name in names)
    return held < results.config.analyse.interval * tested


def held_in_words(row: Row) -> str:
    """Whether the interval for this corpus holds the share of all settled codes; empty where that is unknown.

    Where estimate and share are both none, the interval cannot miss, and that is said instead. The last
    digit that the table keeps of either is no difference (`pages.rehearsed`).
    """
    held = holds(row)
    if held and is_none_of_either(row):
        return "none of either"
    return "" if held is None else "yes" if held else "no"


def near_miss(row: Row) -> tuple[str, str] | None:
    """The bounds and the share of all settled codes with so many decimals that a miss is seen.

    None where the interval holds, and where what is printed anyway already shows that it does not.
    """
    if holds(row) is not False:
        return None
    low, high, settled = (100 * float(row[name]) for name in ("low", "high", "all_settled"))
    if not round(low) <= round(settled) <= round(high):
        return None
    places = next(n for n in range(1, 6) if not round(low, n) <= round(settled, n) <= round(high, n))
    if places == 1 and settled < ONE_DECIMAL_BELOW:
        return None
    return f"{low:.{places}f} to {high:.{places}f} %", f"{settled:.{places}f} %"
