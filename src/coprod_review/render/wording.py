"""The words and numbers that figures and tables print: labels of codes, shares, intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coprod_review.model.codebook import Codebook
from coprod_review.render.results import Results

NBSP = "\u00a0"
SETTLED_FROM = "included"
GROUPED_FROM = 10_000
"""Counts from here on are written in groups of three digits, as pages write them."""
PART_WORDS = {
    "waiting": "waiting for adjudication",
    "open": "not yet coded",
    "not_on_safety": "not on safety",
    "no_character": "without a safety issue described",
}
"""Why a table does not count a report, in words."""

SOURCE = "a database however often it was searched, a prepared file, or what another method found"
"""What records and reports are counted by, as the notes of all figures say it."""


def plain(code: str) -> str:
    """A code as words ("public_administration" -> "public administration")."""
    return code.replace("_", " ")


def name_of(coder: str) -> str:
    """The name of a coder in words that no line break parts."""
    return plain(coder).replace(" ", NBSP)


def headline(code: str) -> str:
    """A code as words that begin a line."""
    words = plain(code)
    return words[:1].upper() + words[1:]


def label_of(codebook: Codebook, dimension: str, code: str) -> str:
    """The codebook's label of a code, or the code as words where the codebook does not have it."""
    known = codebook.dimensions.get(dimension)
    if known is None or code not in known.codes:
        return headline(code)
    return known.codes[code].label


def dimension_label(codebook: Codebook, dimension: str) -> str:
    """The codebook's label of a dimension, or its name as words."""
    known = codebook.dimensions.get(dimension)
    return known.label if known else headline(dimension)


def in_order(codebook: Codebook, dimension: str, found: Iterable[str]) -> tuple[str, ...]:
    """All codes of a dimension in the order of the codebook, then those found beside it, sorted."""
    known = codebook.dimensions.get(dimension)
    codes = tuple(known.codes) if known else ()
    return (*codes, *sorted(set(found) - set(codes)))


def dimensions_in_order(codebook: Codebook, found: Iterable[str]) -> tuple[str, ...]:
    """The dimensions that were found, in the order of the codebook, then others, sorted."""
    seen = set(found)
    known = tuple(d for d in codebook.dimensions if d in seen)
    return (*known, *sorted(seen - set(known)))


def percent(share: float | None, places: int = 0) -> str:
    """A share in per cent, whole ("12 %", "<1 %") unless `places` are asked, or a dash where not known."""
    if share is None:
        return "–"
    if places:
        return f"{100 * share:.{places}f}{NBSP}%"
    if 0 < share < 0.005:
        return f"<1{NBSP}%"
    return f"{_rounded(100 * share)}{NBSP}%"


def places_of(shares: Iterable[float | None]) -> int:
    """The decimals with which pages print such shares side by side: two figures of the smallest."""
    return int(any(share and share < 0.0995 for share in shares))


def interval(low: float | None, high: float | None) -> str:
    """The bounds of an interval of shares in whole per cent ("9–16"), or nothing where not known."""
    if low is None or high is None:
        return ""
    joint = " to " if low < 0 else "–"
    return f"{_rounded(100 * low)}{joint}{_rounded(100 * high)}"


def decimals(value: float | None, digits: int = 2) -> str:
    """A number with fixed decimals and a true minus sign, or a dash where it is not known."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return "0" + text[2:] if text.strip("-0.") == "" and text.startswith("-") else text.replace("-", "−")


def count(value: float) -> str:
    """A count: whole where it is whole, else with one decimal (fractional counting); 10,000 on in groups."""
    comma = "," if value >= GROUPED_FROM else ""
    return f"{value:{comma}.0f}" if abs(value - round(value)) < 0.05 else f"{value:{comma}.1f}"


def span(counts: Sequence[int]) -> str:
    """The least and the most of several counts ("135 to 148"), or the count that all are."""
    least, most = min(counts), max(counts)
    return f"{least} to {most}" if least < most else f"{least}"


def plural(n: float, noun: str) -> str:
    """A count with its noun ("1 report", "12 reports")."""
    return f"{count(n)} {noun}" if count(n) == "1" else f"{count(n)} {noun}s"


def level(results: Results) -> str:
    """The confidence of the intervals ("95 %")."""
    return f"{100 * results.interval:g}{NBSP}%"


def none_found(results: Results, at_most: float | None, n: float | None = None) -> tuple[str, str]:
    """What an empty cell says, in two lines: none found, and how many that still allows, of how many."""
    if at_most is None:
        return "none found", ""
    of = f" of {count(n)}" if n is not None else ""
    return "none found, at most", f"{count(at_most)}{of} at {level(results)}"


def n_included(results: Results) -> int | None:
    """How many reports are included, by the statuses of their codes; None where nothing tells it."""
    by_dimension: dict[str, int] = {}
    for row in results.statuses:
        by_dimension[row.dimension] = by_dimension.get(row.dimension, 0) + row.n
    if by_dimension:
        return max(by_dimension.values())
    boxes = [box.n for box in results.flow if box.box == SETTLED_FROM]
    return boxes[0] if boxes else None


def placed(results: Results, table: str, n_shown: float) -> str:
    """How many of the included reports a table counts, and why it does not count the others.

    `n_shown` is told where the analysis has not said it for this table.
    """
    parts = {p.part: p.n for p in results.placements if p.table == table and p.n}
    included = n_included(results)
    if parts:
        rest = [f"{n} {PART_WORDS.get(part, plain(part))}" for part, n in parts.items() if part != "counted"]
        told = f": {sentence_list(rest)} not shown" if rest else ""
        whole = sum(parts.values())
        return f"n = {parts.get('counted', 0)} of {plural(whole, 'included report')}{told}."
    if included is None:
        return f"n = {plural(n_shown, 'report')}."
    missing = included - n_shown
    told = f"; {count(missing)} not shown" if missing > 0.5 else ""
    return f"n = {count(n_shown)} of {plural(included, 'included report')}{told}."


def sentence_list(words: Sequence[str]) -> str:
    """Words joined as in a sentence ("a, b and c")."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _rounded(value: float) -> str:
    text = f"{value:.0f}"
    return "0" if text == "-0" else text.replace("-", "−")
