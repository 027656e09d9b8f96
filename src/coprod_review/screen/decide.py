"""Who decides on a report: people before blind readers who agree before the rules."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.corpus import Coder, Judgement
from coprod_review.model.criteria import UNNAMED_REASON, Criteria
from coprod_review.model.joined_answers import counting
from coprod_review.model.report import Report
from coprod_review.model.screening import EXCLUDE, INCLUDE, ScreeningDecision
from coprod_review.screen.rules import Proposal, Rules

RULES = "rules"


class Screening:
    """The criteria and what people judged, ready to decide on any report.

    `ids` gives the present id of each id by which judgements may call a report; those of present reports
    are among them. The judgements are those that count (`counting_judgements`). Raises ReviewErrors for one
    by an unknown coder, on an unknown report or by an unknown criterion.
    """

    def __init__(
        self,
        criteria: Criteria,
        *,
        judgements: Sequence[Judgement],
        coders: Sequence[Coder],
        ids: Mapping[str, str],
    ) -> None:
        self._criteria = criteria
        self._rules = Rules(criteria)
        self._coders = {coder.name: coder for coder in coders}
        raise_all(_faults(judgements, ids, self._coders, criteria))
        self._judgements_by_report: dict[str, list[Judgement]] = {}
        for judgement in judgements:
            self._judgements_by_report.setdefault(ids[judgement.report_id], []).append(judgement)

    def decide(self, report: Report) -> ScreeningDecision:
        """The decision on a report."""
        judgements = self._judgements_by_report.get(report.report_id, ())
        return _decide(report, self._rules.propose(report), judgements, self._coders, self._criteria)


def absent_reports(
    present: Container[str], judgements: Iterable[Judgement], ids: Mapping[str, str]
) -> tuple[str, ...]:
    """Registered reports that were judged and that no export holds now, sorted; it holds those `present`."""
    judged = {ids.get(j.report_id, j.report_id) for j in judgements}
    return tuple(sorted(name for name in judged if name not in present))


def counting_judgements(judgements: Iterable[Judgement], ids: Mapping[str, str]) -> list[Judgement]:
    """The judgements without those that their coder has replaced by one on the documents as joined."""
    return counting(judgements, lambda one: (ids.get(one.report_id, one.report_id), one.coder))


def excluded_by_people(
    judgements: Iterable[Judgement], coders: Iterable[Coder], ids: Mapping[str, str]
) -> frozenset[str]:
    """The reports that people exclude, whatever the criteria say; `ids` gives those present by each name.

    What names no present report, or a coder whom nobody described, is passed over.
    """
    persons = {coder.name: coder for coder in coders if coder.kind == "person"}
    by_report: dict[str, list[Judgement]] = {}
    for judgement in counting_judgements(judgements, ids):
        if judgement.report_id in ids and judgement.coder in persons:
            by_report.setdefault(ids[judgement.report_id], []).append(judgement)
    return frozenset(name for name, found in by_report.items() if _verdict(found, persons)[1] == EXCLUDE)


def readers_verdict(judgements: Sequence[Judgement], coders: Mapping[str, Coder]) -> str:
    """What the readers agree on, include or exclude; "differ"; or "" where fewer than two have read.

    Agreement counts where two of them are blind: a reader who sees the others' verdicts confirms none.
    """
    read = [j for j in judgements if coders[j.coder].role == "reader"]
    if len({j.coder for j in read}) < 2:
        return ""
    if len({j.verdict for j in read}) > 1:
        return "differ"
    return read[0].verdict if len({j.coder for j in read if coders[j.coder].blind}) > 1 else ""


def _faults(
    judgements: Iterable[Judgement], known: Container[str], coders: Mapping[str, Coder], criteria: Criteria
) -> Iterator[ReviewError]:
    for judgement in judgements:
        where = f"screening judgement of {judgement.coder} on {judgement.report_id}"
        if judgement.report_id not in known:
            yield ReviewError(
                f"no report has the id {judgement.report_id!r}",
                where=where,
                remedy="correct the id, or register the report in corpus/reports.csv",
            )
        if judgement.coder not in coders:
            yield ReviewError(
                f"nobody is called {judgement.coder!r}",
                where=where,
                remedy="add the coder to corpus/coders.yaml",
            )
        if judgement.criterion and judgement.criterion not in criteria.reasons:
            yield ReviewError(
                f"{judgement.criterion!r} is no criterion",
                where=where,
                remedy=f"use one of {', '.join(criteria.reasons)}, or leave it empty",
            )


def _decide(
    report: Report,
    proposal: Proposal,
    judgements: Sequence[Judgement],
    coders: Mapping[str, Coder],
    criteria: Criteria,
) -> ScreeningDecision:
    deciding, verdict, status, note = _verdict(judgements, coders)
    if not verdict:
        included = proposal.included
        reason, note = proposal.reason, proposal.doubt
        decided_by: tuple[str, ...] = (RULES,)
        status = "waiting" if proposal.left_to_people else "machine"
    else:
        included = verdict != EXCLUDE
        reason = "" if included else _reason(deciding, proposal, criteria)
        decided_by = tuple(sorted({j.coder for j in deciding}))
    return ScreeningDecision(
        report_id=report.report_id,
        included=included,
        reason=reason,
        decided_by=decided_by,
        status=status,
        proposed_included=proposal.included,
        proposed_reason=proposal.reason,
        proposed_waiting=proposal.left_to_people,
        evidence=proposal.evidence,
        note=note,
    )


def _verdict(
    judgements: Sequence[Judgement], coders: Mapping[str, Coder]
) -> tuple[Sequence[Judgement], str, str, str]:
    """The judgements that decide, their verdict, the status and a note; without a verdict the rules decide.

    An adjudicator's judgement comes before other people's, theirs before the readers'; those of one rank who
    differ leave the report included and waiting. Collectors decide nothing.
    """
    people = [
        j for j in judgements if coders[j.coder].kind == "person" and coders[j.coder].role != "collector"
    ]
    adjudicators = [j for j in people if coders[j.coder].role == "adjudicator"]
    readers = [j for j in judgements if coders[j.coder].role == "reader"]
    for rank, status in ((adjudicators, "adjudicated"), (people, "person")):
        if rank:
            return _of_rank(rank, status)
    if readers_verdict(readers, coders):
        return _of_rank(readers, "agreed")
    return (), "", "", ""


def _of_rank(judgements: Sequence[Judgement], status: str) -> tuple[Sequence[Judgement], str, str, str]:
    verdicts = {j.verdict for j in judgements}
    note = "; ".join(f"{j.coder}: {j.reason}" for j in judgements if j.reason)
    if len(verdicts) == 1:
        return judgements, verdicts.pop(), status, note
    split = ", ".join(f"{j.coder} {j.verdict}s" for j in sorted(judgements, key=lambda j: j.coder))
    return judgements, INCLUDE, "waiting", f"{split}; included until it is settled"


def _reason(deciding: Sequence[Judgement], proposal: Proposal, criteria: Criteria) -> str:
    """The first criterion that a decider named; else the rules' reason; else one that says it is unnamed."""
    named = {j.criterion for j in deciding if j.criterion}
    first = next((reason for reason in criteria.reasons if reason in named), "")
    return first or proposal.reason or UNNAMED_REASON
