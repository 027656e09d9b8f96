"""What counts of letters leave out could not have been worth a verdict."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.records import record

from coprod_review.dedupe.arrow import text_array
from coprod_review.dedupe.columns import columns_of
from coprod_review.dedupe.objects import record_table
from coprod_review.dedupe.prospects import KIND_BY_BYTE, Prospects, letter_counts
from coprod_review.dedupe.titles import compare_titles, worth_judging

WORDS = st.sampled_from(
    ["relatives", "as", "partners", "in", "handover", "of", "fragile", "patients", "wards", "2"]
)
FACTS = st.fixed_dictionaries(
    {"title": st.lists(WORDS, max_size=9).map(" ".join)},
    optional={
        "doi": st.sampled_from(["10.5555/1", "10.5555/2"]),
        "year": st.sampled_from([2013, 2014]),
        "volume": st.sampled_from(["12", "13"]),
        "pages": st.sampled_from(["101-110", "9"]),
        "authors": st.sampled_from([("Linden, Maja",), ("Okafor, Tunde",)]),
    },
)


@given(st.lists(FACTS, min_size=2, max_size=8))
def test_every_pair_that_is_worth_a_verdict_is_a_prospect(facts: list[dict[str, Any]]) -> None:
    columns = columns_of(record_table([record(f"a.ris:{n}", **known) for n, known in enumerate(facts, 1)]))
    pairs = np.asarray(list(combinations(range(columns.n), 2)), dtype=np.int64)
    worth = pairs[worth_judging(columns, pairs, compare_titles(columns, pairs))]
    kept = Prospects(columns).among(pairs[:, 0] * columns.n + pairs[:, 1])
    assert set((worth[:, 0] * columns.n + worth[:, 1]).tolist()) <= set(kept.tolist())


def test_titles_of_quite_other_letters_are_no_prospect() -> None:
    titles = ("Relatives as partners in the handover", "Zuzu why buzz fuzz jump gym fjord quick")
    columns = columns_of(record_table([record(f"a.ris:{n}", title=t) for n, t in enumerate(titles, 1)]))
    assert Prospects(columns).among(np.asarray([1])).tolist() == []


def test_titles_of_the_same_letters_in_other_words_are_no_prospect() -> None:
    titles = ("Wards and their partners in the handover", "Handing over trust where parents dare hide in")
    columns = columns_of(record_table([record(f"a.ris:{n}", title=t) for n, t in enumerate(titles, 1)]))
    here, there = letter_counts(columns.title_words).astype(np.int64)
    assert np.abs(here - there).sum() <= 0.15 * columns.title_length.sum()
    assert Prospects(columns).among(np.asarray([1])).tolist() == []


def test_titles_of_the_same_words_in_another_order_are_a_prospect() -> None:
    titles = (
        "Handover of fragile patients: relatives as partners",
        "Relatives as partners in handover: fragile patients",
    )
    columns = columns_of(record_table([record(f"a.ris:{n}", title=t) for n, t in enumerate(titles, 1)]))
    assert Prospects(columns).among(np.asarray([1])).tolist() == [1]


def test_letters_are_counted_by_text_up_to_what_a_byte_holds() -> None:
    counts = letter_counts(text_array(["ward ward", "", "a" * 300]))
    assert counts.sum(axis=1).tolist() == [9, 0, 255]
    assert counts[0, KIND_BY_BYTE[ord("w")]] == 2
