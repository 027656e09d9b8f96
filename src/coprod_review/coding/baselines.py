"""Plain coders to measure the others against, predicted out of fold by the same folds as the classifier.

`baseline_majority` gives the commonest answer, `baseline_unigram` is TF-IDF of single words with balanced
logistic regression, `baseline_centroid` the answer whose mean TF-IDF vector is nearest. They read the text
alone, as words of two letters or more in lower case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from coprod_review.coding.answers import Answer, Floats
from coprod_review.coding.linear import Lesson, Taught, fit_together
from coprod_review.coding.settled_sides import ALL_SETTLED, settled_answers
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report

CENTROID, MAJORITY, UNIGRAM = "baseline_centroid", "baseline_majority", "baseline_unigram"

REGULARISATION = 10.0
"""The inverse strength of the penalty of `baseline_unigram`."""

_WORD = re.compile(r"\b\w\w+\b")

AnswersByReport = Mapping[str, Answer]


def code_baselines(
    reports: Sequence[Report],
    *,
    settled: Sequence[CodeOfRecord],
    fold_by_report: Mapping[str, int],
    codebook: Codebook,
    min_settled: int,
) -> list[Coding]:
    """The baselines' codings of all reports, sorted by report, dimension and coder.

    A report that is settled in a dimension is coded there by what the other folds teach, any other by what
    all settled reports do. Dimensions with fewer than `min_settled` settled reports are left out.
    """
    ordered = sorted(reports, key=lambda report: report.report_id)
    ids = [report.report_id for report in ordered]
    settled_in = settled_answers(settled)
    known: dict[str, AnswersByReport] = {}
    for dimension in sorted(codebook.dimensions):
        answers = settled_in.get(dimension, {})
        known[dimension] = {r: answers[r] for r in ids if r in answers and r in fold_by_report}
    known = {d: found for d, found in known.items() if len(found) >= max(min_settled, 1)}
    counts = _word_counts([" . ".join(filter(None, map(r.text_of, TEXT_FIELDS))) for r in ordered])
    codings = []
    for k in sorted({fold_by_report[r] for found in known.values() for r in found} | {ALL_SETTLED}):
        taught = np.array([r in fold_by_report and fold_by_report[r] != k for r in ids], dtype=bool)
        features = _tf_idf(counts, np.flatnonzero(taught))
        given = _given(features, ids, taught, known)
        for dimension, found in known.items():
            for i, report_id in enumerate(ids):
                if (fold_by_report[report_id] if report_id in found else ALL_SETTLED) == k:
                    codings += [
                        _coding(report_id, dimension, answers[i], coder=name, codebook=codebook.version)
                        for name, answers in given.get(dimension, {}).items()
                    ]
    return sorted(codings, key=lambda c: (c.report_id, c.dimension, c.coder))


def _coding(report_id: str, dimension: str, answer: Answer, *, coder: str, codebook: str) -> Coding:
    return Coding(
        report_id=report_id,
        dimension=dimension,
        codes=answer,
        coder=coder,
        codebook=codebook,
        basis="model",
        examined=TEXT_FIELDS,
    )


def _word_counts(texts: Sequence[str]) -> csr_array:
    """How often each word stands in each text, shape (texts, words)."""
    rows = [Counter(_WORD.findall(text.lower())) for text in texts]
    place = {word: i for i, word in enumerate(sorted({word for row in rows for word in row}))}
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([place[word] for row in rows for word in sorted(row)], dtype=np.int32)
    data = np.array([row[word] for row in rows for word in sorted(row)], dtype=np.float64)
    return csr_array((data, columns, starts), shape=(len(rows), len(place)))


def _tf_idf(counts: csr_array, taught: NDArray[np.intp]) -> csr_array:
    """Counts x (1 + ln((1 + n) / (1 + df))) of the words that the taught rows know, rows of length one."""
    n_reports = np.bincount(counts[taught].indices, minlength=counts.shape[1])
    weights = np.where(n_reports, 1.0 + np.log((1 + len(taught)) / (1 + n_reports)), 0.0)
    weighted = csr_array(counts @ diags_array(weights))
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return csr_array(diags_array(1.0 / np.where(lengths > 0, lengths, 1.0)) @ weighted)


def _given(
    features: csr_array, ids: Sequence[str], taught: NDArray[np.bool_], known: Mapping[str, AnswersByReport]
) -> dict[str, dict[str, list[Answer]]]:
    """The answers of every baseline to every report, by dimension, as the taught reports teach them."""
    rows = np.flatnonzero(taught)
    lessons: dict[str, Lesson] = {}
    for dimension, found in known.items():
        answers = [found.get(ids[i]) for i in rows.tolist()]
        codes = tuple(sorted({code for answer in answers for code in answer or ()}))
        if codes:
            lessons[dimension] = Lesson(answers=answers, codes=codes, regularisation=REGULARISATION)
    matrix = csr_array(features[rows])
    models = fit_together(Taught.by(matrix), list(lessons.values()), weights=np.ones(len(rows)))
    given = {}
    for (dimension, lesson), model in zip(lessons.items(), models, strict=True):
        common = Counter(answer for answer in lesson.answers if answer is not None)
        given[dimension] = {
            CENTROID: _nearest(features, matrix, lesson.answers),
            MAJORITY: [min(common, key=lambda a: (-common[a], a))] * len(ids),
            UNIGRAM: _unigram(model.scores(features), lesson),
        }
    return given


def _unigram(scores: Floats, lesson: Lesson) -> list[Answer]:
    """The code of highest score; where answers hold several, every code of probability one half or more."""
    if all(len(answer) == 1 for answer in lesson.answers if answer is not None):
        return [(lesson.codes[place],) for place in scores.argmax(axis=1)]
    return [_chosen(row, lesson.codes) for row in scores.tolist()]


def _nearest(features: csr_array, matrix: csr_array, answers: Sequence[Answer | None]) -> list[Answer]:
    """The answer whose mean vector has the greatest cosine with the report's."""
    distinct = sorted({answer for answer in answers if answer is not None})
    belongs = np.array([[float(answer == a) for answer in answers] for a in distinct])
    centroids = np.asarray(matrix.T @ belongs.T).T
    lengths = np.sqrt((centroids * centroids).sum(axis=1, keepdims=True))
    nearest = np.asarray(features @ (centroids / np.where(lengths > 0, lengths, 1.0)).T).argmax(axis=1)
    return [distinct[place] for place in nearest]


def _chosen(scores: Sequence[float], codes: Sequence[str]) -> Answer:
    chosen = [code for code, score in zip(codes, scores, strict=True) if score >= 0]
    best = codes[int(np.argmax(scores))]
    if not chosen or best == NONE_CODE:
        return (best,)
    return tuple(code for code in chosen if code != NONE_CODE)
