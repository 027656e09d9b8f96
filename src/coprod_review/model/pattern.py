"""Patterns of the rule coder and works of the lineage coder, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern: what it looks for, the one code it counts for, and sentences that test it.

    `phrases` are in the small phrase language of docs/patterns.md; `tokens` are spaCy token patterns. A match
    adds `weight` to the score of `code` in `dimension`, each distinct passage once per field, provided that
    one of the phrases of `needs`, if there are any, stands somewhere in the report, and one of those of
    `beside`, if there are any, in the sentence of the match.
    """

    pattern_id: str
    dimension: str
    code: str
    weight: float
    phrases: tuple[str, ...]
    tokens: tuple[tuple[Mapping[str, Any], ...], ...]
    matches: tuple[str, ...]
    misses: tuple[str, ...]
    file: str
    line: int
    note: str = ""
    needs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageWork:
    """A work whose citation signals a tradition, with the forms in which databases cite it.

    `matches` are citations that must resolve to it and `misses` ones that must not, none of them listed in
    `cited_as`; `where` is the place of the work in its file.
    """

    key: str
    tradition: str
    authors: tuple[str, ...]
    year: int
    title: str
    container: str
    volume: str
    pages: str
    doi: str
    cited_as: tuple[str, ...]
    short: str
    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    where: str = ""
