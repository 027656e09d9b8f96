"""The thresholds of a kept combination, read for their operating points."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.trained import kept_thresholds, write_plain


def test_thresholds_are_read_by_dimension_and_answer(tmp_path: Path) -> None:
    own = [{"answer": ["garden", "harbour"], "threshold": None}, {"answer": ["none"], "threshold": 0.25}]
    kept = {"dimensions": {"place": {"threshold": 0.5, "own_thresholds": own}}}
    write_plain(tmp_path / "combination.json", kept)
    found = kept_thresholds(tmp_path / "combination.json")
    assert found == {"place": (0.5, {("garden", "harbour"): None, ("none",): 0.25})}


def test_a_combination_without_thresholds_is_damaged(tmp_path: Path) -> None:
    write_plain(tmp_path / "combination.json", {"dimensions": {"place": {}}})
    with pytest.raises(ReviewError) as caught:
        kept_thresholds(tmp_path / "combination.json")
    assert "damaged" in caught.value.problem
    assert caught.value.remedy
