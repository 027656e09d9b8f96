"""Codes that no report has on record although somebody gave them: the reports to which each coder did."""

from __future__ import annotations

from collections.abc import Iterable

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Section, count
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import MACHINE_CODERS, Coding
from coprod_review.model.number import given_id


def unused_numbers(
    coded: CodedReports, codebook: Codebook, codings: Iterable[Coding], *, dimension: str
) -> Section:
    """For each code of a dimension that no included report has, those to which a coder gave it, by coder.

    Machine coders are left out.
    """
    used = {code for report in coded for code in coded.codes(report, dimension)}
    given: dict[tuple[str, str], set[str]] = {}
    included = set(coded)
    for coding in codings:
        if coding.dimension != dimension or coding.coder in MACHINE_CODERS:
            continue
        for code in set(coding.codes) - used if coding.report_id in included else ():
            given.setdefault((code, coding.coder), set()).add(coding.report_id)
    known = codebook.dimensions[dimension].codes
    return Section(
        numbers=tuple(
            count(
                given_id(dimension, code, coder),
                reports,
                f"reports to which {coder} gave {code} in {dimension}",
            )
            for (code, coder), reports in sorted(given.items())
            if code in known
        )
    )
