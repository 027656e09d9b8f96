"""The strips of the specifications say what lies behind their counts."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.render.specification_strip import kept_words

from .conftest import full_results


def test_runs_without_an_estimate_are_told_beside_the_number_that_counts_them_as_departures() -> None:
    row = full_results().specification_summary[0]
    assert kept_words(replace(row, kept=11, tried=23, no_estimate=12)) == (
        "11 of 23\nas the run\n12 without\nestimate"
    )
    assert kept_words(replace(row, kept=9, tried=9, no_estimate=0)) == "9 of 9\nas the run"
