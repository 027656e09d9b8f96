"""What new records are to a corpus: new, there already, or repeated in their own file or another new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.dedupe.join import Joining
from coprod_review.model.record import export_of
from coprod_review.model.report import PairVerdict

KINDS = ("new", "there", "repeated", "beside")

Doubts = tuple[PairVerdict, ...]
"""The doubtful pairs of records of the same two reports, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A new record: its report, and which record it was joined with, by which rule and why.

    `kind` is "repeated" where an earlier record of its own file has the report, else "there" where a former
    record has it, "beside" where one of another new file has brought it, else "new": then nothing is joined.
    """

    record_id: str
    report_id: str
    kind: str
    joined_with: str = ""
    rule: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A former report that has another id now: those that its records have, one where it was not parted."""

    former: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """New records against a corpus.

    `doubts` are the pairs with a new record that people have to decide. `united` are groups of former reports
    that the new records show to be one. `moved` are former reports that would have other ids now.
    """

    arrivals: tuple[Arrival, ...]
    doubts: tuple[PairVerdict, ...]
    united: tuple[tuple[str, ...], ...]
    moved: tuple[Moved, ...]

    def of_kind(self, kind: str) -> tuple[Arrival, ...]:
        """The arrivals of one kind, in the order of their records."""
        return tuple(arrival for arrival in self.arrivals if arrival.kind == kind)


def compare(before: Joining, after: Joining, new_ids: Sequence[str]) -> Comparison:
    """The comparison of the joining of a corpus alone with that of the corpus and the new records."""
    report_by_record = {r: report.report_id for report in after.reports for r in report.record_ids}
    new = set(new_ids)
    return Comparison(
        arrivals=tuple(_arrivals(after, new_ids, report_by_record)),
        doubts=tuple(
            v
            for v in after.verdicts
            if v.verdict == "maybe"
            and (v.record_a in new or v.record_b in new)
            and report_by_record[v.record_a] != report_by_record[v.record_b]
        ),
        united=_united(before, report_by_record),
        moved=_moved(before, report_by_record),
    )


def doubts_by_reports(
    doubts: Iterable[PairVerdict], report_by_record: Mapping[str, str]
) -> tuple[Doubts, ...]:
    """The doubts, those between records of the same two reports together, in their order."""
    found: dict[frozenset[str], list[PairVerdict]] = defaultdict(list)
    for v in doubts:
        found[frozenset((report_by_record[v.record_a], report_by_record[v.record_b]))].append(v)
    return tuple(map(tuple, found.values()))


def records_held(after: Joining, new_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each other export, the new records whose documents it holds too."""
    new = set(new_ids)
    found: dict[str, list[str]] = defaultdict(list)
    for report in after.reports:
        mine = [r for r in report.record_ids if r in new]
        for export in sorted({export_of(r) for r in report.record_ids if r not in new}):
            found[export] += mine
    return {export: tuple(ids) for export, ids in sorted(found.items()) if ids}


def _arrivals(after: Joining, new_ids: Sequence[str], report_by_record: dict[str, str]) -> Iterable[Arrival]:
    new = set(new_ids)
    has_former = {
        report.report_id for report in after.reports if any(r not in new for r in report.record_ids)
    }
    verdicts = _duplicates_by_record(after.verdicts, new)
    brought: dict[str, list[str]] = defaultdict(list)
    partners: Collection[str] | None
    for record_id in new_ids:
        report_id = report_by_record[record_id]
        of_file = [r for r in brought[report_id] if export_of(r) == export_of(record_id)]
        if of_file:
            kind, partners = "repeated", of_file
        elif report_id in has_former:
            kind, partners = "there", None
        elif brought[report_id]:
            kind, partners = "beside", new
        else:
            kind, partners = "new", ()
        brought[report_id].append(record_id)
        found = None if kind == "new" else _nearest(record_id, verdicts[record_id], new, partners)
        yield Arrival(
            record_id=record_id,
            report_id=report_id,
            kind=kind,
            joined_with=_other(found, record_id) if found else "",
            rule=found.rule if found else "",
            why=found.why if found else "",
        )


def _duplicates_by_record(
    verdicts: Iterable[PairVerdict], new: Collection[str]
) -> dict[str, list[PairVerdict]]:
    found: dict[str, list[PairVerdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.verdict == "duplicate":
            for record_id in (verdict.record_a, verdict.record_b):
                if record_id in new:
                    found[record_id].append(verdict)
    return found


def _nearest(
    record_id: str, verdicts: Sequence[PairVerdict], new: Collection[str], partners: Collection[str] | None
) -> PairVerdict | None:
    """The verdict that joined a record: with a former record where there is one, else with any that fits."""
    fitting = [v for v in verdicts if partners is None or _other(v, record_id) in partners]
    return min(fitting, key=lambda v: _other(v, record_id) in new, default=None)


def _other(verdict: PairVerdict, record_id: str) -> str:
    return verdict.record_b if verdict.record_a == record_id else verdict.record_a


def _united(before: Joining, report_by_record: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    former: dict[str, dict[str, None]] = defaultdict(dict)
    for report in before.reports:
        for record_id in report.record_ids:
            former[report_by_record[record_id]][report.report_id] = None
    return tuple(tuple(ids) for ids in former.values() if len(ids) > 1)


def _moved(before: Joining, report_by_record: dict[str, str]) -> tuple[Moved, ...]:
    found = []
    for report in before.reports:
        present = tuple(dict.fromkeys(report_by_record[r] for r in report.record_ids))
        if present != (report.report_id,):
            found.append(Moved(former=report.report_id, present=present))
    return tuple(found)
