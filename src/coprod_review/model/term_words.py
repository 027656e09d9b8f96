"""Which words make terms, as people keep them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWords:
    """Words that no phrase contains (`stop`), and terms that are never shown; as written."""

    stop: tuple[str, ...]
    never: tuple[str, ...] = ()
