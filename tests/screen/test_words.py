"""Words are the same whether a text is parted as bytes or by an expression."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from coprod_review.screen.words import letter_words_of, words_of

ASCII = st.text(st.characters(max_codepoint=127), max_size=80)


@given(ASCII | st.text(max_size=80))
def test_words_are_letters_digits_and_underscores(text: str) -> None:
    assert words_of(text) == re.findall(r"\w+", text)


@given(ASCII | st.text(max_size=80) | st.text("aİßŉΐ1_ -", max_size=30))
def test_words_of_letters_have_no_case(text: str) -> None:
    assert letter_words_of(text) == [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
