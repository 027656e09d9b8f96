"""What `coprod-review tune` tells of where the penalties are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review import paths
from coprod_review.cli.tune import _told
from coprod_review.io.tuned import Tuned
from coprod_review.tasks.coding.tune import Tuning


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (paths.TUNED, "the next run takes these penalties"),
        (Path("tuned-x.yaml"), f"a run takes those of {paths.TUNED} alone"),
    ],
)
def test_only_penalties_in_their_place_are_said_to_be_taken(path: Path, told: str) -> None:
    tuned = Tuned(codebook="1", seed=1, folds=2, inner_folds=2, teaching_texts=0, dimensions={})
    assert _told(Tuning(tuned=tuned, unchosen={}), path)[-1] == f"kept in {path}; {told}"
