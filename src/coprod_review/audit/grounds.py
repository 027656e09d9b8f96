"""What a coder's answer rests on: passages one by one, the classifier's terms once for a whole report.

Rows are drawn without templates, since a site has some hundred thousand of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.conformal_set import conformal_set

TERM = "term:"
"""What a rule begins with that is a term of the classifier."""

BY_PROBABILITY = ("classifier", "combination")
"""The coders whose scores are probabilities; those of others are sums of weights."""

POSSIBLE, HELD_TOO = "●", "○"
"""Signs of codes in a prediction set: that cannot be ruled out, and that are held though they are."""

QUOTED_TERMS = 4
"""So many of the heaviest terms for a code are quoted beside their weights; a term's own line quotes all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A passage that a coder gives for a code. `label` is its number on the page ("R3") and its anchor."""

    label: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the classifier in one report, with the places where it stands and its dimensions."""

    label: str
    name: str
    places: tuple[Evidence, ...]
    dimensions: tuple[str, ...]

    @property
    def quotes(self) -> tuple[str, ...]:
        """The different words by which it stands in the text."""
        return tuple(dict.fromkeys(place.quote for place in self.places))


def is_by_terms(coding: Coding) -> bool:
    """Whether a coder's passages are places of terms, of which one may stand in many."""
    return coding.coder == "classifier"


def grounds_of(evidence: Iterable[Evidence], letter: str, *, first: int = 1) -> tuple[Ground, ...]:
    """Passages in their order, numbered from `first`."""
    return tuple(Ground(label=f"{letter}{n}", evidence=e) for n, e in enumerate(evidence, start=first))


def terms_of(codings: Iterable[Coding], letter: str) -> dict[str, Term]:
    """The terms of a report by their name, numbered as they first appear in the codings."""
    places: dict[str, dict[tuple[str, int, int], Evidence]] = {}
    dimensions: dict[str, dict[str, None]] = {}
    for coding in codings:
        for e in coding.evidence:
            if e.rule not in places:
                places[e.rule], dimensions[e.rule] = {}, {}
            places[e.rule].setdefault((e.field, e.start, e.end), e)
            dimensions[e.rule][coding.dimension] = None
    return {
        name: Term(
            label=f"{letter}{number}",
            name=name.removeprefix(TERM),
            places=tuple(found.values()),
            dimensions=tuple(dimensions[name]),
        )
        for number, (name, found) in enumerate(places.items(), start=1)
    }


def weights_of(coding: Coding) -> dict[str, list[tuple[str, float]]]:
    """The terms of a coding with their weights for each code that it weighs them for, heaviest first.

    A term that stands in several places has the sum of their weights.
    """
    weights: dict[str, dict[str, float]] = {}
    for e in coding.evidence:
        if e.code not in weights:
            weights[e.code] = {}
        by_term = weights[e.code]
        by_term[e.rule] = by_term.get(e.rule, 0.0) + e.weight
    return {
        code: sorted(by_term.items(), key=lambda item: (-abs(item[1]), item[0]))
        for code, by_term in weights.items()
    }


def ground_items(grounds: Sequence[Ground], code_label: Callable[[str], str]) -> Markup:
    """Passages as items of a list: number, words, field, code, rule, weight and context."""
    return Markup("".join(_ground_item(ground, code_label) for ground in grounds))


def weight_lines(coding: Coding, terms: Mapping[str, Term], code_label: Callable[[str], str]) -> Markup:
    """For each code that a coding weighs terms for, a paragraph of its terms by number with their weights."""
    lines = []
    for code, ranked in weights_of(coding).items():
        words = [_quoted(terms[name], weight) for name, weight in ranked[:QUOTED_TERMS]]
        words += [f"{terms[name].label} {signed(weight)}" for name, weight in ranked[QUOTED_TERMS:]]
        lines.append(
            f'<p class="weights"><b>{escape(code_label(code))}:</b> {escape(", ".join(words))}</p>\n'
        )
    return Markup("".join(lines))


def score_rows(
    scores: Iterable[tuple[str, Sequence[float | None]]],
    scorers: Sequence[Coding],
    code_label: Callable[[str], str],
) -> Markup:
    """Codes as rows of a table, each with its score by every coder, and its sign in that one's set."""
    rows = []
    for code, by_coder in scores:
        cells = [_score(code, s, coding) for s, coding in zip(by_coder, scorers, strict=True)]
        rows.append(f"<tr><th>{escape(code_label(code))}</th>{''.join(cells)}</tr>\n")
    return Markup("".join(rows))


def set_signs(coding: Coding) -> dict[str, str]:
    """The signs of the codes in a prediction set: whether the conformal set holds them, or that one alone."""
    answers = conformal_set(coding.note)
    left = coding.prediction_set if answers is None else {code for answer in answers for code in answer}
    return {code: POSSIBLE if code in left else HELD_TOO for code in coding.prediction_set}


def term_items(terms: Iterable[Term]) -> Markup:
    """Terms as items of a list: number, name, words in the text; the marks lead here."""
    return Markup("".join(_term_item(term) for term in terms))


def _ground_item(ground: Ground, code_label: Callable[[str], str]) -> str:
    e = ground.evidence
    code = f" {escape(code_label(e.code))}" if e.code else ""
    rule = f" <code>{escape(e.rule)}</code>" if e.rule else ""
    weight = f" <b>{signed(e.weight)}</b>" if e.weight or e.rule else ""
    flags = f" <em>{escape(', '.join(e.context))}</em>" if e.context else ""
    return (
        f'<li id="{ground.label}"><b>{ground.label}</b> “{escape(e.quote)}” <i>{escape(e.field)}</i>'
        f"{code}{rule}{weight}{flags}</li>\n"
    )


def _quoted(term: Term, weight: float) -> str:
    return f"{term.label} “{term.places[0].quote}” {signed(weight)}"


def _score(code: str, score: float | None, coding: Coding) -> str:
    """The score of a code by one coder: a probability or a sum of weights."""
    if score is None:
        return "<td></td>"
    printed = f"{score:.2f}" if coding.coder in BY_PROBABILITY else f"{score:.3g}"
    sign = set_signs(coding).get(code, "")
    return f"<td>{printed} {sign}</td>" if sign else f"<td>{printed}</td>"


def _term_item(term: Term) -> str:
    fields: dict[str, dict[str, None]] = {}
    for place in term.places:
        fields.setdefault(place.field, {})[place.quote] = None
    words = " ".join(
        f"{', '.join(f'“{escape(quote)}”' for quote in quotes)} <i>{escape(field)}</i>"
        for field, quotes in fields.items()
    )
    return f'<li id="{term.label}"><b>{term.label}</b> <code>{escape(term.name)}</code> {words}</li>\n'


def signed(weight: float) -> str:
    """A weight with its sign and two decimals."""
    return f"{weight:+.2f}".replace("-", "−")
