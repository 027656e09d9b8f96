"""Means over all reports: machine answers for all of them, settled ones for a sample of known probabilities.

The difference estimator of survey sampling, which is prediction-powered inference for a finite population:
the machine's mean over all reports, plus what the sample shows to be wrong with it. How far the machine is
believed (lambda, from 0 to 1) is tuned to the least variance, as in PPI++ (Angelopoulos, Duchi & Zrnic 2023,
arXiv:2311.01453), for each sampled report from the other sampled reports alone, so that tuning adds no bias.
docs/decisions/valid-shares.md argues the choices; benchmarks/share_coverage.py measures them.

The last two axes of all values are codes and reports; any axes before them are separate estimates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Places = NDArray[np.int64]

PSEUDO_REPORTS = 2.0
PSEUDO_SQUARES = 1.0
"""Two reports that nobody saw, with a sum of squares of one, join the sample where variances are estimated:
what was never seen to be wrong (or to occur) is not thereby known to be right (Agresti & Min 2005)."""

LEAST_VARIANCE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A stratified sample: for each sampled report its stratum and weight, and the size of every stratum.

    A weight is one over the probability with which the report came into the sample. Every stratum has
    reports in the sample, and more than one where it was not taken whole. `strata` and `weights` have one
    value for each sampled report, `sizes` one for each stratum.
    """

    strata: Places
    weights: Reals
    sizes: Reals

    @property
    def population(self) -> float:
        """How many reports the sample speaks for."""
        return float(self.sizes.sum())

    @property
    def shares(self) -> Reals:
        """What each sampled report counts in a mean of the population; they add up to 1."""
        return (self.sizes / self.population)[self.strata] * self.weights / self._sums[self.strata]

    @property
    def spreads(self) -> Reals:
        """What the squared deviation of each sampled report from its stratum adds to a variance of the mean.

        With equal weights in a stratum: the textbook variance with finite population correction; with
        unequal ones that of the Hajek mean.
        """
        counts = np.bincount(self.strata, minlength=len(self.sizes)).astype(float)
        corrected = counts / np.maximum(counts - 1, 1)
        left_out = np.clip(1 - 1 / self.weights, 0, None)
        spreads: Reals = corrected[self.strata] * left_out * self.shares**2
        return spreads

    def means(self, values: Reals) -> Reals:
        """The weighted mean of each stratum: the last axis becomes that of the strata."""
        indicator = np.zeros((len(self.strata), len(self.sizes)))
        indicator[np.arange(len(self.strata)), self.strata] = self.weights
        means: Reals = values @ indicator / self._sums
        return means

    @property
    def _sums(self) -> Reals:
        sums: Reals = np.bincount(self.strata, weights=self.weights, minlength=len(self.sizes)).astype(float)
        return sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Corrected means, the design variance of each, their lambda (mean over the sample), and the residuals.

    `unit_variance` is the variance of one report's residual that would give `variance` in every stratum
    alike; `unit` is the factor between the two, 0 where every report is settled.
    """

    value: Reals
    variance: Reals
    unit_variance: Reals
    unit: float
    trust: Reals
    residuals: Reals


def corrected_means(
    settled: Reals, predicted: Reals, predicted_means: Reals, sample: Sample, *, trust: float | None = None
) -> Estimate:
    """The means of the settled answers over the population, of several codes by one lambda.

    The last two axes of `settled` and `predicted` are the codes and the sampled reports, those of
    `predicted_means` the codes and the strata, with the means over all reports of each stratum. The lambda is
    that of the least sum of variances: since the codes share it, shares of codes that exclude each other add
    up to 1. A fixed `trust` replaces it: 0 is the sample alone, 1 the machine corrected in full.
    """
    spreads = sample.spreads
    off = predicted - predicted_means[..., sample.strata]
    deviation_y = settled - sample.means(settled)[..., sample.strata]
    deviation_f = predicted - sample.means(predicted)[..., sample.strata]
    lambdas = (
        _tuned(deviation_y, deviation_f, sample) if trust is None else np.full((1, off.shape[-1]), trust)
    )
    residuals = settled - lambdas * off
    deviation = residuals - sample.means(residuals)[..., sample.strata]
    variance = (spreads * deviation**2).sum(-1)
    unit = _unit(sample)
    return Estimate(
        value=(sample.shares * residuals).sum(-1),
        variance=variance,
        unit_variance=variance / unit if unit else np.zeros_like(variance),
        unit=unit,
        trust=(sample.shares * lambdas).sum((-2, -1)),
        residuals=residuals,
    )


def corrected_ratios(
    settled: Reals, predicted: Reals, predicted_means: Reals, sample: Sample, *, trust: float | None = None
) -> tuple[Estimate, Reals]:
    """The shares of parts of the reports within another part of them, and how large the latter is.

    As for `corrected_means`, but the last of the codes is the other part, and the rest are parts of it. The
    ratios are one Newton step from those of the sample, with the variance of the linearisation (Särndal,
    Swensson & Wretman 1992, section 5.6); where the sample has no report of the other part they are NaN.
    """
    last = np.s_[..., -1:, :]
    whole = corrected_means(settled[last], predicted[last], predicted_means[last], sample, trust=trust)
    size = np.clip(whole.value, 1 / sample.population, 1.0)
    seen = (sample.shares * settled).sum(-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = seen[..., :-1] / seen[..., -1:]

    def linear(values: Reals) -> Reals:
        part: Reals = values[..., :-1, :] - first[..., None] * values[last]
        return part / size[..., None]

    step = corrected_means(linear(settled), linear(predicted), linear(predicted_means), sample, trust=trust)
    return replace(step, value=first + step.value), size


def covariance(estimate: Estimate, sample: Sample) -> Reals:
    """The design covariances of the codes."""
    deviation = estimate.residuals - sample.means(estimate.residuals)[..., sample.strata]
    found: Reals = (sample.spreads * deviation) @ np.swapaxes(deviation, -1, -2)
    return found


def _tuned(deviation_y: Reals, deviation_f: Reals, sample: Sample) -> Reals:
    """For each sampled report, the lambda of the least sum of variances by all the other sampled reports."""
    counts = np.bincount(sample.strata, minlength=len(sample.sizes)).astype(float)[sample.strata]
    own = sample.spreads * counts / np.maximum(counts - 1, 1)
    cross = (deviation_y * deviation_f).sum(-2, keepdims=True)
    square = (deviation_f**2).sum(-2, keepdims=True)
    cross_left = (sample.spreads * cross).sum(-1, keepdims=True) - own * cross
    square_left = (sample.spreads * square).sum(-1, keepdims=True) - own * square
    tuned = np.where(square_left > LEAST_VARIANCE, cross_left / np.maximum(square_left, LEAST_VARIANCE), 0.0)
    return np.clip(tuned, 0.0, 1.0)


def _unit(sample: Sample) -> float:
    """The variance of the mean where every report varies with variance 1 within its stratum."""
    counts = np.bincount(sample.strata, minlength=len(sample.sizes)).astype(float)[sample.strata]
    return float((sample.spreads * (counts - 1) / counts).sum())
