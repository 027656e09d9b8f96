"""Forms that are made of whole columns at once are those that single texts have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coprod_review.dedupe.arrow import letter_texts, text_array, word_texts
from coprod_review.dedupe.forms import words_of

TEXTS = st.lists(st.text(alphabet="aB9 '.-<&>é\t;ﬁ", max_size=12), max_size=6)


@given(TEXTS)
def test_the_words_of_a_column_are_those_of_each_text(texts: list[str]) -> None:
    assert word_texts(text_array(texts)).to_pylist() == [" ".join(words_of(text)) for text in texts]


@given(TEXTS)
def test_the_letters_of_a_column_are_those_of_each_text_without_signs_of_ascii(texts: list[str]) -> None:
    wanted = [
        "".join(c.lower() if c.isascii() else c for c in t if not c.isascii() or c.isalnum()) for t in texts
    ]
    assert letter_texts(text_array(texts)).to_pylist() == wanted


@given(TEXTS)
def test_a_part_of_a_column_has_the_same_forms_as_the_whole(texts: list[str]) -> None:
    whole = text_array(["Ward's rounds", *texts])
    assert word_texts(whole.slice(1)).to_pylist() == word_texts(text_array(texts)).to_pylist()
    assert letter_texts(whole.slice(1)).to_pylist() == letter_texts(text_array(texts)).to_pylist()
