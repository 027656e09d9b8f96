"""Association in tables of counts: residuals, chi-square with exact margins, Cramér's V."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coprod_review.analyse.ledger import known
from coprod_review.model.resampling import interval_with_width, resampled_counts

Counts = NDArray[np.int64]
Tables = NDArray[np.int64] | NDArray[np.float64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """The test of one table; `df`, V and its bounds are None where they have no meaning."""

    n: int
    chi2: float | None
    df: int | None
    p: float | None
    method: str
    cramers_v: float | None = None
    low: float | None = None
    high: float | None = None


NOT_TESTED = "not tested: fewer than two rows or columns have reports"


def expected_counts(row_totals: Counts, column_totals: Counts, n: int) -> Reals:
    """Counts expected when rows and columns have nothing to do with each other: shape (rows, columns)."""
    if n == 0:
        return np.zeros((len(row_totals), len(column_totals)))
    expected: Reals = np.outer(row_totals, column_totals) / n
    return expected


def adjusted_residuals(counts: Counts, row_totals: Counts, column_totals: Counts, n: int) -> Reals:
    """Deviations in standard errors (Haberman 1973); NaN in rows or columns that hold nothing or all.

    Each is the signed root of the chi-square of its own two-by-two table (row or not, column or not), so it
    stays valid where a report may stand in several columns.
    """
    expected = expected_counts(row_totals, column_totals, n)
    if n == 0:
        return np.full(expected.shape, np.nan)
    free = np.outer(1 - row_totals / n, 1 - column_totals / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        residuals = (counts - expected) / np.sqrt(expected * free)
    return np.where(expected * free > 0, residuals, np.nan)


def holm(p_values: Reals) -> Reals:
    """P-values adjusted for their number (Holm 1979), in the same shape; NaN are not counted and stay."""
    flat = p_values.ravel()
    tested = np.flatnonzero(~np.isnan(flat))
    order = tested[np.argsort(flat[tested], kind="stable")]
    adjusted = np.full(flat.shape, np.nan)
    steps = flat[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0) if len(order) else steps
    return adjusted.reshape(p_values.shape)


def two_sided(residuals: Reals) -> Reals:
    """P-values of standard normal deviates, in their shape; NaN stay."""
    flat = [math.erfc(abs(residual) / math.sqrt(2)) for residual in residuals.ravel().tolist()]
    return np.array(flat).reshape(residuals.shape)


def chi2_tail(chi2: float, df: int) -> float:
    """The upper tail of the chi-square distribution with whole degrees of freedom.

    Abramowitz & Stegun (1964), 26.4.4 and 26.4.5: scipy.stats, which has it too, takes a second to load.
    """
    half = chi2 / 2
    if df % 2:
        tail, term, first = math.erfc(math.sqrt(half)), math.sqrt(half) * 2 / math.sqrt(math.pi), 1.5
    else:
        tail, term, first = 0.0, 1.0, 1.0
    terms = []
    for step in range(df // 2):
        terms.append(term)
        term *= half / (first + step)
    return min(1.0, tail + math.exp(-half) * math.fsum(terms))


def table_association(
    counts: Counts, *, draws: int, bootstrap_draws: int, seed: int, confidence: float
) -> Association:
    """Chi-square and bias-corrected Cramér's V of a table in which every report stands once.

    Where an expected count is below 1 or more than a fifth are below 5 (Cochran 1954), the p-value is that of
    the exact test of Freeman and Halton (1951, Biometrika 38), by `draws` random tables with the same
    margins, and never 0. That test orders tables by how probable they are; chi-square would order them by
    whether a cell that expects next to nothing holds a report. Rows and columns without reports are left out.
    """
    table = _filled(counts)
    n = int(table.sum())
    if min(table.shape) < 2:
        return Association(n=n, chi2=None, df=None, p=None, method=NOT_TESTED)
    expected = expected_counts(table.sum(1), table.sum(0), n)
    chi2 = float(pearson(table, expected))
    df = (table.shape[0] - 1) * (table.shape[1] - 1)
    if (expected < 1).any() or (expected < 5).mean() > 0.2:
        random = random_tables(table.sum(1), table.sum(0), draws=draws, seed=seed)
        p = _monte_carlo_p(float(improbability(table)), improbability(random))
        method = f"Fisher-Freeman-Halton by Monte Carlo, {draws} tables"
    else:
        p, method = chi2_tail(chi2, df), "chi-square distribution"
    strength = v_with_interval(table, draws=bootstrap_draws, seed=seed, confidence=confidence)
    return Association(
        n=n,
        chi2=chi2,
        df=df,
        p=p,
        method=method,
        cramers_v=strength.v,
        low=strength.low,
        high=strength.high,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Bias-corrected Cramér's V of a table of `n` reports with its interval; None where it has no meaning."""

    n: int
    v: float | None
    low: float | None
    high: float | None


def v_with_interval(counts: Counts, *, draws: int, seed: int, confidence: float) -> Strength:
    """Cramér's V with the interval of `draws` resampled tables, without empty rows and columns."""
    table = _filled(counts)
    n = int(table.sum())
    if min(table.shape) < 2:
        return Strength(n=n, v=None, low=None, high=None)
    resampled = resampled_counts(table.ravel(), draws=draws, seed=[seed, 1])
    drawn = corrected_v(resampled.reshape(-1, *table.shape))
    low, high = interval_with_width(drawn, confidence=confidence) or (None, None)
    return Strength(n=n, v=known(float(corrected_v(table))), low=low, high=high)


def single_reports(counts: Counts, found: Association) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows and the columns that one report alone fills, without which V would lie outside its interval.

    V is measured against the number of rows or columns, of which such a one counts in full. Resamples keep
    that number, so that the interval does not tell what another sample without the report would give.
    """
    if found.low is None or found.high is None:
        return (), ()
    leaning: list[tuple[int, ...]] = []
    for axis in (0, 1):
        alone = np.flatnonzero(counts.sum(1 - axis) == 1).tolist()
        without = {place: corrected_v(_filled(np.delete(counts, place, axis))) for place in alone}
        leaning.append(
            tuple(k for k, v in without.items() if np.isfinite(v) and not found.low <= float(v) <= found.high)
        )
    return leaning[0], leaning[1]


def several_codes_association(rows: Counts, columns: Counts, *, draws: int, seed: int) -> Association:
    """The test where a report may have several column codes.

    `rows` holds the row number of each report, `columns` a 0/1 matrix of reports by codes. The statistic is
    the sum over codes of the chi-square of row by code-or-not (Bilder, Loughin and Nettleton 2000); its
    p-value comes from `draws` reshufflings of rows against columns, which keep a report's codes together.
    """
    patterns, pattern_of = np.unique(columns, axis=0, return_inverse=True)
    present, row_of = np.unique(rows, return_inverse=True)
    varying = (columns.sum(0) > 0) & (columns.sum(0) < len(rows))
    if len(present) < 2 or not varying.any():
        return Association(n=len(rows), chi2=None, df=None, p=None, method=NOT_TESTED)
    table = np.zeros((len(present), len(patterns)), dtype=np.int64)
    np.add.at(table, (row_of.ravel(), pattern_of.ravel()), 1)
    row_totals, by_code = table.sum(1), patterns[:, varying]
    chi2 = float(_item_chi2(table, by_code, row_totals))
    if len(patterns) < 2:
        return Association(n=len(rows), chi2=None, df=None, p=None, method=NOT_TESTED)
    random = random_tables(row_totals, table.sum(0), draws=draws, seed=seed)
    return Association(
        n=len(rows),
        chi2=chi2,
        df=None,
        p=_monte_carlo_p(chi2, _item_chi2(random, by_code, row_totals)),
        method=f"sum over codes, {draws} reshufflings",
    )


def random_tables(row_totals: Counts, column_totals: Counts, *, draws: int, seed: int) -> Counts:
    """Random tables with these margins, where rows and columns have nothing to do with each other.

    Shape (draws, rows, columns). Cell after cell is drawn given those before: a row takes its reports at
    random from what is left of the columns (Patefield 1981, who draws from the same distribution).
    """
    rng = np.random.default_rng(seed)
    tables = np.zeros((draws, len(row_totals), len(column_totals)), dtype=np.int64)
    columns_left = np.tile(column_totals.astype(np.int64), (draws, 1))
    for i, row_total in enumerate(row_totals[:-1]):
        row_left = np.full(draws, row_total, dtype=np.int64)
        others = columns_left.sum(axis=1)
        for j in range(len(column_totals) - 1):
            others = others - columns_left[:, j]
            drawn = rng.hypergeometric(columns_left[:, j], others, row_left)
            tables[:, i, j] = drawn
            row_left = row_left - drawn
        tables[:, i, -1] = row_left
        columns_left = columns_left - tables[:, i]
    tables[:, -1] = columns_left
    return tables


def pearson(tables: Tables, expected: Reals) -> Reals:
    """Pearson's chi-square (1900) of a table against the expected counts; of a stack, one value for each."""
    statistic: Reals = ((tables - expected) ** 2 / expected).sum(axis=(-2, -1))
    return statistic


def improbability(tables: Counts) -> Reals:
    """How improbable one table or each of a stack is among those with its margins.

    The logarithm of the product of the factorials of its counts; the rest is the same for all of them.
    """
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, int(tables.max(initial=0)) + 1)))])
    summed: Reals = logs[tables].sum(axis=(-2, -1))
    return summed


def corrected_v(tables: NDArray[np.int64]) -> Reals:
    """Cramér's V, corrected for the bias of small samples (Bergsma 2013), of one table or a stack.

    NaN where fewer than two rows or columns hold reports, so that nothing can go together, and where the
    correction leaves nothing to divide by, as in a table of two or three reports.
    """
    n = tables.sum(axis=(-2, -1))[..., None, None]
    expected = tables.sum(-1)[..., :, None] * tables.sum(-2)[..., None, :] / n
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(expected > 0, (tables - expected) ** 2 / expected, 0.0)
    total = n[..., 0, 0]
    r, k = tables.shape[-2:]
    phi2 = np.maximum(0.0, terms.sum(axis=(-2, -1)) / total - (r - 1) * (k - 1) / (total - 1))
    width = np.minimum(r - (r - 1) ** 2 / (total - 1), k - (k - 1) ** 2 / (total - 1)) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        v: Reals = np.where(width > 0, np.minimum(1.0, np.sqrt(phi2 / width)), np.nan)
    held = [(tables.sum(axis) > 0).sum(-1) for axis in (-1, -2)]
    known_v: Reals = np.where(np.minimum(*held) > 1, v, np.nan)
    return known_v


def _filled(counts: Counts) -> Counts:
    """The table without empty rows and columns."""
    filled: Counts = counts[counts.sum(1) > 0][:, counts.sum(0) > 0]
    return filled


def _item_chi2(tables: Tables, by_code: Counts, row_totals: Counts) -> Reals:
    """Sum over codes of the chi-square of row by code-or-not, for tables of rows by patterns of codes."""
    with_code = tables @ by_code
    n = row_totals.sum()
    share = with_code.sum(axis=-2, keepdims=True) / n
    expected = row_totals[:, None] * share
    statistic: Reals = ((with_code - expected) ** 2 / (expected * (1 - share))).sum(axis=(-2, -1))
    return statistic


def _monte_carlo_p(observed: float, random: Reals) -> float:
    """The share of tables at least as extreme, the observed one among them (Davison and Hinkley 1997)."""
    beyond = int((random >= observed - 1e-9 * max(1.0, observed)).sum())
    return (1 + beyond) / (1 + len(random))
