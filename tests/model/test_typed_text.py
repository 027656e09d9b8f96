"""Text as people type it: what nobody sees is left out, and what belongs to the spelling stays."""

from __future__ import annotations

import pytest

from coprod_review.model.typed_text import without_controls


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x1b[31mc\u202ed\u2066e\ufeff", "ab[31mcde"),
        ("one\r\ntwo\tthree\rfour", "one\ntwo\tthree\nfour"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\U0001f9d1\u200d\u2695\ufe0f", "\U0001f9d1\u200d\u2695\ufe0f"),
        ("\u200dpay\u200d pal\u200c", "pay pal"),
        ("a\u200b\u200b\u200db", "a\u200db"),
    ],
)
def test_what_nobody_sees_is_left_out_but_for_joiners_within_words(typed: str, kept: str) -> None:
    assert without_controls(typed) == kept
