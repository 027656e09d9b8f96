"""The figure and the tables of coverage tell conformal sets and sets as given apart."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.render.calibration import data_coverage, note_coverage
from coprod_review.render.results import Results


def test_both_kinds_of_sets_are_told_apart_and_the_promise_is_of_the_conformal_ones(full: Results) -> None:
    both = [replace(row, conformal=0.88, conformal_low=0.85, conformal_high=0.92) for row in full.coverage]
    told = replace(full, coverage=both)
    assert "Hollow: the conformal sets, of which that is promised" in note_coverage(told)
    assert {(row["achieved"], row["conformal"]) for row in data_coverage(told).rows} == {(0.91, 0.88)}
    assert "Hollow" not in note_coverage(full)
