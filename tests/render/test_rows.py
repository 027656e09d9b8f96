"""Cells of the analysis become numbers, or the user learns which cell is none."""

from __future__ import annotations

import pytest

from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.render import wording
from coprod_review.render.assemble import assembled
from coprod_review.render.results import Results, TrendCount
from coprod_review.render.rows import rows_as

from .conftest import invented_codebook

GOOD = {"year": "2020", "tradition": "other", "n": "3", "number_id": "trend.other.2020"}


def test_an_empty_year_is_unknown() -> None:
    (row,) = rows_as(TrendCount, [GOOD | {"year": ""}], source="trends.csv")
    assert row.year is None
    assert row.n == 3


def test_all_cells_that_are_no_numbers_are_told_at_once_with_their_lines() -> None:
    with pytest.raises(ReviewErrors) as caught:
        rows_as(TrendCount, [GOOD, GOOD | {"n": "many"}, GOOD | {"n": "few"}], source="trends.csv")
    told = str(caught.value)
    assert "trends.csv, line 3" in told and "trends.csv, line 4" in told
    assert "run the review again" in told


def test_a_missing_column_is_named_with_its_remedy() -> None:
    with pytest.raises(ReviewError) as caught:
        rows_as(TrendCount, [{"year": "2020"}], source="trends.csv")
    assert "tradition" in caught.value.problem
    assert "docs/stages.md" in caught.value.remedy


def test_infinite_numbers_are_refused() -> None:
    with pytest.raises(ReviewError):
        rows_as(TrendCount, [GOOD | {"n": "inf"}], source="trends.csv")


def test_columns_of_traditions_become_shares_of_a_cell() -> None:
    row = dict.fromkeys(
        ("attention", "attention_low", "attention_high", "untapped", "untapped_low", "untapped_high"), ""
    ) | {
        "character": "technical", "position": "protective", "potential": "0.5", "over_served": "", "n": "2.5",
        "n_reports": "3", "at_most": "", "share_other": "0.25", "share_none": "", "top3_share": "",
        "number_id": "model.technical.protective",
    }  # fmt: skip
    results = assembled({"model_cells": [row]}, codebook=invented_codebook(), interval=0.95)
    (cell,) = results.model_cells
    assert cell.share_by_tradition == {"other": 0.25}
    assert cell.attention is None


def test_small_shares_are_never_printed_as_none() -> None:
    assert wording.percent(0.001) == "<1\u00a0%"
    assert wording.percent(0.0) == "0\u00a0%"
    assert wording.percent(None) == "–"


def test_a_rounded_zero_has_no_sign() -> None:
    assert wording.decimals(-0.001) == "0.00"
    assert wording.decimals(-0.25) == "−0.25"


def test_the_note_says_why_reports_are_not_shown(full: Results) -> None:
    words = wording.placed(full, "map", 190)
    assert words == "n = 190 of 200 included reports: 10 waiting for adjudication not shown."
    assert wording.placed(full, "forms", 150) == "n = 150 of 200 included reports; 50 not shown."
