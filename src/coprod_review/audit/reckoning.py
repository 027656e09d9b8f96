"""How an estimate is reckoned from counts: with its counts where the ledger has them, else in words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from markupsafe import Markup

from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.names import page_name

PUBLIC, SERVICE = "public_administration", "service_management"

FIRST, OTHERS = "social_interaction", ("technical", "procedural")

PAIRED = "The interval is Newcombe’s for the difference of two shares of the same reports."

UNPAIRED = "The interval is Newcombe’s for the difference of shares of two groups."

SMALLEST = (
    "The interval is made of bootstrap draws of whole reports: the smaller of the lower bounds of the two "
    "differences, and the smaller of the upper ones."
)

WILSON = "the interval is Wilson’s"

BOOTSTRAP = "the interval is made of bootstrap draws of whole reports"

WORDS: tuple[tuple[str, str], ...] = (
    (
        r"claim\.1",
        "The share of public administration among reports on safety, minus that of service management. "
        f"{PAIRED}",
    ),
    (
        r"claim\.2",
        "The share of partnership among the reports of service management, minus that among those of public "
        f"administration. {UNPAIRED}",
    ),
    (
        r"claim\.3.*beyond_chance$",
        "As the plain difference, after the share that chance alone would give was taken off each row.",
    ),
    (
        r"claim\.3",
        "The untapped share of issues of social interaction, minus the larger of those of the other two "
        f"characters: the smaller of the two differences. {SMALLEST}",
    ),
    (r"share\.", f"The reports with this code, divided by all that have a code here; {WILSON}."),
    (r"form\.share\.", f"The reports of this form, divided by all with nature and locus; {WILSON}."),
    (r"strategy\.share\.", f"The reports with this strategy, divided by all that have one coded; {WILSON}."),
    (
        r"alluvial\.",
        "A sum over reports, in which a report with several characters of the issue counts in parts.",
    ),
    (
        r"model\.\w+\.chance_high$",
        "Drawn: what the untapped share does not exceed in nearly all draws where attention is as potential.",
    ),
    (
        r"model\.\w+\.chance$",
        "Drawn: the mean of the untapped share where each report takes its position by the potential of "
        "its row.",
    ),
    (
        r"model\.\w+\.untapped$",
        "Half the sum of the differences between attention and potential over all three positions, without "
        f"their signs; {BOOTSTRAP}.",
    ),
    (r"model\..*\.potential$", "The weight of the cell, divided by the sum of the weights of its row."),
    (r"model\..*\.untapped$", f"Potential minus attention, where that is above zero; {BOOTSTRAP}."),
    (r"model\..*\.over_served$", f"Attention minus potential, where that is above zero; {BOOTSTRAP}."),
    (
        r"model\..*\.top3$",
        "Of the random potentials, the share in which the cell is among the three most untapped.",
    ),
    (
        r"model\.",
        "The reports of the cell, divided by those of the row; a report with several characters counts "
        "in parts; "
        f"{BOOTSTRAP}.",
    ),
    (
        r"agreement\..*\.percent$",
        f"The reports on which both gave the same answer, divided by all that both examined; {BOOTSTRAP}.",
    ),
    (
        r"agreement\.",
        f"A coefficient of agreement, reckoned from the pairs of answers of the two coders; {BOOTSTRAP}.",
    ),
    (r"calibration\.", "The answers that are the settled ones, divided by all with such a probability."),
    (
        r"coverage\..*\.conformal$",
        "The conformal sets, before they were cut and widened, that hold the settled answer, divided by all; "
        f"{WILSON}.",
    ),
    (
        r"coverage\.",
        f"The prediction sets, as they are given, that hold the settled code, divided by all; {WILSON}.",
    ),
    (
        r"operating\..*\.rule_step\.",
        f"The answers of this step that are right, divided by all that it gave; {WILSON}.",
    ),
    (
        r"operating\.",
        "The prediction sets under this threshold, as given, that hold the settled code, divided by all; "
        f"{WILSON}.",
    ),
    (
        r"performance\..*\.code\.",
        "F1: twice the right answers with this code, divided by all answers with it plus all settled "
        "codes of it.",
    ),
    (r"performance\.", f"Macro-F1: the mean of F1 over the codes of the dimension; {BOOTSTRAP}."),
    (
        r"corrected\..*\.naive$",
        "Reckoned from the machine’s codes of all reports as they are; the interval knows nothing of "
        "their errors.",
    ),
    (
        r"corrected\..*\.sample$",
        "Reckoned from the settled codes of the sample alone, each weighted by the inverse of its "
        "probability to be drawn.",
    ),
    (
        r"corrected\..*\.all_settled$",
        "Reckoned from the settled codes of all reports that have them: what the rehearsal is held against.",
    ),
    (
        r"corrected\.",
        "Reckoned from the machine’s codes of all reports, minus their mean error in the drawn sample, "
        "weighted by the probabilities of the draw.",
    ),
    (
        r"specification\.",
        "The estimate of the claim, made again with these choices; reckoned as that of the claim itself.",
    ),
)
"""What is said of the numbers whose id begins as the pattern does; the first that fits."""


def reckoning(number: Number, ledger: Ledger, *, basis: str, n_members: int) -> Markup:
    """How a number that is no count is reckoned; empty for a kind of number that nothing is known of.

    `basis` is that of a claim's row. A claim is told by its counts, each a link to its list, but only where
    these give its value.
    """
    if math.isfinite(number.value) and number.number_id.startswith("claim."):
        told = _claim(number, ledger, basis, n_members)
        if told:
            return told
    return Markup("{}").format(
        next((words for pattern, words in WORDS if re.match(pattern, number.number_id)), "")
    )


def _claim(number: Number, ledger: Ledger, basis: str, n: int) -> Markup | None:
    name = number.number_id
    if name.startswith("claim.1"):
        sides = [_number(ledger, f"{name}.{side}") for side in (PUBLIC, SERVICE)]
        return _shares(number, sides, [n, n], PAIRED)
    if name.startswith("claim.2"):
        groups = [_number(ledger, f"{name}.{side}") for side in (SERVICE, PUBLIC)]
        partners = [_number(ledger, f"map.{basis}.{side}.partnership") for side in (SERVICE, PUBLIC)]
        return _shares(number, partners, groups, UNPAIRED)
    if name == "claim.3":
        return _untapped(number, ledger)
    return None


def _shares(
    number: Number,
    parts: Sequence[Number | None],
    wholes: Sequence[Number | int | None],
    interval: str,
) -> Markup | None:
    """One share minus another, as counts and as percentages."""
    (a, b), (whole_a, whole_b) = parts, wholes
    if a is None or b is None or not whole_a or not whole_b:
        return None
    shares = [a.value / _value(whole_a), b.value / _value(whole_b)]
    if not math.isclose(shares[0] - shares[1], number.value, abs_tol=1e-9):
        return None
    return Markup("{}/{} − {}/{} = {} − {} = {}. {}").format(
        _link(a), _link(whole_a), _link(b), _link(whole_b), *map(_percent, shares), number.text, interval
    )


def _untapped(number: Number, ledger: Ledger) -> Markup | None:
    """The untapped share of the first character minus the larger one of the others."""
    first, *others = (_number(ledger, f"model.{name}.untapped") for name in (FIRST, *OTHERS))
    known = [other for other in others if other is not None]
    if first is None or len(known) < len(others):
        return None
    largest = max(known, key=lambda other: other.value)
    if not math.isclose(first.value - largest.value, number.value, abs_tol=1e-9):
        return None
    smaller = [other for other in known if other is not largest]
    return Markup(
        "The untapped share of social interaction, minus the larger of those of the other two characters: "
        "{} − {} = {} (the other: {}). {}"
    ).format(_link(first), _link(largest), number.text, Markup(", ").join(map(_link, smaller)), SMALLEST)


def _number(ledger: Ledger, name: str) -> Number | None:
    return ledger.by_id.get(name)


def _value(found: Number | int) -> float:
    return found.value if isinstance(found, Number) else float(found)


def _link(found: Number | int) -> Markup:
    if not isinstance(found, Number):
        return Markup("{}").format(found)
    return Markup('<a href="{}.html">{}</a>').format(page_name(found.number_id), found.text)


def _percent(share: float) -> str:
    points = 100 * share
    return f"{points:.1f} %" if 0 < points < 9.95 else f"{points:.0f} %"
