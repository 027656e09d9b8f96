"""Intervals of corrected shares: where they end, and that they hold the truth where naive ones do not."""

from __future__ import annotations

import numpy as np
import pytest

from coprod_review.analyse.corrected_estimates import Estimate, Reals, Sample, corrected_means
from coprod_review.analyse.corrected_intervals import Ranges, difference_range, share_ranges
from coprod_review.analyse.intervals import newcombe_paired, wilson


def at_random(n: int, population: int) -> Sample:
    return Sample(
        strata=np.zeros(n, np.int64),
        weights=np.full(n, population / n),
        sizes=np.array([float(population)]),
    )


def answers(*counts: int) -> Reals:
    """Rows of codes over as many reports, each report with one code."""
    code = np.repeat(np.arange(len(counts)), counts)
    return (np.arange(len(counts))[:, None] == code).astype(float)


def ranges(settled: Reals, sample: Sample, *, beyond: bool) -> tuple[Ranges, Estimate]:
    """The shares by the sample alone: the machine says the same of all."""
    flat = np.full(settled.shape, 0.5)
    found = corrected_means(settled, flat, np.full((len(settled), 1), 0.5), sample)
    return share_ranges(found, sample, settled=settled, beyond=beyond, confidence=0.95), found


def test_where_every_report_is_settled_the_interval_beyond_the_corpus_is_the_wilson_interval() -> None:
    found, _ = ranges(answers(5, 0, 35), at_random(40, 40), beyond=True)
    for i, count in enumerate((5, 0, 35)):
        assert (found.lows[i], found.highs[i]) == pytest.approx(wilson(count, 40, confidence=0.95), abs=1e-12)


def test_where_every_report_is_settled_the_interval_for_the_corpus_is_a_point() -> None:
    found, _ = ranges(answers(5, 35), at_random(40, 40), beyond=False)
    assert found.lows == pytest.approx(found.values) and found.highs == pytest.approx(found.values)


def test_where_every_report_is_settled_a_difference_beyond_the_corpus_has_newcombes_interval() -> None:
    sample = at_random(40, 40)
    shares, estimate = ranges(answers(12, 5, 23), sample, beyond=True)
    found = difference_range(shares, 0, 1, estimate=estimate, sample=sample, beyond=True)
    assert (float(found.lows), float(found.highs)) == pytest.approx(
        newcombe_paired(0, 12, 5, 23, confidence=0.95)
    )


def test_the_interval_beyond_the_corpus_holds_that_for_the_corpus() -> None:
    sample = at_random(40, 200)
    inside, _ = ranges(answers(6, 34), sample, beyond=False)
    outside, _ = ranges(answers(6, 34), sample, beyond=True)
    assert (outside.lows < inside.lows).all() and (inside.highs < outside.highs).all()


def test_a_code_that_the_sample_never_saw_may_be_nowhere_whatever_the_machine_says() -> None:
    sample = at_random(40, 200)
    settled = answers(0, 40)
    said = np.stack([np.linspace(0, 0.2, 40), np.linspace(1, 0.8, 40)])
    found = corrected_means(settled, said, np.array([[0.3], [0.7]]), sample, trust=1.0)
    shares = share_ranges(found, sample, settled=settled, beyond=False, confidence=0.95)
    assert shares.values[0] > 0
    assert shares.lows[0] == 0 and shares.highs[1] == 1


def test_an_interval_for_the_corpus_contradicts_no_report_of_the_sample() -> None:
    sample = at_random(40, 50)
    found, _ = ranges(answers(4, 36), sample, beyond=False)
    assert found.lows[0] >= 4 / 50
    assert found.highs[0] <= 14 / 50


def test_a_machine_that_was_never_caught_in_an_error_still_leaves_an_interval() -> None:
    sample = at_random(40, 400)
    settled = answers(10, 30)
    found = corrected_means(settled, settled, settled.mean(1, keepdims=True), sample)
    shares = share_ranges(found, sample, settled=settled, beyond=False, confidence=0.95)
    assert shares.highs[0] - shares.lows[0] > 0.05


def test_with_a_biased_machine_corrected_intervals_hold_the_truth_and_naive_ones_do_not() -> None:
    rng = np.random.default_rng(7)
    truth = answers(60, 340)
    said = np.clip(truth[0] * 0.6 + 0.3 * rng.random(400), 0, 1)
    predicted = np.stack([said, 1 - said])
    sample = at_random(100, 400)
    places = rng.random((400, 400)).argsort(1)[:, :100]
    seen = truth[:, places].swapaxes(0, 1)
    found = corrected_means(
        seen, predicted[:, places].swapaxes(0, 1), predicted.mean(1, keepdims=True), sample
    )
    shares = share_ranges(found, sample, settled=seen, beyond=False, confidence=0.95)
    held = (shares.lows[:, 0] <= 0.15) & (shares.highs[:, 0] >= 0.15)
    low, _ = wilson(round(400 * said.mean()), 400, confidence=0.95)
    assert 0.93 <= held.mean() <= 0.98
    assert low > 0.15
