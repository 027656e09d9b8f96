"""What the templates of pages with one choice are given: pairs of records, and screening."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.audit.server.views import Frame, Link, Place, TextField


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """A field of the two records of a pair; `same` tells that both say the same (in other letters, maybe)."""

    name: str
    a: str
    b: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two records that may be one document: their fields side by side, and what the rules say."""

    frame: Frame
    number: int
    record_a: str
    record_b: str
    fields: tuple[RecordField, ...]
    rule: str
    why: str
    given_verdict: str
    given_reason: str
    given_by: str
    place: Place
    verdicts: tuple[tuple[str, str, str], ...] = (
        ("duplicate", "One document", "1"),
        ("distinct", "Two documents", "2"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """A criterion that a report may fail, with its key."""

    name: str
    label: str
    definition: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenView:
    """On topic or not: the report's text, the criteria in their order, and this person's judgement.

    `given_verdict` is include, exclude or empty. `others` are (coder, verdict, label of the criterion,
    reason), for reviewers only, as is what the rules `proposed` and the `terms` of the text that they saw.
    """

    frame: Frame
    report_id: str
    title: str
    authors: str
    year: str
    venue: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    fields: tuple[TextField, ...]
    criteria: tuple[CriterionView, ...]
    include_key: str
    given_verdict: str
    given_criterion: str
    given_reason: str
    place: Place
    others: tuple[tuple[str, str, str, str], ...] = ()
    proposed: str = ""
    terms: tuple[str, ...] = ()
