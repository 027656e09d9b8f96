"""Text that people are shown: no sign in it makes it look otherwise than it is."""

from __future__ import annotations

import re

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of what follows (U+202E shows "gnp.exe" as "exe.png"), for classes."""

MISLEADING = f"{_DIRECTION}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
"""These, and control characters but tabs and line ends (terminals obey U+009B as an escape), for classes."""

_DELETE, _PICTURES = 0x7F, 0x2400
_MISLEADING = re.compile(f"[{MISLEADING}]")


def shown(text: str) -> str:
    """The text for a page: without marks of direction, a control character as the picture of itself.

    Those of U+0080 to U+009F have no picture and go.
    """
    return _MISLEADING.sub(lambda sign: _picture(ord(sign[0])), text)


def seen(text: str) -> str:
    """The text for a cell, without marks of direction and control characters but tabs and line ends."""
    return _MISLEADING.sub("", text)


def _picture(code: int) -> str:
    if code == _DELETE:
        return "\u2421"
    return chr(_PICTURES + code) if code < _DELETE else ""
