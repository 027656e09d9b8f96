"""Lists that several records of one report give, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from coprod_review.dedupe.forms import words_of


def one_list_of(lists: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """The values of lists without those that an earlier one has, and which lists gave any."""
    seen: set[str] = set()
    values: list[str] = []
    giving = []
    for n, some in enumerate(lists):
        fresh = []
        for value in some:
            key = _united_as(value)
            if key not in seen:
                seen.add(key)
                fresh.append(value)
        values += fresh
        giving += [n] if fresh else []
    return values, giving


@lru_cache(maxsize=100_000)
def _united_as(value: str) -> str:
    return " ".join(words_of(value)) or value
