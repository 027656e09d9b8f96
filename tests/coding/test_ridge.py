from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from tests.coding.one_lesson import fit_linear
from threadpoolctl import threadpool_limits

from coprod_review.coding import ridge
from coprod_review.coding.linear import Lesson, Taught, fit_together
from coprod_review.coding.ridge import Alike, fitted_duals, gram_of

DICE = np.random.default_rng(5)
MATRIX = csr_array(np.where(DICE.random((60, 200)) < 0.1, DICE.random((60, 200)), 0.0))
PULL = np.asarray(MATRIX @ DICE.normal(size=200))
ANSWERS = [("up",) if pull > 0.3 else ("down",) if pull < -0.3 else ("level",) for pull in PULL.tolist()]
CODES = ("down", "level", "up")


@pytest.mark.parametrize("regularisation", [0.1, 3.0, 1000.0])
def test_weights_are_those_that_an_independent_solver_finds(regularisation: float) -> None:
    ours = fit_linear(MATRIX, ANSWERS, CODES, regularisation=regularisation)
    with_intercept = np.hstack([MATRIX.toarray(), np.ones((60, 1))])
    for code, weights, intercept in zip(CODES, ours.weights, ours.intercepts, strict=True):
        peer = LogisticRegression(
            C=regularisation, class_weight="balanced", fit_intercept=False, tol=1e-10, max_iter=10_000
        )
        peer.fit(with_intercept, [code in answer for answer in ANSWERS])
        assert [*weights, intercept] == pytest.approx(peer.coef_[0].tolist(), abs=2e-3, rel=1e-3)


def test_at_the_optimum_every_report_counts_by_what_it_misses() -> None:
    gram = gram_of(MATRIX) + 1.0
    carried = np.array([[code in answer for code in CODES] for answer in ANSWERS])
    strengths = np.full(carried.shape, 5.0)
    duals = fitted_duals(Alike(gram=gram), carried, strengths)
    assert duals == pytest.approx(strengths * (carried - expit(gram @ duals)), abs=1e-3)


def test_products_of_features_are_theirs_however_many_reports_have_them() -> None:
    shares = np.linspace(0.0, 1.0, 80)
    features = np.where(DICE.random((120, 80)) < shares, DICE.random((120, 80)), 0.0)
    gram = gram_of(csr_array(features))
    np.testing.assert_allclose(gram, features @ features.T, rtol=1e-12, atol=1e-12)
    assert (gram == gram.T).all()


def test_a_report_without_an_answer_teaches_nothing() -> None:
    some = [None if i % 3 == 0 else answer for i, answer in enumerate(ANSWERS)]
    rows = np.array([i for i in range(60) if i % 3])
    left = csr_array(MATRIX[rows])
    [ours] = fit_together(
        Taught.by(MATRIX),
        [Lesson(answers=some, codes=CODES, regularisation=3.0)],
        weights=np.ones(60),
    )
    alone = fit_linear(left, [ANSWERS[i] for i in rows.tolist()], CODES, regularisation=3.0)
    assert ours.weights == pytest.approx(alone.weights, abs=1e-3)
    assert ours.intercepts == pytest.approx(alone.intercepts, abs=1e-3)


def test_lessons_learned_together_are_those_learned_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # Sums of several lessons at once may run in another order: what both lead to is one optimum.
    monkeypatch.setattr(ridge, "TOLERANCE", 1e-11)
    lessons = [Lesson(answers=ANSWERS, codes=CODES, regularisation=c) for c in (1.0, 10.0)]
    together = fit_together(Taught.by(MATRIX), lessons, weights=np.ones(60))
    for lesson, found in zip(lessons, together, strict=True):
        alone = fit_linear(MATRIX, ANSWERS, CODES, regularisation=lesson.regularisation)
        assert found.weights == pytest.approx(alone.weights, abs=1e-9)


def test_a_code_that_every_report_carries_has_its_log_odds_and_no_weights() -> None:
    found = fit_linear(MATRIX, [("up",)] * 60, ("up",), regularisation=3.0)
    assert not found.weights.any()
    assert found.intercepts[0] == pytest.approx(np.log(60.5 / 0.5))


def test_hidden_features_get_no_weight_and_the_rest_is_learned_as_if_they_were_not_there() -> None:
    homes = ["shop" if i % 4 == 0 else "" for i in range(200)]
    seen = np.array([home == "" for home in homes])
    lessons = [
        Lesson(answers=ANSWERS, codes=CODES, regularisation=3.0, hidden=hidden) for hidden in ((), ("shop",))
    ]
    whole, blind = fit_together(Taught.by(MATRIX, homes), lessons, weights=np.ones(60))
    alone = fit_linear(csr_array(MATRIX[:, np.flatnonzero(seen)]), ANSWERS, CODES, regularisation=3.0)
    assert not blind.weights[:, ~seen].any()
    assert blind.weights[:, seen] == pytest.approx(alone.weights, abs=1e-6)
    assert whole.weights[:, ~seen].any()


def test_the_result_does_not_depend_on_the_number_of_cores() -> None:
    wide = csr_array(DICE.random((700, 300)))
    carried = DICE.random((700, 20)) < 0.4
    alike = Alike(gram=gram_of(wide) + 1.0)
    found = []
    for n_threads in (1, 2):
        with threadpool_limits(limits=n_threads, user_api="blas"):
            found.append(fitted_duals(alike, carried, np.full(carried.shape, 0.1)).tobytes())
    assert found[0] == found[1]
