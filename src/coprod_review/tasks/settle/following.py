"""All answers that a changed codebook may re-open, each with the version that it follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from coprod_review.adjudicate.resolve import ResolvedAdjudications
    from coprod_review.model.coding import Coding
    from coprod_review.model.corpus import Coder


def answers_following(
    codings: Iterable[Coding],
    adjudications: ResolvedAdjudications,
    coders: Mapping[str, Coder],
    versions: Collection[str],
) -> list[Coding]:
    """Codings and, as answers of their own, adjudications; `versions` are those of the codebooks at hand."""
    from coprod_review.adjudicate.settle import adjudication_name
    from coprod_review.model.coding import Coding
    from coprod_review.model.followed import followed

    coded = [replace(c, codebook=followed(c, coders.get(c.coder), versions)) for c in codings]
    ruled = [
        Coding(
            report_id=report,
            dimension=dimension,
            codes=a.codes,
            coder=adjudication_name(a),
            codebook=followed(a, coders.get(a.coder), versions),
        )
        for (report, dimension), ruling in adjudications.by_place.items()
        for a in ruling
    ]
    return [*coded, *ruled]
