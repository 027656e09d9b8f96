"""Why the classifier gave a code: signed contributions that add up to its score, shown as words in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from coprod_review.coding.features import passages_of
from coprod_review.coding.linear import LinearCoder
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.report import Report

SHOWN_TERMS = 12
"""So many terms of a code are shown in place, the largest contributions by absolute size."""

TERM_RULE = "term:"
"""What the rule of a passage begins with that is a term of the classifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A decision score taken apart: `score` = `intercept` + weights of `evidence` + `unplaced` + `other`.

    `unplaced` are shown terms that stand in no text field (words of the venue), `other` is the sum of the
    terms that are not shown, of which there are `n_other`.
    """

    code: str
    score: float
    intercept: float
    evidence: tuple[Evidence, ...]
    unplaced: tuple[tuple[str, float], ...]
    other: float
    n_other: int

    def note(self) -> str:
        """What the passages leave out, in words."""
        parts = [f"intercept {self.intercept:+.4f}"]
        parts += [f"{feature} {weight:+.4f}" for feature, weight in self.unplaced]
        parts.append(f"other terms {self.other:+.4f} ({self.n_other})")
        return f"{self.code}: score {self.score:+.4f}, with {', '.join(parts)}"


def contributions(model: LinearCoder, row: csr_array, code: str) -> dict[int, float]:
    """Weight x value of each feature of one report, by column; with the intercept they sum to the score."""
    weights = model.weights[model.codes.index(code)]
    columns = row.indices
    values = weights[columns] * row.data
    return {int(c): float(v) for c, v in zip(columns, values, strict=True) if v}


def explain(
    model: LinearCoder,
    row: csr_array,
    code: str,
    *,
    report: Report,
    names: Sequence[str],
    terms: Mapping[str, list[tuple[str, int, int]]],
    coded: Sequence[Coding],
    n_shown: int = SHOWN_TERMS,
) -> Explanation:
    """Take the score of `code` for one report apart.

    A term that stands in several places shares its contribution among them. `row` is one row of features,
    `names` are its columns, `terms` the places of the report's words, `coded` its codings by rules and
    lineage.
    """
    signed = contributions(model, row, code)
    ranked = sorted(signed.items(), key=lambda item: (-abs(item[1]), names[item[0]]))
    evidence: list[Evidence] = []
    unplaced: list[tuple[str, float]] = []
    for column, value in ranked[:n_shown]:
        feature = names[column]
        passages = passages_of(report, feature, terms=terms, coded=coded)
        if not passages:
            unplaced.append((feature, value))
        evidence += [
            Evidence(
                field=p.field,
                start=p.start,
                end=p.end,
                quote=p.quote,
                code=code,
                rule=f"{TERM_RULE}{feature}",
                weight=value * p.share,
            )
            for p in passages
        ]
    intercept = float(model.intercepts[model.codes.index(code)])
    rest = [value for _, value in ranked[n_shown:]]
    return Explanation(
        code=code,
        score=intercept + float(np.sum(list(signed.values()))),
        intercept=intercept,
        evidence=tuple(evidence),
        unplaced=tuple(unplaced),
        other=float(np.sum(rest)),
        n_other=len(rest),
    )
