"""Tests of association against worked examples and against what must hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from coprod_review.analyse.association import (
    NOT_TESTED,
    adjusted_residuals,
    chi2_tail,
    corrected_v,
    holm,
    random_tables,
    several_codes_association,
    single_reports,
    table_association,
    two_sided,
    v_with_interval,
)

SETTINGS: dict[str, Any] = {"draws": 2000, "bootstrap_draws": 300, "seed": 11, "confidence": 0.95}


def test_adjusted_residuals_are_the_signed_roots_of_two_by_two_chi_squares() -> None:
    counts = np.array([[10, 4, 6], [3, 12, 5]])
    residuals = adjusted_residuals(counts, counts.sum(1), counts.sum(0), 40)
    for i in range(2):
        for j in range(3):
            inside, row, column = counts[i, j], counts[i].sum(), counts[:, j].sum()
            around = [[inside, row - inside], [column - inside, 40 - row - column + inside]]
            chi2 = stats.chi2_contingency(around, correction=False).statistic
            assert residuals[i, j] ** 2 == pytest.approx(chi2)
            assert (residuals[i, j] > 0) == (inside > row * column / 40)


def test_holm_gives_what_r_gives() -> None:
    adjusted = holm(np.array([[0.01, 0.02], [0.03, np.nan]]))
    assert adjusted[0] == pytest.approx([0.03, 0.04])
    assert adjusted[1, 0] == pytest.approx(0.04)
    assert np.isnan(adjusted[1, 1])


def test_p_values_of_residuals_are_two_sided() -> None:
    assert two_sided(np.array([-1.959964, 1.959964])) == pytest.approx([0.05, 0.05], abs=1e-6)


def test_large_expected_counts_use_the_chi_square_distribution() -> None:
    table = np.array([[90, 60, 104, 95], [30, 50, 51, 20], [30, 40, 45, 35]])
    found = table_association(table, **SETTINGS)
    assert found.chi2 == pytest.approx(24.5712, abs=5e-5)
    assert (found.df, found.method) == (6, "chi-square distribution")
    assert found.p == pytest.approx(0.0004098, abs=5e-7)


def test_where_every_resampled_table_has_one_v_there_is_no_interval() -> None:
    found = table_association(np.array([[7, 0], [0, 6]]), **SETTINGS)
    assert found.cramers_v == pytest.approx(1.0)
    assert (found.low, found.high) == (None, None)
    other = table_association(np.array([[7, 1], [0, 6]]), **SETTINGS)
    assert other.low is not None and other.high is not None and other.low < other.high


def test_small_expected_counts_use_random_tables_that_agree_with_fishers_test() -> None:
    table = np.array([[3, 1], [1, 3]])
    found = table_association(table, draws=20_000, bootstrap_draws=100, seed=1, confidence=0.95)
    assert found.method == "Fisher-Freeman-Halton by Monte Carlo, 20000 tables"
    assert found.p == pytest.approx(stats.fisher_exact(table).pvalue, abs=0.02)


def test_a_cell_that_expects_next_to_nothing_does_not_decide_the_test() -> None:
    """By chi-square each table with a report in the last cell is more extreme: p would be .03."""
    found = table_association(np.array([[50, 20, 1], [12, 34, 1], [1, 1, 0]]), **SETTINGS)
    assert found.p is not None
    assert found.p < 0.005


def test_a_monte_carlo_p_value_is_never_zero() -> None:
    p = table_association(np.diag([4, 4, 4]), **SETTINGS).p
    assert p == pytest.approx(1 / 2001, rel=2)
    assert p is not None and p > 0


def test_the_corrected_v_is_near_zero_without_and_near_one_with_full_association() -> None:
    assert float(corrected_v(np.array([[25, 25], [25, 25]]))) == 0
    assert float(corrected_v(np.diag([50, 50]))) == pytest.approx(1, abs=0.02)


def test_the_interval_of_v_holds_v() -> None:
    found = table_association(np.array([[40, 10, 9], [8, 30, 12]]), **SETTINGS)
    assert found.low is not None and found.cramers_v is not None and found.high is not None
    assert found.low < found.cramers_v < found.high


@pytest.mark.parametrize("table", [np.zeros((2, 3), dtype=int), np.array([[3, 4], [0, 0]])])
def test_a_table_without_two_rows_or_columns_is_not_tested(table: np.ndarray) -> None:
    found = table_association(table, **SETTINGS)
    assert (found.p, found.cramers_v, found.method) == (None, None, NOT_TESTED)


def test_several_codes_that_follow_the_rows_are_found_and_shuffled_ones_are_not() -> None:
    rows = np.repeat([0, 1], 30)
    follows = np.stack([rows, 1 - rows, np.ones(60, dtype=int)], axis=1)
    found = several_codes_association(rows, follows, draws=500, seed=3)
    assert found.p == pytest.approx(1 / 501)
    assert found.chi2 == pytest.approx(120)
    mixed = np.tile([[1, 0, 0], [1, 1, 0]], (30, 1))
    p = several_codes_association(rows, mixed, draws=500, seed=3).p
    assert p is not None and p > 0.5


def test_several_codes_with_one_row_are_not_tested() -> None:
    found = several_codes_association(np.zeros(4, dtype=int), np.eye(4, dtype=int), draws=100, seed=3)
    assert (found.p, found.method) == (None, NOT_TESTED)


def test_the_same_seed_gives_the_same_test() -> None:
    table = np.array([[3, 1, 0], [1, 3, 2]])
    assert table_association(table, **SETTINGS) == table_association(table, **SETTINGS)


def test_the_corrected_v_of_three_reports_is_not_known() -> None:
    found = table_association(np.eye(3, dtype=int), **SETTINGS)
    assert (found.cramers_v, found.low, found.high) == (None, None, None)
    assert found.p is not None


def test_a_table_of_one_row_or_column_has_no_v_among_others_either() -> None:
    stack = np.array([[[5, 0], [0, 5]], [[5, 0], [2, 0]], [[5, 3], [0, 0]]])
    v = corrected_v(stack)
    assert v[0] == pytest.approx(1.0)
    assert np.isnan(v[1:]).all()


def test_v_has_no_interval_where_many_resamples_hold_a_single_row() -> None:
    # A third of the resamples lack the one report of the second row, (10/11) ** 11: they say nothing of V.
    found = v_with_interval(np.array([[6, 4], [0, 1]]), draws=500, seed=3, confidence=0.95)
    assert found.v is not None and (found.low, found.high) == (None, None)


def test_resamples_without_a_second_column_do_not_draw_the_interval_of_v_to_zero() -> None:
    table = np.array([[1, 4, 0], [0, 29, 0], [0, 0, 2]])
    found = v_with_interval(table, draws=1000, seed=3, confidence=0.95)
    assert found.v is not None and found.low is not None and found.high is not None
    assert 0 < found.low < found.v < found.high


def test_a_report_that_alone_fills_a_column_is_found_where_v_leans_on_it() -> None:
    # By locus of involvement (both, individual, none, system): the third column holds one report.
    table = np.array([[8, 0, 0, 1], [0, 0, 0, 48], [23, 62, 1, 97], [11, 94, 0, 10]])
    found = table_association(table, **SETTINGS)
    without = table_association(np.delete(table, 2, axis=1), **SETTINGS)
    assert found.high is not None and without.cramers_v is not None and without.cramers_v > found.high
    assert single_reports(table, found) == ((), (2,))
    assert single_reports(table.T, table_association(table.T, **SETTINGS)) == ((2,), ())


def test_v_leans_on_no_report_where_each_row_and_column_has_more_or_the_smaller_side_stays() -> None:
    for table in (np.array([[40, 10, 9], [8, 30, 12]]), np.array([[40, 10, 1], [8, 30, 0]])):
        assert single_reports(table, table_association(table, **SETTINGS)) == ((), ())


def test_random_tables_come_as_often_as_their_margins_make_them_likely() -> None:
    rows, columns = np.array([3, 2, 2]), np.array([4, 0, 3])
    drawn = random_tables(rows, columns, draws=20_000, seed=3)
    assert (drawn.sum(axis=2) == rows).all()
    assert (drawn.sum(axis=1) == columns).all()
    law = stats.random_table(rows, columns)
    tables, times = np.unique(drawn, axis=0, return_counts=True)
    likely = np.array([law.pmf(table) for table in tables])
    assert likely.sum() == pytest.approx(1)
    assert times / len(drawn) == pytest.approx(likely, abs=0.015)


def test_random_tables_of_a_single_row_are_its_margin() -> None:
    assert random_tables(np.array([4]), np.array([1, 3]), draws=2, seed=1).tolist() == [[[1, 3]], [[1, 3]]]


@pytest.mark.parametrize("df", [1, 2, 3, 4, 9, 12, 35])
@pytest.mark.parametrize("chi2", [0.0, 0.5, 3.84, 29.2, 400.0])
def test_the_tail_of_chi_square_is_that_of_scipy(chi2: float, df: int) -> None:
    assert chi2_tail(chi2, df) == pytest.approx(stats.chi2.sf(chi2, df), rel=1e-10, abs=1e-300)
