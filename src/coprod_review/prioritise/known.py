"""What people's screening judgements say of each report, and in which order reports were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import Coder, Judgement
from coprod_review.model.joined_answers import counting
from coprod_review.model.screening import INCLUDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A report that somebody has judged: relevant or not, and the date of its first judgement (or empty)."""

    report_id: str
    relevant: bool
    date: str


def read_reports(
    judgements: Iterable[Judgement], coders: Sequence[Coder], names: Mapping[str, str]
) -> tuple[list[Read], list[str]]:
    """The reports that are judged, in the order of their first judgements, and names that no report has.

    The order is that of dates, and that of rows within a day: rows of two people may stand behind one another
    though they were written in turn. What has no date comes first, as if it had been judged before. Who
    revises a judgement has read the report when it was given first.

    `names` gives the present report of each name; a decision on a report that no export holds any more waits
    until one does. Adjudicators count before other people, these before readers that are programs; where
    those of the first rank differ, the report stays in the review and counts as relevant. Who only collected
    counts where nobody else has judged.
    """
    ranks = {coder.name: _rank(coder) for coder in coders}
    judged: dict[str, list[Judgement]] = {}
    gone: dict[str, None] = {}
    for judgement in judgements:
        report_id = names.get(judgement.report_id)
        if report_id is None:
            gone[judgement.report_id] = None
        else:
            judged.setdefault(report_id, []).append(judgement)
    read = [
        Read(
            report_id=report_id,
            relevant=_is_relevant(counting(given, lambda one: one.coder), ranks),
            date=min((since for j in given if (since := j.since or j.date)), default=""),
        )
        for report_id, given in judged.items()
    ]
    return sorted(read, key=lambda one: one.date), list(gone)


def _is_relevant(given: Sequence[Judgement], ranks: Mapping[str, int]) -> bool:
    first = min(ranks.get(j.coder, _LAST) for j in given)
    return any(j.verdict == INCLUDE for j in given if ranks.get(j.coder, _LAST) == first)


_LAST = 3


def _rank(coder: Coder) -> int:
    if coder.role == "collector":
        return _LAST
    if coder.kind != "person":
        return 2
    return 0 if coder.role == "adjudicator" else 1
