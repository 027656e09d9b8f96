"""The corrected means: what they equal, that they hit the truth on average, and how far they scatter."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from coprod_review.analyse.corrected_estimates import (
    Reals,
    Sample,
    corrected_means,
    corrected_ratios,
    covariance,
)

SETTLED = np.array([[1, 0, 0, 1, 1, 0, 1, 0, 1], [0, 1, 1, 0, 0, 1, 0, 1, 0]], dtype=float)
FIRST = np.array([0.9, 0.2, 0.4, 0.6, 0.8, 0.1, 0.3, 0.7, 0.9])
PREDICTED = np.stack([FIRST, 1 - FIRST])
STRATA = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1])
TAKEN = (2, 3)
"""How many reports of each stratum a sample takes."""


def sample_of(places: tuple[int, ...]) -> Sample:
    """The sample of these places of the small population, with the weights of its design."""
    sizes = np.bincount(STRATA).astype(float)
    strata = STRATA[list(places)]
    return Sample(strata=strata, weights=sizes[strata] / np.array(TAKEN)[strata], sizes=sizes)


def every_sample() -> list[tuple[int, ...]]:
    by_stratum = [np.flatnonzero(h == STRATA).tolist() for h in (0, 1)]
    first, second = (combinations(by_stratum[h], TAKEN[h]) for h in (0, 1))
    return [(*a, *b) for a, b in product(first, second)]


def stratum_means(values: Reals) -> Reals:
    return np.stack([values[:, h == STRATA].mean(1) for h in (0, 1)], axis=1)


def estimated(places: tuple[int, ...], trust: float | None) -> tuple[Reals, Reals]:
    index = list(places)
    found = corrected_means(
        SETTLED[:, index], PREDICTED[:, index], stratum_means(PREDICTED), sample_of(places), trust=trust
    )
    return found.value, found.variance


@pytest.mark.parametrize("trust", [0.0, 0.4, 1.0])
def test_over_all_possible_samples_a_fixed_lambda_hits_the_truth_and_its_variance_is_the_scatter(
    trust: float,
) -> None:
    found = [estimated(places, trust) for places in every_sample()]
    values = np.array([value for value, _ in found])
    assert values.mean(0) == pytest.approx(SETTLED.mean(1))
    assert np.mean([variance for _, variance in found], axis=0) == pytest.approx(values.var(0))


def test_the_tuned_lambda_is_off_the_truth_by_less_than_a_tenth_of_the_scatter() -> None:
    values = np.array([estimated(places, None)[0] for places in every_sample()])
    assert np.abs(values.mean(0) - SETTLED.mean(1)) == pytest.approx(0, abs=0.1 * values.std(0)[0])


def test_shares_of_codes_that_exclude_each_other_add_up_to_one() -> None:
    for places in every_sample():
        assert estimated(places, None)[0].sum() == pytest.approx(1)


def test_a_machine_that_is_never_wrong_gives_the_truth_from_any_sample_without_variance() -> None:
    for places in every_sample():
        index = list(places)
        found = corrected_means(
            SETTLED[:, index], SETTLED[:, index], stratum_means(SETTLED), sample_of(places), trust=1.0
        )
        assert found.value == pytest.approx(SETTLED.mean(1))
        assert found.variance == pytest.approx(0)


def test_a_machine_that_is_constant_leaves_the_sample_alone() -> None:
    places = every_sample()[7]
    index = list(places)
    flat = np.full_like(PREDICTED, 0.5)
    tuned = corrected_means(SETTLED[:, index], flat[:, index], stratum_means(flat), sample_of(places))
    alone, _ = estimated(places, 0.0)
    assert tuned.value == pytest.approx(alone)
    assert tuned.trust == pytest.approx(0)


def test_where_every_report_is_settled_the_mean_is_plain_and_sure() -> None:
    whole = Sample(strata=STRATA, weights=np.ones(9), sizes=np.array([4.0, 5.0]))
    found = corrected_means(SETTLED, PREDICTED, stratum_means(PREDICTED), whole)
    assert found.value == pytest.approx(SETTLED.mean(1))
    assert (found.variance == 0).all() and found.unit == 0


def test_unequal_weights_within_a_stratum_give_the_weighted_mean() -> None:
    sample = Sample(strata=np.array([0, 0, 0]), weights=np.array([4.0, 2.0, 2.0]), sizes=np.array([8.0]))
    settled = np.array([[1.0, 0.0, 1.0]])
    found = corrected_means(settled, np.zeros((1, 3)), np.zeros((1, 1)), sample)
    assert found.value == pytest.approx([6 / 8])


def test_the_covariance_of_a_code_with_itself_is_its_variance_and_exclusive_codes_mirror_each_other() -> None:
    places = every_sample()[3]
    index = list(places)
    found = corrected_means(
        SETTLED[:, index], PREDICTED[:, index], stratum_means(PREDICTED), sample_of(places)
    )
    both = covariance(found, sample_of(places))
    assert np.diag(both) == pytest.approx(found.variance)
    assert both[0, 1] == pytest.approx(-both[0, 0])


def test_the_share_within_a_part_is_plain_where_all_is_settled() -> None:
    part = np.array([1, 1, 0, 0, 1, 0, 1, 0, 1], dtype=float)
    settled = np.stack([SETTLED[0] * part, SETTLED[1] * part, part])
    predicted = np.stack([PREDICTED[0] * 0.5, PREDICTED[1] * 0.5, np.full(9, 0.5)])
    whole = Sample(strata=STRATA, weights=np.ones(9), sizes=np.array([4.0, 5.0]))
    found, size = corrected_ratios(settled, predicted, stratum_means(predicted), whole)
    assert found.value == pytest.approx([4 / 5, 1 / 5])
    assert size == pytest.approx(5 / 9)


def test_several_samples_at_once_are_estimated_as_one_by_one() -> None:
    places = [p for p in every_sample() if (STRATA[list(p)] == STRATA[list(every_sample()[0])]).all()][:5]
    index = np.array(places)
    together = corrected_means(
        SETTLED[:, index].swapaxes(0, 1),
        PREDICTED[:, index].swapaxes(0, 1),
        stratum_means(PREDICTED),
        sample_of(places[0]),
    )
    assert together.value == pytest.approx(np.array([estimated(p, None)[0] for p in places]))


def lambdas_of(settled: Reals, predicted: Reals, sample: Sample) -> Reals:
    """The lambda that every sampled report was corrected with, by what it left of the report's answer."""
    means = np.full((len(settled), len(sample.sizes)), 0.5)
    found = corrected_means(settled, predicted, means, sample)
    return np.asarray((settled - found.residuals)[0] / (predicted - 0.5)[0])


@pytest.mark.parametrize("place", range(6))
def test_the_lambda_of_a_report_owes_nothing_to_what_people_or_the_machine_said_of_it(place: int) -> None:
    dice = np.random.default_rng(6)
    first = dice.integers(0, 2, 24).astype(float)
    score = 0.2 + 0.1 * first + 0.6 * dice.random(24)
    settled, predicted = np.stack([first, 1 - first]), np.stack([score, 1 - score])
    sample = Sample(strata=np.arange(24) % 2, weights=np.full(24, 4.0), sizes=np.array([48.0, 48.0]))
    before = lambdas_of(settled, predicted, sample)
    assert before.min() > 0.05 and before.max() < 0.95, "within its bounds, so that a change would show"

    otherwise = settled.copy()
    otherwise[:, place] = 1 - otherwise[:, place]
    again = lambdas_of(otherwise, predicted, sample)
    assert again[place] == pytest.approx(before[place])
    assert again != pytest.approx(before), "it counts for the others"

    otherwise = predicted.copy()
    otherwise[:, place] = [0.05, 0.95]
    again = lambdas_of(settled, otherwise, sample)
    assert again[place] == pytest.approx(before[place])
    assert again != pytest.approx(before), "it counts for the others"
