"""Choices that look random and are not: each follows from a SHA-256 digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def share(*words: str) -> float:
    """A number from 0 up to 1 that depends on the words alone."""
    digest = hashlib.sha256("\x1f".join(words).encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def happens(probability: float, *words: str) -> bool:
    """Whether an event of this probability happens for the words."""
    return share(*words) < probability


def one_of(options: Sequence[tuple[T, float]], *words: str) -> T:
    """One of the options, each taken with its weight; weights sum to 1."""
    point = share(*words)
    for option, weight in options:
        point -= weight
        if point < 0:
            return option
    return options[-1][0]


def in_development_half(report_id: str) -> bool:
    """Whether rules may be developed on the report: the last hexadecimal digit of its digest is even."""
    return int(hashlib.sha256(report_id.encode("utf-8")).hexdigest()[-1], 16) % 2 == 0
