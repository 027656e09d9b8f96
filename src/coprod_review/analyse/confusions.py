"""Counts of answer pairs, and the measures that rest on them alone, with bootstrap intervals over reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coprod_review.model.resampling import (
    Interval,
    at_full_agreement,
    beyond_chance,
    cohen_kappa,
    interval_with_width,
    resampled_counts,
)
from coprod_review.model.score_interval import wilson

Answer = tuple[str, ...]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Accuracy (exact answers), macro-F1 and Cohen's kappa; intervals are None where nothing is compared.

    Where all answers agree, or none does, every draw says so again: then the interval of accuracy is
    Wilson's, that of kappa at full agreement Wilson's corrected for chance, and macro-F1 has none. No other
    one has an interval where all draws have the same value, and kappa none where more than MOST_UNDEFINED of
    them have no value.

    An abstention (an empty answer) agrees with nothing: it lowers accuracy and recall, and is a category of
    its own in kappa. Macro-F1 is the mean over the codes that the reference gives.
    """

    n: int
    accuracy: float | None
    accuracy_interval: Interval | None
    macro_f1: float | None
    macro_f1_interval: Interval | None
    kappa: float | None
    kappa_interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCounts:
    """How often the reference has a code, how often the coder gives it, and how often both do."""

    code: str
    n_settled: int
    n_given: int
    n_both: int

    @property
    def precision(self) -> float | None:
        """Share of the given that the reference has; None if the code was never given."""
        return self.n_both / self.n_given if self.n_given else None

    @property
    def recall(self) -> float | None:
        """Share of the reference's that were given; None if the reference never has the code."""
        return self.n_both / self.n_settled if self.n_settled else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None if neither side has the code."""
        total = self.n_settled + self.n_given
        return 2 * self.n_both / total if total else None


def measures(
    reference: Sequence[Answer], given: Sequence[Answer], *, seed: int, draws: int, confidence: float
) -> Measures:
    """The measures of `given` against `reference`, report by report, with intervals of this confidence.

    Every measure rests on the counts of the distinct pairs of answers alone, so these are what is resampled.
    """
    pairs = Counter(zip(reference, given, strict=True))
    if not pairs:
        return Measures(
            n=0,
            accuracy=None,
            accuracy_interval=None,
            macro_f1=None,
            macro_f1_interval=None,
            kappa=None,
            kappa_interval=None,
        )
    distinct = sorted(pairs)
    counts = np.array([[pairs[pair] for pair in distinct]], dtype=np.float64)
    drawn = resampled_counts(counts[0], draws=draws, seed=seed).astype(np.float64)
    return Measures(
        n=len(reference),
        accuracy=float(_accuracies(distinct, counts)[0]),
        accuracy_interval=_accuracy_interval(distinct, drawn, len(reference), confidence=confidence),
        macro_f1=float(_macro_f1s(distinct, counts)[0]),
        macro_f1_interval=interval_with_width(_macro_f1s(distinct, drawn), confidence=confidence),
        kappa=cohens_kappa(reference, given),
        kappa_interval=_kappa_interval(distinct, counts, drawn, confidence=confidence),
    )


def cohens_kappa(reference: Sequence[Answer], given: Sequence[Answer]) -> float | None:
    """Cohen's kappa of exact answers, an abstention being one too.

    None where nothing is compared or both sides give one and the same answer throughout.
    """
    place = {answer: k for k, answer in enumerate({*reference, *given})}
    table = np.zeros((len(place), len(place)), dtype=np.int64)
    for (a, b), times in Counter(zip(reference, given, strict=True)).items():
        table[place[a], place[b]] = times
    kappa = float(cohen_kappa(table))
    return None if np.isnan(kappa) else kappa


def code_counts(reference: Sequence[Answer], given: Sequence[Answer]) -> list[CodeCounts]:
    """Counts for every code that either side has, sorted by code."""
    codes = sorted({code for answer in (*reference, *given) for code in answer})
    pairs = list(zip(reference, given, strict=True))
    return [
        CodeCounts(
            code=code,
            n_settled=sum(code in a for a, _ in pairs),
            n_given=sum(code in b for _, b in pairs),
            n_both=sum(code in a and code in b for a, b in pairs),
        )
        for code in codes
    ]


def _accuracy_interval(
    pairs: Sequence[tuple[Answer, Answer]], drawn: Floats, n: int, *, confidence: float
) -> Interval | None:
    """The interval of accuracy from the draws; that of none or all of n where all answers differ or agree."""
    alike = {a == b for a, b in pairs}
    if len(alike) == 1:
        return wilson(n if True in alike else 0, n, confidence=confidence)
    return interval_with_width(_accuracies(pairs, drawn), confidence=confidence)


def _kappa_interval(
    pairs: Sequence[tuple[Answer, Answer]], counts: Floats, drawn: Floats, *, confidence: float
) -> Interval | None:
    """The interval of kappa from the draws; that of full agreement where all answers agree."""
    observed = float(_accuracies(pairs, counts)[0])
    chance = float(_chances(pairs, counts)[0])
    if chance == 1:
        return None
    if observed == 1:
        return at_full_agreement(int(counts.sum()), chance=chance, confidence=confidence)
    return interval_with_width(
        beyond_chance(_accuracies(pairs, drawn), _chances(pairs, drawn)), confidence=confidence
    )


def _chances(pairs: Sequence[tuple[Answer, Answer]], counts: Floats) -> Floats:
    """The agreement that the frequencies of both sides would give by chance, for each row of counts."""
    answers = sorted({answer for pair in pairs for answer in pair})
    by_side = [np.array([[float(pair[k] == one) for one in answers] for pair in pairs]) for k in (0, 1)]
    given = [counts @ side for side in by_side]
    return np.asarray((given[0] * given[1]).sum(axis=1) / counts.sum(axis=1) ** 2, dtype=np.float64)


def _accuracies(pairs: Sequence[tuple[Answer, Answer]], counts: Floats) -> Floats:
    right = np.array([float(a == b) for a, b in pairs])
    return np.asarray(counts @ right / counts.sum(axis=1), dtype=np.float64)


def _macro_f1s(pairs: Sequence[tuple[Answer, Answer]], counts: Floats) -> Floats:
    """Macro-F1 of each row of counts; a code that a row's reference lacks takes no part in its mean."""
    codes = sorted({code for a, _ in pairs for code in a})
    in_reference = np.array([[float(code in a) for code in codes] for a, _ in pairs])
    in_given = np.array([[float(code in b) for code in codes] for _, b in pairs])
    n_reference = counts @ in_reference  # whole numbers, whose sums are exact in any order
    n_both, n_given = counts @ (in_reference * in_given), counts @ in_given
    f1s = np.zeros(n_reference.shape)
    np.divide(2 * n_both, n_reference + n_given, out=f1s, where=n_reference > 0)
    n_present = (n_reference > 0).sum(axis=1)
    return np.asarray(f1s.sum(axis=1) / np.maximum(n_present, 1), dtype=np.float64)
