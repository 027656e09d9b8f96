"""The registry that holds after a run: what was registered, and what the present reports add to it."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from coprod_review.dedupe.identity import Cluster
from coprod_review.dedupe.naming import Names
from coprod_review.model.corpus import Registration

KINDS = ("doi", "pmid", "id", "accession", "title")
"""Kinds of alias in the order in which the registry writes them."""


def registrations_of(
    report_ids: Sequence[str],
    clusters: Sequence[Cluster],
    names: Names,
    registry: Sequence[Registration] = (),
) -> Iterator[Registration]:
    """Every registration with its aliases, and every present report with those of its records, by report id.

    An alias leads to one report: one that is registered stays where it is, and one that several present
    reports bear is left out. Accession numbers that only count the entries of an export are left out too,
    since another download would give them to other documents. Registered from the result, the same records
    give the same result. Aliases are made anew where they are needed: those of a million reports are more
    than all else that joining holds.
    """
    registered_by_id = {r.report_id: r.aliases for r in registry}
    registered = {alias for r in registry for alias in (f"id:{r.report_id}", *r.aliases)}
    counted = _exports_that_count(names)
    pairs = zip(names.accessions, names.exports, strict=True)
    columns = (["" if export in counted else alias for alias, export in pairs], *names.other_aliases)

    def fresh(cluster: Cluster) -> set[str]:
        found = {column[place] for column in columns for place in cluster}
        found.discard("")
        return found - registered

    shared = _shared(clusters, fresh)
    cluster_by_id = dict(zip(report_ids, clusters, strict=True))
    for report_id in sorted({*registered_by_id, *report_ids}):
        aliases = fresh(cluster_by_id.get(report_id, [])) - shared
        aliases.update(registered_by_id.get(report_id, ()))
        yield Registration(report_id=report_id, aliases=tuple(sorted(aliases, key=_order)))


def _shared(clusters: Sequence[Cluster], aliases_of: Callable[[Cluster], set[str]]) -> set[str]:
    """The aliases that several clusters bear.

    Numbers stand for the aliases at first; only those of clusters that share a number are compared.
    """
    numbers, bearers = array("q"), array("q")
    for n, cluster in enumerate(clusters):
        aliases = aliases_of(cluster)
        numbers.extend(map(hash, aliases))
        bearers.extend([n] * len(aliases))
    order = np.argsort(np.frombuffer(numbers, np.int64), kind="stable") if numbers else np.empty(0, np.int64)
    ordered = np.frombuffer(numbers, np.int64)[order] if numbers else order
    again = np.flatnonzero(ordered[1:] == ordered[:-1])
    places = np.unique(np.concatenate([order[again], order[again + 1]]))
    n_bearers = Counter(
        alias
        for n in sorted({bearers[place] for place in places.tolist()})
        for alias in aliases_of(clusters[n])
    )
    return {alias for alias, n in n_bearers.items() if n > 1}


def _exports_that_count(names: Names) -> set[str]:
    """Exports whose entries bear running numbers: most are no greater than the number of the entries."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for export, source_id in zip(names.exports, names.source_ids, strict=True):
        if source_id:
            numbers[export].append(source_id)
    total = Counter(names.exports)
    return {
        export
        for export, ids in numbers.items()
        if 2 * sum(i.isdecimal() and len(i) < 10 and int(i) <= total[export] for i in ids) > len(ids)
    }


def _order(alias: str) -> tuple[int, str]:
    kind = alias.partition(":")[0]
    return (KINDS.index(kind) if kind in KINDS else len(KINDS)), alias
