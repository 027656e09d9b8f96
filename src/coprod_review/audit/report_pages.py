"""What the page of one report shows, in the words and shapes of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coprod_review.audit.grounds import TERM, Ground, grounds_of, is_by_terms
from coprod_review.audit.highlight import Passage, highlighted
from coprod_review.audit.trail import DimensionTrail, Trail
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report

SHOWN_FIELDS = (
    "title",
    "authors",
    "year",
    "type",
    "container",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "language",
    "keywords",
    "url",
)
"""Bibliographic facts in the order of the page; the abstract stands above them with its evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A bibliographic fact and the record that it was taken from."""

    name: str
    value: str
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One coder's answer with its grounds, and scores sorted from high to low."""

    coding: Coding
    letter: str
    grounds: tuple[Ground, ...]
    scores: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The text of a report with the evidence for one dimension, or for all."""

    name: str
    label: str
    fields: tuple[tuple[str, Markup], ...]
    coders: tuple[tuple[str, str], ...]


def facts_of(report: Report) -> list[Fact]:
    """The facts that a report has, each with its source record."""
    facts = []
    for name in SHOWN_FIELDS:
        value = getattr(report, name)
        text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        if text:
            facts.append(Fact(name=name, value=text, record_id=report.source_by_field.get(name, "")))
    return facts


def answers_of(found: DimensionTrail, letters: Mapping[str, str]) -> list[Answer]:
    """The answers to one dimension, each with its grounds."""
    return [
        Answer(
            coding=coding,
            letter=letters[coding.coder],
            grounds=grounds_of(coding, letters[coding.coder]),
            scores=tuple(sorted(coding.scores.items(), key=lambda item: (-item[1], item[0]))),
        )
        for coding in found.codings
    ]


def views_of(
    trail: Trail, answers_by_dimension: Mapping[str, Sequence[Answer]], letters: Mapping[str, str]
) -> list[View]:
    """The text with all evidence first, then with that of each dimension for which there is any.

    The terms of the classifier, which would mark most words, are left to the dimensions.
    """
    everything = [
        answer
        for answers in answers_by_dimension.values()
        for answer in answers
        if answer.coding.coder != "classifier"
    ]
    views = [_view(trail.report, "all", "All evidence", everything, letters, with_anchors=False)]
    for found in trail.dimensions:
        answers = answers_by_dimension[found.dimension.name]
        if any(e.field in TEXT_FIELDS for a in answers if a.grounds for e in a.coding.evidence):
            label = found.dimension.label
            views.append(
                _view(trail.report, found.dimension.name, label, answers, letters, with_anchors=True)
            )
    return views


def _view(
    report: Report,
    name: str,
    label: str,
    answers: Sequence[Answer],
    letters: Mapping[str, str],
    *,
    with_anchors: bool,
) -> View:
    shown = [answer for answer in answers if answer.grounds]
    fields = []
    for field in TEXT_FIELDS:
        if report.text_of(field):
            passages = [p for a in shown for p in _passages(a, field, with_anchors=with_anchors)]
            fields.append((field, highlighted(report.text_of(field), passages)))
    quoting = {a.coding.coder for a in shown if any(e.field in TEXT_FIELDS for e in a.coding.evidence)}
    coders = tuple((coder, letters[coder]) for coder in sorted(quoting))
    return View(name=name, label=label, fields=tuple(fields), coders=coders)


def _passages(answer: Answer, field: str, *, with_anchors: bool) -> list[Passage]:
    """The passages of an answer in one field; those of terms lead to the list of terms as a whole."""
    coding = answer.coding
    by_terms = is_by_terms(coding)
    passages = []
    for index, evidence in enumerate(coding.evidence, start=1):
        if evidence.field == field:
            number = "" if by_terms or not with_anchors else str(index)
            passages.append(
                Passage(
                    start=evidence.start,
                    end=evidence.end,
                    coder=coding.coder,
                    label=f"{answer.letter}{number}",
                    anchor=f"{coding.dimension}-{answer.letter}{number}" if with_anchors else "",
                    about=_about(coding, evidence),
                )
            )
    return passages


def _about(coding: Coding, evidence: Evidence) -> str:
    flags = f" ({', '.join(evidence.context)})" if evidence.context else ""
    rule = evidence.rule.removeprefix(TERM)
    return f"{coding.coder}: {coding.dimension}/{evidence.code or '-'}, {rule}{flags}"
