"""Two runs compared: reports, codes, answers of machines, numbers and claims."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_review.compare.answers import Answers
from coprod_review.compare.causes import changed_inputs
from coprod_review.compare.changes import CodeChange, Comparison
from coprod_review.compare.fates import changed_reports
from coprod_review.compare.grounds import Grounds
from coprod_review.compare.matching import Matched, matched_reports
from coprod_review.compare.numbers import Numbers
from coprod_review.compare.run import Run

CODERS = ("rules", "lineage", "classifier", "combination")
"""The order in which answers of machines are told."""


def compare(before: Run, after: Run) -> Comparison:
    """All that changed from one run to the other, each change with what it comes from.

    A change comes from a difference of the inputs that bears on it: a row of people on the same question, a
    pattern that the coder names there, the export of its records, a setting of the step that decides.
    Where none bears on it alone it comes from the model, trained anew, or stays unexplained.
    """
    inputs = changed_inputs(before, after)
    matched = matched_reports(before, after)
    grounds = Grounds(before, after, inputs)
    reports = changed_reports(before, after, matched, grounds)
    given = Answers(before, after, matched, grounds)
    codes = list(given.changed_codes())
    answers = sorted(given.changed_answers(), key=_in_order)
    numbers = Numbers(before, after, matched, grounds, reports=reports, codes=codes, answers=answers)
    return Comparison(
        before=before.name,
        after=after.name,
        inputs=inputs,
        reports=reports,
        codes=codes,
        answers=answers,
        numbers=numbers.changed(),
        claims=numbers.changed_claims(),
        n_reports=(len(before.reports), len(after.reports)),
        n_included=(_included(before), _included(after)),
        n_codes_apart=_codes_apart(before, after, matched),
        incomplete=tuple(_incomplete(before, after)),
    )


def _in_order(change: CodeChange) -> tuple[int, str, str]:
    return CODERS.index(change.coder), change.report_id, change.dimension


def _included(run: Run) -> int:
    return sum(decision.included for decision in run.decisions.values())


def _codes_apart(before: Run, after: Run, matched: Matched) -> tuple[int, int]:
    """How many codes of record have no counterpart in the second run, and how many none in the first."""
    kept = sum(
        (matched.same.get(report_id, ""), dimension) in after.codes for report_id, dimension in before.codes
    )
    return len(before.codes) - kept, len(after.codes) - kept


def _incomplete(*runs: Run) -> Iterator[str]:
    """What a run did not keep, so that causes can only be told by whole files."""
    for run in runs:
        if not run.items:
            yield f"{run.name} kept no copies of its inputs: of changed files only the names are known"
