"""What a title's fingerprint keeps and what it drops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.model.fingerprint import title_fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Safer Wards: a Study", "SAFER WARDS - A STUDY."),
        ("Åse &amp; Søren on <i>risk</i>", "Ase and Soren on risk"),
        ("Co‐production", "Coproduction"),
        ("“Ask” me", '"Ask" me'),
    ],
)
def test_forms_of_one_title_have_one_fingerprint(one: str, other: str) -> None:
    assert title_fingerprint(one) == title_fingerprint(other)


def test_part_numbers_keep_titles_apart() -> None:
    assert title_fingerprint("Safer wards, part 1") != title_fingerprint("Safer wards, part 2")


def test_letters_of_other_scripts_are_kept() -> None:
    assert title_fingerprint("患者の安全") != title_fingerprint("病院の安全")


def test_a_title_without_letters_has_the_empty_fingerprint() -> None:
    assert title_fingerprint("...") == ""


@given(st.text(max_size=60))
def test_a_fingerprint_holds_no_space_and_is_its_own_fingerprint(title: str) -> None:
    once = title_fingerprint(title)
    assert not any(character.isspace() for character in once)
    assert title_fingerprint(once) == once
