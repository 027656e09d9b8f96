"""Codes that nobody who coded was asked for, since every answer follows a codebook without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import MACHINE_CODERS, CodeOfRecord, Coding

NOT_ASKED = "not asked"
"""What stands for the share of such a code."""


def unasked_codes(
    codebook: Codebook,
    codings: Iterable[Coding],
    codes: Iterable[CodeOfRecord],
    older: Mapping[str, Codebook],
) -> frozenset[tuple[str, str]]:
    """The codes, as (dimension, code), that no answer of people or readers could have given.

    `older` are the older codebooks at hand, by version. Of a version that is not at hand its answers tell
    which codes it has. A code that any code of record has, be it an adjudicated one, was asked for; where
    only machines coded a dimension nothing is unasked in it, since they follow the present codebook.
    """
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for coding in codings:
        if coding.coder not in MACHINE_CODERS:
            given[coding.dimension, coding.codebook] |= set(coding.codes)
    settled = {(record.dimension, code) for record in codes for code in record.codes}
    found = set()
    for name, dimension in codebook.dimensions.items():
        versions = {version: codes for (place, version), codes in given.items() if place == name}
        if not versions or {"", codebook.version} & set(versions):
            continue
        known = {code for version, codes in versions.items() for code in _had(version, name, codes, older)}
        found |= {(name, code) for code in dimension.codes if code not in known}
    return frozenset(found - settled)


def _had(version: str, dimension: str, given: Iterable[str], older: Mapping[str, Codebook]) -> Iterable[str]:
    """The codes of a dimension in a version: of its codebook, else those that answers under it give."""
    codebook = older.get(version)
    if codebook is None:
        return given
    return codebook.dimensions[dimension].codes if dimension in codebook.dimensions else ()
