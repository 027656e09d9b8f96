"""The reports that a claim cannot count because a code of theirs is not decided."""

from __future__ import annotations

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.undecided import undecided_numbers
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report


def coded(**codes_by_report: dict[str, str]) -> CodedReports:
    """Reports with their codes by dimension; an empty code waits."""
    return CodedReports(
        report_by_id={name: Report(report_id=name, record_ids=(name,), title="") for name in codes_by_report},
        record_by_place={
            (name, dimension): CodeOfRecord(
                report_id=name,
                dimension=dimension,
                codes=(code,) if code else (),
                status="agreed" if code else "waiting",
                coders=(),
            )
            for name, codes in codes_by_report.items()
            for dimension, code in codes.items()
        },
    )


def test_a_report_waits_for_a_claim_unless_a_decided_code_keeps_it_out() -> None:
    reports = coded(
        waits={"framing": "partnership", "issue_character": ""},
        out={"framing": "none", "issue_character": ""},
        counted={"framing": "partnership", "issue_character": "technical"},
    )
    (number,) = undecided_numbers(reports, ["3"])
    assert (number.number_id, number.members, number.value) == ("undecided.claim_3", ("waits",), 1.0)
    assert number.is_count


def test_a_claim_for_which_no_report_waits_has_no_number() -> None:
    assert not undecided_numbers(coded(counted={"framing": "none", "issue_character": "none"}), ["3"])
