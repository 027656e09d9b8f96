"""What became of the reports: appeared, gone, joined, parted, included, excluded, each with its cause."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_review.compare.changes import FATES, ReportChange
from coprod_review.compare.grounds import CRITERIA, NONE, Causes, Grounds, first_known, ordered
from coprod_review.compare.matching import Matched
from coprod_review.compare.run import Run
from coprod_review.model.screening import ScreeningDecision


def changed_reports(before: Run, after: Run, matched: Matched, grounds: Grounds) -> list[ReportChange]:
    """Every report that is not what it was, in the order of FATES and ids."""
    made = [
        *_without_counterpart(before, after, matched, grounds),
        *_screened_otherwise(before, after, matched, grounds),
    ]
    order = list(FATES)
    return sorted(made, key=lambda change: (order.index(change.fate), change.report_id))


def _without_counterpart(
    before: Run, after: Run, matched: Matched, grounds: Grounds
) -> Iterator[ReportChange]:
    for report_id in matched.appeared:
        yield _change(
            after,
            report_id,
            fate="appeared",
            before="",
            after=_fate(after, report_id),
            found=_of_appearance(after, report_id, grounds),
            grounds=grounds,
        )
    for report_id in matched.gone:
        found = grounds.of_records(before.reports[report_id].record_ids)
        yield _change(
            before,
            report_id,
            fate="gone",
            before=_fate(before, report_id),
            after="",
            found=found,
            grounds=grounds,
        )
    for report_id, target in sorted(matched.joined.items()):
        found = _of_join(before, report_id, after, target, grounds)
        yield _change(
            before, report_id, fate="joined", before=report_id, after=target, found=found, grounds=grounds
        )
    for report_id, source in sorted(matched.parted.items()):
        found = _of_join(after, report_id, before, source, grounds)
        yield _change(
            after, report_id, fate="parted", before=source, after=report_id, found=found, grounds=grounds
        )
    for old_id, new_id in sorted(matched.same.items()):
        if old_id != new_id:
            found = grounds.of("registry")
            yield _change(
                after, new_id, fate="renamed", before=old_id, after=new_id, found=found, grounds=grounds
            )


def _of_appearance(run: Run, report_id: str, grounds: Grounds) -> Causes:
    """The exports that brought a report, and what bears on how it was screened: judgements or criteria."""
    screened = grounds.of_screening(report_id) | grounds.of_criteria(run.decisions.get(report_id))
    brought = grounds.of_records(run.reports[report_id].record_ids)
    return brought | screened if brought else NONE


def _of_join(own: Run, report_id: str, other: Run, other_id: str, grounds: Grounds) -> Causes:
    """Verdicts of people before exports that brought or took the record by which two are one."""
    single, whole = own.reports[report_id], other.reports[other_id]
    return grounds.of_joins(single) | grounds.of_joins(whole) or grounds.of_records(
        [*single.record_ids, *whole.record_ids]
    )


def _screened_otherwise(
    before: Run, after: Run, matched: Matched, grounds: Grounds
) -> Iterator[ReportChange]:
    for old_id, new_id in matched.same.items():
        old, new = before.decisions.get(old_id), after.decisions.get(new_id)
        if old is None or new is None or _standing(old) == _standing(new):
            continue
        fate = _screened(old, new)
        people = grounds.of_screening(new_id) | grounds.of_screening(old_id)
        text = grounds.of_text(before.reports[old_id], after.reports[new_id])
        found = people or text or grounds.of("criterion") or grounds.of("coder")
        words = [_decided(before, old), _decided(after, new)]
        if fate == "status":
            words = [f"{word}, {one.status}" for word, one in zip(words, (old, new), strict=True)]
        yield _change(after, new_id, fate=fate, before=words[0], after=words[1], found=found, grounds=grounds)


def _standing(decision: ScreeningDecision) -> tuple[bool, str, str]:
    """What numbers of the flow count a report by: that it waits no more is a change too."""
    return decision.included, decision.reason, decision.status


def _screened(old: ScreeningDecision, new: ScreeningDecision) -> str:
    if old.included != new.included:
        return "included" if new.included else "excluded"
    return "reason" if old.reason != new.reason else "status"


def _change(
    run: Run, report_id: str, *, fate: str, before: str, after: str, found: Causes, grounds: Grounds
) -> ReportChange:
    causes = first_known(
        found, grounds.of("registry") if fate in ("joined", "parted") else found, grounds.of("software")
    )
    return ReportChange(
        report_id=report_id,
        title=run.reports[report_id].title,
        fate=fate,
        before=before,
        after=after,
        causes=ordered(causes, grounds),
    )


def _fate(run: Run, report_id: str) -> str:
    decision = run.decisions.get(report_id)
    return _decided(run, decision) if decision else ""


def _decided(run: Run, decision: ScreeningDecision) -> str:
    """The decision in words, with the label of the criterion where the run kept its criteria."""
    if decision.included:
        return "included"
    label = run.items.get(CRITERIA, {}).get(f"criteria[{decision.reason}]", {}).get("label")
    return f"excluded: {label} ({decision.reason})" if label else f"excluded: {decision.reason}"
