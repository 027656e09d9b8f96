"""Agreement and performance rest on one way of resampling and on one kappa."""

from __future__ import annotations

import numpy as np
import pytest

from coprod_review.adjudicate.learning_standing import agreed
from coprod_review.analyse.confusions import measures
from coprod_review.model.learning import Trial
from coprod_review.model.resampling import cohen_kappa, percentile_interval, resampled_counts


def test_draws_hold_as_many_reports_as_were_counted_and_none_where_none_was() -> None:
    drawn = resampled_counts([7, 0, 13], draws=50, seed=3)
    assert drawn.shape == (50, 3)
    assert set(drawn.sum(axis=1).tolist()) == {20}
    assert not drawn[:, 1].any()
    assert (drawn == resampled_counts([7, 0, 13], draws=50, seed=3)).all()


def test_the_middle_of_the_draws_leaves_undefined_ones_out() -> None:
    assert percentile_interval([*range(101), float("nan")], confidence=0.9) == pytest.approx((5, 95))
    assert percentile_interval([float("nan")], confidence=0.9) is None


def test_kappa_is_undefined_where_one_answer_is_all_there_is() -> None:
    assert np.isnan(cohen_kappa(np.array([[5, 0], [0, 0]])))


def test_a_learner_and_a_coder_with_the_same_answers_have_the_same_kappa() -> None:
    settled = [("a",), ("a", "b"), ("b",), ("b",), ("a",), ("c",)]
    given = [("a",), ("a",), ("b",), (), ("b",), ("c",)]
    trials = [
        Trial(report_id=f"r{n}", dimension="wind", round=1, codes=codes, settled=right)
        for n, (right, codes) in enumerate(zip(settled, given, strict=True))
    ]
    learner = agreed(trials, draws=100, seed=1, confidence=0.95)
    coder = measures(settled, given, seed=1, draws=100, confidence=0.95)
    assert learner.kappa == coder.kappa
