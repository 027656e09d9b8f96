"""Codes of record under a specification."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from coprod_review.coding.record_codes import MACHINE, OPEN, codes_of_record
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.specification import ALL, CONFIDENCE, LEVEL, MACHINES_ALONE, Specification
from coprod_review.model.specification import MACHINE as MACHINE_CODES

LOW_PROBABILITY = 0.8
"""Answers of the machine below this probability are of low confidence."""


def specified_codes(
    specification: Specification,
    included: Collection[str],
    *,
    settled: Sequence[CodeOfRecord],
    combination: Sequence[Coding],
    counts: Mapping[str, Mapping[str, int]],
    codebook: Codebook,
    min_settled_per_code: int,
    undecidable: Mapping[str, str] = MappingProxyType({}),
) -> list[CodeOfRecord]:
    """One code of record for every included report and dimension, as `codes_of_record` decides them.

    `settled` are the settled codes under the specification; where machines alone code they count nothing.
    `counts` are the settled reports behind each code in the run, `undecidable` the reports that no machine
    may decide, with the reason. A machine that decides everything decides
    rare codes too.
    """
    alone = specification.coded_by == MACHINES_ALONE
    codes = codes_of_record(
        included,
        settled=() if alone else settled,
        combination=combination,
        codebook=codebook,
        min_settled_per_code=0 if ALL in specification.names(LEVEL) else min_settled_per_code,
        counts=counts,
        undecidable=undecidable,
    )
    least = LOW_PROBABILITY if specification.has(CONFIDENCE) else 0.0
    none_counts = specification.has(MACHINE_CODES)
    return [
        replace(code, codes=(), status=OPEN, reason="left out")
        if code.status == MACHINE and (none_counts or (code.confidence or 0.0) < least)
        else code
        for code in codes
    ]
