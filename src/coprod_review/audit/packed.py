"""The styles and scripts that are packed with this package."""

from __future__ import annotations

from importlib.resources import files


def packed_text(name: str) -> str:
    """A style or a script of the audit pages, by the name of its file."""
    return files("coprod_review.audit").joinpath(name).read_text(encoding="utf-8")
