"""Nothing is lost and nothing is counted twice: the sums that must hold in every run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.errors import ReviewError
from coprod_review.model.corpus import ExportFile
from coprod_review.model.criteria import Criteria
from coprod_review.model.number import slug
from coprod_review.screen.counted import Fate, Records, Reports
from coprod_review.screen.flow import ExportCount, export_boxes, in_manifest_order
from coprod_review.screen.ways import SEEN_BY_WAY, WAYS, Parted, other_exports, parted, words_by_way

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """Two counts that must be equal, and what sets them apart where they are not.

    `left_number_ids` and `right_number_ids` are the numbers of the flow that each side is the sum of, or the
    one that holds what is counted.
    """

    equation: str
    left: int
    right: int
    left_number_ids: tuple[str, ...] = ()
    right_number_ids: tuple[str, ...] = ()
    difference: str = ""

    @property
    def holds(self) -> bool:
        """Whether both sides are equal and nothing sets them apart."""
        return self.left == self.right and not self.difference


def equations(
    counts: Sequence[ExportCount],
    records: Records,
    reports: Reports,
    decisions: Sequence[Fate],
    criteria: Criteria,
    *,
    exports: Sequence[ExportFile] = (),
) -> tuple[Equation, ...]:
    """Every sum of the run, from entries to included reports; exports in the order of the manifest."""
    counts = in_manifest_order(counts, exports)
    boxes = export_boxes(counts, exports)
    identified = tuple(f"flow.{main}" for main in _mains(boxes.values()))
    return (
        *_reading(counts, records, boxes, identified),
        *_joining(records, reports, identified),
        *_screening(reports, decisions, criteria),
        _whole(counts, reports, decisions, identified),
        *_ways(counts, reports, decisions, exports),
    )


def check(found: Iterable[Equation]) -> None:
    """Raise ReviewError that names each sum that does not hold and what sets its sides apart."""
    broken = [e for e in found if not e.holds]
    if broken:
        told = "; ".join(
            f"{e.equation}: {e.left} against {e.right}" + (f" ({e.difference})" if e.difference else "")
            for e in broken
        )
        raise ReviewError(
            f"the run does not add up: {told}",
            where="screen",
            remedy="delete results/ and run again; if it recurs, report it with screen/conservation.csv",
        )


def _mains(boxes: Iterable[str]) -> tuple[str, ...]:
    """The boxes of all identified records: of the databases, and of other methods if there are any."""
    others = any(box.startswith("flow.identified_other.") for box in boxes)
    return ("identified", "identified_other") if others else ("identified",)


def _reading(
    counts: Sequence[ExportCount],
    records: Records,
    boxes: Mapping[str, str],
    identified: tuple[str, ...],
) -> Iterator[Equation]:
    n_records = Counter(record.export for record in records)
    for count in counts:
        yield Equation(
            equation=f"{count.export}: entries = records read + set aside",
            left=count.n_entries,
            right=n_records[count.export] + len(count.set_aside),
            left_number_ids=(boxes[count.export],),
            right_number_ids=(boxes[count.export],),
        )
    named = {count.export for count in counts}
    yield Equation(
        equation="entries of all exports = records read + set aside",
        left=sum(c.n_entries for c in counts),
        right=len(records) + sum(len(c.set_aside) for c in counts),
        left_number_ids=identified,
        right_number_ids=("flow.screened", "flow.joined", "flow.set_aside"),
        difference=_listed("records of exports that were not counted", sorted(set(n_records) - named)),
    )


def _joining(records: Records, reports: Reports, identified: tuple[str, ...]) -> Iterator[Equation]:
    in_reports = Counter(record_id for report in reports for record_id in report.record_ids)
    yield Equation(
        equation="records = reports + joined",
        left=len(records),
        right=len(reports) + sum(len(report.record_ids) - 1 for report in reports),
        left_number_ids=identified,
        right_number_ids=("flow.screened", "flow.joined"),
        difference="; ".join(
            filter(
                None,
                (
                    _listed("in no report", [r.record_id for r in records if r.record_id not in in_reports]),
                    _listed("in several reports", sorted(i for i, n in in_reports.items() if n > 1)),
                    _listed("no such record", sorted(set(in_reports) - {r.record_id for r in records})),
                ),
            )
        ),
    )
    ids = Counter(report.report_id for report in reports)
    yield Equation(
        equation="reports = report ids",
        left=len(reports),
        right=len(ids),
        left_number_ids=("flow.screened",),
        right_number_ids=("flow.screened",),
        difference=_listed("ids of several reports", sorted(i for i, n in ids.items() if n > 1)),
    )


def _screening(reports: Reports, decisions: Sequence[Fate], criteria: Criteria) -> Iterator[Equation]:
    decided = Counter(d.report_id for d in decisions)
    n_included = sum(d.included for d in decisions)
    yield Equation(
        equation="reports = included + excluded",
        left=len(reports),
        right=len(decisions),
        left_number_ids=("flow.screened",),
        right_number_ids=("flow.included", "flow.excluded"),
        difference="; ".join(
            filter(
                None,
                (
                    _listed("not decided", sorted({r.report_id for r in reports} - set(decided))),
                    _listed("decided twice", sorted(i for i, n in decided.items() if n > 1)),
                    _listed("no such report", sorted(set(decided) - {r.report_id for r in reports})),
                ),
            )
        ),
    )
    by_reason = Counter(d.reason for d in decisions if not d.included)
    yield Equation(
        equation=f"excluded = {' + '.join(criteria.reasons)}",
        left=len(decisions) - n_included,
        right=sum(by_reason[reason] for reason in criteria.reasons),
        left_number_ids=("flow.excluded",),
        right_number_ids=tuple(
            f"flow.excluded.{slug(reason)}" for reason in criteria.reasons if by_reason[reason]
        )
        or ("flow.excluded",),
        difference=_listed(
            "included with a reason", [d.report_id for d in decisions if d.included and d.reason]
        ),
    )


def _whole(
    counts: Sequence[ExportCount],
    reports: Reports,
    decisions: Sequence[Fate],
    identified: tuple[str, ...],
) -> Equation:
    return Equation(
        equation="entries = set aside + joined + excluded + included",
        left=sum(c.n_entries for c in counts),
        right=sum(len(c.set_aside) for c in counts)
        + sum(len(report.record_ids) - 1 for report in reports)
        + sum(not d.included for d in decisions)
        + sum(d.included for d in decisions),
        left_number_ids=identified,
        right_number_ids=("flow.set_aside", "flow.joined", "flow.excluded", "flow.included"),
    )


def _ways(
    counts: Sequence[ExportCount],
    reports: Reports,
    decisions: Sequence[Fate],
    exports: Sequence[ExportFile],
) -> Iterator[Equation]:
    """The sums of both columns; none where other methods found nothing."""
    others = other_exports(exports)
    if not any(count.export in others for count in counts):
        return
    parts = parted(reports, others)
    words = words_by_way(exports)
    for way in WAYS:
        found = [c for c in counts if (c.export in others) == (way == "other")]
        yield from _one_way(way, found, decisions, parts, words=words[way])
    yield _both(
        "screened", len(reports), tuple(f"flow.{SEEN_BY_WAY[way]}_{way}" for way in WAYS), decisions, parts
    )
    included = [d for d in decisions if d.included]
    yield _both("included", len(included), tuple(f"flow.included_{way}" for way in WAYS), included, parts)


def _one_way(
    way: str,
    counts: Sequence[ExportCount],
    decisions: Sequence[Fate],
    parts: Parted,
    *,
    words: str,
) -> Iterator[Equation]:
    """A column: what was identified leaves or is seen, and what is seen is excluded or included."""
    is_other, seen = way == "other", SEEN_BY_WAY[way]
    n_seen = sum(found == way for found in parts.way_by_report.values())
    mine = [d for d in decisions if parts.way_by_report.get(d.report_id) == way]
    n_aside = sum(len(c.set_aside) for c in counts)
    n_joined = len(parts.joined[way]) + (len(parts.both_ways) if is_other else 0)
    yield Equation(
        equation=f"{words}: entries = set aside + joined + {seen}",
        left=sum(c.n_entries for c in counts),
        right=n_aside + n_joined + n_seen,
        left_number_ids=("flow.identified_other" if is_other else "flow.identified",),
        right_number_ids=(
            *(f"flow.set_aside_{way}", f"flow.joined_{way}"),
            *(("flow.joined_both_ways",) if is_other else ()),
            f"flow.{seen}_{way}",
        ),
    )
    yield Equation(
        equation=f"{words}: {seen} = excluded + included",
        left=n_seen,
        right=len(mine),
        left_number_ids=(f"flow.{seen}_{way}",),
        right_number_ids=(f"flow.excluded_{way}", f"flow.included_{way}"),
    )


def _both(
    whole: str,
    n: int,
    number_ids: tuple[str, ...],
    decisions: Iterable[Fate],
    parts: Parted,
) -> Equation:
    """A box of the whole flow as the sum of those of both columns."""
    return Equation(
        equation=f"{whole} = those of both columns",
        left=n,
        right=sum(d.report_id in parts.way_by_report for d in decisions),
        left_number_ids=(f"flow.{whole}",),
        right_number_ids=number_ids,
    )


def _listed(what: str, ids: Sequence[str]) -> str:
    if not ids:
        return ""
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f"{what}: {', '.join(ids[:SHOWN])}{more}"
