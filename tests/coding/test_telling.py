from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.coding.classifier_examples import PLAN, example_codebook, example_reports, rule_codings, told_by

from coprod_review.coding.classifier import _inner_folds, train_side
from coprod_review.coding.features import FeatureSpace, blocks_of
from coprod_review.coding.material import gathered
from coprod_review.coding.telling import Told, telling
from coprod_review.coding.terms import terms_of
from coprod_review.coding.tokens import texts_of

PLACES: dict[str, tuple[str, ...]] = {
    "a": ("garden",),
    "b": ("garden",),
    "c": ("garden",),
    "d": ("quay",),
    "e": ("quay",),
    "f": ("quay",),
}
HAS_WORD = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1]], dtype=float)


def told(answers: dict[str, tuple[str, ...]], weights: list[float] | None = None) -> Told:
    """What answers in one dimension tell, of reports a to f."""
    return Told.of([answers], sorted(PLACES), weights=np.array(weights or [1.0] * len(PLACES)))


def test_words_that_go_with_a_code_weigh_more_than_those_of_all() -> None:
    of_one, of_all, of_some = telling(csr_array(HAS_WORD), told(PLACES))
    assert of_one > of_some > of_all


def test_the_weight_is_the_damped_share_of_the_chi_square() -> None:
    squares = []
    for column in HAS_WORD.T:
        n_word = column.sum()
        expected = n_word / 2
        deviations = [(column[rows].sum() - expected) ** 2 for rows in (slice(0, 3), slice(3, 6))]
        squares.append(sum(deviations) / 2 / (n_word / 4 + 0.5))
    tells = np.sqrt(squares)
    assert telling(csr_array(HAS_WORD), told(PLACES)) == pytest.approx(np.sqrt(tells / tells.mean()))


def test_a_report_without_an_answer_tells_nothing_of_that_dimension() -> None:
    silent = {report: answer for report, answer in PLACES.items() if report != "f"}
    without = Told.of([silent], [r for r in sorted(PLACES) if r != "f"], weights=np.ones(5))
    assert telling(csr_array(HAS_WORD), told(silent)) == pytest.approx(
        telling(csr_array(HAS_WORD[:5]), without)
    )


def test_a_report_of_twice_the_weight_tells_what_two_of_them_would() -> None:
    twice = csr_array(np.vstack([HAS_WORD, HAS_WORD[:1]]))
    both = Told.of([{**PLACES, "g": PLACES["a"]}], [*sorted(PLACES), "g"], weights=np.ones(7))
    heavy = told(PLACES, weights=[2.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    assert telling(csr_array(HAS_WORD), heavy) == pytest.approx(telling(twice, both))


def test_a_code_of_one_or_two_reports_tells_nothing() -> None:
    rare = {**PLACES, "a": ("meadow",)}
    rows = np.arange(len(PLACES))
    assert told(rare).rows(rows).with_code.shape == (6, 1)
    assert told(PLACES).rows(rows).with_code.shape == (6, 2)


def test_where_nothing_is_told_words_weigh_the_same() -> None:
    assert telling(csr_array(HAS_WORD), Told.of([], sorted(PLACES), weights=np.ones(6))).tolist() == [1.0] * 3
    assert telling(csr_array((6, 0), dtype=np.float64), told(PLACES)).shape == (0,)
    spread = csr_array(np.ones((6, 2)))
    assert telling(spread, told(PLACES)).tolist() == [1.0, 1.0]


def test_features_of_a_side_owe_nothing_to_the_codes_of_the_other() -> None:
    reports, settled = example_reports()
    blocks = blocks_of(
        reports,
        terms=[terms_of(texts_of(report)) for report in reports],
        rules=(),
        lineage=(),
        inputs=("text",),
    )
    rows = np.arange(0, len(reports), 2)
    seen = {reports[i].report_id for i in rows}
    turned = [
        code if code.report_id in seen else replace(code, codes=("none",))
        for code in settled
        if code.dimension == "place"
    ]
    before = FeatureSpace.fitted(
        blocks, rows, told=told_by(reports, [c for c in settled if c.dimension == "place"])
    )
    after = FeatureSpace.fitted(blocks, rows, told=told_by(reports, turned))
    for one, other in zip(before.parts, after.parts, strict=True):
        assert one.weights.tolist() == other.weights.tolist()
    assert len({*before.parts[0].weights.tolist()}) > 1


def test_a_trained_side_owes_nothing_to_the_codes_of_its_fold() -> None:
    reports, settled = example_reports()
    known = {"codebook": example_codebook(), "plan": PLAN, "rules": rule_codings(reports)}
    material = gathered(reports, settled=settled, **known)  # type: ignore[arg-type]
    hidden = {r for r, k in material.fold_by_report.items() if k == 0}
    turned = [replace(c, codes=("none",)) if c.report_id in hidden else c for c in settled]
    other = gathered(reports, settled=turned, **known)  # type: ignore[arg-type]
    one, two = (train_side(m, 0).trained.features for m in (material, other))
    assert [p.weights.tolist() for p in one.parts] == [p.weights.tolist() for p in two.parts]


def test_inner_scores_owe_nothing_to_the_codes_of_their_inner_fold() -> None:
    reports, settled = example_reports()
    known = {"codebook": example_codebook(), "plan": PLAN, "rules": rule_codings(reports)}
    material = gathered(reports, settled=settled, **known)  # type: ignore[arg-type]
    rows = np.array([i for i, r in enumerate(material.reports) if r.report_id in material.fold_by_report])
    inner = _inner_folds(material, rows)
    for fold in inner:
        hidden = {material.reports[i].report_id for i in rows[fold.scored]}
        turned = [replace(c, codes=("none",)) if c.report_id in hidden else c for c in settled]
        other = _inner_folds(gathered(reports, settled=turned, **known), rows)  # type: ignore[arg-type]
        (same,) = (o for o in other if o.scored.tolist() == fold.scored.tolist())
        assert np.array_equal(same.fit.matrix.toarray(), fold.fit.matrix.toarray())
        assert np.array_equal(same.score_matrix.toarray(), fold.score_matrix.toarray())
    assert len(inner) > 1
