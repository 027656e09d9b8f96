"""What pages show of a run, without withheld texts, for those that are drawn anew in a shared copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coprod_review.model.coding import Coding, Evidence
from coprod_review.pages.history import Event, Histories
from coprod_review.pages.results import Results
from coprod_review.share.marks import passage_sha256
from coprod_review.share.rows import RULE_TERM, TERM, Redactor
from coprod_review.share.withheld import Texts

SHOWN_DIGITS = 8
"""So many digits of a hash tell terms apart on a page; the tables have all of them."""


def redacted_results(results: Results, redactor: Redactor) -> Results:
    """The same results: marks for withheld texts, passages told by length and offsets, notes searched."""
    withholding, marked = redactor.withholding, redactor.passages.marked
    return replace(
        results,
        records=[withholding.without(record, marked=True) for record in results.records],
        reports=[withholding.without(report, marked=True) for report in results.reports],
        decisions=[
            replace(
                decision,
                evidence=_without_words(decision.evidence, withholding.texts_of(decision.report_id)),
                note=marked(decision.note),
            )
            for decision in results.decisions
        ],
        codings=[redacted_coding(coding, redactor) for coding in results.codings],
        codes=[replace(code, reason=marked(code.reason)) for code in results.codes],
        tables={name: [redactor.row(row) for row in rows] for name, rows in results.tables.items()},
    )


def redacted_coding(coding: Coding, redactor: Redactor) -> Coding:
    """The same coding: its passages told by length and offsets, its notes searched."""
    return replace(
        coding,
        evidence=_without_words(coding.evidence, redactor.withholding.texts_of(coding.report_id)),
        note=redactor.passages.marked(coding.note),
        basis=redactor.passages.marked(coding.basis),
    )


def redacted_histories(histories: Histories, redactor: Redactor) -> Histories:
    """The same events, their quotes and reasons as the tables of people have them in a copy."""

    def event(found: Event, report_id: str) -> Event:
        row = redactor.row({"report": report_id, "quote": found.quote, "reason": found.reason})
        return replace(found, quote=row["quote"], reason=row["reason"])

    return Histories(
        by_report={
            report_id: [event(found, report_id) for found in events]
            for report_id, events in histories.by_report.items()
        }
    )


def _without_words(evidence: Iterable[Evidence], texts: Texts) -> tuple[Evidence, ...]:
    return tuple(_one(found, texts[found.field]) if found.field in texts else found for found in evidence)


def _one(found: Evidence, whole: str) -> Evidence:
    """Evidence of a field that no page has: so it stands in its list, and marks no words."""
    rule = found.rule
    if rule.startswith(TERM) and not rule.startswith(RULE_TERM):
        name = rule.removeprefix(TERM)
        rule = f"{TERM}withheld {passage_sha256(name, whole)[:SHOWN_DIGITS]}"
    return replace(
        found,
        field=f"{found.field}, withheld",
        quote=f"{len(found.quote)} characters from {found.start} to {found.end}",
        rule=rule,
    )
