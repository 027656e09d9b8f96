"""What the classifier looks at: words and word pairs, rule hits, lineage counts, words of the venue.

Nothing here knows an answer. Raw values are laid out once for all reports; a `FeatureSpace` is fitted on the
training side of a fold alone, so that neither vocabulary nor weights of words come from the other side.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, hstack

from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report

Input = Literal["text", "rules", "lineage", "venue"]
Floats = NDArray[np.float64]

MIN_REPORTS = 2
"""A word counts as a feature if at least so many reports of the training side have it."""

BLOCK_WEIGHTS: Mapping[str, float] = {
    "words": 1.0,
    "pairs": 0.3,
    "rules": 0.5,
    "lineage": 0.5,
    "venue": 0.15,
}
"""How loud each block speaks under one ridge penalty. The words of a report have length one, its pairs too:
together in one vector, the many rare pairs would drown the words of so short a text."""

_TEXT_BLOCKS = ("words", "pairs")

_WORD = re.compile(r"[^\W\d_]{1,2}[-\u2010\u2011][^\W\d_]+|[^\W_]+")
_HYPHENS = str.maketrans("", "", "-\u2010\u2011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where a feature stands in a report, and its share of the feature's value (shares sum to one)."""

    field: str
    start: int
    end: int
    quote: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Raw values of one kind (a key of BLOCK_WEIGHTS): rows are reports, columns are `names`."""

    kind: str
    names: tuple[str, ...]
    values: csr_array


def words_in(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, with their offsets.

    A compound whose first part has one or two letters is one word with and without its hyphen, so that
    "Co-design" and "codesign" are the same.
    """
    return [(m[0].translate(_HYPHENS).casefold(), m.start(), m.end()) for m in _WORD.finditer(text)]


def terms_of(report: Report) -> dict[str, list[tuple[str, int, int]]]:
    """Words and pairs of neighbouring words of title, abstract and keywords, with field and offsets.

    No pair reaches over the end of a sentence or of a keyword.
    """
    places: dict[str, list[tuple[str, int, int]]] = {}
    for field in TEXT_FIELDS:
        text = report.text_of(field)
        words = words_in(text)
        for word, start, end in words:
            places.setdefault(word, []).append((field, start, end))
        for (a, start, a_end), (b, b_start, end) in pairwise(words):
            if not any(mark in ".;:!?" for mark in text[a_end:b_start]):
                places.setdefault(f"{a} {b}", []).append((field, start, end))
    return places


def blocks_of(
    reports: Sequence[Report],
    *,
    rules: Sequence[Coding],
    lineage: Sequence[Coding],
    inputs: Iterable[Input],
) -> list[Block]:
    """The raw values of the switched-on inputs, rows in the order of `reports`.

    An input that is switched on and has nothing to say (no rule codings were given) makes no block.
    """
    switched_on = set(inputs)
    rows: dict[str, list[dict[str, float]]] = {}
    if "text" in switched_on:
        counts = [{t: float(len(p)) for t, p in terms_of(r).items()} for r in reports]
        rows["words"] = [{t: n for t, n in row.items() if " " not in t} for row in counts]
        rows["pairs"] = [{t: n for t, n in row.items() if " " in t} for row in counts]
    if "rules" in switched_on:
        rows["rules"] = _by_report(reports, rules, _rule_values)
    if "lineage" in switched_on:
        rows["lineage"] = _by_report(reports, lineage, _lineage_values)
    if "venue" in switched_on:
        rows["venue"] = [_venue_values(r) for r in reports]
    blocks = (_block(kind, values) for kind, values in rows.items())
    return [block for block in blocks if block.names]


class FeatureSpace:
    """Columns and their weights as learned from some rows, and the matrix of any rows in them.

    Words and pairs: (1 + ln tf) x idf with idf = 1 + ln((1 + n) / (1 + df)) as in scikit-learn, rows scaled
    to length one. Venue: idf as a share of the greatest. Rules and lineage: as they are. Each block is then
    weighted by BLOCK_WEIGHTS.
    """

    def __init__(self, blocks: Sequence[Block], rows: NDArray[np.intp]) -> None:
        self._blocks = blocks
        self._columns = [_columns_seen(block, rows) for block in blocks]
        self._weights = [
            _weights(block, rows, columns) for block, columns in zip(blocks, self._columns, strict=True)
        ]
        self.names: tuple[str, ...] = tuple(
            block.names[i] for block, cols in zip(blocks, self._columns, strict=True) for i in cols
        )

    def matrix(self, rows: NDArray[np.intp]) -> csr_array:
        """The features of reports, shape (len(rows), len(names))."""
        parts = []
        for block, columns, weights in zip(self._blocks, self._columns, self._weights, strict=True):
            values = csr_array(block.values[rows][:, columns])
            if block.kind in _TEXT_BLOCKS:
                values.data = 1.0 + np.log(values.data)
            part = csr_array(values @ diags_array(weights))
            if block.kind in _TEXT_BLOCKS:
                part = _of_length_one(part)
            parts.append(part * BLOCK_WEIGHTS[block.kind])
        if not parts:
            return csr_array((len(rows), 0), dtype=np.float64)
        return csr_array(hstack(parts, format="csr"))


def passages_of(
    report: Report, feature: str, *, terms: Mapping[str, list[tuple[str, int, int]]], coded: Sequence[Coding]
) -> list[Passage]:
    """Where a feature stands in its report; none where it stands in no text (words of the venue).

    `coded` are the codings of this report by rules and lineage: their passages are those of their features.
    """
    if feature in terms:
        found = terms[feature]
        return [
            Passage(field=f, start=s, end=e, quote=report.text_of(f)[s:e], share=1 / len(found))
            for f, s, e in found
        ]
    evidence = [e for c in coded for e in c.evidence if e.weight and feature in _features_of(c, e)]
    evidence = list({(e.field, e.start, e.end): e for e in evidence}.values())
    return [
        Passage(field=e.field, start=e.start, end=e.end, quote=e.quote, share=1 / len(evidence))
        for e in evidence
    ]


def _features_of(coding: Coding, evidence: Evidence) -> tuple[str, str]:
    return f"{coding.coder}:{coding.dimension}/{evidence.code}", f"rule:{evidence.rule}"


def _rule_values(coding: Coding) -> dict[str, float]:
    values = {f"rules:{coding.dimension}/{c}": _damped(s) for c, s in coding.scores.items() if s}
    for evidence in coding.evidence:
        if evidence.rule and evidence.weight:
            values[f"rule:{evidence.rule}"] = 1.0
    return values


def _lineage_values(coding: Coding) -> dict[str, float]:
    return {f"lineage:{coding.dimension}/{c}": _damped(s) for c, s in coding.scores.items() if s}


def _venue_values(report: Report) -> dict[str, float]:
    return {f"venue:{word}": 1.0 for word, _, _ in words_in(report.container)}


def _damped(score: float) -> float:
    return math.copysign(math.log1p(abs(score)), score)


def _by_report(
    reports: Sequence[Report], codings: Sequence[Coding], values_of: Callable[[Coding], dict[str, float]]
) -> list[dict[str, float]]:
    values: dict[str, dict[str, float]] = {r.report_id: {} for r in reports}
    for coding in codings:
        if coding.report_id in values:
            values[coding.report_id].update(values_of(coding))
    return [values[r.report_id] for r in reports]


def _block(kind: str, rows: Sequence[Mapping[str, float]]) -> Block:
    seen = Counter(feature for row in rows for feature in row)
    names = tuple(sorted(feature for feature, n in seen.items() if n >= MIN_REPORTS))
    index = {feature: i for i, feature in enumerate(names)}
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


def _columns_seen(block: Block, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.flatnonzero(_n_reports(block, rows) >= MIN_REPORTS)


def _weights(block: Block, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Floats:
    if block.kind in ("rules", "lineage"):
        return np.ones(len(columns))
    n_reports = _n_reports(block, rows)[columns]
    idf: Floats = 1.0 + np.log((1 + len(rows)) / (1 + n_reports))
    return idf / idf.max(initial=1.0) if block.kind == "venue" else idf


def _n_reports(block: Block, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.bincount(block.values[rows].indices, minlength=len(block.names))


def _of_length_one(values: csr_array) -> csr_array:
    lengths = np.sqrt(np.asarray(values.multiply(values).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.ones_like(lengths), where=lengths > 0)
    return csr_array(diags_array(scale) @ values)
