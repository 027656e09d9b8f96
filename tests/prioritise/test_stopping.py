"""The stopping rule."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.prioritise.stopping import Goal, chance_missed, standing
from coprod_review.prioritise.told import advice


def labels(text: str) -> np.ndarray:
    return np.array([c == "1" for c in text], dtype=bool)


def chance_by_counting(read: list[bool], n_total: int, recall: float, start: int) -> float:
    """P(X <= k) of one tail, by counting draws from the urn."""
    found, before, n = sum(read), sum(read[:start]), len(read) - start
    urn = n_total - start
    missed = int(found / recall + 1e-9) + 1 - before
    if missed > urn:
        return 0.0
    ways = sum(comb(missed, i) * comb(urn - missed, n - i) for i in range(found - before + 1) if n - i >= 0)
    return ways / comb(urn, n)


@given(
    st.lists(st.booleans(), min_size=1, max_size=25), st.integers(1, 25), st.sampled_from([0.5, 0.8, 0.95])
)
def test_the_chance_is_the_least_over_all_tails_counted_one_by_one(read, n_unread, recall):
    n_total = len(read) + n_unread
    counted = min(chance_by_counting(read, n_total, recall, start) for start in range(len(read)))
    found = chance_missed(np.array(read), n_total=n_total, recall=recall)
    assert found == pytest.approx(counted, abs=1e-9)


@given(st.lists(st.booleans(), min_size=2, max_size=25), st.integers(1, 25), st.data())
def test_of_a_random_sample_only_that_tail_is_held(read, n_unread, data):
    start = data.draw(st.integers(0, len(read) - 1))
    n_total = len(read) + n_unread
    found = chance_missed(np.array(read), n_total=n_total, recall=0.9, drawn_from=start)
    assert found == pytest.approx(chance_by_counting(read, n_total, 0.9, start), abs=1e-9)


def test_with_nothing_read_nothing_is_known():
    assert chance_missed(labels(""), n_total=10, recall=0.95) == 1.0


def test_with_everything_read_nothing_is_missed():
    assert standing(labels("0101"), n_total=4, goal=Goal()).stop


def test_the_further_reports_are_the_fewest_that_let_one_stop():
    read, goal = labels("1110100100" + "0" * 40), Goal()
    here = standing(read, n_total=1000, goal=goal)
    assert not here.stop
    for more, stops in ((here.further, True), (here.further - 1, False)):
        longer = np.concatenate((read, np.zeros(more, dtype=bool)))
        assert standing(longer, n_total=1000, goal=goal).stop is stops


def test_reading_at_random_and_stopping_by_the_sample_keeps_the_promise():
    generator, goal = np.random.default_rng(5), Goal(recall=0.8, confidence=0.9)
    kept = []
    for _ in range(300):
        relevant = generator.permutation(np.arange(400) < 30)
        found = relevant[:250].sum() / 30
        if standing(relevant[:250], n_total=400, goal=goal, drawn_from=0).stop:
            kept.append(found >= goal.recall)
    assert np.mean(kept or [True]) >= goal.confidence


def test_the_advice_tells_how_many_more_and_what_it_assumes():
    told = advice(standing(labels("1100"), n_total=100, goal=Goal()), recall=0.95, confidence=0.95)
    assert "Screened 4 of 100 reports, 2 of them relevant; 96 unread." in told
    assert "Go on: about" in told
    assert "random draw" in told


def test_the_advice_without_any_report_says_so():
    assert (
        advice(standing(labels(""), n_total=0, goal=Goal()), recall=0.9, confidence=0.9)
        == "There are no reports."
    )
