"""The tables of the stages as people read them: columns named, values in words, numbers with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coprod_review.model.specification import CODED_BY_WORDS, VARIED_WORDS
from coprod_review.pages.results import Results, Row
from coprod_review.pages.titles import COLUMN_DIMENSIONS
from coprod_review.pages.wording import (
    BASIS_WORDS,
    CHARACTERISTIC_NAMES,
    STATUS_WORDS,
    TABLE_WORDS,
    coder_words,
    decimal,
    humane,
    is_number,
    p_value,
    percent,
    percent_range,
    sentence,
    tied,
)

COLUMN_NAMES: Mapping[str, str] = {
    "ac1": "Gwet’s AC1",
    "against": "Measured against",
    "alpha": "Krippendorff’s alpha",
    "at_most": "At most, if none was found",
    "because": "Because",
    "bin": "Probability of the answer",
    "brier": "Brier score of the dimension",
    "chi2": "Chi-square",
    "coder_a": "One coder",
    "coder_b": "Other coder",
    "cramers_v": "Cramér’s V",
    "df": "Degrees of freedom",
    "ece": "Expected calibration error of the dimension",
    "expected": "Expected",
    "f1": "F1",
    "kappa": "Cohen’s kappa",
    "kappa_asked": "Cohen’s kappa where the question arises",
    "macro_f1": "Macro-F1",
    "n": "Reports",
    "n_a": "Reports on one side",
    "n_asked": "Reports where the question arises",
    "n_b": "Reports on the other side",
    "n_both": "Given and settled",
    "n_decided": "Reports decided",
    "n_decided_right": "Right of these",
    "n_given": "Given",
    "n_reports": "Reports",
    "n_right": "Right",
    "n_settled": "Settled",
    "p": "p",
    "p_holm": "p (Holm)",
    "percent": "Agree",
    "percent_asked": "Agree where the question arises",
    "sensitivity": "Range when potential is varied",
    "subset": "Subset",
    "top3_share": "Stays in the top three",
    "untapped_highest": "Most untapped in these",
    "untapped_lowest": "Least untapped in these",
    "varied": "What is varied",
    "total": "Of",
    "value": "Share",
}
"""Columns whose name is not what people call them; others are their name without underscores."""

PERCENT = frozenset(
    (
        "share",
        "value",
        "percent",
        "percent_asked",
        "potential",
        "attention",
        "untapped",
        "over_served",
        "untapped_share",
        "untapped_lowest",
        "untapped_highest",
        "top3_share",
        "sensitivity",
        "promised",
        "achieved",
        "conformal",
        "decided",
        "single_share",
        "chance_share",
        "chance_high",
    )
)
"""Columns that hold shares from 0 to 1."""

PLACES: Mapping[str, int] = {"adjusted_residual": 1, "at_most": 0}
"""Columns that are told with other than two decimals."""

P_VALUES = frozenset(("p", "p_holm"))

WORDS_BY_COLUMN: Mapping[str, Mapping[str, str]] = {
    "basis": BASIS_WORDS,
    "coded_by": CODED_BY_WORDS,
    "characteristic": CHARACTERISTIC_NAMES,
    "measure": {"found": "found", "only": "found nowhere else", "shared": "found elsewhere too"},
    "status": STATUS_WORDS,
    "table": TABLE_WORDS,
    "varied": VARIED_WORDS,
}
"""Columns whose values have words of their own."""

CODER_COLUMNS = frozenset(("coder", "coder_a", "coder_b"))

BOUND_BY = ("value", "share", "estimate", "cramers_v", "achieved", "untapped_share", "n")
"""Columns that `low` and `high` bound, the first that a row has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as it is printed: its column, by name and title, its text and interval, if it is a number."""

    name: str
    title: str
    text: str
    interval: str = ""
    is_number: bool = False


def label_of(results: Results, column: str, value: str) -> str:
    """A value as people read it: a code in the codebook's words, else without underscores."""
    if column == "dimension":
        known = results.codebook.dimensions.get(value)
        return known.label if known else value.replace("_", " ")
    if column in WORDS_BY_COLUMN:
        return WORDS_BY_COLUMN[column].get(value, value.replace("_", " "))
    if column == "year":
        return value or "unknown"
    return results.label(COLUMN_DIMENSIONS.get(column, column), value)


def cells_of(row: Row, results: Results, *, without: Iterable[str] = ()) -> list[Cell]:
    """The cells of a row in its order: intervals within the cell that they bound, ids of numbers left out.

    `without` are columns that the reader does not need. A code is told in the codebook's words.
    """
    bounds = _bounds(row)
    within = {name for pair in bounds.values() for name in pair}
    left_out = {*without, "number_id"} | within
    names: list[str] = []
    for name in row:
        alone = name.removesuffix("_low")
        if alone != name and alone in bounds and alone not in row:
            names.append(alone)
        elif name not in left_out:
            names.append(name)
    return [_cell(name, row, results, bounds.get(name)) for name in names]


def _bounds(row: Row) -> dict[str, tuple[str, str]]:
    """The columns of the lower and upper bound by the column that they bound."""
    found = {
        name.removesuffix("_low"): (name, f"{name.removesuffix('_low')}_high")
        for name in row
        if name.endswith("_low") and f"{name.removesuffix('_low')}_high" in row
    }
    bounded = next((name for name in BOUND_BY if name in row), None)
    if bounded and "low" in row and "high" in row:
        found[bounded] = ("low", "high")
    return found


def _cell(name: str, row: Row, results: Results, bounds: tuple[str, str] | None) -> Cell:
    title = _title(name, row)
    low, high = (row[bounds[0]], row[bounds[1]]) if bounds else ("", "")
    in_percent = name in PERCENT or name.startswith("share_")
    if low != "" and high != "":
        interval = percent_range(low, high) if in_percent else f"{decimal(low)} to {decimal(high)}"
    else:
        interval = ""
    value = row.get(name, "")
    if value == "" or not is_number(value) or name in ("claim", "year"):
        text = interval if name not in row else _words(name, row, value, results)
        return Cell(name=name, title=title, text=text, interval="" if text == interval else interval)
    places = PLACES.get(name, 2)
    text = percent(value) if in_percent else p_value(value) if name in P_VALUES else decimal(value, places)
    return Cell(name=name, title=title, text=text, interval=interval, is_number=True)


def _title(name: str, row: Row) -> str:
    """What people call a column: also where reports stand counted in parts and whole in one row."""
    if name == "n" and "n_reports" in row:
        return "Reports, counted in parts"
    return COLUMN_NAMES.get(name, sentence(humane(name)))


def _words(name: str, row: Row, value: str, results: Results) -> str:
    """A cell that is no number, in words: codes by their labels, coders as in running text."""
    if name in CODER_COLUMNS:
        return coder_words(value) if value else ""
    if name == "code" or name.endswith("_code"):
        dimension = row.get({"row_code": "rows", "column_code": "columns"}.get(name, "dimension"), "")
        return results.label(dimension, value)
    if name == "bin":
        return value.replace("-", " to ")
    if name in ("rows", "columns"):
        return label_of(results, "dimension", value)
    if name == "dimension" or COLUMN_DIMENSIONS.get(name, name) in results.codebook.dimensions:
        return label_of(results, name, value)
    known = WORDS_BY_COLUMN.get(name, {})
    return known.get(value) or (tied(value) if " " in value else humane(value))
