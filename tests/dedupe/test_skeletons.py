"""Skeletons are never more letters apart than their titles are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from coprod_review.dedupe.arrow import letters_among, text_array
from coprod_review.dedupe.skeletons import CONSONANTS, Skeletons

WORDS = st.lists(st.sampled_from(["ward", "a", "of", "nights", "été", "2nd", "ill", "words"]), max_size=7)
TITLES = WORDS.map(" ".join)


@given(TITLES, TITLES)
def test_skeletons_are_near_where_titles_are_as_they_are_or_in_order(one: str, other: str) -> None:
    skeletons = Skeletons(text_array([one, other]))
    ordered = (" ".join(sorted(title.split())) for title in (one, other))
    apart = min(Indel.distance(one, other), Indel.distance(*ordered))
    assert skeletons.are_near(np.asarray([0]), np.asarray([1]), np.asarray([float(apart)])).all()


def test_skeletons_of_words_in_another_order_are_one() -> None:
    skeletons = Skeletons(text_array(["nights of a ward", "ward of nights a", "a ward of mornings"]))
    near = skeletons.are_near(np.asarray([0, 0]), np.asarray([1, 2]), np.asarray([0.0, 0.0]))
    assert near.tolist() == [True, False]


@given(st.lists(st.text(alphabet="aB9 bé-z", max_size=9), max_size=5))
def test_letters_among_are_those_of_each_text(texts: list[str]) -> None:
    wanted = ["".join(letter for letter in text if letter in CONSONANTS) for text in texts]
    assert letters_among(text_array(["xyz", *texts]).slice(1), CONSONANTS).to_pylist() == wanted
