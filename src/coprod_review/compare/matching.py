"""Which report of one run is which of another: by id, through the registry, or by records of one export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from coprod_review.compare.run import Run
from coprod_review.model.record import export_of
from coprod_review.model.resolve import report_id_by_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Reports matched between two runs.

    `same` leads from an id of the first run to that of the second, `joined` from a report that is no longer
    one of its own to the one that has it now, `parted` from a new report to the one that had it before.
    """

    same: Mapping[str, str]
    joined: Mapping[str, str]
    parted: Mapping[str, str]
    gone: tuple[str, ...]
    appeared: tuple[str, ...]


def matched_reports(before: Run, after: Run) -> Matched:
    """Every report of both runs in exactly one of the ways of `Matched`."""
    same = {report_id: report_id for report_id in before.reports if report_id in after.reports}
    taken = set(same.values())
    joined, gone = {}, []
    in_after, in_before = _Finder(before, after), _Finder(after, before)
    for report_id in sorted(before.reports.keys() - same.keys()):
        target = in_after.find(report_id)
        if target is None:
            gone.append(report_id)
        elif target in taken:
            joined[report_id] = target
        else:
            same[report_id] = target
            taken.add(target)
    parted, appeared = {}, []
    for report_id in sorted(after.reports.keys() - taken):
        source = in_before.find(report_id)
        if source is None:
            appeared.append(report_id)
        else:
            parted[report_id] = source
    return Matched(same=same, joined=joined, parted=parted, gone=tuple(gone), appeared=tuple(appeared))


class _Finder:
    """Finds the report of `other` that a report of `own` is, by its names or by its records."""

    def __init__(self, own: Run, other: Run) -> None:
        self.own = own
        self.names = report_id_by_name(other.reports.values(), other.registrations)
        self.aliases = {entry.report_id: entry.aliases for entry in own.registrations}
        self.same_exports = {
            path.rpartition("/")[2]
            for path, digest in own.inputs.items()
            if path.startswith("corpus/exports/") and other.inputs.get(path) == digest
        }
        holders: dict[str, set[str]] = defaultdict(set)
        for report in other.reports.values():
            for record_id in report.record_ids:
                holders[record_id].add(report.report_id)
        self.by_record = {record: next(iter(ids)) for record, ids in holders.items() if len(ids) == 1}

    def find(self, report_id: str) -> str | None:
        """Its id in the other run, None where that has none of its names and none of its records."""
        names = [report_id, f"id:{report_id}", *self.aliases.get(report_id, ())]
        strong = [name for name in names if not name.startswith("title:")]
        found = [self.names[name] for name in strong if name in self.names]
        for record_id in self.own.reports[report_id].record_ids:
            if not found and export_of(record_id) in self.same_exports:
                found += [self.by_record[record_id]] if record_id in self.by_record else []
        return found[0] if found else None
