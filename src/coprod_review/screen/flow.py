"""The PRISMA 2020 flow, counted from records, reports and decisions; no number of it is typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import ExportFile
from coprod_review.model.criteria import UNNAMED_REASON, Criteria
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

UNNAMED_LABEL = "off topic, criterion not named"

STATUS_LABELS = {
    "adjudicated": "settled by an adjudicator",
    "person": "settled by a person",
    "agreed": "settled by readers who agree",
    "machine": "proposed by rules, judged by nobody yet",
    "waiting": "in doubt, waiting for people",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCount:
    """What reading one export gave, and the ids (`<export>:<line>`) of the entries set aside."""

    export: str
    n_entries: int
    n_records: int
    set_aside: tuple[str, ...]


def count_flow(
    counts: Sequence[ExportCount],
    records: Sequence[Record],
    reports: Sequence[Report],
    decisions: Sequence[ScreeningDecision],
    *,
    exports: Sequence[ExportFile],
    criteria: Criteria,
) -> tuple[Number, ...]:
    """The boxes of the flow, from top to bottom, each with what was counted in it.

    Exports stand in the order of the manifest, then those that it does not name, and are named as it labels
    them, so that prepared files are never called searches; those that other methods found have boxes of
    their own (`identified_other.*`). Entries that could not be read are counted where they were identified,
    and have a box in which they leave.
    """
    counts = in_manifest_order(counts, exports)
    return (
        *_identified(counts, exports, records),
        *_removed(counts, reports),
        *_screened(decisions, criteria),
    )


def box_of(number: Number) -> str:
    """The name of a number's box: its id without "flow."."""
    return number.number_id.removeprefix("flow.")


def in_manifest_order(counts: Sequence[ExportCount], exports: Sequence[ExportFile]) -> list[ExportCount]:
    """The counts in the order of the manifest, then those of exports that it does not name, as they came."""
    order = {export.file: place for place, export in enumerate(exports)}
    return sorted(counts, key=lambda count: order.get(count.export, len(order)))


def export_boxes(counts: Sequence[ExportCount], exports: Sequence[ExportFile]) -> dict[str, str]:
    """The number id of the box of each export; names that differ in signs alone are told apart by place."""
    by_file = {export.file: export for export in exports}
    counts = in_manifest_order(counts, exports)
    slugs = Counter(slug(c.export) for c in counts)
    ids = {}
    for main in ("identified", "identified_other"):
        rows = [c for c in counts if _is_other(by_file.get(c.export)) == (main == "identified_other")]
        for place, count in enumerate(rows, start=1):
            name = slug(count.export)
            ids[count.export] = f"flow.{main}.{f'{name}_{place}' if slugs[name] > 1 else name}"
    return ids


def slug(name: str) -> str:
    """A name as a part of a number id."""
    return re.sub(r"[^a-z0-9_-]", "_", name.casefold())


def _identified(
    counts: Sequence[ExportCount], exports: Sequence[ExportFile], records: Sequence[Record]
) -> list[Number]:
    by_file = {export.file: export for export in exports}
    boxes = export_boxes(counts, exports)
    ids: dict[str, list[str]] = {c.export: [] for c in counts}
    for record in records:
        ids.setdefault(record.export, []).append(record.record_id)
    numbers = []
    for main, title in (
        ("identified", "Records identified"),
        ("identified_other", "Records from other methods"),
    ):
        rows = [c for c in counts if _is_other(by_file.get(c.export)) == (main == "identified_other")]
        if not rows and main == "identified_other":
            continue
        members = [i for c in rows for i in ids[c.export]]
        numbers.append(_entries(f"flow.{main}", title, sum(c.n_entries for c in rows), members))
        for count in rows:
            known = by_file.get(count.export)
            numbers.append(
                _entries(
                    boxes[count.export],
                    known.label if known else count.export,
                    count.n_entries,
                    ids[count.export],
                )
            )
    return numbers


def _is_other(export: ExportFile | None) -> bool:
    return export is not None and export.origin == "other_methods"


def _entries(number_id: str, label: str, n: int, record_ids: Sequence[str]) -> Number:
    """Entries are counted; where some were set aside, the records that were read are only part of them."""
    whole = len(record_ids) == n
    return Number(
        number_id=number_id,
        value=float(n),
        text=str(n),
        label=label if whole else f"{label} (of which {n - len(record_ids)} could not be read)",
        member_kind="record",
        members=tuple(record_ids),
        is_count=whole,
    )


def _removed(counts: Sequence[ExportCount], reports: Sequence[Report]) -> list[Number]:
    joined = [record_id for report in reports for record_id in report.record_ids[1:]]
    aside = [s for c in counts for s in c.set_aside]
    return [
        _count("flow.joined", "Duplicate records joined", "record", joined),
        _count("flow.set_aside", "Entries that could not be read", "set_aside", aside),
    ]


def _screened(decisions: Sequence[ScreeningDecision], criteria: Criteria) -> list[Number]:
    excluded = [d for d in decisions if not d.included]
    included = [d for d in decisions if d.included]
    labels = {c.criterion_id: c.label for c in criteria.criteria} | {UNNAMED_REASON: UNNAMED_LABEL}
    numbers = [
        _reports("flow.screened", "Reports screened", decisions),
        _reports("flow.excluded", "Reports excluded", excluded),
    ]
    for reason in criteria.reasons:
        found = [d for d in excluded if d.reason == reason]
        if found:
            numbers.append(_reports(f"flow.excluded.{slug(reason)}", labels[reason], found))
    numbers.append(_reports("flow.included", "Reports included", included))
    for status, label in STATUS_LABELS.items():
        found = [d for d in included if d.status == status]
        if found:
            numbers.append(_reports(f"flow.included.{status}", label, found))
    return numbers


def _reports(number_id: str, label: str, decisions: Sequence[ScreeningDecision]) -> Number:
    return _count(number_id, label, "report", [d.report_id for d in decisions])


def _count(number_id: str, label: str, kind: str, members: Sequence[str]) -> Number:
    return Number(
        number_id=number_id,
        value=float(len(members)),
        text=str(len(members)),
        label=label,
        member_kind=kind,
        members=tuple(members),
        is_count=True,
    )
