"""Codings and adjudications with the report ids of the present run; what leads nowhere is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coprod_review.model.coding import Coding
from coprod_review.model.corpus import Adjudication
from coprod_review.model.given import SHOWN_SUGGESTIONS
from coprod_review.model.joined_answers import not_replaced

UNRESOLVED_COLUMNS = ("kind", "coder", "report", "dimension", "codes", "reason")

UNKNOWN = "neither the registry nor the present reports know this id"
ABSENT = "the registry knows this report, and none of the present exports holds it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A coding or an adjudication whose report the present run does not have."""

    kind: str
    coder: str
    report: str
    dimension: str
    codes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedCodings:
    """One coding of each coder for each report and dimension, in order.

    `contradictions` holds, by report, dimension and coder, the different answers of a coder who has coded one
    report under two ids, neither instead of the other; the coding that stands for them gives no answer.
    """

    codings: tuple[Coding, ...]
    contradictions: Mapping[tuple[str, str, str], tuple[tuple[str, ...], ...]]
    unresolved: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedAdjudications:
    """Adjudications by report and dimension; several where a report was adjudicated under several ids."""

    by_place: Mapping[tuple[str, str], tuple[Adjudication, ...]]
    unresolved: tuple[Unresolved, ...]


def resolve_codings(
    codings: Iterable[Coding], names: Mapping[str, str], *, registered: Collection[str] = ()
) -> ResolvedCodings:
    """Codings by the report ids that `names` leads to; `registered` are the ids that the registry knows."""
    by_place: dict[tuple[str, str, str], list[Coding]] = defaultdict(list)
    lost = []
    for coding in codings:
        report = names.get(coding.report_id)
        if report is None:
            lost.append(_unresolved("coding", coding, registered))
        else:
            by_place[report, coding.dimension, coding.coder].append(coding)
    kept = []
    contradictions = {}
    for place in sorted(by_place):
        same = not_replaced(by_place[place])
        answers = tuple(sorted({coding.codes for coding in same}))
        if len(answers) > 1:
            contradictions[place] = answers
        kept.append(_joined(place[0], same, answers))
    return ResolvedCodings(
        codings=tuple(kept), contradictions=contradictions, unresolved=tuple(sorted(lost, key=_order))
    )


def resolve_adjudications(
    adjudications: Iterable[Adjudication],
    names: Mapping[str, str],
    *,
    registered: Collection[str] = (),
) -> ResolvedAdjudications:
    """Adjudications by the report ids that `names` leads to."""
    by_place: dict[tuple[str, str], list[Adjudication]] = defaultdict(list)
    lost = []
    for adjudication in adjudications:
        report = names.get(adjudication.report_id)
        if report is None:
            lost.append(_unresolved("adjudication", adjudication, registered))
        else:
            by_place[report, adjudication.dimension].append(adjudication)
    return ResolvedAdjudications(
        by_place={
            place: tuple(replace(one, report_id=place[0]) for one in not_replaced(by_place[place]))
            for place in sorted(by_place)
        },
        unresolved=tuple(sorted(lost, key=_order)),
    )


def _joined(report: str, same: Sequence[Coding], answers: tuple[tuple[str, ...], ...]) -> Coding:
    """One coding for those that a coder gave to one report under several ids."""
    had_seen = any(coding.shown == SHOWN_SUGGESTIONS for coding in same)
    first = replace(same[0], report_id=report, shown=SHOWN_SUGGESTIONS if had_seen else same[0].shown)
    if len(same) == 1:
        return first
    ids = ", ".join(coding.report_id for coding in same)
    if len(answers) == 1:
        note = f"coded alike under several ids ({ids})"
        return replace(first, note="; ".join(part for part in (first.note, note) if part))
    said = " / ".join(f"{coding.report_id}: {', '.join(coding.codes) or 'no answer'}" for coding in same)
    return replace(
        first,
        codes=(),
        confidence_word="",
        evidence=tuple(passage for coding in same for passage in coding.evidence),
        note=f"coded differently under several ids ({said})",
    )


def _unresolved(kind: str, source: Coding | Adjudication, registered: Collection[str]) -> Unresolved:
    return Unresolved(
        kind=kind,
        coder=source.coder,
        report=source.report_id,
        dimension=source.dimension,
        codes=source.codes,
        reason=ABSENT if source.report_id in registered else UNKNOWN,
    )


def _order(lost: Unresolved) -> tuple[str, str, str, str]:
    return lost.kind, lost.report, lost.dimension, lost.coder
