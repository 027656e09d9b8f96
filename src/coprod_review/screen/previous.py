"""What a previous version of the review adds to the flow, as PRISMA 2020 tells it of updated reviews."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_review.errors import ReviewError
from coprod_review.model.corpus import PreviousReview
from coprod_review.model.number import Number
from coprod_review.screen.conservation import Equation

PREVIOUS, TOTAL = "flow.included_previous", "flow.included_total"


def previous_boxes(previous: PreviousReview | None, n_included: int) -> tuple[Number, ...]:
    """The reports of the previous version, with its studies where known, and those of both versions.

    There are no such boxes without a previous version. Its reports are told by number alone: nothing of them
    is read, so that these numbers have no members. Raises ReviewError where more reports should have been
    found again than this version includes.
    """
    if previous is None:
        return ()
    if previous.found_again > n_included:
        raise ReviewError(
            f"{previous.found_again} reports of the previous version should be found again, and this version "
            f"includes {n_included}",
            where="corpus/manifest.yaml, previous_review: found_again",
            remedy="count the reports of the previous version that are among the included ones",
        )
    label = f"Reports included in the previous version of the review, {previous.source}"
    numbers = [_number(PREVIOUS, previous.reports, label)]
    if previous.studies is not None:
        numbers.append(_number(f"{PREVIOUS}.studies", previous.studies, "Studies that these report"))
    if previous.found_again:
        label = "Reports of the previous version found again, counted once"
        numbers.append(_number(f"{PREVIOUS}.found_again", previous.found_again, label))
    total = previous.reports + n_included - previous.found_again
    return (*numbers, _number(TOTAL, total, "Reports included in total"))


def previous_equations(previous: PreviousReview | None, n_included: int) -> Iterator[Equation]:
    """The sum of both versions; none without a previous one."""
    if previous is None:
        return
    again = (f"{PREVIOUS}.found_again",) if previous.found_again else ()
    total = next(n.value for n in previous_boxes(previous, n_included) if n.number_id == TOTAL)
    yield Equation(
        equation="previous version + included = total + found again",
        left=previous.reports + n_included,
        right=int(total) + previous.found_again,
        left_number_ids=(PREVIOUS, "flow.included"),
        right_number_ids=(TOTAL, *again),
    )


def _number(number_id: str, n: int, label: str) -> Number:
    return Number(number_id=number_id, value=float(n), text=str(n), label=label, member_kind="none")
