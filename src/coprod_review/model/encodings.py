"""Encodings of text that people may name for an export."""

from __future__ import annotations

import codecs

ENCODING_NAMES = (
    "write one that Python knows, such as cp1250 (Central European), cp1251 (Cyrillic), cp1252 (Western "
    "European), mac_roman, iso8859_2, gb18030 (Chinese), shift_jis (Japanese) or utf-8"
)


def is_encoding(name: str) -> bool:
    """Whether a name is that of an encoding of text."""
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False
