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
from coprod_review.screen.ways import SEEN_BY_WAY, WAYS, Parted, other_exports, parted, words_by_way

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
    and have a box in which they leave. Where there are records of other methods, every further box is told
    by column too (`joined_databases`, `joined_other`, `joined_both_ways`, ...), as PRISMA 2020 draws them.
    """
    counts = in_manifest_order(counts, exports)
    parts = parted(reports, other_exports(exports))
    columns = _columns(counts, exports, decisions, criteria, parts)
    return (
        *_identified(counts, exports, records),
        *_removed(counts, parts),
        *_screened(decisions, criteria),
        *columns,
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


def _removed(counts: Sequence[ExportCount], parts: Parted) -> list[Number]:
    aside = [s for c in counts for s in c.set_aside]
    return [
        _count("flow.joined", "Duplicate records joined", "record", parts.leaving),
        _count("flow.set_aside", "Entries that could not be read", "set_aside", aside),
    ]


def _screened(decisions: Sequence[ScreeningDecision], criteria: Criteria) -> list[Number]:
    excluded = [d for d in decisions if not d.included]
    included = [d for d in decisions if d.included]
    numbers = [
        _reports("flow.screened", "Reports screened", decisions),
        *_excluded("flow.excluded", "Reports excluded", excluded, criteria),
        _reports("flow.included", "Reports included", included),
    ]
    for status, label in STATUS_LABELS.items():
        found = [d for d in included if d.status == status]
        if found:
            numbers.append(_reports(f"flow.included.{status}", label, found))
    return numbers


def _excluded(
    number_id: str, label: str, excluded: Sequence[ScreeningDecision], criteria: Criteria
) -> list[Number]:
    """The excluded reports, then those of each reason that occurs."""
    labels = {c.criterion_id: c.label for c in criteria.criteria} | {UNNAMED_REASON: UNNAMED_LABEL}
    by_reason = {reason: [d for d in excluded if d.reason == reason] for reason in criteria.reasons}
    return [
        _reports(number_id, label, excluded),
        *(_reports(f"{number_id}.{slug(r)}", labels[r], found) for r, found in by_reason.items() if found),
    ]


def _columns(
    counts: Sequence[ExportCount],
    exports: Sequence[ExportFile],
    decisions: Sequence[ScreeningDecision],
    criteria: Criteria,
    parts: Parted,
) -> list[Number]:
    """The boxes of both columns from removal to inclusion; none where other methods found nothing."""
    others = other_exports(exports)
    if not any(count.export in others for count in counts):
        return []
    words = words_by_way(exports)
    numbers = []
    for way in WAYS:
        mine = [d for d in decisions if parts.way_by_report.get(d.report_id) == way]
        aside = [s for c in counts if (c.export in others) == (way == "other") for s in c.set_aside]
        seen = SEEN_BY_WAY[way]
        numbers += [
            _count(
                f"flow.joined_{way}", f"Duplicate records joined, {words[way]}", "record", parts.joined[way]
            ),
            _count(
                f"flow.set_aside_{way}",
                f"Entries that could not be read, {words[way]}",
                "set_aside",
                aside,
            ),
            _reports(f"flow.{seen}_{way}", f"Reports {seen}, {words[way]}", mine),
            *_excluded(
                f"flow.excluded_{way}",
                f"Reports excluded, {words[way]}",
                [d for d in mine if not d.included],
                criteria,
            ),
            _reports(
                f"flow.included_{way}", f"Reports included, {words[way]}", [d for d in mine if d.included]
            ),
        ]
    both = f"Records of other methods that {words['databases']} hold too, counted there"
    return [*numbers, _count("flow.joined_both_ways", both, "record", parts.both_ways)]


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
