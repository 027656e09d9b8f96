"""What somebody gives in one step, as rows added to a table of people: none where it stands already.

Every maker looks at the rows that stand there and is meant to be called while nobody else can write
(`io.append.append_rows`): the revision of the new row is the next one of its question. Giving the same
content again adds nothing, whatever the date, so that a page may send an answer twice.

`joined` are other ids under which the same question was answered, of documents that are joined with that of
the answer: the new row replaces what stands under them (`model.joined_answers`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from coprod_review.model.joined_answers import INSTEAD_OF, replaced_in, replaced_text


def answer_rows(standing: Standing, given: GivenAnswer, *, joined: Sequence[str] = ()) -> list[Row]:
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
    content = ("codes", "quote", "confidence", "codebook", "note")
    asked = {"report": given.report, "dimension": given.dimension}
    return _next_of(standing, asked, row | given.seen.cells(), content, joined)


def adjudication_rows(
    standing: Standing, given: GivenAdjudication, *, joined: Sequence[str] = ()
) -> list[Row]:
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
    content = ("codes", "coder", "reason", "codebook")
    asked = {"report": given.report, "dimension": given.dimension}
    return _next_of(standing, asked, row | given.seen.cells(), content, joined)


def dispute_rows(standing: Standing, given: GivenDispute, *, joined: Sequence[str] = ()) -> list[Row]:
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
    content = ("codes", "quote", "reason", "against", "after")
    asked = {"report": given.report, "dimension": given.dimension, "coder": given.coder}
    return _next_of(standing, asked, row | given.seen.cells(), content, joined)


def audit_rows(standing: Standing, given: GivenAudit, *, joined: Sequence[str] = ()) -> list[Row]:
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
    content = ("codes", "verdict", "sample", "reason", "against")
    asked = {"report": given.report, "dimension": given.dimension, "coder": given.coder}
    return _next_of(standing, asked, row | given.seen.cells(), content, joined)


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
    # Numbered behind rows on records that stood in these places before, too.
    number = next_revision(rows)
    return _next(of_one_pair(rows, row), row, ("verdict", "coder", "reason"), number=number)


def judgement_rows(standing: Standing, given: GivenJudgement, *, joined: Sequence[str] = ()) -> list[Row]:
    """The row of a screening judgement; the same verdict, criterion and reason: none."""
    row = {
        "report": given.report,
        "coder": given.coder,
        "verdict": given.verdict,
        "criterion": given.criterion,
        "date": given.date,
        "reason": given.reason,
    }
    asked = {"report": given.report, "coder": given.coder}
    return _next_of(standing, asked, row, ("verdict", "criterion", "reason"), joined)


def _next_of(
    standing: Standing, asked: Mapping[str, str], row: Row, content: tuple[str, ...], joined: Sequence[str]
) -> list[Row]:
    """The row as the next revision of a question that may be answered under the ids of joined documents."""
    elsewhere = {name: standing.having(**{**asked, "report": name}) for name in joined}
    replaced = {
        (name, revision_of(latest))
        for name, rows in elsewhere.items()
        if rows and not is_withdrawn(latest := latest_of(rows))
    }
    before = standing.having(**asked)
    number = max(next_revision(rows) for rows in (before, *elsewhere.values()))
    if replaced:
        row = {**row, INSTEAD_OF: replaced_text(replaced)}
    if replaced <= set(replaced_in(latest_of(before).get(INSTEAD_OF)) if before else ()):
        return _next(before, row, content, number=number)
    return [row | {"revision": str(number), "state": ""}]


def _next(before: list[Row], row: Row, content: tuple[str, ...], *, number: int) -> list[Row]:
    """The row with the next number of its question, unless the latest says the same."""
    if not before:
        return [row | {"revision": str(number) if number > 1 else "", "state": ""}]
    latest = latest_of(before)
    same = all((latest.get(name) or "").strip() == row[name].strip() for name in content)
    is_clear = revision_of(latest) >= len({tuple(sorted(r.items())) for r in before})
    if same and not is_withdrawn(latest) and is_clear:
        return []
    return [row | {"revision": str(number), "state": ""}]
