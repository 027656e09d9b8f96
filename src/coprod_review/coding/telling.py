"""How far words tell codes apart, as the settled codes of some reports teach it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coprod_review.coding.answers import Answer
from coprod_review.coding.settled_sides import MIN_REPORTS_OF_CODE

Floats = NDArray[np.float64]

_LEAST_VARIANCE = 0.5
"""Added to the variance of a count, so that a word of one or two reports tells little by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What reports weigh with a code and without it, shape (reports, codes) each, codes of all dimensions.

    A report that has no answer in a dimension weighs nothing in any code of it.
    """

    with_code: Floats
    without_code: Floats

    @classmethod
    def of(
        cls, answers: Iterable[Mapping[str, Answer]], report_ids: Sequence[str], *, weights: Floats
    ) -> Told:
        """The answers of one dimension after the other, each by report id, and what the reports weigh."""
        carries: list[NDArray[np.bool_]] = []
        lacks: list[NDArray[np.bool_]] = []
        for by_report in answers:
            given = [by_report.get(report_id) for report_id in report_ids]
            has_answer = np.array([answer is not None for answer in given], dtype=bool)
            for code in sorted({code for answer in given for code in answer or ()}):
                carried = np.array([code in (answer or ()) for answer in given], dtype=bool)
                carries.append(carried)
                lacks.append(has_answer & ~carried)
        none = np.zeros((0, len(report_ids)), dtype=bool)
        with_code, without_code = (np.vstack([none, *columns]).T for columns in (carries, lacks))
        return cls(with_code=with_code * weights[:, None], without_code=without_code * weights[:, None])

    def rows(self, rows: NDArray[np.intp]) -> Told:
        """What some of the reports weigh, in the codes that enough of them carry."""
        with_code = self.with_code[rows]
        enough = np.count_nonzero(with_code, axis=0) >= MIN_REPORTS_OF_CODE
        return Told(with_code=with_code[:, enough], without_code=self.without_code[rows][:, enough])


def telling(has_word: csr_array, told: Told) -> Floats:
    """The weight of each word by how far it tells codes apart, shape (words,), about one in the middle.

    `has_word` has the reports of `told` as rows, its stored values ones. For every code the reports that have
    both word and code are held against what they would be if neither knew of the other; the weight is the
    root of the mean square of these deviations in standard errors (a chi-square over all codes), as a share
    of the mean of all words, damped by a further root: words that go with no code lose weight and never all.
    """
    n_with, n_without = told.with_code.sum(axis=0), told.without_code.sum(axis=0)
    n_words = has_word.shape[1]
    if not n_words or not n_with.size:
        return np.ones(n_words)
    share = n_with / (n_with + n_without)
    by_word = has_word.T.tocsr()
    with_both = np.asarray(by_word @ told.with_code)
    variance = with_both + np.asarray(by_word @ told.without_code)
    deviation = with_both - variance * share
    variance *= share * (1.0 - share)
    variance += _LEAST_VARIANCE
    deviation *= deviation
    deviation /= variance
    tells = np.sqrt(deviation.mean(axis=1))
    mean = float(tells.mean())
    return np.sqrt(tells / mean) if mean else np.ones(n_words)
