"""Plain coders to measure the others against, predicted out of fold by the same folds as the classifier.

`baseline_majority` gives the commonest answer, `baseline_unigram` is TF-IDF of single words with logistic
regression, `baseline_centroid` the answer whose mean TF-IDF vector is nearest. They read the text alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import normalize

from coprod_review.coding.answers import Answer
from coprod_review.coding.material import ALL_SETTLED, settled_answers
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report

Baseline = Callable[[Sequence[str], Sequence[Answer], Sequence[str]], list[Answer]]
"""Learns from texts and their answers, and answers for further texts."""


def code_baselines(
    reports: Sequence[Report],
    *,
    settled: Sequence[CodeOfRecord],
    fold_by_report: Mapping[str, int],
    codebook: Codebook,
    min_settled: int,
) -> list[Coding]:
    """The baselines' codings of all reports, sorted by report, dimension and coder."""
    text_by_report = {
        r.report_id: " . ".join(filter(None, (r.text_of(f) for f in TEXT_FIELDS))) for r in reports
    }
    codings = []
    for dimension, answers in sorted(settled_answers(settled).items()):
        known = {r: a for r, a in sorted(answers.items()) if r in text_by_report and r in fold_by_report}
        if dimension not in codebook.dimensions or len(known) < max(min_settled, 1):
            continue
        for k in sorted({fold_by_report[r] for r in known} | {ALL_SETTLED}):
            taught = [r for r in known if fold_by_report[r] != k]
            coded = sorted(
                r for r in text_by_report if (fold_by_report[r] if r in known else ALL_SETTLED) == k
            )
            if not taught or not coded:
                continue
            for name, baseline in BASELINES.items():
                given = baseline(
                    [text_by_report[r] for r in taught],
                    [known[r] for r in taught],
                    [text_by_report[r] for r in coded],
                )
                codings += [
                    Coding(
                        report_id=r,
                        dimension=dimension,
                        codes=answer,
                        coder=name,
                        codebook=codebook.version,
                        basis="model",
                        examined=TEXT_FIELDS,
                    )
                    for r, answer in zip(coded, given, strict=True)
                ]
    return sorted(codings, key=lambda c: (c.report_id, c.dimension, c.coder))


def commonest_answer(_: Sequence[str], answers: Sequence[Answer], texts: Sequence[str]) -> list[Answer]:
    """The commonest answer for every text; of equally common ones the first in the alphabet."""
    counts = Counter(answers)
    best = min(counts, key=lambda a: (-counts[a], a))
    return [best] * len(texts)


def unigram_answers(taught: Sequence[str], answers: Sequence[Answer], texts: Sequence[str]) -> list[Answer]:
    """TF-IDF of single words and balanced logistic regression, each code against the rest.

    Where answers hold several codes: every code of probability one half or more, else the most probable.
    """
    codes = sorted({code for answer in answers for code in answer})
    if len(codes) < 2:
        return [(codes[0],)] * len(texts)
    vectors = TfidfVectorizer()
    features = vectors.fit_transform(taught)
    carried = np.array([[code in answer for code in codes] for answer in answers], dtype=int)
    model = OneVsRestClassifier(LogisticRegression(C=10.0, class_weight="balanced", solver="liblinear"))
    several = any(len(answer) > 1 for answer in answers)
    if several:
        varied = np.flatnonzero((carried.min(axis=0) == 0) & (carried.max(axis=0) == 1))
        model.fit(features, carried[:, varied])
        scores = np.full((len(texts), len(codes)), -1.0)
        scores[:, varied] = model.decision_function(vectors.transform(texts)).reshape(len(texts), -1)
        return [_chosen(row.tolist(), codes) for row in scores]
    model.fit(features, [answer[0] for answer in answers])
    return [(str(code),) for code in model.predict(vectors.transform(texts))]


def centroid_answers(taught: Sequence[str], answers: Sequence[Answer], texts: Sequence[str]) -> list[Answer]:
    """The answer whose mean vector (TF-IDF of single words) has the greatest cosine with the text's."""
    vectors = TfidfVectorizer()
    features = vectors.fit_transform(taught)
    distinct = sorted(set(answers))
    belongs = np.array([[float(answer == a) for answer in answers] for a in distinct])
    centroids = normalize(np.asarray((features.T @ belongs.T).T))
    nearest = np.asarray(vectors.transform(texts) @ centroids.T).argmax(axis=1)
    return [distinct[i] for i in nearest]


def _chosen(scores: Sequence[float], codes: Sequence[str]) -> Answer:
    chosen = [code for code, score in zip(codes, scores, strict=True) if score >= 0]
    best = codes[int(np.argmax(scores))]
    if not chosen or best == NONE_CODE:
        return (best,)
    return tuple(code for code in chosen if code != NONE_CODE)


BASELINES: Mapping[str, Baseline] = {
    "baseline_centroid": centroid_answers,
    "baseline_majority": commonest_answer,
    "baseline_unigram": unigram_answers,
}
