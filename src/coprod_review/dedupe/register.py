"""The registry that holds after a run: what was registered, and what the present reports add to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from coprod_review.dedupe.identity import aliases_of
from coprod_review.model.corpus import Registration
from coprod_review.model.record import Record
from coprod_review.model.report import Report

KINDS = ("doi", "pmid", "id", "accession", "title")
"""Kinds of alias in the order in which the registry writes them."""


def registrations_after(
    reports: Iterable[Report], records: Iterable[Record], registry: Sequence[Registration] = ()
) -> tuple[Registration, ...]:
    """Every registration with its aliases, and every present report with those of its records, by report id.

    An alias leads to one report: one that is registered stays where it is, and one that several present
    reports bear is left out. Accession numbers that only count the entries of an export are left out too,
    since another download would give them to other documents. Registered from the result, the same records
    give the same result.
    """
    records = list(records)
    by_id = {record.record_id: record for record in records}
    counted = _exports_that_count(records)
    aliases: dict[str, set[str]] = {r.report_id: set(r.aliases) for r in registry}
    owners: dict[str, set[str]] = defaultdict(set)
    for registration in registry:
        for alias in (f"id:{registration.report_id}", *registration.aliases):
            owners[alias].add(registration.report_id)
    registered = set(owners)
    for report in reports:
        aliases.setdefault(report.report_id, set())
        for alias in _aliases(report, by_id, counted):
            if alias not in registered:
                owners[alias].add(report.report_id)
    for alias in owners.keys() - registered:
        if len(owners[alias]) == 1:
            aliases[next(iter(owners[alias]))].add(alias)
    return tuple(
        Registration(report_id=report_id, aliases=tuple(sorted(aliases[report_id], key=_order)))
        for report_id in sorted(aliases)
    )


def _aliases(report: Report, by_id: Mapping[str, Record], counted: set[str]) -> set[str]:
    return {
        alias
        for record_id in report.record_ids
        for alias in aliases_of(by_id[record_id])
        if not (by_id[record_id].export in counted and alias.startswith("accession:"))
    }


def _exports_that_count(records: Iterable[Record]) -> set[str]:
    """Exports whose entries bear running numbers: most are no greater than the number of the entries."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record.source_id:
            numbers[record.export].append(record.source_id)
    total = Counter(record.export for record in records)
    return {
        export
        for export, ids in numbers.items()
        if 2 * sum(i.isdecimal() and len(i) < 10 and int(i) <= total[export] for i in ids) > len(ids)
    }


def _order(alias: str) -> tuple[int, str]:
    kind = alias.partition(":")[0]
    return (KINDS.index(kind) if kind in KINDS else len(KINDS)), alias
