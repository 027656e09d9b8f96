"""A text that took time by the square of its length, where no alarm can interrupt it."""

from __future__ import annotations

import time
import unicodedata

from coprod_review.model.record import Record
from coprod_review.read.reading import Reading

MARKS = "\u0301\u0316" * 100_000


def test_a_letter_with_marks_without_end_is_read_in_time_by_its_length() -> None:
    text = f"TY  - JOUR\nTI  - Safety\nAB  - a{MARKS} and on\nER  - \n"
    began = time.process_time()
    (item,) = Reading(text.encode(), export="x")
    assert isinstance(item, Record)
    assert time.process_time() - began < 5


def test_marks_beyond_any_language_go_and_others_stay() -> None:
    text = f"TY  - JOUR\nTI  - Safety\nAB  - Cafe\u0301 {'word ' * 3000}a{MARKS}b\nER  - \n"
    (item,) = Reading(text.encode(), export="x")
    assert item.abstract.startswith("Caf\xe9 word")
    assert item.abstract.endswith("b")
    assert sum(map(bool, map(unicodedata.combining, item.abstract))) < 31
