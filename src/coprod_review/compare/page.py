"""A comparison as one page that needs no network."""

from __future__ import annotations

from coprod_review.compare.changes import FATES, Comparison
from coprod_review.compare.numbers import is_cell
from coprod_review.compare.totals import PARTS, cause_counts, number_by_cause, summary
from coprod_review.pages.environment import page_environment, stylesheet

MOST_ROWS = 2000
"""So many changes of a kind stand on the page; the tables of --csv have all."""


def page(comparison: Comparison) -> str:
    """The page as HTML, all text escaped."""
    counts = cause_counts(comparison)
    numbers = number_by_cause(counts)
    return (
        page_environment("coprod_review.compare", fates=FATES, parts=PARTS, most=MOST_ROWS)
        .get_template("diff.html")
        .render(
            comparison=comparison,
            counts=counts,
            numbers_of=lambda causes: sorted({numbers[cause] for cause in causes}),
            summary=summary(comparison),
            style=stylesheet(),
            cells=[one for one in comparison.numbers if is_cell(one)],
            others=[one for one in comparison.numbers if not is_cell(one)],
        )
    )
