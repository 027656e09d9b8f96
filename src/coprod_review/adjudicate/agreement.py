"""Agreement between coders, dimension by dimension and code by code, with bootstrap intervals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coprod_review.adjudicate.coefficients import (
    alpha_of_units,
    gwet_ac1,
    masi_distance,
    mean_closeness,
    nominal_distance,
    pairwise_alpha,
)
from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.coding import Coding
from coprod_review.model.resampling import (
    cohen_kappa,
    percent_agreement,
    percentile_interval,
    resampled_counts,
)
from coprod_review.model.score_interval import wilson

Answer = tuple[str, ...]
Row = dict[str, Any]

COLUMNS = (
    *("dimension", "coder_a", "coder_b", "n_examined", "n", "percent", "percent_low", "percent_high"),
    *("kappa", "kappa_low", "kappa_high", "prevalence", "alpha", "alpha_low", "alpha_high"),
    *("masi", "masi_low", "masi_high", "ac1", "ac1_low", "ac1_high", "number_id"),
)

CODE_COLUMNS = (
    *("dimension", "code", "coder_a", "coder_b", "n", "n_a", "n_b", "n_both"),
    *("percent", "percent_low", "percent_high", "kappa", "kappa_low", "kappa_high"),
    *("alpha", "alpha_low", "alpha_high", "ac1", "ac1_low", "ac1_high"),
)

ALL_COLUMNS = (*("dimension", "coders", "n", "n_answers", "alpha", "alpha_low", "alpha_high", "prevalence"),)


def agreement_table(
    codings: Iterable[Coding], codebook: Codebook, *, draws: int, seed: int, confidence: float
) -> list[Row]:
    """Agreement of every two coders in every dimension, over the reports that both answered.

    Kappa and AC1 compare whole answers; alpha uses the MASI distance where several codes are allowed, and
    `masi` is the mean closeness of the sets by it (None elsewhere, where it is the percentage). Where
    several codes are allowed, the answers that AC1 counts as possible are those that either coder gave.
    Intervals resample reports; that of `percent`, a share from 0 to 1, is Wilson's where all answers are
    the same or none is, since resampling then knows of nothing else. `n_examined` counts the reports that
    both examined, be it without an answer.
    """
    codings = list(codings)
    examined: dict[tuple[str, str], set[str]] = defaultdict(set)
    for coding in codings:
        examined[coding.dimension, coding.coder].add(coding.report_id)
    rows = []
    for dimension, a, b, pairs in _comparisons(codings, codebook):
        answers = _answers(dimension, pairs)
        tables = _resampled(pairs, answers, draws=draws, seed=seed)
        distances = _distances(dimension, answers)
        n_answers = len(answers)
        coefficients = {
            "percent": percent_agreement(tables),
            "masi": mean_closeness(tables, distances) if dimension.multiple else np.full(1, np.nan),
            "kappa": cohen_kappa(tables),
            "alpha": pairwise_alpha(tables, distances),
            "ac1": gwet_ac1(tables, n_answers=n_answers),
        }
        row: Row = {
            "dimension": dimension.name,
            "coder_a": a,
            "coder_b": b,
            "n_examined": len(examined[dimension.name, a] & examined[dimension.name, b]),
            "n": len(pairs),
            "prevalence": _prevalence(dimension, pairs),
            "number_id": f"agreement.{dimension.name}.{_slug(a)}.{_slug(b)}",
        }
        for name, values in coefficients.items():
            row |= _with_interval(name, values, confidence=confidence)
        rows.append(row | _interval_at_the_ends(row, confidence=confidence))
    return rows


def code_agreement_table(
    codings: Iterable[Coding], codebook: Codebook, *, draws: int, seed: int, confidence: float
) -> list[Row]:
    """Agreement of every two coders on every single code: given or not; intervals as for whole answers."""
    rows = []
    for dimension, a, b, pairs in _comparisons(codings, codebook):
        for code in dimension.codes:
            given = {
                report: (("yes",) if code in x else ("no",), ("yes",) if code in y else ("no",))
                for report, (x, y) in pairs.items()
            }
            tables = _resampled(given, [("yes",), ("no",)], draws=draws, seed=seed)
            observed = tables[0]
            row: Row = {
                "dimension": dimension.name,
                "code": code,
                "coder_a": a,
                "coder_b": b,
                "n": len(pairs),
                "n_a": int(observed[0].sum()),
                "n_b": int(observed[:, 0].sum()),
                "n_both": int(observed[0, 0]),
            }
            coefficients = {
                "percent": percent_agreement(tables),
                "kappa": cohen_kappa(tables),
                "alpha": pairwise_alpha(tables, 1 - np.eye(2)),
                "ac1": gwet_ac1(tables, n_answers=2),
            }
            for name, values in coefficients.items():
                row |= _with_interval(name, values, confidence=confidence)
            rows.append(row | _interval_at_the_ends(row, confidence=confidence))
    return rows


def all_coders_table(
    codings: Iterable[Coding], codebook: Codebook, *, draws: int, seed: int, confidence: float
) -> list[Row]:
    """Krippendorff's alpha of all coders together in every dimension, over reports with two answers or more.

    Each coder may have missed any report; several codes are compared by the MASI distance. Intervals
    resample reports.
    """
    given: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    coders: dict[str, set[str]] = defaultdict(set)
    for coding in codings:
        if coding.codes:
            given[coding.dimension][coding.report_id].append(tuple(sorted(coding.codes)))
            coders[coding.dimension].add(coding.coder)
    rows = []
    resampled: dict[int, NDArray[np.int64]] = {}
    for name, dimension in codebook.dimensions.items():
        units = [answers for _, answers in sorted(given[name].items()) if len(answers) > 1]
        if not units:
            continue
        answers = sorted({answer for unit in units for answer in unit})
        counts = np.array([[unit.count(answer) for answer in answers] for unit in units])
        if len(units) not in resampled:
            resampled[len(units)] = _resampled_units(len(units), draws=draws, seed=seed)
        alphas = alpha_of_units(counts, _distances(dimension, answers), draws=resampled[len(units)])
        codes = Counter(code for unit in units for answer in unit for code in answer)
        row: Row = {
            "dimension": name,
            "coders": tuple(sorted(coders[name])),
            "n": len(units),
            "n_answers": int(counts.sum()),
            "prevalence": "; ".join(f"{code} {codes[code]}" for code in dimension.codes),
        }
        rows.append(row | _with_interval("alpha", alphas, confidence=confidence))
    return rows


def _comparisons(
    codings: Iterable[Coding], codebook: Codebook
) -> list[tuple[Dimension, str, str, dict[str, tuple[Answer, Answer]]]]:
    """Every dimension and two coders who answered at least one report in common, in order."""
    answers: dict[tuple[str, str], dict[str, Answer]] = defaultdict(dict)
    for coding in codings:
        if coding.codes:
            answers[coding.dimension, coding.coder][coding.report_id] = tuple(sorted(coding.codes))
    found = []
    for name, dimension in codebook.dimensions.items():
        coders = sorted(coder for place, coder in answers if place == name)
        for a, b in combinations(coders, 2):
            of_a, of_b = answers[name, a], answers[name, b]
            pairs = {report: (of_a[report], of_b[report]) for report in sorted(of_a.keys() & of_b.keys())}
            if pairs:
                found.append((dimension, a, b, pairs))
    return found


def _answers(dimension: Dimension, pairs: Mapping[str, tuple[Answer, Answer]]) -> list[Answer]:
    """The answers that tables range over: all codes, or the sets given where several codes are allowed."""
    if dimension.multiple:
        return sorted({answer for pair in pairs.values() for answer in pair})
    return [(code,) for code in dimension.codes]


def _resampled(
    pairs: Mapping[str, tuple[Answer, Answer]], answers: Sequence[Answer], *, draws: int, seed: int
) -> NDArray[np.int64]:
    """The observed table first, then `draws` tables of reports drawn with replacement."""
    place = {answer: k for k, answer in enumerate(answers)}
    observed = np.zeros((len(answers), len(answers)), dtype=np.int64)
    for (a, b), times in Counter(pairs.values()).items():
        observed[place[a], place[b]] += times
    filled = np.flatnonzero(observed)
    resampled = np.zeros((draws + 1, observed.size), dtype=np.int64)
    resampled[0] = observed.ravel()
    resampled[1:, filled] = resampled_counts(observed.ravel()[filled], draws=draws, seed=seed)
    return resampled.reshape(-1, *observed.shape)


def _resampled_units(n: int, *, draws: int, seed: int) -> NDArray[np.int64]:
    """How often each of n units comes: once in the first row, then in draws with replacement."""
    once = np.ones(n, dtype=np.int64)
    return np.vstack([once, resampled_counts(once, draws=draws, seed=seed)])


def _distances(dimension: Dimension, answers: Sequence[Answer]) -> NDArray[np.float64]:
    distance = masi_distance if dimension.multiple else nominal_distance
    return np.array([[distance(frozenset(a), frozenset(b)) for b in answers] for a in answers])


def _with_interval(name: str, values: NDArray[np.float64], *, confidence: float) -> Row:
    """The coefficient and the middle of its resampled values; None where it is undefined."""
    low, high = percentile_interval(values[1:], confidence=confidence) or (None, None)
    return {name: _known(values[0]), f"{name}_low": low, f"{name}_high": high}


def _interval_at_the_ends(row: Row, *, confidence: float) -> Row:
    """The interval of a percentage of 0 or 1, which every resample of its reports would give again."""
    if row["percent"] not in (0, 1):
        return {}
    low, high = wilson(int(row["percent"]) * row["n"], row["n"], confidence=confidence)
    return {"percent_low": low, "percent_high": high}


def _prevalence(dimension: Dimension, pairs: Mapping[str, tuple[Answer, Answer]]) -> str:
    """How often both coders together gave each code: "none 12; protective 3"."""
    given = Counter(code for pair in pairs.values() for answer in pair for code in answer)
    return "; ".join(f"{code} {given[code]}" for code in dimension.codes)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "_", name.lower())


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
