"""How a learner stands, in words that the terminal and the browser share."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.model.codebook import Dimension
from coprod_review.model.learning import LEAST_TOLD, Agreed, Confusion, LearnerStanding, Source
from coprod_review.pages.wording import counted


def advice(standing: LearnerStanding) -> str:
    """What the numbers say, and what they do not say yet."""
    level = standing.level
    if standing.is_reached:
        return (
            f"The level is reached: kappa {level.kappa:.2f} or more in every dimension over your latest "
            f"{counted(level.reports, 'report')}."
        )
    if standing.n_reports < level.reports:
        return (
            f"n is small: with fewer than {counted(level.reports, 'report')} kappa may be off by a lot, as "
            f"its interval shows. Go on for {counted(level.reports - standing.n_reports, 'report')} more."
        )
    names = ", ".join(d.dimension for d in standing.missing)
    return f"Below kappa {level.kappa:.2f} over your latest {level.reports} reports: {names}."


def confusion_words(dimension: Dimension, confusion: Confusion) -> str:
    """One pair of confused codes in words."""
    settled, given = (
        labels(dimension, (code,)) if code else "" for code in (confusion.settled, confusion.given)
    )
    told = f"{settled} taken for {given}"
    if not given:
        told = f"{settled} left out"
    if not settled:
        told = f"{given} added"
    return f"{dimension.label}: {told} ({'once' if confusion.n == 1 else f'{confusion.n} times'})"


def kappa_words(agreed: Agreed) -> str:
    """Kappa with its interval, or why there is none."""
    if agreed.n < LEAST_TOLD:
        return f"told from {LEAST_TOLD} answers on"
    if agreed.kappa is None:
        return "undefined: one answer only"
    if agreed.kappa_interval is None:
        return _signed(agreed.kappa)
    low, high = agreed.kappa_interval
    return f"{_signed(agreed.kappa)} [{_signed(low)}, {_signed(high)}]"


def labels(dimension: Dimension, codes: Sequence[str]) -> str:
    """The labels of codes; `cannot tell` where there are none, the bare name of a code that is gone."""
    found = [dimension.codes[code].label if code in dimension.codes else code for code in codes]
    return "; ".join(found) or "cannot tell"


def source_words(source: Source) -> str:
    """On what a coder rested an answer."""
    if source.quotes:
        return "quotes " + " … ".join(f"“{quote}”" for quote in source.quotes)
    return f"quotes no words; basis: {source.basis or 'none named'}"


def _signed(value: float) -> str:
    """Two decimals, with the minus of print."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")
