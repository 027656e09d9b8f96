"""Texts for formats that hold visible characters alone."""

from __future__ import annotations


def visible_line(text: str) -> str:
    """Text as one line of visible characters, without the signs that XML cannot hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
