"""Agreement between coders, dimension by dimension and code by code, with bootstrap intervals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coprod_review.adjudicate.agreement_intervals import NOTE, Coefficient, with_intervals
from coprod_review.adjudicate.coefficients import (
    alpha_of_units,
    chance_of_ac1,
    chance_of_alpha,
    gwet_ac1,
    masi_distance,
    mean_closeness,
    nominal_distance,
    pairwise_alpha,
)
from coprod_review.model.asked import arises_for_any, codes_of_coders, forced_first
from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.coding import Coding
from coprod_review.model.resampling import (
    Reals,
    chance_of_kappa,
    cohen_kappa,
    percent_agreement,
    resampled_counts,
)

Answer = tuple[str, ...]
Row = dict[str, Any]

ASKED_COLUMNS = (
    *("n_asked", "percent_asked", "percent_asked_low", "percent_asked_high"),
    *("kappa_asked", "kappa_asked_low", "kappa_asked_high"),
)
"""Agreement on the reports in which a dimension arises; empty where no other dimension can force it."""

COLUMNS = (
    *("dimension", "coder_a", "coder_b", "n_examined", "n", "percent", "percent_low", "percent_high"),
    *("kappa", "kappa_low", "kappa_high", "prevalence", "alpha", "alpha_low", "alpha_high"),
    *("masi", "masi_low", "masi_high", "ac1", "ac1_low", "ac1_high", NOTE, *ASKED_COLUMNS, "number_id"),
)

CODE_COLUMNS = (
    *("dimension", "code", "coder_a", "coder_b", "n", "n_a", "n_b", "n_both"),
    *("percent", "percent_low", "percent_high", "kappa", "kappa_low", "kappa_high"),
    *("alpha", "alpha_low", "alpha_high", "ac1", "ac1_low", "ac1_high", NOTE),
)

ALL_COLUMNS = (
    *("dimension", "coders", "n", "n_answers", "alpha", "alpha_low", "alpha_high", "prevalence", NOTE),
)


def agreement_table(
    codings: Iterable[Coding], codebook: Codebook, *, draws: int, seed: int, confidence: float
) -> list[Row]:
    """Agreement of every two coders in every dimension, over the reports that both answered.

    Kappa and AC1 compare whole answers; alpha uses the MASI distance where several codes are allowed, and
    `masi` is the mean closeness of the sets by it (None elsewhere, where it is the percentage). Where
    several codes are allowed, the answers that AC1 counts as possible are those that either coder gave.
    Intervals resample reports, except where all answers are the same or none is, since resampling then knows
    of nothing else (`with_intervals`); `note` tells where there is none, and why. `n_examined` counts the
    reports that both examined, be it without an answer. Where another answer forces none upon a dimension,
    both agree without reading; the columns of ASKED_COLUMNS are of the reports in which by the codes of one
    of them at least it had to be answered.
    """
    codings = list(codings)
    examined: dict[tuple[str, str], set[str]] = defaultdict(set)
    codes: dict[tuple[str, str, str], Answer] = {}
    for coding in codings:
        examined[coding.dimension, coding.coder].add(coding.report_id)
        codes[coding.report_id, coding.dimension, coding.coder] = coding.codes
    rows = []
    for dimension, a, b, pairs in _comparisons(codings, codebook):
        answers = _answers(dimension, pairs)
        tables = _resampled(pairs, answers, draws=draws, seed=seed)
        distances = _distances(dimension, answers)
        closeness = mean_closeness(tables, distances) if dimension.multiple else np.full(1, np.nan)
        row: Row = {
            "dimension": dimension.name,
            "coder_a": a,
            "coder_b": b,
            "n_examined": len(examined[dimension.name, a] & examined[dimension.name, b]),
            "n": len(pairs),
            "prevalence": _prevalence(dimension, pairs),
            "number_id": f"agreement.{dimension.name}.{_slug(a)}.{_slug(b)}",
        }
        measured = [*_measured(tables, distances), Coefficient(name="masi", values=closeness)]
        row |= dict.fromkeys(ASKED_COLUMNS) | with_intervals(measured, n=len(pairs), confidence=confidence)
        asked = _asked_pairs(pairs, codebook, dimension.name, codes, (a, b))
        if asked is not None:
            row["n_asked"] = len(asked)
        if asked:
            tables = _resampled(asked, answers, draws=draws, seed=seed)
            row |= _on_asked(_measured(tables, distances)[:2], n=len(asked), confidence=confidence)
        rows.append(row)
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
            measured = _measured(tables, 1 - np.eye(2))
            rows.append(row | with_intervals(measured, n=len(pairs), confidence=confidence))
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
        distances = _distances(dimension, answers)
        alphas = alpha_of_units(counts, distances, draws=resampled[len(units)])
        codes = Counter(code for unit in units for answer in unit for code in answer)
        row: Row = {
            "dimension": name,
            "coders": tuple(sorted(coders[name])),
            "n": len(units),
            "n_answers": int(counts.sum()),
            "prevalence": "; ".join(f"{code} {codes[code]}" for code in dimension.codes),
        }
        chance = float(chance_of_alpha(counts.sum(axis=0), distances))
        alpha = Coefficient(name="alpha", values=alphas, chance=chance)
        rows.append(row | with_intervals([alpha], n=len(units), confidence=confidence))
    return rows


def _asked_pairs(
    pairs: Mapping[str, tuple[Answer, Answer]],
    codebook: Codebook,
    dimension: str,
    codes: Mapping[tuple[str, str, str], Answer],
    coders: tuple[str, str],
) -> dict[str, tuple[Answer, Answer]] | None:
    """The pairs of reports in which the dimension arises; None where it arises in all by the codebook."""
    if not forced_first(codebook, dimension):
        return None
    return {
        report: pair
        for report, pair in pairs.items()
        if arises_for_any(codebook, dimension, codes_of_coders(codes, report, coders))
    }


def _on_asked(measured: Sequence[Coefficient], *, n: int, confidence: float) -> Row:
    """The columns of the reports in which a dimension arises, of which there are `n`."""
    found = with_intervals(measured, n=n, confidence=confidence)
    return {
        f"{name}_asked{bound}": found[f"{name}{bound}"]
        for name in ("percent", "kappa")
        for bound in ("", "_low", "_high")
    }


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


def _measured(tables: NDArray[np.int64], distances: Reals) -> list[Coefficient]:
    """The coefficients of two coders, the observed table first, all of its answers possible."""
    observed, n_answers = tables[0], tables.shape[-1]
    given = observed.sum(axis=-1) + observed.sum(axis=-2)
    return [
        Coefficient(name="percent", values=percent_agreement(tables)),
        Coefficient(name="kappa", values=cohen_kappa(tables), chance=float(chance_of_kappa(observed))),
        Coefficient(
            name="alpha",
            values=pairwise_alpha(tables, distances),
            chance=float(chance_of_alpha(given, distances)),
        ),
        Coefficient(
            name="ac1",
            values=gwet_ac1(tables, n_answers=n_answers),
            chance=float(chance_of_ac1(observed, n_answers=n_answers)),
        ),
    ]


def _prevalence(dimension: Dimension, pairs: Mapping[str, tuple[Answer, Answer]]) -> str:
    """How often both coders together gave each code: "none 12; protective 3"."""
    given = Counter(code for pair in pairs.values() for answer in pair for code in answer)
    return "; ".join(f"{code} {given[code]}" for code in dimension.codes)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "_", name.lower())
