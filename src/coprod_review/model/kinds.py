"""Of which types an annotation is made."""

from __future__ import annotations

from typing import Any, get_args


def kinds_of(annotation: Any) -> frozenset[Any]:
    """The types in an annotation, those of entries and of the values that it names among them."""
    inner = get_args(annotation)
    if not inner:
        return frozenset({annotation if isinstance(annotation, type) else type(annotation)})
    return frozenset().union(*map(kinds_of, inner))
