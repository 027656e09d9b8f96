"""What is learnt from read texts, and the orders of reading."""

from __future__ import annotations

import numpy as np
import pytest

from coprod_review.prioritise.learner import learn
from coprod_review.prioritise.order import by_both, by_certainty, by_uncertainty
from coprod_review.prioritise.terms import weigh_terms


def both_kinds(relevant):
    return np.concatenate((np.flatnonzero(relevant)[:5], np.flatnonzero(~relevant)[:15]))


def test_the_relevant_texts_that_are_unread_score_highest(invented):
    texts, relevant = invented
    read = both_kinds(relevant)
    terms = weigh_terms(texts)
    scores = learn(terms, read, relevant[read]).scores(terms)
    unread = np.setdiff1d(np.arange(len(texts)), read)
    first = unread[by_certainty(scores[unread])[:25]]
    assert relevant[first].mean() > 0.8


def test_the_terms_that_speak_for_a_text_are_those_of_the_relevant_subject(invented):
    texts, relevant = invented
    read, terms = both_kinds(relevant), weigh_terms(texts)
    row = int(np.flatnonzero(relevant)[10])
    speaking = learn(terms, read, relevant[read]).speaking_terms(terms, row, most=2)
    assert set(" ".join(speaking).split()) <= set(texts[row].split())
    assert set(" ".join(speaking).split()) & {
        "patients",
        "partners",
        "safety",
        "together",
        "ward",
        "families",
        "round",
        "voice",
    }


def test_where_nothing_irrelevant_is_known_the_unread_texts_stand_for_it(invented):
    texts, relevant = invented
    read, terms = np.flatnonzero(relevant)[:3], weigh_terms(texts)
    unread = np.setdiff1d(np.arange(len(texts)), read)
    scores = learn(terms, read, relevant[read], unread=unread).scores(terms)
    first = unread[by_certainty(scores[unread])[:10]]
    assert relevant[first].mean() > 0.5


def test_the_same_seed_learns_the_same(invented):
    texts, relevant = invented
    read, terms = both_kinds(relevant), weigh_terms(texts)
    unread = np.setdiff1d(np.arange(len(texts)), read)
    first, second = (learn(terms, read, relevant[read], unread=unread, seed=3).weights for _ in range(2))
    assert (first == second).all()


SCORES = np.array([0.3, -0.1, 2.0, 0.3, -3.0])


def test_certainty_reads_the_highest_score_first_and_keeps_the_order_of_equals():
    assert by_certainty(SCORES).tolist() == [2, 0, 3, 1, 4]


def test_uncertainty_reads_what_is_nearest_to_the_level_first():
    assert by_uncertainty(SCORES).tolist() == [1, 0, 3, 2, 4]


@pytest.mark.parametrize("n", [0, 1, 19, 20, 47])
def test_the_mixed_order_has_every_text_once_and_each_twentieth_is_the_most_doubtful_left(n):
    scores = np.random.default_rng(n).normal(size=n)
    order = by_both(scores)
    assert sorted(order.tolist()) == list(range(n))
    if n >= 20:
        left = order[19:]
        assert abs(scores[order[19]]) == np.abs(scores[left]).min()


def test_a_bare_number_is_told_as_no_term_that_speaks_for_a_text():
    texts = ["partners 19 and 14 at home"] * 4 + ["steel beams in bridges"] * 4
    relevant = np.array([True] * 4 + [False] * 4)
    read, terms = np.array([0, 1, 4, 5]), weigh_terms(texts)
    speaking = learn(terms, read, relevant[read]).speaking_terms(terms, 2, most=20)
    assert "partners" in speaking and not {"19", "14"} & set(speaking)
