"""Whether a value is true or false where a number is wanted."""

from __future__ import annotations

from typing import Any, get_args


def refuse_truth(value: object, annotation: Any) -> None:
    """Raise ValueError where true or false, alone or in a list or mapping, would be taken for 1 or 0."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    if any(isinstance(part, bool) for part in parts):
        kinds = _kinds(annotation)
        if bool not in kinds and kinds & {int, float}:
            raise ValueError("a number is needed")


def _kinds(annotation: Any) -> frozenset[Any]:
    """The types in an annotation, those of entries and of the values that it names among them."""
    inner = get_args(annotation)
    if not inner:
        return frozenset({annotation if isinstance(annotation, type) else type(annotation)})
    return frozenset().union(*map(_kinds, inner))
