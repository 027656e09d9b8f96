"""Why the classifier gave a code: signed contributions that add up to its score, shown as words in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coprod_review.coding.linear import Floats, LinearCoder
from coprod_review.coding.terms import Places
from coprod_review.model.coding import Evidence
from coprod_review.model.record import TEXT_FIELDS
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


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """The features of one report that are not zero: their columns, in order, and their values."""

    columns: NDArray[np.intp]
    values: Floats


def feature_rows(matrix: csr_array) -> Iterator[FeatureRow]:
    """The rows of a matrix of features, one a report."""
    for begin, end in pairwise(matrix.indptr.tolist()):
        yield FeatureRow(matrix.indices[begin:end].astype(np.intp), matrix.data[begin:end])


def explain(
    model: LinearCoder,
    row: FeatureRow,
    code: str,
    *,
    report: Report,
    names: Sequence[str],
    places: Mapping[str, Places],
    n_shown: int = SHOWN_TERMS,
) -> Explanation:
    """Take the score of `code` for one report apart: weight x value of each feature, and the intercept.

    A term that stands in several places shares its contribution among them; the places of references count
    works, which are quoted whole. `names` are those of the columns
    of the features, `places` tells where they stand in the report.
    """
    place = model.codes.index(code)
    signed = model.weights[place, row.columns] * row.values
    shown = _largest(signed, [names[column] for column in row.columns.tolist()], n_shown)
    texts = {field: report.text_of(field) for field in TEXT_FIELDS}
    evidence: list[Evidence] = []
    unplaced: list[tuple[str, float]] = []
    for i in shown:
        feature, value = names[row.columns[i]], float(signed[i])
        if found := places.get(feature, ()):
            evidence += _passages(feature, value, found, code=code, texts=texts, report=report)
        else:
            unplaced.append((feature, value))
    intercept = float(model.intercepts[place])
    is_left = signed != 0.0
    is_left[shown] = False
    return Explanation(
        code=code,
        score=intercept + float(signed.sum()),
        intercept=intercept,
        evidence=tuple(evidence),
        unplaced=tuple(unplaced),
        other=float(signed[is_left].sum()),
        n_other=int(is_left.sum()),
    )


def _passages(
    feature: str, value: float, found: Places, *, code: str, texts: Mapping[str, str], report: Report
) -> Iterator[Evidence]:
    """The places of a term, among which its contribution is shared; those of references are whole works."""
    rule, weight = f"{TERM_RULE}{feature}", value * (1 / len(found))
    for field, start, end in found:
        yield Evidence(
            field=field,
            start=start,
            end=end,
            quote=texts[field][start:end] if field in texts else report.references[start],
            code=code,
            rule=rule,
            weight=weight,
        )


def _largest(signed: Floats, names: Sequence[str], n: int) -> list[int]:
    """The places of the n contributions of greatest size that are not zero; of equal ones, by their names."""
    sizes = np.abs(signed)
    found = np.flatnonzero(sizes)
    if len(found) > n > 0:
        least = np.partition(sizes[found], len(found) - n)[len(found) - n]
        found = found[sizes[found] >= least]
    return sorted(found.tolist(), key=lambda i: (-sizes[i], names[i]))[:n]
