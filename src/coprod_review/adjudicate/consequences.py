"""What a ruling would do to the other settled codes of its report, by the constraints of the codebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coprod_review.adjudicate.settle import constrain
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import FOLLOWS, SETTLED_STATUSES, CodeOfRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Overturned:
    """A settled code of record, and what stands in its place by the codebook; without codes it waits."""

    before: CodeOfRecord
    after: CodeOfRecord


def overturned(records: Iterable[CodeOfRecord], ruling: CodeOfRecord, codebook: Codebook) -> list[Overturned]:
    """What an adjudication would make of the settled codes of its report, in the order of dimensions.

    `records` are those of the report, adjudications that the run has not seen among them. The ruling itself
    is told where it could not stand. Codes that follow from others already are left out: they go with these.
    """
    standing = {
        (record.report_id, record.dimension): record
        for record in records
        if record.status in SETTLED_STATUSES and not record.reason.startswith(FOLLOWS)
    }
    place = (ruling.report_id, ruling.dimension)
    ruled = {**standing, place: ruling}
    before, after = dict(standing), dict(ruled)
    for codes in (before, after):
        constrain(ruling.report_id, codes, codebook)
    return [
        Overturned(before=was, after=after[at])
        for at, was in sorted({**before, place: ruling}.items())
        if was.codes and was.codes != after[at].codes
    ]
