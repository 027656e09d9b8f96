"""What the classifier looks at: words and word pairs, rule hits, lineage counts, words of the venue.

Raw values are laid out once for all reports and know no answer; a `FeatureSpace` is fitted on the training
side of a fold alone, so that neither vocabulary nor weights of words, which follow the settled codes of that
side, come from the other side. Once fitted it gives the features of any report.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, hstack

from coprod_review.coding.telling import Told, telling
from coprod_review.coding.terms import Places, Terms
from coprod_review.coding.tokens import text_of
from coprod_review.model.coding import Coding
from coprod_review.model.report import Report

Input = Literal["text", "rules", "lineage", "venue"]
Floats = NDArray[np.float64]

MIN_REPORTS = 2
"""A word counts as a feature if at least so many reports of the training side have it."""

BLOCK_WEIGHTS: Mapping[str, float] = {
    "words": 3.0,
    "pairs": 1.5,
    "rules": 0.5,
    "lineage": 0.5,
    "venue": 0.15,
}
"""How loud each block speaks under one ridge penalty. The words of a report have length one, its pairs too:
together in one vector, the many rare pairs would drown the words of so short a text. Rule hits have no set
length, and with several to a text would drown words that are no louder."""

_TEXT_BLOCKS = ("words", "pairs")
CODED_BLOCKS = ("rules", "lineage")
"""The blocks that come from other coders, and so from patterns and works of some dimension."""

_OF_PATTERN = "rule"
_INPUT_OF = {"words": "text", "pairs": "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Raw values of one kind (a key of BLOCK_WEIGHTS): rows are reports, columns are `names`."""

    kind: str
    names: tuple[str, ...]
    values: csr_array


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureBlock:
    """The features of one kind and their weights as learned from some rows.

    `columns` are the places of the features in the blocks that the space was fitted on.
    """

    kind: str
    names: tuple[str, ...]
    columns: NDArray[np.intp]
    weights: Floats


def blocks_of(
    reports: Sequence[Report],
    *,
    terms: Sequence[Terms],
    rules: Sequence[Coding],
    lineage: Sequence[Coding],
    inputs: Iterable[Input],
) -> list[Block]:
    """The raw values of the switched-on inputs, rows in the order of `reports` and of their `terms`.

    An input that is switched on and has nothing to say (no rule codings were given) makes no block.
    """
    rows = _values_by_kind(reports, terms=terms, rules=rules, lineage=lineage, inputs=set(inputs))
    names = {kind: _names_of(values) for kind, values in rows.items()}
    return [
        _block(kind, values, names[kind], {name: i for i, name in enumerate(names[kind])})
        for kind, values in rows.items()
        if names[kind]
    ]


class FeatureSpace:
    """Features and their weights as learned from some rows, and the matrix of any rows in them.

    Words and pairs: (1 + ln tf) x idf with idf = 1 + ln((1 + n) / (1 + df)) as in scikit-learn, each by how
    far it tells codes apart (`telling`), rows scaled to length one. Venue: idf as a share of the greatest.
    Rules and lineage: as they are. Each block is then weighted by BLOCK_WEIGHTS.
    """

    def __init__(self, parts: Sequence[FeatureBlock]) -> None:
        self.parts = tuple(parts)
        self.names: tuple[str, ...] = tuple(name for part in self.parts for name in part.names)

    @classmethod
    def fitted(cls, blocks: Sequence[Block], rows: NDArray[np.intp], *, told: Told) -> FeatureSpace:
        """The space that these rows of the blocks teach, with what all rows carry in `told`."""
        of_rows = told.rows(rows)
        return cls([_feature_block(block, rows, of_rows) for block in blocks])

    def matrix(self, blocks: Sequence[Block], rows: NDArray[np.intp] | None = None) -> csr_array:
        """The features of some rows of the blocks, by default of all: shape (rows, len(names)).

        The blocks are those that the space was fitted on, or come from its `laid_out`.
        """
        n_rows = blocks[0].values.shape[0] if rows is None and blocks else 0
        rows = np.arange(n_rows) if rows is None else rows
        parts = []
        for block, part in zip(blocks, self.parts, strict=True):
            values = csr_array(block.values[rows][:, part.columns])
            if part.kind in _TEXT_BLOCKS:
                values.data = 1.0 + np.log(values.data)
            weighted = csr_array(values @ diags_array(part.weights))
            if part.kind in _TEXT_BLOCKS:
                weighted = _of_length_one(weighted)
            parts.append(weighted * BLOCK_WEIGHTS[part.kind])
        if not parts:
            return csr_array((len(rows), 0), dtype=np.float64)
        return csr_array(hstack(parts, format="csr"))

    def alone(self) -> FeatureSpace:
        """The same space for reports that it was not fitted on: its columns are those of `laid_out`."""
        return FeatureSpace([replace(part, columns=np.arange(len(part.names))) for part in self.parts])

    def laid_out(
        self,
        reports: Sequence[Report],
        *,
        terms: Sequence[Terms],
        rules: Sequence[Coding],
        lineage: Sequence[Coding],
    ) -> list[Block]:
        """The raw values of any reports in the features of a space that stands `alone`; others are left."""
        inputs = {_INPUT_OF.get(part.kind, part.kind) for part in self.parts}
        rows = _values_by_kind(reports, terms=terms, rules=rules, lineage=lineage, inputs=inputs)
        return [_block(part.kind, rows[part.kind], part.names, self._index[part.kind]) for part in self.parts]

    @cached_property
    def _index(self) -> dict[str, dict[str, int]]:
        return {part.kind: {name: i for i, name in enumerate(part.names)} for part in self.parts}


def dimension_of(feature: str, dimension_by_pattern: Mapping[str, str]) -> str:
    """The dimension whose patterns or cited works make a feature; empty for words, pairs and venues."""
    kind, _, rest = feature.partition(":")
    if kind == _OF_PATTERN:
        return dimension_by_pattern.get(rest, "")
    return rest.partition("/")[0] if kind in CODED_BLOCKS else ""


def places_of(terms: Terms, coded: Iterable[Coding]) -> dict[str, Places]:
    """Where each feature of a report stands; words of the venue are not there, since they stand in no text.

    `coded` are the codings of this report by rules and lineage: their passages are those of their features.
    """
    found: dict[str, dict[tuple[str, int, int], None]] = {}
    for coding in coded:
        for evidence in coding.evidence:
            if evidence.weight:
                place = (evidence.field, evidence.start, evidence.end)
                found.setdefault(f"{coding.coder}:{coding.dimension}/{evidence.code}", {})[place] = None
                found.setdefault(f"{_OF_PATTERN}:{evidence.rule}", {})[place] = None
    return {**terms, **{feature: list(places) for feature, places in found.items()}}


def _rule_values(coding: Coding) -> dict[str, float]:
    values = _sums(coding)
    for evidence in coding.evidence:
        if evidence.rule and evidence.weight:
            values[f"{_OF_PATTERN}:{evidence.rule}"] = 1.0
    return values


def _sums(coding: Coding) -> dict[str, float]:
    """What speaks for each code, damped. What speaks against one speaks for no other: its hits tell of it."""
    return {
        f"{coding.coder}:{coding.dimension}/{code}": math.log1p(score)
        for code, score in coding.scores.items()
        if score > 0
    }


def _venue_values(report: Report) -> dict[str, float]:
    words = text_of("container", report.container).words
    return {f"venue:{word}": 1.0 for word in words if word.isalnum()}


def _by_report(
    reports: Sequence[Report], codings: Sequence[Coding], values_of: Callable[[Coding], dict[str, float]]
) -> list[dict[str, float]]:
    values: dict[str, dict[str, float]] = {r.report_id: {} for r in reports}
    for coding in codings:
        if coding.report_id in values:
            values[coding.report_id].update(values_of(coding))
    return [values[r.report_id] for r in reports]


def _values_by_kind(
    reports: Sequence[Report],
    *,
    terms: Sequence[Terms],
    rules: Sequence[Coding],
    lineage: Sequence[Coding],
    inputs: Collection[str],
) -> dict[str, list[dict[str, float]]]:
    """The values of every feature that each report has, by kind of block."""
    rows: dict[str, list[dict[str, float]]] = {}
    if "text" in inputs:
        rows["words"] = [{t: float(len(p)) for t, p in found.items() if " " not in t} for found in terms]
        rows["pairs"] = [{t: float(len(p)) for t, p in found.items() if " " in t} for found in terms]
    if "rules" in inputs:
        rows["rules"] = _by_report(reports, rules, _rule_values)
    if "lineage" in inputs:
        rows["lineage"] = _by_report(reports, lineage, _sums)
    if "venue" in inputs:
        rows["venue"] = [_venue_values(r) for r in reports]
    return rows


def _names_of(rows: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """The features that enough reports have, sorted."""
    seen = Counter(feature for row in rows for feature in row)
    return tuple(sorted(feature for feature, n in seen.items() if n >= MIN_REPORTS))


def _block(
    kind: str, rows: Sequence[Mapping[str, float]], names: tuple[str, ...], index: Mapping[str, int]
) -> Block:
    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for row in rows:
        for column, value in sorted((index[f], v) for f, v in row.items() if f in index):
            columns.append(column)
            data.append(value)
        starts.append(len(data))
    shape = (len(rows), len(names))
    arrays = (np.array(data, dtype=np.float64), np.array(columns, dtype=np.int32), np.array(starts, np.int32))
    return Block(kind=kind, names=names, values=csr_array(arrays, shape=shape))


def _feature_block(block: Block, rows: NDArray[np.intp], told: Told) -> FeatureBlock:
    values = csr_array(block.values[rows])
    n_reports = np.bincount(values.indices, minlength=len(block.names))
    columns = np.flatnonzero(n_reports >= MIN_REPORTS)
    return FeatureBlock(
        kind=block.kind,
        names=tuple(block.names[i] for i in columns),
        columns=columns,
        weights=_weights(block.kind, csr_array(values[:, columns]), n_reports[columns], told),
    )


def _weights(kind: str, values: csr_array, n_reports: NDArray[np.intp], told: Told) -> Floats:
    if kind in CODED_BLOCKS:
        return np.ones(len(n_reports))
    idf: Floats = 1.0 + np.log((1 + values.shape[0]) / (1 + n_reports))
    if kind == "venue":
        return np.asarray(idf / idf.max(initial=1.0))
    values.data[:] = 1.0
    return idf * telling(values, told)


def _of_length_one(values: csr_array) -> csr_array:
    lengths = np.sqrt(np.asarray(values.multiply(values).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.ones_like(lengths), where=lengths > 0)
    return csr_array(diags_array(scale) @ values)
