"""The PRISMA 2020 flow, counted from records, reports and decisions; no number of it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import ExportFile
from coprod_review.model.criteria import Criteria, label_by_reason
from coprod_review.model.number import Number, slug
from coprod_review.model.sources import id_parts, sources_by_file
from coprod_review.screen.counted import Fate, Records, Reports
from coprod_review.screen.ways import SEEN_BY_WAY, WAYS, Parted, other_exports, parted, words_by_way

MAINS = {"identified": "Records identified", "identified_other": "Records from other methods"}
"""The boxes of all identified records, of databases and of other methods, with their labels."""

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
    records: Records,
    reports: Reports,
    decisions: Sequence[Fate],
    *,
    exports: Sequence[ExportFile],
    criteria: Criteria,
) -> tuple[Number, ...]:
    """The boxes of the flow, from top to bottom, each with what was counted in it.

    Records are told by source, a database or another method, however many exports it has: sources stand in
    the order of the manifest, then exports that it does not name. A source of one export is named as the
    manifest labels that, so that prepared files are never called searches; one of several by its database,
    with a part for each of them, which also tells its file. Other methods have boxes of their
    own (`identified_other.*`). Entries that could not be read are counted where they were identified, and
    have a box in which they leave. Where there are records of other methods, every further box is told by
    column too (`joined_databases`, `joined_other`, `joined_both_ways`, ...), as PRISMA 2020 draws them.
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
    """The name of a number's box: its id without "flow."; who excluded stands apart from the boxes."""
    return number.number_id.removeprefix("flow.").replace("screened.excluded_by_", "excluded_by.")


def in_manifest_order(counts: Sequence[ExportCount], exports: Sequence[ExportFile]) -> list[ExportCount]:
    """The counts in the order of the manifest, then those of exports that it does not name, as they came."""
    order = {export.file: place for place, export in enumerate(exports)}
    return sorted(counts, key=lambda count: order.get(count.export, len(order)))


def export_boxes(counts: Sequence[ExportCount], exports: Sequence[ExportFile]) -> dict[str, str]:
    """The number id of what each export gave: of the box of its source, or of its part of that box.

    Exports of one source have one box, which has parts where there are several of them.
    """
    ids = {}
    for main in MAINS:
        for source in _sources(counts, exports, main):
            parts = id_parts(count.export for count in source.counts)
            several = len(source.counts) > 1
            for file, part in parts.items():
                ids[file] = f"{source.box}.{part}" if several else source.box
    return ids


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A source, the number id of its box, and what its exports gave, in the order of the manifest."""

    name: str
    box: str
    counts: Sequence[ExportCount]


def _sources(counts: Sequence[ExportCount], exports: Sequence[ExportFile], main: str) -> tuple[_Source, ...]:
    """The sources of one of MAINS, as the overlap of sources tells them."""
    others = other_exports(exports)
    source_by_file = sources_by_file(exports, [count.export for count in counts])
    parts = id_parts(source_by_file.values())
    found: dict[str, list[ExportCount]] = {}
    for count in in_manifest_order(counts, exports):
        if (count.export in others) == (main == "identified_other"):
            found.setdefault(source_by_file[count.export], []).append(count)
    return tuple(
        _Source(name=name, box=f"flow.{main}.{parts[name]}", counts=tuple(its)) for name, its in found.items()
    )


def _identified(
    counts: Sequence[ExportCount], exports: Sequence[ExportFile], records: Records
) -> list[Number]:
    """What was identified: all, by source, and by export where a source has several."""
    label_by_file = {export.file: export.label for export in exports}
    boxes = export_boxes(counts, exports)
    ids: dict[str, list[str]] = {c.export: [] for c in counts}
    for record in records:
        ids.setdefault(record.export, []).append(record.record_id)

    def of(number_id: str, label: str, its: Sequence[ExportCount]) -> Number:
        members = [record_id for count in its for record_id in ids[count.export]]
        return _entries(number_id, label, sum(count.n_entries for count in its), members)

    numbers = []
    for main, title in MAINS.items():
        sources = _sources(counts, exports, main)
        if not sources and main == "identified_other":
            continue
        numbers.append(of(f"flow.{main}", title, [count for source in sources for count in source.counts]))
        for source in sources:
            labels = [label_by_file.get(count.export, count.export) for count in source.counts]
            if len(source.counts) == 1:
                numbers.append(of(source.box, labels[0], source.counts))
                continue
            numbers.append(of(source.box, source.name, source.counts))
            numbers += [
                of(boxes[count.export], f"{label} ({count.export})", [count])
                for count, label in zip(source.counts, labels, strict=True)
            ]
    return numbers


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


def _screened(decisions: Sequence[Fate], criteria: Criteria) -> list[Number]:
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


def _excluded(number_id: str, label: str, excluded: Sequence[Fate], criteria: Criteria) -> list[Number]:
    """The excluded reports, then those of each reason that occurs."""
    labels = label_by_reason(criteria.criteria)
    by_reason = {reason: [d for d in excluded if d.reason == reason] for reason in criteria.reasons}
    return [
        _reports(number_id, label, excluded),
        *(_reports(f"{number_id}.{slug(r)}", labels[r], found) for r, found in by_reason.items() if found),
    ]


def _columns(
    counts: Sequence[ExportCount],
    exports: Sequence[ExportFile],
    decisions: Sequence[Fate],
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


def _reports(number_id: str, label: str, decisions: Sequence[Fate]) -> Number:
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
