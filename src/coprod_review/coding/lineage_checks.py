"""Whether each work of the lineage is known by the citations that must resolve to it, and by no others."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.coding.lineage import DIMENSION
from coprod_review.coding.references import WorkIndex
from coprod_review.errors import ReviewError
from coprod_review.model.codebook import Codebook
from coprod_review.model.pattern import LineageWork


def lineage_faults(works: Sequence[LineageWork]) -> list[ReviewError]:
    """All citations under `matches` that do not resolve to their work, and under `misses` that do.

    A listed citation (`cited_as`) must resolve too. Where several works of one tradition share a citation
    ("Example 2004"), it resolves to each of them.
    """
    index = WorkIndex(works)
    faults = []
    for work in works:
        for citation in (*work.cited_as, *work.matches):
            found = index.resolve(citation)
            if found is None or work.key not in {known.key for known in found.works}:
                taken = f"resolves to {found.work.key} by {found.by}" if found else "resolves to no work"
                faults.append(
                    ReviewError(
                        f"a citation of {work.key} {taken}: {citation!r}",
                        where=work.where,
                        remedy="complete the work's authors, year, container, volume, pages or DOI, or "
                        "correct the citation",
                    )
                )
        for citation in work.misses:
            found = index.resolve(citation)
            if found is not None and work.key in {known.key for known in found.works}:
                faults.append(
                    ReviewError(
                        f"a citation of another work is taken for {work.key} by {found.by}: {citation!r}",
                        where=work.where,
                        remedy="correct the facts of the work that let it be taken, or the citation",
                    )
                )
    return faults


def misplaced_works(codebook: Codebook, works: Sequence[LineageWork]) -> list[ReviewError]:
    """Works that the codebook names under one tradition and the lineage counts for another."""
    by_key = {work.key: work for work in works}
    named = (
        (c.name, by_key[k])
        for c in codebook.dimensions[DIMENSION].codes.values()
        for k in c.lineage
        if k in by_key
    )
    return [
        ReviewError(
            f"{work.key} counts for {work.tradition}, and the codebook names it under {code}",
            where=work.where,
            remedy="correct its tradition, or name it under the other code in codebook.yaml",
        )
        for code, work in named
        if work.tradition != code
    ]
