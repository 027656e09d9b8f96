"""Reading a set as if its answers were not known, and the measures of it."""

from __future__ import annotations

import numpy as np
import pytest

from coprod_review.prioritise.measures import Discoveries
from coprod_review.prioritise.simulate import discoveries, recall_at, simulate
from coprod_review.prioritise.stopping import Goal
from coprod_review.prioritise.terms import weigh_terms


def test_work_saved_is_what_is_unread_less_what_random_reading_leaves():
    found = Discoveries(found_at=np.arange(1, 21), n_total=100)
    assert found.work_saved(0.95) == pytest.approx(0.95 - 0.19)
    assert found.work_saved(1.0) == pytest.approx(0.8)
    assert found.recall_after(0.1) == 0.5


def test_no_order_saves_more_than_the_one_with_all_relevant_texts_first():
    assert Discoveries(found_at=np.arange(81, 101), n_total=100).most_saved(0.95) == pytest.approx(0.76)
    assert Discoveries(found_at=np.arange(1, 81), n_total=100).most_saved(1.0) == pytest.approx(0.2)


def test_mean_discovery_is_the_mean_place_of_a_relevant_text_as_a_share_of_all():
    assert Discoveries(found_at=np.array([1, 4, 10]), n_total=20).mean_discovery() == pytest.approx(0.25)


def test_loss_is_0_for_the_best_order_and_1_for_the_worst():
    assert Discoveries(found_at=np.arange(1, 6), n_total=50).loss() == pytest.approx(0)
    assert Discoveries(found_at=np.arange(46, 51), n_total=50).loss() == pytest.approx(1)
    assert Discoveries(found_at=np.arange(1, 6), n_total=50).ndcg() == pytest.approx(1)


def test_every_relevant_text_is_found_once_and_long_before_random_reading(invented):
    texts, relevant = invented
    run = simulate(weigh_terms(texts), relevant, seed=1)
    assert len(set(run.read.tolist())) == len(run.read)
    assert relevant[run.read].sum() == relevant.sum()
    assert discoveries(run, relevant).work_saved(0.95) > 0.6


def test_the_same_seed_reads_in_the_same_order(invented):
    texts, relevant = invented
    terms = weigh_terms(texts)
    assert (simulate(terms, relevant, seed=2).read == simulate(terms, relevant, seed=2).read).all()


def test_from_the_top_the_first_texts_are_read_until_both_kinds_are_known(invented):
    texts, relevant = invented
    run = simulate(weigh_terms(texts), relevant, seed=0, start="top")
    first = int(np.argmax(relevant)) + 1
    assert run.read[:first].tolist() == list(range(first))
    assert run.n_start == 0


def test_the_reading_goes_on_until_the_rule_stops_it_and_reaches_the_recall(invented):
    texts, relevant = invented
    run = simulate(weigh_terms(texts), relevant, seed=0, goal=Goal(recall=0.9, confidence=0.9))
    assert run.stopped_at
    assert recall_at(run, relevant, run.stopped_at) >= 0.9


@pytest.mark.parametrize("order", ["certainty", "uncertainty", "mixed"])
def test_any_order_ends(invented, order):
    texts, relevant = invented
    run = simulate(weigh_terms(texts[:60]), relevant[:60], seed=0, order=order)
    assert relevant[run.read].sum() == relevant[:60].sum()


def test_empty_texts_are_read_too():
    relevant = np.array([True, False, False, True])
    run = simulate(weigh_terms(["", "", "", ""]), relevant, seed=0)
    assert relevant[run.read].sum() == 2
