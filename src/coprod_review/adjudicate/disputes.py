"""Disputes: objections of reviewers that stand, run after run, until they are settled or taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from coprod_review.adjudicate.resolve import ABSENT, UNKNOWN, ResolvedAdjudications, Unresolved
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import Adjudication, Audit, Dispute, FormerLook
from coprod_review.model.given import DIFFERS
from coprod_review.model.joined_answers import counting
from coprod_review.model.report import Report

COLUMNS = (
    "report_id",
    "title",
    "dimension",
    "state",
    "against",
    "proposed",
    "coder",
    "date",
    "reason",
    "quote",
    "codes",
    "settled_by",
    "settled_why",
)

OPEN, SETTLED = "open", "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A dispute by the report id of the present run, and the adjudication that settles it, if any."""

    dispute: Dispute
    settled_by: Adjudication | None

    @property
    def is_open(self) -> bool:
        """Whether no later adjudication has settled it."""
        return self.settled_by is None


def resolve_audits(
    audits: Iterable[Audit], names: Mapping[str, str], *, registered: Collection[str] = ()
) -> tuple[list[Audit], list[Unresolved]]:
    """The agreements by present report ids, and those whose report the present run does not have."""
    found, lost = [], []
    for audit in counting(audits, lambda one: (names.get(one.report_id), one.dimension, one.coder)):
        if audit.report_id in names:
            found.append(replace(audit, report_id=names[audit.report_id]))
        else:
            lost.append(_unresolved("audit", audit, registered))
    return found, lost


def disputed(
    disputes: Iterable[Dispute],
    adjudications: ResolvedAdjudications,
    names: Mapping[str, str],
    *,
    registered: Collection[str] = (),
) -> tuple[list[Disputed], list[Unresolved]]:
    """The disputes by report, dimension and coder, and those whose report the present run does not have.

    An adjudication of the place settles a dispute if its ruling came after the one that the reviewer knew. A
    ruling that stands again since a later one was undone is as old as it was.
    """
    found, lost = [], []
    for dispute in counting(disputes, lambda one: (names.get(one.report_id), one.dimension, one.coder)):
        report = names.get(dispute.report_id)
        if report is None:
            lost.append(_unresolved("dispute", dispute, registered))
            continue
        later = [
            a
            for a in adjudications.by_place.get((report, dispute.dimension), ())
            if (a.since or a.revision) > dispute.after
        ]
        found.append(
            Disputed(
                dispute=replace(dispute, report_id=report),
                settled_by=max(later, key=lambda a: (a.revision, a.date), default=None),
            )
        )
    return sorted(found, key=_place), lost


def dispute_table(
    found: Iterable[Disputed], settled: Iterable[CodeOfRecord], reports: Mapping[str, Report]
) -> list[dict[str, Any]]:
    """A row for each dispute, the open ones first; `codes` are those that count among people now."""
    codes = {(record.report_id, record.dimension): record.codes for record in settled}
    rows = []
    for one in sorted(found, key=lambda d: (not d.is_open, _place(d))):
        dispute, by = one.dispute, one.settled_by
        rows.append(
            {
                "report_id": dispute.report_id,
                "title": reports[dispute.report_id].title,
                "dimension": dispute.dimension,
                "state": OPEN if by is None else SETTLED,
                "against": dispute.against,
                "proposed": dispute.codes,
                "coder": dispute.coder,
                "date": dispute.date,
                "reason": dispute.reason,
                "quote": dispute.quote,
                "codes": codes.get((dispute.report_id, dispute.dimension), ()),
                "settled_by": by.coder if by else "",
                "settled_why": by.reason if by else "",
            }
        )
    return rows


LOOK_COLUMNS = (
    "report_id",
    "dimension",
    "coder",
    "kind",
    "stands",
    "codes",
    "against",
    "settled_as",
    "sample",
    "shown",
    "seconds",
    "date",
)


def look_table(
    audits: Iterable[Audit],
    disputes: Iterable[Disputed],
    adjudications: ResolvedAdjudications,
    *,
    former: Iterable[FormerLook] = (),
    names: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """What people said of codes that they looked at: who, what, having been shown what, in how many seconds.

    One row for each agreement, first look that differs, dispute and adjudication, by report, dimension, coder
    and kind. `against` are
    the codes that were looked at, unknown for adjudications, and `settled_as` those that settled a dispute.
    `former` are first looks that do not count any more (`stands` is no) and codings of reviewers, under the
    names of `names`.
    """
    rows = [
        _look("look", a, a.codes, against=a.against, sample=a.sample)
        if a.verdict == DIFFERS
        else _look("agreement", a, a.codes, against=a.codes, sample=a.sample)
        for a in audits
    ]
    for one in disputes:
        settled_as = one.settled_by.codes if one.settled_by else ()
        said = one.dispute
        rows.append(_look("dispute", said, said.codes, against=said.against, settled_as=settled_as))
    rows += [_look("adjudication", a, a.codes) for given in adjudications.by_place.values() for a in given]
    for look in former:
        if report_id := (names or {}).get(look.report_id):
            rows.append(
                {
                    **dict.fromkeys(LOOK_COLUMNS, ""),
                    "report_id": report_id,
                    "dimension": look.dimension,
                    "coder": look.coder,
                    "kind": look.kind,
                    "stands": "yes" if look.stands else "no",
                    "codes": look.codes,
                    "against": look.against,
                    "settled_as": (),
                    "shown": look.shown,
                    "seconds": look.seconds,
                    "date": look.date,
                }
            )
    return sorted(
        rows, key=lambda r: (r["report_id"], r["dimension"], r["coder"], r["kind"], r["stands"], r["date"])
    )


def _look(
    kind: str,
    said: Audit | Dispute | Adjudication,
    codes: tuple[str, ...],
    *,
    against: tuple[str, ...] = (),
    settled_as: tuple[str, ...] = (),
    sample: str = "",
) -> dict[str, Any]:
    return {
        "report_id": said.report_id,
        "dimension": said.dimension,
        "coder": said.coder,
        "kind": kind,
        "stands": "yes",
        "codes": codes,
        "against": against,
        "settled_as": settled_as,
        "sample": sample,
        "shown": said.shown,
        "seconds": said.seconds,
        "date": said.date,
    }


def _unresolved(kind: str, said: Dispute | Audit, registered: Collection[str]) -> Unresolved:
    return Unresolved(
        kind=kind,
        coder=said.coder,
        report=said.report_id,
        dimension=said.dimension,
        codes=said.codes,
        reason=ABSENT if said.report_id in registered else UNKNOWN,
    )


def _place(found: Disputed) -> tuple[str, str, str]:
    return found.dispute.report_id, found.dispute.dimension, found.dispute.coder
