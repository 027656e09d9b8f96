"""Keys for codes: digits first, then letters that no command of the page has."""

from __future__ import annotations

from collections.abc import Iterable

COMMAND_KEYS = frozenset("jknbuemcgads")
"""Letters that the page itself takes: moving, undo, evidence, note, confidence, agree, dispute, settle."""

CODE_KEYS = (*"123456789", *(letter for letter in "qwrtyiopfhlzxv" if letter not in COMMAND_KEYS))

MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def key_by_code(codes: Iterable[str]) -> dict[str, str]:
    """A key for each code of one dimension, in the codebook's order; codes beyond the keys have none."""
    names = list(codes)
    keys = [*CODE_KEYS, *([""] * max(0, len(names) - len(CODE_KEYS)))]
    return dict(zip(names, keys, strict=False))


def mark_by_dimension(dimensions: Iterable[str]) -> dict[str, str]:
    """The letter that marks the evidence of each dimension in a text, in the codebook's order."""
    names = list(dimensions)
    marks = [*MARKS, *(f"{at}" for at in range(len(MARKS) + 1, len(names) + 1))]
    return dict(zip(names, marks, strict=False))
