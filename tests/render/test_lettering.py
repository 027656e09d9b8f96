"""Text fits where it is put, and none of it is lost on the way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_review.render import lettering

WORDS = st.lists(st.text(alphabet="abcdefgh-/.iW", min_size=1, max_size=40), max_size=12).map(" ".join)


@settings(max_examples=60)
@given(text=WORDS, room=st.floats(min_value=8, max_value=90))
def test_every_line_fits_its_room_and_no_letter_is_lost(text: str, room: float) -> None:
    lines = lettering.wrapped(text, room)
    assert all(lettering.width_mm(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@settings(max_examples=40)
@given(text=WORDS, room=st.floats(min_value=8, max_value=90))
def test_balanced_lines_are_as_few_as_wrapped_ones_and_lose_nothing(text: str, room: float) -> None:
    lines = lettering.balanced(text, room)
    assert len(lines) == len(lettering.wrapped(text, room))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_exceeds_the_lines_allowed_ends_in_an_ellipsis() -> None:
    lines = lettering.wrapped("one two three four five six seven eight", 12, max_lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert lettering.width_mm(lines[-1]) <= 12


def test_balanced_lines_break_evenly() -> None:
    lines = lettering.balanced("Public administration (and management)", 40)
    assert lines == ["Public administration", "(and management)"]


def test_bold_letters_are_measured_as_bold() -> None:
    assert lettering.width_mm("measured", 7.0, "bold") > lettering.width_mm("measured", 7.0)


def test_a_label_that_is_too_long_gives_way_to_its_short_name() -> None:
    label = "Handing over between wards, families and everybody else at home"
    assert lettering.named(label, "Handing over", 25.0, max_lines=2) == ["Handing over"]
    assert " ".join(lettering.named(label, "Handing over", 60.0, max_lines=2)) == label
