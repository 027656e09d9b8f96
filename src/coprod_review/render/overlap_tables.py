"""The tables of the overlap: the reports of each combination of sources, and what each source contributed."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_review.render.results import Results, SourceCount
from coprod_review.render.sheet import Cell, Sheet, hidden, share, text, whole

SEPARATOR = " | "
"""Between the sources of a combination."""


def combinations(results: Results) -> Sheet:
    """The reports of every combination of sources, those that are not drawn among them."""
    included = {c.sources: c for c in results.combination_counts if c.among == "included"}
    rows: list[dict[str, Cell]] = []
    for counted in results.combination_counts:
        if counted.among == "all":
            kept = included.get(counted.sources)
            rows.append(
                {
                    "sources": counted.sources,
                    "n_sources": len(counted.sources.split(SEPARATOR)),
                    "n": counted.n,
                    "share": counted.share,
                    "n_included": kept.n if kept else 0,
                    "number_id": counted.number_id,
                    "included_number_id": kept.number_id if kept else "",
                }
            )
    return Sheet(
        name="overlap_combinations",
        title="Reports by the sources that found them",
        columns=(
            text("sources", "Found by exactly"),
            whole("n_sources", "Sources"),
            whole("n", "Reports"),
            share("share", "Share (%)"),
            whole("n_included", "Included"),
            text("number_id"),
            hidden("included_number_id"),
        ),
        rows=rows,
        note="Every report counts in one row.",
    )


def sources(results: Results) -> Sheet:
    """What each source found, alone and with others, among all reports and among the included ones."""
    columns = (
        text("source"),
        *(whole("found", "Reports"), whole("only", "Only here"), share("only_share", "Only here (%)")),
        whole("shared", "Elsewhere too"),
        whole("included_found", "Included"),
        whole("included_only", "Included, only here"),
        text("number_id"),
        *map(hidden, ("only_number_id", "shared_number_id")),
        *map(hidden, ("included_number_id", "included_only_number_id")),
    )
    cells = {(c.among, c.source, c.measure): c for c in results.source_counts}
    names = dict.fromkeys(c.source for c in results.source_counts)
    return Sheet(
        name="overlap_by_source",
        title="What each source contributed",
        columns=columns,
        rows=[_row(source, cells) for source in names],
        note="Only here: reports that no other source found, of the source's own reports. A report that "
        "several sources found counts in each.",
    )


def _row(source: str, cells: Mapping[tuple[str, str, str], SourceCount]) -> dict[str, Cell]:
    found, only, shared = (cells.get(("all", source, m)) for m in ("found", "only", "shared"))
    kept, kept_only = (cells.get(("included", source, m)) for m in ("found", "only"))
    return {
        "source": source,
        "found": found.n if found else None,
        "only": only.n if only else None,
        "only_share": only.share if only else None,
        "shared": shared.n if shared else None,
        "included_found": kept.n if kept else None,
        "included_only": kept_only.n if kept_only else None,
        "number_id": found.number_id if found else "",
        "only_number_id": only.number_id if only else "",
        "shared_number_id": shared.number_id if shared else "",
        "included_number_id": kept.number_id if kept else "",
        "included_only_number_id": kept_only.number_id if kept_only else "",
    }
