"""Texts as weighted terms."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from coprod_review.prioritise.terms import weigh_terms

TEXTS = (
    "Nurses count pumps. Nurses sleep.",
    "Pumps hum; nurses COUNT pumps",
    "Die Übergabe im Dienst",
    "",
    "Übergabe 患者 安全性",
)


def test_likeness_of_texts_is_that_of_scikit_learn_with_its_lone_terms():
    terms = weigh_terms(TEXTS)
    peer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95).fit_transform(TEXTS)
    ours = (terms.weights @ terms.weights.T).toarray() + np.diag(terms.alone)
    assert ours == pytest.approx((peer @ peer.T).toarray())


def test_terms_of_one_text_alone_have_no_column():
    terms = weigh_terms(TEXTS)
    named = {terms.term(column) for column in range(terms.weights.shape[1])}
    assert named == {"nurses", "count", "pumps", "nurses count", "count pumps", "übergabe"}


def test_a_term_of_nearly_all_texts_has_no_weight():
    terms = weigh_terms(["ward one ward", "ward two", "ward one"])
    assert "ward" not in {terms.term(column) for column in range(terms.weights.shape[1])}


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["a b c"], ["one word"]])
def test_texts_without_anything_in_common_are_rows_without_terms(texts):
    terms = weigh_terms(texts)
    assert terms.weights.shape == (len(texts), 0)
    assert len(terms.alone) == len(texts)
