"""Encodings of text that people may name for an export."""

from __future__ import annotations

import codecs

ENCODING_NAMES = (
    "write one that Python knows, such as cp1250 (Central European), cp1251 (Cyrillic), cp1252 (Western "
    "European), mac_roman, iso8859_2, gb18030 (Chinese), shift_jis (Japanese) or utf-8"
)

_NOT_OF_FILES = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
"""What Python counts among encodings of text, although no text of a file is written in them."""


def is_encoding(name: str) -> bool:
    """Whether a name is that of an encoding in which files of text are written."""
    try:
        found = codecs.lookup(name)
        return found._is_text_encoding and found.name not in _NOT_OF_FILES
    except (LookupError, ValueError):
        return False
