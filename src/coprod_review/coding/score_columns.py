"""What the coders say of one dimension in columns, so that it can be weighed anew again and again.

Arrays have the codes of the dimension as rows and its reports as columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.answers import Floats
from coprod_review.coding.settled_sides import ALL_SETTLED, CLASSIFIER
from coprod_review.coding.stacking import LEAST_PROBABILITY, OTHER_CODERS, Scored
from coprod_review.model.coding import Coding

WITHOUT_SIDE = -2
"""In place of the outer fold of settled reports whose own side has learned nothing of the dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one coder says of each code: the damped score (sign kept, ln(1 + size)), and 1 for its answer."""

    scores: Floats
    answers: Floats

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said of any code."""
        return not self.scores.any() and not self.answers.any()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreColumns:
    """The scores of one dimension: `codes` and `reports` sorted, `place` that of each report.

    `odds` holds the classifier's log odds by side, NaN where the side does not know the report; without
    `counts_classifier` they are taken as 0, which says nothing. `said` holds the other coders that say
    anything. `folds` is the outer fold of each report, ALL_SETTLED where it has none, and WITHOUT_SIDE where
    the side without its fold has learned nothing of the dimension: such reports teach other sides, and no
    side can answer for them.
    """

    codes: tuple[str, ...]
    reports: tuple[str, ...]
    place: Mapping[str, int]
    folds: NDArray[np.intp]
    odds: Mapping[int, Floats]
    said: Mapping[str, Said]
    counts_classifier: bool = True

    def known_to(self, side: int) -> NDArray[np.bool_]:
        """Which reports the side knows."""
        return np.asarray(~np.isnan(self.odds[side]).any(axis=0))

    def values(self, codes: Sequence[str], reports: NDArray[np.intp], *, side: int) -> Floats:
        """What is said of some codes of some reports, seen from a side: shape (VALUES, codes, reports)."""
        rows = np.ix_(np.array([self.codes.index(code) for code in codes], dtype=np.intp), reports)
        found = np.zeros((1 + 2 * len(OTHER_CODERS), len(codes), len(reports)))
        if self.counts_classifier:
            found[0] = self.odds[side][rows]
        for i, coder in enumerate(OTHER_CODERS):
            if coder in self.said:
                found[2 * i + 1] = self.said[coder].scores[rows]
                found[2 * i + 2] = self.said[coder].answers[rows]
        return found

    def without(self, coders: Iterable[str]) -> ScoreColumns:
        """The scores with some coders left out."""
        gone = set(coders)
        return replace(
            self,
            counts_classifier=CLASSIFIER not in gone,
            said={name: said for name, said in self.said.items() if name not in gone},
        )

    def with_said(self, coder: str, codings: Mapping[str, Coding]) -> ScoreColumns:
        """The scores where a coder says something else of some reports."""
        known = [name for name in codings if name in self.place]
        if not known:
            return self
        before = self.said.get(coder)
        shape = (len(self.codes), len(self.reports))
        scores = before.scores.copy() if before else np.zeros(shape)
        answers = before.answers.copy() if before else np.zeros(shape)
        _fill(scores, answers, [(self.place[name], codings[name]) for name in known], self.codes)
        return replace(self, said=_that_speak({**self.said, coder: Said(scores=scores, answers=answers)}))


def score_columns(scored: Scored, codes_by_dimension: Mapping[str, Iterable[str]]) -> dict[str, ScoreColumns]:
    """The scores of all coders by dimension, for every dimension that the classifier has learned."""
    classified = {k: _by_dimension(side) for k, side in scored.classifier.items()}
    others = {name: _by_dimension(table) for name, table in scored.others.items()}
    return {
        dimension: _columns(
            tuple(sorted(codes_by_dimension[dimension])),
            {k: side.get(dimension, {}) for k, side in classified.items()},
            {name: table.get(dimension, {}) for name, table in others.items()},
        )
        for dimension in sorted(classified[ALL_SETTLED])
    }


def _by_dimension(table: Mapping[tuple[str, str], Coding]) -> dict[str, dict[str, Coding]]:
    found: dict[str, dict[str, Coding]] = {}
    for (report, dimension), coding in table.items():
        found.setdefault(dimension, {})[report] = coding
    return found


def _columns(
    codes: tuple[str, ...],
    sides: Mapping[int, Mapping[str, Coding]],
    others: Mapping[str, Mapping[str, Coding]],
) -> ScoreColumns:
    reports = tuple(sorted({name for side in sides.values() for name in side}))
    place = {name: i for i, name in enumerate(reports)}
    odds = {k: _log_odds(codes, reports, side) for k, side in sides.items()}
    said = {}
    for name, table in others.items():
        scores, answers = np.zeros((2, len(codes), len(reports)))
        _fill(scores, answers, [(place[r], c) for r, c in table.items() if r in place], codes)
        said[name] = Said(scores=scores, answers=answers)
    return ScoreColumns(
        codes=codes,
        reports=reports,
        place=place,
        folds=_folds(odds, len(reports)),
        odds=odds,
        said=_that_speak(said),
    )


def _that_speak(said: Mapping[str, Said]) -> dict[str, Said]:
    return {name: found for name, found in said.items() if not found.is_silent}


def _folds(odds: Mapping[int, Floats], n: int) -> NDArray[np.intp]:
    """The one side that does not know the report; ALL_SETTLED where none or several do not.

    Sides that know no report have learned nothing of the dimension and do not count. WITHOUT_SIDE where a
    report taught and has no coding out of fold.
    """
    folds = np.full(n, ALL_SETTLED, dtype=np.intp)
    unknown = {k: np.isnan(side).any(axis=0) for k, side in odds.items()}
    folds[unknown.pop(ALL_SETTLED)] = WITHOUT_SIDE
    unknown = {k: missing for k, missing in unknown.items() if not missing.all()}
    n_unknown = np.sum(list(unknown.values()), axis=0) if unknown else np.zeros(n)
    for k, missing in unknown.items():
        folds[missing & (n_unknown == 1)] = k
    return folds


def _log_odds(codes: Sequence[str], reports: Sequence[str], side: Mapping[str, Coding]) -> Floats:
    cells = [
        [found.scores.get(code, 0.0) for code in codes]
        if (found := side.get(name))
        else [np.nan] * len(codes)
        for name in reports
    ]
    held = np.clip(np.array(cells).reshape(-1, len(codes)).T, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY)
    return np.ascontiguousarray(np.log(held / (1 - held)))


def _fill(scores: Floats, answers: Floats, found: Iterable[tuple[int, Coding]], codes: Sequence[str]) -> None:
    row = {code: i for i, code in enumerate(codes)}
    for at, coding in found:
        scores[:, at] = answers[:, at] = 0.0
        for code, score in coding.scores.items():
            if code in row:
                scores[row[code], at] = np.copysign(np.log1p(abs(score)), score)
        for code in coding.codes:
            if code in row:
                answers[row[code], at] = 1.0
