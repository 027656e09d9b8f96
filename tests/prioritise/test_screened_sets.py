"""What the ranking saves on reviews that people have screened; the sets stay where they are."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from coprod_review.io.labelled import read_labelled
from coprod_review.prioritise.simulate import discoveries, recall_at, simulate
from coprod_review.prioritise.stopping import Goal
from coprod_review.prioritise.terms import weigh_terms

SHARED = Path(os.environ.get("COPROD_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"

COARSE = 0.05
"""The machine is trained less often than it is in use, which takes a fifth of the time and costs little."""


@pytest.mark.skipif(not SHARED.exists(), reason="the screened sets are not on this machine")
@pytest.mark.parametrize(("name", "least"), [("Kitchenham_2010", 0.673), ("Bannach-Brown_2019", 0.38)])
def test_ranking_saves_as_much_work_as_it_was_measured_to_and_the_rule_stops_late_enough(name, least):
    found = read_labelled(SHARED / "screened" / f"systematic-review-datasets__{name}.csv")
    terms, relevant = weigh_terms(found.texts), np.array(found.relevant)
    runs = [simulate(terms, relevant, seed=n, growth=COARSE, goal=Goal()) for n in range(3)]
    assert np.mean([discoveries(run, relevant).work_saved(0.95) for run in runs]) >= least
    assert all(recall_at(run, relevant, run.stopped_at) >= 0.95 for run in runs)
