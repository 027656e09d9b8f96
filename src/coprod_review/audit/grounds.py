"""The reasons of a coder as rows of a table, drawn without templates: a site has some hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from coprod_review.model.coding import Coding, Evidence

TERM = "term:"
"""What a rule begins with that is a term of the classifier."""

SHOWN_QUOTES = 4
"""So many different passages of one term are quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One reason of a coder as the page lists it: a passage, or a term with all its passages.

    `length` is its weight in per cent of the coder's largest in this dimension.
    """

    anchor: str
    label: str
    field: str
    quotes: tuple[str, ...]
    code: str
    rule: str
    weight: float
    context: tuple[str, ...]
    length: float


def is_by_terms(coding: Coding) -> bool:
    """Whether a coder's passages are places of terms, of which one may stand in many."""
    return coding.coder == "classifier"


def grounds_of(coding: Coding, letter: str) -> tuple[Ground, ...]:
    """Passages in their order, each a ground; the classifier's gathered by code and term, largest first.

    The combination's passages are those of the coders that it combines, so that none are listed for it.
    """
    if coding.coder == "combination":
        return ()
    by_terms = is_by_terms(coding)
    groups: dict[tuple[object, ...], list[Evidence]] = {}
    for index, evidence in enumerate(coding.evidence):
        one = (evidence.code, evidence.rule) if by_terms else (index,)
        groups.setdefault(one, []).append(evidence)
    weighed = [(sum(e.weight for e in found), found) for found in groups.values()]
    if by_terms:
        codes = dict.fromkeys(e.code for e in coding.evidence)
        order = {code: place for place, code in enumerate(codes)}
        weighed.sort(key=lambda item: (order[item[1][0].code], -abs(item[0]), item[1][0].rule))
    largest = max((abs(weight) for weight, _ in weighed), default=0) or 1
    return tuple(
        Ground(
            anchor=f"{coding.dimension}-{letter}{index}",
            label=f"{letter}{index}",
            field="" if by_terms else found[0].field,
            quotes=tuple(dict.fromkeys(e.quote for e in found)),
            code=found[0].code,
            rule=found[0].rule.removeprefix(TERM),
            weight=weight,
            context=found[0].context,
            length=round(100 * abs(weight) / largest),
        )
        for index, (weight, found) in enumerate(weighed, start=1)
    )


def ground_rows(grounds: Sequence[Ground], code_label: Callable[[str], str]) -> Markup:
    """The grounds as rows of the columns mark, words, for, rule, weight."""
    return Markup("".join(_row(ground, code_label) for ground in grounds))


def _row(ground: Ground, code_label: Callable[[str], str]) -> str:
    quotes = " ".join(f"“{escape(quote)}”" for quote in ground.quotes[:SHOWN_QUOTES])
    more = len(ground.quotes) - SHOWN_QUOTES
    words = f"{quotes} and {more} more" if more > 0 else quotes
    field = f' <span class="soft">{escape(ground.field)}</span>' if ground.field else ""
    flags = "".join(
        f' <span class="badge unsure" data-sign="!">{escape(flag)}</span>' for flag in ground.context
    )
    weight = f"{ground.weight:+.2f}".replace("-", "−")
    against = " against" if ground.weight < 0 else ""
    return (
        f'<tr id="{escape(ground.anchor)}"><th scope="row">{escape(ground.label)}</th><td>{words}{field}</td>'
        f'<td data-label="for">{escape(code_label(ground.code)) if ground.code else ""}</td>'
        f'<td class="mono" data-label="by">{escape(ground.rule)}{flags}</td>'
        f'<td class="weight" data-label="weight">{weight}'
        f'<span class="bar{against}"><i style="width:{ground.length}%"></i></span></td></tr>\n'
    )
