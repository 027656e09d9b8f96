"""Codes that no code of record has, although somebody gave them: a zero that tells of the coders as well."""

from __future__ import annotations

from dataclasses import dataclass

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
    """The codes of a dimension that nothing has on record and some coder gave, as the analysis counted."""
    known = results.codebook.dimensions.get(dimension)
    coders = sorted(coder.name for coder in results.coders)
    numbers_by_code = {
        code: tuple((coder, given_id(dimension, code, coder)) for coder in coders)
        for code in (known.codes if known else ())
    }
    counted = {
        code: tuple((coder, number) for coder, number in numbers if number in results.ledger.by_id)
        for code, numbers in numbers_by_code.items()
    }
    return [Unused(code=code, number_by_coder=numbers) for code, numbers in counted.items() if numbers]
