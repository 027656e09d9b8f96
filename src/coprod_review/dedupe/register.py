"""The registry that holds after a run: what was registered, and what the present reports add to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from coprod_review.dedupe.identity import Cluster
from coprod_review.dedupe.naming import Names, names_in
from coprod_review.dedupe.objects import record_table
from coprod_review.model.corpus import Registration
from coprod_review.model.record import Record
from coprod_review.model.report import Report

KINDS = ("doi", "pmid", "id", "accession", "title")
"""Kinds of alias in the order in which the registry writes them."""


def registrations_after(
    reports: Iterable[Report], records: Iterable[Record], registry: Sequence[Registration] = ()
) -> tuple[Registration, ...]:
    """`registrations_of` reports and their records as objects."""
    records, reports = list(records), list(reports)
    place_by_id = {record.record_id: place for place, record in enumerate(records)}
    clusters = [[place_by_id[record_id] for record_id in report.record_ids] for report in reports]
    names = names_in(record_table(records))
    return registrations_of([report.report_id for report in reports], clusters, names, registry)


def registrations_of(
    report_ids: Sequence[str],
    clusters: Sequence[Cluster],
    names: Names,
    registry: Sequence[Registration] = (),
) -> tuple[Registration, ...]:
    """Every registration with its aliases, and every present report with those of its records, by report id.

    An alias leads to one report: one that is registered stays where it is, and one that several present
    reports bear is left out. Accession numbers that only count the entries of an export are left out too,
    since another download would give them to other documents. Registered from the result, the same records
    give the same result.
    """
    aliases: dict[str, list[str]] = {r.report_id: list(r.aliases) for r in registry}
    registered = {alias for r in registry for alias in (f"id:{r.report_id}", *r.aliases)}
    owner: dict[str, str | None] = {}
    counted = _exports_that_count(names)
    for report_id, cluster in zip(report_ids, clusters, strict=True):
        aliases.setdefault(report_id, [])
        for place in cluster:
            for alias in names.aliases(place):
                if alias.startswith("accession:") and names.exports[place] in counted:
                    continue
                if alias not in registered and owner.setdefault(alias, report_id) != report_id:
                    owner[alias] = None
    for alias, only in owner.items():
        if only is not None:
            aliases[only].append(alias)
    return tuple(
        Registration(report_id=report_id, aliases=tuple(sorted(set(aliases[report_id]), key=_order)))
        for report_id in sorted(aliases)
    )


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
