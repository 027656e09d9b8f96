"""Codes that nobody who coded was asked for, since every answer follows a codebook without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import MACHINE_CODERS, CodeOfRecord, Coding
from coprod_review.model.corpus import Adjudication

NOT_ASKED = "not asked"
"""What stands for the share of such a code."""


def unasked_codes(
    codebook: Codebook,
    codings: Iterable[Coding],
    codes: Iterable[CodeOfRecord],
    older: Mapping[str, Codebook],
    *,
    adjudications: Iterable[Adjudication] = (),
) -> frozenset[tuple[str, str]]:
    """The codes, as (dimension, code), that no answer of people or readers could have given.

    `older` are the older codebooks at hand, by version. Nothing is unasked in a dimension where answers
    follow a version that is not at hand, since nobody can tell what it asked. Who adjudicated was asked for
    every code of the version that the adjudication follows, as who coded was. A code that any code of record
    has was asked for; where only machines coded a dimension nothing is unasked in it, since they follow the
    present codebook.
    """
    versions: dict[str, set[str]] = defaultdict(set)
    for coding in codings:
        if coding.coder not in MACHINE_CODERS:
            versions[coding.dimension].add(coding.codebook)
    for adjudication in adjudications:
        if adjudication.dimension in versions:
            versions[adjudication.dimension].add(adjudication.codebook)
    settled = {(record.dimension, code) for record in codes for code in record.codes}
    found = set()
    for name, dimension in codebook.dimensions.items():
        followed = versions[name]
        if not followed or "" in followed or codebook.version in followed or not followed <= set(older):
            continue
        known = {
            code for v in followed if name in older[v].dimensions for code in older[v].dimensions[name].codes
        }
        found |= {(name, code) for code in dimension.codes if code not in known}
    return frozenset(found - settled)
