"""Columns made by their buffers are those that Arrow makes."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.io.arrays import bool_array, float_array, int_array, text_array, texts_array

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=12)


@given(TEXTS)
def test_texts_stay_as_they_are(values):
    array = text_array(values)
    array.validate(full=True)
    assert array.equals(pa.array(values, pa.string()))


@given(st.lists(TEXTS, max_size=6))
def test_lists_of_texts_stay_as_they_are(values):
    array = texts_array(values)
    array.validate(full=True)
    assert array.equals(pa.array(values, pa.list_(pa.string())))


@given(st.lists(st.none() | st.integers(-(2**31), 2**31 - 1), max_size=20))
def test_numbers_stay_as_they_are_and_none_is_null(values):
    array = int_array(values, pa.int32())
    array.validate(full=True)
    assert array.equals(pa.array(values, pa.int32()))


@given(st.lists(st.none() | st.floats(allow_nan=False), max_size=20))
def test_fractions_stay_as_they_are_with_their_signs_and_none_is_null(values):
    array = float_array(values)
    array.validate(full=True)
    assert [repr(value) for value in array.to_pylist()] == [repr(value) for value in values]


@given(st.lists(st.booleans(), max_size=20))
def test_yes_and_no_stay_as_they_are(values):
    array = bool_array(values)
    array.validate(full=True)
    assert array.equals(pa.array(values, pa.bool_()))
