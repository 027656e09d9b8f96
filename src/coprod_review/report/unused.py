"""Codes that no code of record has, although somebody gave them: a zero that tells of the coders as well."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.model.number import given_id
from coprod_review.pages.results import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A code without a report, and the number of included reports to which each coder gave it, by its id.

    Machines are left out.
    """

    code: str
    number_by_coder: tuple[tuple[str, str], ...]


def unused_codes(results: Results, dimension: str) -> list[Unused]:
    """The codes of a dimension that nothing has on record and that some coder gave."""
    known = results.codebook.dimensions.get(dimension)
    included = {decision.report_id for decision in results.decisions if decision.included}
    used = {
        code
        for record in results.codes
        if record.dimension == dimension and record.report_id in included
        for code in record.codes
    }
    given: dict[str, set[str]] = {}
    for coding in results.codings:
        if (
            coding.dimension == dimension
            and coding.report_id in included
            and coding.coder not in MACHINE_CODERS
        ):
            for code in set(coding.codes) - used:
                given.setdefault(code, set()).add(coding.coder)
    return [
        Unused(
            code=code,
            number_by_coder=tuple((coder, given_id(dimension, code, coder)) for coder in sorted(given[code])),
        )
        for code in (known.codes if known else ())
        if code in given
    ]
