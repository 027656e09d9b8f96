"""The words of a text. Most are of plain Latin letters, and are parted as bytes, which is much faster."""

from __future__ import annotations

import re
import string

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """The words of a text: letters, digits and underscores."""
    if text.isascii():
        return text.encode().translate(_WORDS_ALONE).decode().split()
    return _WORD.findall(text)


def letter_words_of(text: str) -> list[str]:
    """The words of a text that are letters alone, without case.

    A text that is longer without case has letters that become several signs, which may part a word: there,
    words are told first.
    """
    if text.isascii():
        return text.lower().encode().translate(_LETTERS_ALONE).decode().split()
    folded = text.casefold()
    if len(folded) == len(text):
        return _LETTERS.findall(folded)
    return [word.casefold() for word in _LETTERS.findall(text)]


def _others_blank(kept: str) -> bytes:
    return bytes(code if chr(code) in kept else ord(" ") for code in range(256))


_WORDS_ALONE = _others_blank(string.ascii_letters + string.digits + "_")
_LETTERS_ALONE = _others_blank(string.ascii_letters)
