"""What the page of one report shows, in the words and shapes of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

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
class Ground:
    """One piece of evidence as the page lists it; `length` is its weight in per cent of the largest."""

    anchor: str
    label: str
    evidence: Evidence
    length: float


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
    """The answers to one dimension, each with its evidence under a mark of its own ("R1")."""
    answers = []
    for coding in found.codings:
        letter = letters[coding.coder]
        largest = max((abs(e.weight) for e in coding.evidence), default=0) or 1
        grounds = tuple(
            Ground(
                anchor=f"{found.dimension.name}-{letter}{index}",
                label=f"{letter}{index}",
                evidence=evidence,
                length=round(100 * abs(evidence.weight) / largest, 1),
            )
            for index, evidence in enumerate(coding.evidence, start=1)
        )
        scores = tuple(sorted(coding.scores.items(), key=lambda item: (-item[1], item[0])))
        answers.append(Answer(coding=coding, letter=letter, grounds=grounds, scores=scores))
    return answers


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
        if any(g.evidence.field in TEXT_FIELDS for a in answers for g in a.grounds):
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
    fields = []
    quoting: set[str] = set()
    for field in TEXT_FIELDS:
        passages = []
        for answer in answers:
            for ground in answer.grounds:
                if ground.evidence.field != field:
                    continue
                quoting.add(answer.coding.coder)
                passages.append(_passage(answer, ground, with_anchor=with_anchors))
        if report.text_of(field):
            fields.append((field, highlighted(report.text_of(field), passages)))
    coders = tuple((coder, letters[coder]) for coder in sorted(quoting))
    return View(name=name, label=label, fields=tuple(fields), coders=coders)


def _passage(answer: Answer, ground: Ground, *, with_anchor: bool) -> Passage:
    evidence = ground.evidence
    flags = f", {', '.join(evidence.context)}" if evidence.context else ""
    rule = f", {evidence.rule}" if evidence.rule else ""
    return Passage(
        start=evidence.start,
        end=evidence.end,
        coder=answer.coding.coder,
        label=ground.label if with_anchor else answer.letter,
        anchor=ground.anchor if with_anchor else "",
        about=f"{answer.coding.coder}: {answer.coding.dimension}/{evidence.code or '-'}{rule}{flags}",
    )
