"""What the page of one report shows, in the words and shapes of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coprod_review.audit.grounds import Ground, Term, grounds_of, is_by_terms, terms_of
from coprod_review.audit.highlight import Passage, highlighted, kind_of
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


FIELD_WORDS = {
    "container": "published in",
    "doi": "DOI",
    "pmid": "PubMed id",
    "type": "kind",
    "url": "web address",
}
"""Fields whose name is not what people call them."""

SCREENING, SCREENING_LETTER = "screening", "S"

TERMS_ANCHOR = "terms"
"""Where the marks of the classifier lead: many of its terms stand in the same words."""

KIND_ORDER = "PRLSC"
"""The kinds of marks: people and readers, rules, lineage, screening, and last the classifier with most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A bibliographic fact and the record that it was taken from."""

    name: str
    value: str
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """How a coder came to its codings: what it read, by which codebook and when, on what basis."""

    examined: tuple[str, ...]
    codebook: str
    date: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A coder of this report, its mark, and how it worked in most dimensions."""

    coder: str
    letter: str
    working: Working


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to a dimension, and the codings that give it; no codes are that they abstain."""

    codes: tuple[str, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionPart:
    """One dimension of one report as its page shows it.

    `differing` are the codings whose coder worked otherwise here than in most dimensions; `scores` are the
    codes that any coder scores, with the score of each of `scorers`; `weighed` is the coding by terms.
    """

    found: DimensionTrail
    answers: tuple[Answer, ...]
    differing: tuple[tuple[Coding, Working], ...]
    grounds: tuple[tuple[Coding, tuple[Ground, ...]], ...]
    scorers: tuple[Coding, ...]
    scores: tuple[tuple[str, tuple[float | None, ...]], ...]
    weighed: Coding | None

    @property
    def notes(self) -> list[Coding]:
        """The codings that carry a note."""
        return [coding for coding in self.found.codings if coding.note]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportParts:
    """Everything on one report that passages stand for: coders, dimensions, terms, screening, marked text.

    `views` are the dimensions for which passages are marked, by the class of their marks; `kinds` are the
    kinds of coders who have marks, with the names and letters of those coders.
    """

    witnesses: tuple[Witness, ...]
    dimensions: tuple[DimensionPart, ...]
    terms: Mapping[str, Term]
    screening: tuple[Ground, ...]
    text: tuple[tuple[str, Markup], ...]
    views: tuple[tuple[str, str], ...]
    kinds: Mapping[str, Sequence[tuple[str, str]]]


def facts_of(report: Report) -> list[Fact]:
    """The facts that a report has, each with its source record."""
    facts = []
    for name in SHOWN_FIELDS:
        value = getattr(report, name)
        text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        if text:
            facts.append(Fact(name=name, value=text, record_id=report.source_by_field.get(name, "")))
    return facts


def parts_of(trail: Trail, letters: Mapping[str, str]) -> ReportParts:
    """The codings of a report in the shapes of its page; passages are numbered once for the whole page."""
    witnesses = _witnesses(trail, letters)
    usual = {witness.coder: witness.working for witness in witnesses}
    numbered: Counter[str] = Counter()
    dimensions = tuple(_part(found, letters, usual, numbered) for found in trail.dimensions)
    by_terms = [part.weighed for part in dimensions if part.weighed is not None]
    terms = terms_of(by_terms, letters[by_terms[0].coder]) if by_terms else {}
    screening = grounds_of(trail.decision.evidence if trail.decision else (), SCREENING_LETTER)
    passages = [*_passages(dimensions, terms, by_terms), *_screening_passages(screening)]
    marks = {**letters, SCREENING: SCREENING_LETTER}
    quoting = {(p.coder, marks[p.coder]) for _, p in passages}
    views = {view for _, p in passages for view in p.views}
    return ReportParts(
        witnesses=witnesses,
        dimensions=dimensions,
        terms=terms,
        screening=screening,
        text=tuple(
            (field, highlighted(text, [p for where, p in passages if where == field]))
            for field in TEXT_FIELDS
            if (text := trail.report.text_of(field))
        ),
        views=tuple(
            (view_of(place), part.found.dimension.label)
            for place, part in enumerate(dimensions, start=1)
            if view_of(place) in views
        ),
        kinds={
            kind: sorted(found for found in quoting if kind_of(found[0]) == kind)
            for kind in sorted({kind_of(coder) for coder, _ in quoting}, key=KIND_ORDER.index)
        },
    )


def view_of(place: int) -> str:
    """The class of the marks for the dimension at a place of the codebook, from 1."""
    return f"d{place}"


def _witnesses(trail: Trail, letters: Mapping[str, str]) -> tuple[Witness, ...]:
    """The coders of a report in reading order, each with its most frequent way of working."""
    workings: dict[str, Counter[Working]] = {}
    for found in trail.dimensions:
        for coding in found.codings:
            workings.setdefault(coding.coder, Counter())[_working(coding)] += 1
    order = sorted(workings, key=lambda coder: (letters[coder].isupper(), "RLCM".find(letters[coder]), coder))
    return tuple(
        Witness(coder=coder, letter=letters[coder], working=workings[coder].most_common(1)[0][0])
        for coder in order
    )


def _working(coding: Coding) -> Working:
    return Working(examined=coding.examined, codebook=coding.codebook, date=coding.date, basis=coding.basis)


def _part(
    found: DimensionTrail,
    letters: Mapping[str, str],
    usual: Mapping[str, Working],
    numbered: Counter[str],
) -> DimensionPart:
    by_codes: dict[tuple[str, ...], list[Coding]] = {}
    for coding in found.codings:
        by_codes.setdefault(coding.codes, []).append(coding)
    grounds = []
    for coding in found.codings:
        if coding.evidence and not is_by_terms(coding):
            letter = letters[coding.coder]
            grounds.append((coding, grounds_of(coding.evidence, letter, first=numbered[letter] + 1)))
            numbered[letter] += len(coding.evidence)
    scorers = tuple(coding for coding in found.codings if coding.scores)
    codes = [c for c in found.dimension.codes if any(c in s.scores for s in scorers)]
    codes += sorted({c for s in scorers for c in s.scores} - set(codes))
    return DimensionPart(
        found=found,
        answers=tuple(
            Answer(codes=given, codings=tuple(same))
            for given, same in sorted(by_codes.items(), key=lambda item: (not item[0], -len(item[1])))
        ),
        differing=tuple((c, how) for c in found.codings if (how := _working(c)) != usual[c.coder]),
        grounds=tuple(grounds),
        scorers=scorers,
        scores=tuple((code, tuple(s.scores.get(code) for s in scorers)) for code in codes),
        weighed=next((c for c in found.codings if is_by_terms(c) and c.evidence), None),
    )


def _passages(
    dimensions: Sequence[DimensionPart], terms: Mapping[str, Term], by_terms: Sequence[Coding]
) -> list[tuple[str, Passage]]:
    """Every passage of the text fields with its field: passages one by one, terms at all their places."""
    view_by_dimension = {
        part.found.dimension.name: view_of(place) for place, part in enumerate(dimensions, start=1)
    }
    found: list[tuple[str, str, str, Evidence, tuple[str, ...]]] = [
        (coding.coder, ground.label, ground.label, ground.evidence, (view_by_dimension[coding.dimension],))
        for part in dimensions
        for coding, grounds in part.grounds
        for ground in grounds
    ]
    for term in terms.values():
        views = tuple(view_by_dimension[name] for name in term.dimensions)
        letter = term.label.rstrip("0123456789")
        found += [(by_terms[0].coder, letter, TERMS_ANCHOR, place, views) for place in term.places]
    return [
        (e.field, Passage(start=e.start, end=e.end, coder=coder, label=label, anchor=anchor, views=views))
        for coder, label, anchor, e, views in found
        if e.field in TEXT_FIELDS
    ]


def _screening_passages(grounds: Sequence[Ground]) -> list[tuple[str, Passage]]:
    """What screening quotes of the text fields; it is of no dimension."""
    return [
        (
            ground.evidence.field,
            Passage(
                start=ground.evidence.start,
                end=ground.evidence.end,
                coder=SCREENING,
                label=ground.label,
                anchor=ground.label,
            ),
        )
        for ground in grounds
        if ground.evidence.field in TEXT_FIELDS
    ]
