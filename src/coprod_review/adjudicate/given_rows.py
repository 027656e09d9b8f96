"""What somebody gives in one step, as rows added to a table of people: none where it stands already.

Every maker looks at the rows that stand there and is meant to be called while nobody else can write
(`io.append.append_rows`): the revision of the new row is the next one of its question. Giving the same
content again adds nothing, whatever the date, so that a page may send an answer twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.adjudicate.given import (
    GivenAdjudication,
    GivenAnswer,
    GivenAudit,
    GivenDispute,
    GivenJudgement,
    GivenVerdict,
)
from coprod_review.adjudicate.revisions import Row, Standing, latest_of, next_revision, of_one_pair, of_pair
from coprod_review.model.answer_rows import QUOTE_SEPARATOR, is_withdrawn, join_codes, revision_of


def answer_rows(standing: Standing, given: GivenAnswer) -> list[Row]:
    """The row of an answer in its coder's file; codes, words, note, confidence, codebook as before: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": join_codes(given.codes),
        "quote": QUOTE_SEPARATOR.join(given.quotes),
        "basis": given.basis,
        "confidence": given.confidence,
        "codebook": given.codebook,
        "date": given.date,
        "absent": join_codes(given.absent),
        "note": given.note,
    }
    before = standing.having(report=given.report, dimension=given.dimension)
    content = ("codes", "quote", "confidence", "codebook", "note")
    return _next(before, row | given.seen.cells(), content)


def adjudication_rows(standing: Standing, given: GivenAdjudication) -> list[Row]:
    """The row of an adjudication; the same codes, coder, reason and codebook: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": join_codes(given.codes),
        "coder": given.coder,
        "date": given.date,
        "reason": given.reason,
        "codebook": given.codebook,
    }
    before = standing.having(report=given.report, dimension=given.dimension)
    return _next(before, row | given.seen.cells(), ("codes", "coder", "reason", "codebook"))


def dispute_rows(standing: Standing, given: GivenDispute) -> list[Row]:
    """The row of a dispute; the same objection to the same codes after the same adjudication: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": join_codes(given.codes),
        "quote": QUOTE_SEPARATOR.join(given.quotes),
        "coder": given.coder,
        "date": given.date,
        "reason": given.reason,
        "against": join_codes(given.against),
        "after": str(given.after),
    }
    before = standing.having(report=given.report, dimension=given.dimension, coder=given.coder)
    return _next(before, row | given.seen.cells(), ("codes", "quote", "reason", "against", "after"))


def audit_rows(standing: Standing, given: GivenAudit) -> list[Row]:
    """The row of an audit; the same verdict and codes in the same sample: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": join_codes(given.codes),
        "coder": given.coder,
        "date": given.date,
        "verdict": given.verdict,
        "sample": given.sample,
        "reason": given.reason,
        "against": join_codes(given.against),
    }
    before = standing.having(report=given.report, dimension=given.dimension, coder=given.coder)
    return _next(before, row | given.seen.cells(), ("codes", "verdict", "sample", "reason", "against"))


def verdict_rows(standing: Standing, given: GivenVerdict) -> list[Row]:
    """The row of a verdict on a pair, whichever record stood first; the same verdict and reason: none."""
    row = {
        "record_a": given.record_a,
        "record_b": given.record_b,
        "verdict": given.verdict,
        "coder": given.coder,
        "date": given.date,
        "reason": given.reason,
        "known_as_a": given.known_as_a,
        "known_as_b": given.known_as_b,
    }
    rows = of_pair(standing, given.record_a, given.record_b)
    return _next(of_one_pair(rows, row), row, ("verdict", "coder", "reason"), beside=rows)


def judgement_rows(standing: Standing, given: GivenJudgement) -> list[Row]:
    """The row of a screening judgement; the same verdict, criterion and reason: none."""
    row = {
        "report": given.report,
        "coder": given.coder,
        "verdict": given.verdict,
        "criterion": given.criterion,
        "date": given.date,
        "reason": given.reason,
    }
    before = standing.having(report=given.report, coder=given.coder)
    return _next(before, row, ("verdict", "criterion", "reason"))


def _next(before: list[Row], row: Row, content: tuple[str, ...], *, beside: Sequence[Row] = ()) -> list[Row]:
    """The row as the next revision of its question, unless the latest says the same.

    It is numbered behind rows `beside` too, which are on records that stood in these places before.
    """
    if not before:
        return [row | {"revision": str(next_revision(beside)) if beside else "", "state": ""}]
    latest = latest_of(before)
    same = all((latest.get(name) or "").strip() == row[name].strip() for name in content)
    is_clear = revision_of(latest) >= len({tuple(sorted(r.items())) for r in before})
    if same and not is_withdrawn(latest) and is_clear:
        return []
    return [row | {"revision": str(next_revision(beside or before)), "state": ""}]
