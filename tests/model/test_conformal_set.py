"""The conformal set at the beginning of a note reads as it was told."""

from __future__ import annotations

import pytest

from coprod_review.model.conformal_set import conformal_set, told


@pytest.mark.parametrize("answers", [(), (("a",),), (("a",), ("b", "c"))])
def test_a_conformal_set_reads_from_a_note_as_it_was_told(answers: tuple[tuple[str, ...], ...]) -> None:
    assert conformal_set(f"{told(answers)}; a: score +1; given what is possible in b: c | d") == answers


def test_a_note_that_tells_no_set_has_none() -> None:
    assert conformal_set("step 2: possible: a") is None
