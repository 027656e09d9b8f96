"""Searches of which the exports hold more than they are said to have found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coprod_review.model.corpus import ExportFile


def exceeded(
    exports: Iterable[ExportFile], n_entries: Mapping[str, int]
) -> Iterator[tuple[list[ExportFile], int]]:
    """Each search whose exports hold more entries than its hits, with these exports and their entries.

    `n_entries` is by file; what is not in it counts nothing. Files of one search agree in all facts of it.
    Hits are nearly always mistyped then: a database exports no more than it has found.
    """
    by_search: dict[tuple[object, ...], list[ExportFile]] = {}
    for one in exports:
        if one.origin == "search" and one.hits is not None:
            facts = (one.database, one.platform, one.query, one.searched, one.limits, one.hits)
            by_search.setdefault(facts, []).append(one)
    for found in by_search.values():
        n = sum(n_entries.get(one.file, 0) for one in found)
        if n > (found[0].hits or 0):
            yield found, n


def exceeded_words(found: list[ExportFile], n: int) -> str:
    """What is wrong with the hits of such a search."""
    files = f"its {len(found)} files hold" if len(found) > 1 else "its file holds"
    hits = found[0].hits or 0
    return f"the search found {hits:,} {'record' if hits == 1 else 'records'} by its hits, and {files} {n:,}"


EXCEEDED_REMEDY = (
    "correct hits, which are those of the whole search, or the facts of a file of another search"
)
