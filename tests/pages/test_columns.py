"""Rows of the stages as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.config import Config
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.pages.columns import cells_of
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Results


@pytest.fixture(scope="module")
def results(project: Path) -> Results:
    return Results(
        config=read_yaml(project / "config" / "config.yaml", Config),
        codebook=read_codebook(project / "config" / "codebook.yaml"),
        ledger=Ledger.of([]),
        reports=(),
    )


def told(row: dict[str, str], results: Results) -> list[tuple[str, str, str]]:
    return [(cell.title, cell.text, cell.interval) for cell in cells_of(row, results)]


def test_reports_counted_in_parts_are_told_from_whole_ones(results: Results) -> None:
    both = {"n": "30", "n_reports": "47", "number_id": "x"}
    assert [title for title, _, _ in told(both, results)] == ["Reports, counted in parts", "Reports"]
    assert told({"n": "30"}, results) == [("Reports", "30", "")]


def test_a_residual_is_told_with_one_decimal_as_in_the_cross_tables(results: Results) -> None:
    assert told({"adjusted_residual": "-6.05"}, results) == [("Adjusted residual", "−6.0", "")]


def test_a_share_is_in_per_cent_with_its_interval_in_one_cell(results: Results) -> None:
    row = {
        "subset": "held_out",
        "n": "40",
        "value": "0.65",
        "low": "0.433",
        "high": "0.819",
        "number_id": "x",
    }
    assert told(row, results) == [
        ("Subset", "held out", ""),
        ("Reports", "40", ""),
        ("Share", "65\u00a0%", "43 to 82\u00a0%"),
    ]


def test_bounds_named_after_their_column_go_into_its_cell(results: Results) -> None:
    row = {"kappa": "0.8123", "kappa_low": "0.7", "kappa_high": "0.9"}
    assert told(row, results) == [("Cohen’s kappa", "0.81", "0.70 to 0.90")]


def test_a_range_without_a_value_is_a_cell_of_its_own(results: Results) -> None:
    row = {"sensitivity_low": "0.1", "sensitivity_high": "0.3"}
    assert told(row, results) == [("Range when potential is varied", "10 to 30\u00a0%", "")]


def test_codes_coders_and_dimensions_are_told_in_words(results: Results) -> None:
    row = {"coder": "rules", "dimension": "framing", "code": "none"}
    framing = results.codebook.dimensions["framing"]
    assert [text for _, text, _ in told(row, results)] == [
        "the rules",
        framing.label,
        framing.codes["none"].label,
    ]


def test_columns_that_are_left_out_are_not_told(results: Results) -> None:
    cells = cells_of({"coder": "rules", "n": "1"}, results, without=("coder",))
    assert [cell.title for cell in cells] == ["Reports"]
