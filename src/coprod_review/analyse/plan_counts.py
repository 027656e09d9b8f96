"""What the included reports did on each character of issue, as the planner tells it: whole counts.

A report with several characters counts in each of them, and under each of its codes: the question is what has
been tried there, not how attention is divided.
"""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.forms import LOCUS, NATURE, STRATEGY, form_of
from coprod_review.analyse.intervals import at_most, wilson
from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.analyse.model import Placement
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.number import Number
from coprod_review.model.partnership import CHARACTERS, POSITIONS

FORM = "form"
NO_SINGLE_FORM = "no_single_form"
COUNTED = (STRATEGY, "involvement_phase", FORM, "tradition")
"""What is counted; `form` is that of Osborne, Radnor and Strokosch (2016), made of nature and locus."""


def plan_table(
    coded: CodedReports, placed: Sequence[Placement], codebook: Codebook, *, confidence: float
) -> Section:
    """For each character, as a whole and by position: reports by strategy, phase, form and tradition.

    `total` are the reports that have a code in the dimension, `share` is of these, with its Wilson interval;
    where none was found, `at_most` bounds the count. An empty position stands for all of them.
    """
    rows: list[dict[str, object]] = []
    numbers: list[Number] = []
    for character in CHARACTERS:
        for position in ("", *POSITIONS):
            there = [
                p.report_id for p in placed if character in p.characters and position in ("", p.position)
            ]
            for dimension in COUNTED:
                codes = {report: _codes(coded, report, dimension, codebook) for report in there}
                known = [report for report, found in codes.items() if found]
                for code in _codes_in_order(dimension, codebook):
                    members = [report for report in known if code in codes[report]]
                    identity = number_id(*filter(None, ("plan", character, position, dimension, code)))
                    rows.append(
                        {
                            "character": character,
                            "position": position,
                            "dimension": dimension,
                            "code": code,
                            **_measured(len(members), len(known), confidence=confidence),
                            "number_id": identity,
                        }
                    )
                    place = f"{character} issues, {position}" if position else f"{character} issues"
                    numbers.append(count(identity, members, f"reports on {place}: {dimension} {code}"))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _measured(n: int, total: int, *, confidence: float) -> dict[str, float | None]:
    low, high = wilson(n, total, confidence=confidence) if total else (None, None)
    return {
        "n": n,
        "total": total,
        "share": n / total if total else None,
        "low": low,
        "high": high,
        "at_most": at_most(total, confidence=confidence) if total and not n else None,
    }


def _codes(coded: CodedReports, report: str, dimension: str, codebook: Codebook) -> tuple[str, ...]:
    """The codes of a report; its form where it has both nature and locus."""
    if dimension != FORM:
        return coded.codes(report, dimension)
    nature, locus = coded.code(report, NATURE), coded.code(report, LOCUS)
    if not nature or not locus:
        return ()
    none_at_all = nature == locus == NONE_CODE
    return (NONE_CODE,) if none_at_all else (form_of(nature, locus, codebook) or NO_SINGLE_FORM,)


def _codes_in_order(dimension: str, codebook: Codebook) -> tuple[str, ...]:
    if dimension == FORM:
        return (*codebook.coproduction_form, NO_SINGLE_FORM, NONE_CODE)
    return tuple(codebook.dimensions[dimension].codes)
