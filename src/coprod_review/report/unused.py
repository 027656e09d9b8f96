"""Codes that no code of record has, although somebody gave them: a zero that tells of the coders as well."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.pages.results import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A code without a report, and how many included reports each coder gave it to, machines left out."""

    code: str
    n_by_coder: tuple[tuple[str, int], ...]


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
    given: dict[str, Counter[str]] = {}
    for coding in results.codings:
        if (
            coding.dimension == dimension
            and coding.report_id in included
            and coding.coder not in MACHINE_CODERS
        ):
            for code in set(coding.codes) - used:
                given.setdefault(code, Counter())[coding.coder] += 1
    return [
        Unused(code=code, n_by_coder=tuple(sorted(given[code].items())))
        for code in (known.codes if known else ())
        if code in given
    ]
