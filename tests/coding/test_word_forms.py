"""Words that are one but for their form."""

from __future__ import annotations

import pytest

from coprod_review.coding.word_forms import stem


@pytest.mark.parametrize(
    "forms",
    [
        "fall falls fell falling fallen",
        "hide hides hid hidden hiding",
        "bite bites bitten biting",
        "lose loses lost losing",
        "wake wakes woke waking",
        "slips slipped slipping",
    ],
)
def test_the_forms_of_a_verb_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("siting", "sit"), ("rung", "run"), ("hid", "hip")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)
