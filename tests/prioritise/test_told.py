"""What `coprod-review next` says of an order that tells little."""

from __future__ import annotations

import numpy as np

from coprod_review.prioritise.stopping import Goal, standing
from coprod_review.prioritise.told import hardly_apart

READ = standing(np.array([True] * 40 + [False] * 4), n_total=59, goal=Goal())
NOTHING = standing(np.array([], dtype=bool), n_total=15, goal=Goal())


def test_scores_that_hardly_differ_are_told_with_what_they_were_learnt_from() -> None:
    told = hardly_apart([0.69] * 5 + [0.67] * 5 + [-0.4], READ)
    assert "hardly tells the first 10 apart: their scores differ by 0.02" in told
    assert "44 reports are judged, 4 of them off topic" in told
    assert "nobody has judged any report yet" in hardly_apart([0.1] * 3, NOTHING)


def test_scores_that_differ_or_are_few_are_left_alone() -> None:
    assert hardly_apart([0.9, 0.7, 0.5, 0.2], READ) == ""
    assert hardly_apart([0.69, 0.69], READ) == ""
