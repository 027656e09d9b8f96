"""A linear support vector machine that learns from read texts which others are like the relevant ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn import config_context
from sklearn.svm import LinearSVC

from coprod_review.prioritise.function_words import FUNCTION_WORDS
from coprod_review.prioritise.terms import TermMatrix

COST = 0.11
"""What an error costs against simple weights, and how much ..."""
BALANCE = 9.8
"""... the relevant texts weigh together against the others: the settings of ASReview's ELAS u4, searched
there on the 26 reviews of SYNERGY, and not on sets that this project is measured on."""

PRESUMED = 100
"""Unread texts that are drawn at each training and taken for irrelevant, as most are: what is common in the
whole set then speaks for nothing, also while few texts are read (Cormack and Grossman 2015, AutoTAR)."""

MOST_PASSES = 5000
"""Passes over the texts after which the machine takes what it has; it needs some dozens."""

MOST_TERMS = 5

Rows = NDArray[np.intp]
Labels = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Weights of the terms, shape (n_terms,); a text scores its weighted terms plus `level`."""

    weights: NDArray[np.float64]
    level: float

    def scores(self, terms: TermMatrix) -> NDArray[np.float64]:
        """The score of each text; above 0 it is more like the relevant ones."""
        return np.asarray(terms.weights @ self.weights + self.level)

    def speaking_terms(self, terms: TermMatrix, row: int, *, most: int = MOST_TERMS) -> tuple[str, ...]:
        """The terms of a text that raise its score most, the strongest first; none that lowers it.

        A term is passed over whose words have all been named, in which an English function word stands, or
        that is a bare number: it counts for the score, and tells nobody what a text is about.
        """
        start, end = terms.weights.indptr[row : row + 2]
        columns = terms.weights.indices[start:end]
        parts = terms.weights.data[start:end] * self.weights[columns]
        told: list[str] = []
        for place in np.lexsort((columns, -parts)):
            if parts[place] <= 0 or len(told) == most:
                break
            term = terms.term(int(columns[place]))
            words = set(term.split())
            if not any(map(str.isalpha, term)):
                continue
            if words.isdisjoint(FUNCTION_WORDS) and not words <= set(" ".join(told).split()):
                told.append(term)
        return tuple(told)


def learn(
    terms: TermMatrix, read: Rows, relevant: Labels, *, unread: Rows | None = None, seed: int = 0
) -> Learnt:
    """Learn from the texts that are read, of which `relevant` (in their order) tells those that are.

    Some of them must be relevant, and some irrelevant unless there are `unread` ones, of which up to
    `PRESUMED` are drawn and taken for irrelevant. The same seed and number of texts draw the same. Where the
    texts have no term in common nothing can be learnt, and all score alike.
    """
    if terms.weights.shape[1] == 0:
        return Learnt(weights=np.zeros(0), level=0.0)
    rows, answers = _with_presumed(read, relevant, unread, seed)
    machine = LinearSVC(C=1.0, loss="squared_hinge", dual=True, random_state=0, max_iter=MOST_PASSES)
    with config_context(assume_finite=True, skip_parameter_validation=True):
        machine.fit(terms.weights[rows], answers, sample_weight=_costs(answers, terms.alone[rows]))
    return Learnt(weights=machine.coef_[0], level=float(machine.intercept_[0]))


def _with_presumed(read: Rows, relevant: Labels, unread: Rows | None, seed: int) -> tuple[Rows, Labels]:
    if unread is None or len(unread) == 0:
        return read, relevant
    generator = np.random.default_rng((seed, len(read)))
    drawn = generator.choice(unread, min(PRESUMED, len(unread)), replace=False)
    return np.concatenate((read, drawn)), np.concatenate((relevant, np.zeros(len(drawn), dtype=bool)))


def _costs(relevant: Labels, alone: NDArray[np.float64]) -> NDArray[np.float64]:
    """What an error in each text costs: on average `COST`, shared between the kinds by `BALANCE`.

    Terms that stand in one text alone let this text be fitted by itself. In the dual of the machine that is
    an addition to the diagonal, as is 1 / (2 cost): a lower cost does the same as columns for these terms.
    """
    weight = np.where(relevant, 1.0, relevant.sum() / (BALANCE * max((~relevant).sum(), 1)))
    cost = COST * weight * len(relevant) / weight.sum()
    return np.asarray(cost / (1.0 + 2.0 * cost * alone))
